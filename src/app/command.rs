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
    /// The wall display in place of the panes, or the panes again.
    Wall,
    /// Masks what a screenshot must not show.
    Mask,
    /// Chooses the columns of the pane.
    Columns,
    /// Makes the focused pane larger.
    Grow,
    /// Makes the focused pane smaller.
    Shrink,
    /// Lets the panes share the screen by their rows.
    Balance,
    /// What was said in this run.
    Log,
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
    /// Extends access, after a form; opens what has expired once more.
    Extend,
    /// Copies `host:port`.
    CopyEndpoint,
    /// Shows everything known of the row.
    Details,
    /// Revokes, after a confirmation.
    Revoke,
    /// Sweeps what has expired, after a confirmation.
    Sweep,
    /// Finds out whether the device answers.
    Probe,
    /// Marks or unmarks the row.
    Mark,
    /// Marks or unmarks all rows that pass the filter.
    MarkAll,
    /// Writes what is open to a file.
    Export,
    /// Edits the filter.
    Filter,
    /// Cancels what has not begun, clears the message, the filter, the marks.
    Clear,
    /// Sorts by the next column.
    Sort,
    /// Reverses the order.
    Reverse,
    /// Shows the next account.
    NextAccount,
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

impl Command {
    /// What `keymap.toml` calls it: the variant's own name, in snake_case. `assets/keymap.toml` holds the names still.
    pub fn name(self) -> String {
        let mut name = String::new();
        for c in format!("{self:?}").chars() {
            if c.is_ascii_uppercase() && !name.is_empty() {
                name.push('_');
            }
            name.push(c.to_ascii_lowercase());
        }
        name
    }
}
