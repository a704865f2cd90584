//! What the checks are called: scripts look for these names.

pub(super) const SIGN_IN: &str = "SORACOM sign-in";
pub(super) const COVERAGE: &str = "SORACOM coverage";
pub(super) const PERMISSIONS: &str = "SORACOM permissions";
pub(super) const IDENTITY: &str = "AWS identity";
pub(super) const REGION: &str = "AWS region";
pub(super) const STACK: &str = "AppStream stack";
pub(super) const FLEET: &str = "AppStream fleet";
pub(super) const ASSOCIATION: &str = "fleet association";
pub(super) const FLEET_STATE: &str = "fleet state";
pub(super) const FLEET_ERRORS: &str = "fleet errors";
pub(super) const FLEET_CAPACITY: &str = "fleet capacity";
pub(super) const APPLICATION: &str = "application";
pub(super) const PRIVATE_SUBNETS: &str = "private subnets";
pub(super) const DEFAULT_INTERNET: &str = "default internet access";
pub(super) const SOURCE_RANGES: &str = "source ranges";
pub(super) const SESSION_LENGTH: &str = "session length";
pub(super) const SESSIONS_PER_INSTANCE: &str = "sessions per instance";
pub(super) const CLOCK_SKEW: &str = "clock skew";
pub(super) const TERMINAL: &str = "terminal";
pub(super) const COLOURS: &str = "colours";
pub(super) const CLIPBOARD: &str = "clipboard";
pub(super) const BROWSER: &str = "browser";
