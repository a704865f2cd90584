//! What the checks are called: scripts look for these names.

use crate::domain::checkup::Name;
use crate::say;

pub(super) const SIGN_IN: Name = Name(say::checked::sign_in);
pub(super) const COVERAGE: Name = Name(say::checked::coverage);
pub(super) const PERMISSIONS: Name = Name(say::checked::permissions);
pub(super) const IDENTITY: Name = Name(say::checked::identity);
pub(super) const REGION: Name = Name(say::checked::region);
pub(super) const STACK: Name = Name(say::checked::stack);
pub(super) const FLEET: Name = Name(say::checked::fleet);
pub(super) const ASSOCIATION: Name = Name(say::checked::association);
pub(super) const FLEET_STATE: Name = Name(say::checked::fleet_state);
pub(super) const FLEET_ERRORS: Name = Name(say::checked::fleet_errors);
pub(super) const FLEET_CAPACITY: Name = Name(say::checked::fleet_capacity);
pub(super) const APPLICATION: Name = Name(say::checked::application);
pub(super) const PRIVATE_SUBNETS: Name = Name(say::checked::private_subnets);
pub(super) const DEFAULT_INTERNET: Name = Name(say::checked::default_internet);
pub(super) const SOURCE_RANGES: Name = Name(say::checked::source_ranges);
pub(super) const SESSION_LENGTH: Name = Name(say::checked::session_length);
pub(super) const SESSIONS_PER_INSTANCE: Name = Name(say::checked::sessions_per_instance);
pub(super) const CLOCK_SKEW: Name = Name(say::checked::clock_skew);
pub(super) const TERMINAL: Name = Name(say::checked::terminal);
pub(super) const COLOURS: Name = Name(say::checked::colours);
pub(super) const CLIPBOARD: Name = Name(say::checked::clipboard);
pub(super) const BROWSER: Name = Name(say::checked::browser);
