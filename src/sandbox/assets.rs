//! The chat page's files, carried by the program.

use std::sync::Arc;

use axum::Router;
use axum::http::header;
use axum::routing::get;

use super::world::World;

/// The media type of scripts.
const SCRIPT: &str = "text/javascript; charset=utf-8";
/// Path, media type and content of each file.
const FILES: &[(&str, &str, &str)] = &[
    ("/", "text/html; charset=utf-8", include_str!("page/index.html")),
    ("/page/style.css", "text/css; charset=utf-8", include_str!("page/style.css")),
    ("/page/app.js", SCRIPT, include_str!("page/app.js")),
    ("/page/bubble.js", SCRIPT, include_str!("page/bubble.js")),
    ("/page/commands.js", SCRIPT, include_str!("page/commands.js")),
    ("/page/pane.js", SCRIPT, include_str!("page/pane.js")),
    ("/page/samples.js", SCRIPT, include_str!("page/samples.js")),
    ("/page/texts.js", SCRIPT, include_str!("page/texts.js")),
    ("/page/tools.js", SCRIPT, include_str!("page/tools.js")),
];

/// The page talks to its own origin alone and runs no script but its own.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; \
    media-src 'self' blob:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// The files' routes.
pub(super) fn routes() -> Router<Arc<World>> {
    FILES.iter().fold(Router::new(), |router, (path, kind, content)| {
        let headers = [
            (header::CONTENT_TYPE, *kind),
            (header::CONTENT_SECURITY_POLICY, POLICY),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (header::REFERRER_POLICY, "no-referrer"),
            (header::CACHE_CONTROL, "no-cache"),
        ];
        router.route(path, get(async move || (headers, *content)))
    })
}
