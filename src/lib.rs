//! naptop
