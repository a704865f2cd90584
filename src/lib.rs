//! naptop
pub mod domain;
pub mod gateway;
