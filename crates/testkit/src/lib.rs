//! What tests share: private databases, builders, a virtual clock.

#![expect(clippy::expect_used, reason = "a test that can't be set up fails, and says what it wanted")]

pub mod callers;
mod clinic;
mod database;
mod encrypted;
mod figures;
mod mailbox;
pub mod mix;
mod private;
mod raw;
mod routes;
mod server;
mod serving;
mod sound;

pub use self::clinic::{Clinic, Closed, DEMO, any, practice};
pub use self::database::{SECRET, TestDb, postgres, postgres_wanted, sqlite};
pub use self::encrypted::{EncryptedServer, encrypted_postgres};
pub use self::figures::{Figures, report};
pub use self::mailbox::{MailServer, Taken};
pub use self::private::PrivateServer;
pub use self::routes::console_routes;
pub use self::serving::Serving;
pub use self::sound::sound;

/// How often or how long somebody wants a test to go on, by a variable of the environment: `./x soak` does.
pub fn wanted(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

/// Declares tests that run on both engines, each on a [`Clinic`] of its own:
///
/// ```text
/// testkit::on_both_engines! {
///     async fn a_booked_slot_is_taken(clinic) { … }
/// }
/// ```
///
/// `ALLO_TEST_ENGINES=sqlite` leaves PostgreSQL out, where it can't be had.
#[macro_export]
macro_rules! on_both_engines {
    ($($(#[$doc:meta])* async fn $name:ident($clinic:ident) $body:block)+) => {$(
        $(#[$doc])*
        mod $name {
            #[allow(unused_imports, reason = "a test may need nothing from around it")]
            use super::*;

            async fn test($clinic: &$crate::Clinic) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                test(&$crate::Clinic::open($crate::sqlite().await).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                if $crate::postgres_wanted() {
                    test(&$crate::Clinic::open($crate::postgres().await).await).await;
                }
            }
        }
    )+};
}
