//! naptop
pub mod app;
pub mod domain;
pub mod gateway;
pub mod keymap;
pub mod ui;
