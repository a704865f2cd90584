//! AppStream sessions as DescribeSessions lists them, and the rows of the Sessions pane.

use std::borrow::Cow;
use std::cmp::Ordering;

use jiff::Timestamp;

use super::column::natural;
use super::filter::Fields;
use super::{DeviceRow, Endpoint, Failure, UserId};
use crate::say;

/// A streaming session of the configured stack and fleet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// AppStream's id, needed to expire it.
    pub id: String,
    /// Whose session it is; its tail tells the device.
    pub user_id: UserId,
    /// `ACTIVE`, `PENDING` or `EXPIRED`; open-ended.
    pub state: String,
    /// `CONNECTED` or `NOT_CONNECTED`, where known.
    pub connection: Option<String>,
    /// When an instance was given to the user.
    pub started_at: Option<Timestamp>,
    /// When it ends at the latest.
    pub max_expires_at: Option<Timestamp>,
}

impl Session {
    /// Whether somebody may still be in it.
    pub fn is_live(&self) -> bool {
        self.state != "EXPIRED"
    }

    /// Who is in it: the operator where naptop made it, else the whole user id.
    pub fn who(&self) -> &str {
        self.user_id.operator().unwrap_or(self.user_id.as_str())
    }
}

/// A session, and the mapping that it came through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinedSession {
    /// The session.
    pub session: Session,
    /// The live mapping to its device and port, if there is one.
    pub endpoint: Option<Endpoint>,
    /// Whether naptop made it for a device of this account, and its mapping is gone.
    pub orphan: bool,
}

impl JoinedSession {
    /// A session that nobody held against the mappings; so it is not called an orphan.
    pub fn alone(session: Session) -> Self {
        Self {
            session,
            endpoint: None,
            orphan: false,
        }
    }

    /// Whether naptop made it and no mapping of this account accounts for it: an orphan if its device is of this account. A fleet
    /// may serve several.
    pub fn is_unaccounted(&self) -> bool {
        self.session.is_live() && self.endpoint.is_none() && self.session.user_id.device_key().is_some()
    }

    /// How it stands, what wants attention first.
    pub fn standing(&self) -> SessionStanding {
        let connected = self.session.connection.as_deref();
        match self.session.state.as_str() {
            "EXPIRED" => SessionStanding::Ended,
            _ if self.orphan => SessionStanding::Orphan,
            "PENDING" => SessionStanding::Starting,
            _ if connected == Some("CONNECTED") => SessionStanding::Connected,
            _ if connected == Some("NOT_CONNECTED") => SessionStanding::Left,
            _ => SessionStanding::Active,
        }
    }
}

/// The sessions of a stack and fleet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SessionList {
    /// All of them.
    pub sessions: Vec<JoinedSession>,
    /// Why they could not be held against the mappings, if so.
    pub unjoined: Option<Failure>,
}

/// How a session stands, in the order in which they want attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SessionStanding {
    /// Its mapping is gone.
    Orphan,
    /// Somebody looks at it.
    Connected,
    /// It is there; whether somebody looks at it is not known.
    Active,
    /// It waits for an instance.
    Starting,
    /// Nobody looks at it, and it goes on.
    Left,
    /// It is over.
    Ended,
}

impl SessionStanding {
    /// The word on the screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Orphan => say::seen::orphan(),
            Self::Connected => say::seen::connected(),
            Self::Active => say::seen::active(),
            Self::Starting => say::seen::starting(),
            Self::Left => say::seen::not_connected(),
            Self::Ended => say::seen::ended(),
        }
    }
}

/// A row of the Sessions pane: the session and what is joined to it.
#[derive(Clone, Copy, Debug)]
pub struct SessionRow<'a> {
    /// The session and its mapping.
    pub joined: &'a JoinedSession,
    /// What its device is called, where that is known.
    pub label: Option<&'a str>,
    /// Its device, where it is listed.
    pub device: Option<DeviceRow<'a>>,
}

/// What the Sessions pane can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionColumn {
    /// What wants attention first.
    State,
    /// By name of the device.
    Device,
    /// By operator.
    User,
    /// By endpoint.
    Endpoint,
    /// The oldest first.
    Age,
    /// The soonest to end first.
    Left,
}

impl SessionColumn {
    /// All, in the order in which `s` goes through them.
    pub const ALL: &'static [Self] = &[Self::State, Self::Device, Self::User, Self::Endpoint, Self::Age, Self::Left];

