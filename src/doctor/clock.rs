//! This machine's clock against the service's: AWS refuses a signature that is too far off.

use jiff::SignedDuration;

use super::name;
use crate::domain::checkup::Check;
use crate::domain::{Skew, Span};

/// Nobody notices so much.
const FINE: SignedDuration = SignedDuration::from_secs(30);
/// AWS refuses what is signed further off.
const REFUSED: SignedDuration = SignedDuration::from_mins(5);
const NTP: &str = "turn on NTP on this machine";

/// Whether the two agree well enough.
pub(super) fn skew(skew: Option<Skew>) -> Check {
    let Some(skew) = skew else {
        let advice = "get an answer from SORACOM first: it carries the service's time";
        return Check::unknown(name::CLOCK_SKEW, "not measured: no answer told the time", advice);
    };
    let offset = skew.offset();
    let apart = offset.abs();
    let amount = Span::seconds(u32::try_from(apart.as_secs()).unwrap_or(u32::MAX));
    let detail = match offset.as_secs() {
        0 => "less than a second".to_owned(),
        ahead if ahead > 0 => format!("this machine is {amount} behind SORACOM"),
        _ => format!("this machine is {amount} ahead of SORACOM"),
    };
    if apart > REFUSED {
        let detail = format!("{detail}; AWS refuses signatures that are 5 minutes off");
        return Check::broken(name::CLOCK_SKEW, detail, NTP);
    }
    let check = Check::ok(name::CLOCK_SKEW, detail);
    if apart > FINE {
        check.minding(format!("{NTP}: beyond 5 minutes AWS refuses its signatures"))
    } else {
        check
    }
}
