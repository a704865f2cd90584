//! naptop

pub mod simulator;
