//! What the tests share: a simulator with the production services on it, a dashboard driven by keys, a program in a pty or on a
//! simulator of its own.

pub mod flow;
pub mod hostile;
pub mod pty;
pub mod rounds;
pub mod services;
pub mod simulate;
pub mod tap;

/// Follows a link, as a browser on this machine.
pub async fn visit(url: &str) -> reqwest::Result<reqwest::Response> {
    naptop::web::client("localhost").build()?.get(url).send().await
}