    /// Its name, whatever language is spoken: panes are remembered by it.
    pub fn name(self) -> &'static str {
        match self {
            Self::State => "State",
            Self::Device => "Device",
            Self::User => "User",
            Self::Endpoint => "Endpoint",
            Self::Age => "Started",
            Self::Left => "Ends within",
        }
    }

    /// The title on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::State => say::columns::state(),
            Self::Device => say::columns::device(),
            Self::User => say::columns::user(),
            Self::Endpoint => say::columns::endpoint(),
            Self::Age => say::columns::started(),
            Self::Left => say::columns::ends_within(),
        }
    }

    /// The order of two rows by this column.
    pub fn order(self, a: &SessionRow<'_>, b: &SessionRow<'_>) -> Ordering {
        let (of_a, of_b) = (&a.joined.session, &b.joined.session);
        // what is not known goes last
        let text = |a: Option<&str>, b: Option<&str>| {
            let by = a.is_none().cmp(&b.is_none());
            by.then_with(|| natural(a.unwrap_or_default(), b.unwrap_or_default()))
        };
        let endpoint = |row: &SessionRow<'_>| row.joined.endpoint.as_ref().map(ToString::to_string);
        let moment = |at: Option<Timestamp>| at.unwrap_or(Timestamp::MAX);
        let by = match self {
            Self::State => a.joined.standing().cmp(&b.joined.standing()),
            Self::Device => text(a.label, b.label),
            Self::User => natural(of_a.who(), of_b.who()),
            Self::Endpoint => text(endpoint(a).as_deref(), endpoint(b).as_deref()),
            Self::Age => moment(of_a.started_at).cmp(&moment(of_b.started_at)),
            Self::Left => Ordering::Equal,
        };
        by.then_with(|| moment(of_a.max_expires_at).cmp(&moment(of_b.max_expires_at)))
            .then_with(|| of_a.id.cmp(&of_b.id))
    }
}

impl Fields for SessionRow<'_> {
    const COLUMNS: &'static [&'static str] = &["device", "user", "state", "endpoint", "sim", "id"];
    const SEARCHED: &'static [&'static str] = Self::COLUMNS;

    fn field(&self, column: &str) -> Cow<'_, str> {
        let session = &self.joined.session;
        match column {
            "device" => Cow::Borrowed(self.label.unwrap_or("")),
            "user" => Cow::Borrowed(session.user_id.as_str()),
            "state" => {
                let word = say::in_all(|| self.joined.standing().word().to_owned());
                Cow::Owned(format!("{word} {}", session.state))
            }
            "endpoint" => Cow::Owned(self.joined.endpoint.as_ref().map(ToString::to_string).unwrap_or_default()),
            "sim" => Cow::Borrowed(self.device.map_or("", |device| device.sim_id)),
            "id" => Cow::Borrowed(&session.id),
            _ => Cow::Borrowed(""),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::domain::Filter;

    pub(crate) fn session(id: &str, user: &str) -> Session {
        Session {
            id: id.into(),
            user_id: UserId::reported(user),
            state: "ACTIVE".into(),
            connection: Some("CONNECTED".into()),
            started_at: None,
            max_expires_at: None,
        }
    }

    fn joined(id: &str, orphan: bool, connection: &str) -> JoinedSession {
        JoinedSession {
            orphan,
            session: Session {
                connection: Some(connection.into()),
                ..session(id, "yamada-ntabcdefghij")
            },
            ..JoinedSession::alone(session(id, ""))
        }
    }

    #[test]
    fn what_wants_attention_comes_first_and_can_be_filtered() {
        let all = [
            joined("left", false, "NOT_CONNECTED"),
            joined("in", false, "CONNECTED"),
            joined("orphan", true, "CONNECTED"),
        ];
        let row = |joined| SessionRow {
            joined,
            label: None,
            device: None,
        };
        let mut rows: Vec<SessionRow<'_>> = all.iter().map(row).collect();
        rows.sort_by(|a, b| SessionColumn::State.order(a, b));
        let ids: Vec<&str> = rows.iter().map(|row| row.joined.session.id.as_str()).collect();
        assert_eq!(ids, ["orphan", "in", "left"]);
        let passes = |text: &str, row| Filter::parse::<SessionRow<'_>>(text).matches(row);
        assert!(passes("state:orphan user:yamada", &rows[0]) && !passes("state:orphan", &rows[1]));
        say::speaking(say::Language::Japanese, || {
            for word in ["state:orphan", "state:孤立"] {
                assert!(passes(word, &rows[0]) && !passes(word, &rows[1]), "{word}");
            }
        });
    }

    #[test]
    fn who_is_the_operator_where_naptop_made_the_session() {
        assert_eq!(session("1", "yamada-ntabcdefghij").who(), "yamada");
        assert_eq!(session("1", "somebody@example.com").who(), "somebody@example.com");
    }
}
