//! naptop
pub mod appstream;
pub mod config;
pub mod desktop;
pub mod domain;
pub mod gateway;
#[cfg(test)]
mod responder;
pub mod soracom;
