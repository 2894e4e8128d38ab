//! The operator's pages: health, readiness and metrics. Never on the public address, which has the [`board`] alone.

pub mod board;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::store::{Store, StoreError, gauges};

/// Serves `/healthz`, `/readyz` and `/metrics` until told to stop.
///
/// # Errors
/// When the listener fails.
pub async fn serve(listener: TcpListener, store: Store, mut stop: watch::Receiver<bool>) -> std::io::Result<()> {
    let stopped = async move {
        let _ = stop.wait_for(|stop| *stop).await;
    };
    axum::serve(listener, router(store)).with_graceful_shutdown(stopped).await
}

/// The pages.
pub fn router(store: Store) -> Router {
    Router::new()
        .route("/healthz", get(async || "alive\n"))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .with_state(store)
}

async fn ready(State(store): State<Store>) -> impl IntoResponse {
    match gauges::writable(&store).await {
        Ok(()) => (StatusCode::OK, "ready\n".to_owned()),
        Err(wrong) => (StatusCode::SERVICE_UNAVAILABLE, format!("not ready: {}\n", kind_of(&wrong))),
    }
}

/// What is wrong, without the database's own words, which may hold an address.
const fn kind_of(wrong: &StoreError) -> &'static str {
    match wrong {
        StoreError::Sql(_) | StoreError::Migrate(_) | StoreError::Address(_) => "the database can't be written",
        _ => "the database isn't what this program writes",
    }
}

async fn metrics(State(store): State<Store>) -> impl IntoResponse {
    match exposition(&store).await {
        Ok(text) => (StatusCode::OK, text),
        Err(wrong) => (StatusCode::SERVICE_UNAVAILABLE, format!("# {}\n", kind_of(&wrong))),
    }
}

/// The figures in Prometheus' text form: counted from the database, so that every process says the same.
async fn exposition(store: &Store) -> Result<String, StoreError> {
    use prometheus::{Encoder, IntGauge, Opts, Registry, TextEncoder};
    let registry = Registry::new();
    for gauge in gauges::GAUGES {
        let Ok(shown) = IntGauge::with_opts(Opts::new(gauge.name, gauge.help)) else { continue };
        shown.set(gauges::read(store, gauge).await?);
        if registry.register(Box::new(shown)).is_err() {
            tracing::error!(name = gauge.name, "two figures have one name");
        }
    }
    let mut text = Vec::new();
    if TextEncoder::new().encode(&registry.gather(), &mut text).is_err() {
        tracing::error!("the figures can't be written");
    }
    Ok(String::from_utf8(text).unwrap_or_default())
}
