//! What a user can want, one variant each. Titles, keys and help stand in the command table.

/// A user's intent; what it does depends on the state of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// The row below.
    Down,
    /// The row above.
    Up,
    /// A screenful down.
    PageDown,
    /// A screenful up.
    PageUp,
    /// The first row.
    Top,
    /// The last row.
    Bottom,
    /// The next pane.
    NextPane,
    /// The previous pane.
    PreviousPane,
    /// The Devices pane.
    Devices,
    /// The Access pane.
    Access,
    /// The Sessions pane.
    Sessions,
    /// The Audit pane.
    Audit,
    /// The audit log of the device alone, or of all again.
    AuditDevice,
    /// The focused pane alone.
    Zoom,
    /// The form that opens access.
    Open,
    /// Opens access with the defaults.
    OpenNow,
    /// Copies the streaming URL.
    CopyLink,
    /// Opens the streaming URL in the browser.
    Browse,
    /// Makes a fresh streaming URL.
    FreshLink,
    /// Starts the app's local command.
    Launch,
    /// Copies `host:port`.
    CopyEndpoint,
    /// Shows everything known of the row.
    Details,
    /// Revokes, after a confirmation.
    Revoke,
    /// Sweeps what has expired, after a confirmation.
    Sweep,
    /// Marks or unmarks the row.
    Mark,
    /// Edits the filter.
    Filter,
    /// Clears filter, then marks.
    Clear,
    /// Sorts by the next column.
    Sort,
    /// Reverses the order.
    Reverse,
    /// Loads everything again.
    Refresh,
    /// Stops or resumes refreshing.
    Pause,
    /// All commands, to search and run.
    Palette,
    /// All commands, to read, search and run.
    Help,
    /// Leaves.
    Quit,
    /// Goes to the background.
    Suspend,
}
