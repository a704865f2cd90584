//! How large a terminal has to be, in columns and rows.

/// Below this nothing is shown but a request for more.
pub const SMALLEST: (u16, u16) = (40, 10);
/// From here on two panes are shown at a time.
pub const BOTH_PANES: (u16, u16) = (80, 20);
