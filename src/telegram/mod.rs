//! The only place that knows Telegram: what comes in ([`intake`], [`lane`], [`read`]) and what goes out
//! ([`render`], [`drawn`], [`sender`], [`scheduler`], [`menu`]), both through one [`client`].

pub mod agreement;
pub mod client;
pub mod drawn;
pub mod intake;
mod json;
pub mod lane;
pub mod menu;
mod meter;
mod rate;
pub mod read;
pub mod render;
pub mod rich;
pub mod scheduler;
pub mod sender;

/// Who the bot is, as `getMe` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Me {
    /// Its Telegram id.
    pub id: i64,
    /// Its name without `@`.
    pub username: String,
}

impl Me {
    /// `https://t.me/NAME`.
    #[must_use]
    pub fn link(&self) -> String {
        format!("https://t.me/{}", self.username)
    }
}
