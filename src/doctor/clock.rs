//! This machine's clock against the service's: AWS refuses a signature that is too far off.

use jiff::SignedDuration;

use super::name;
use crate::domain::checkup::Check;
use crate::domain::{Skew, Span};
use crate::say;

/// Nobody notices so much.
const FINE: SignedDuration = SignedDuration::from_secs(30);
/// AWS refuses what is signed further off.
const REFUSED: SignedDuration = SignedDuration::from_mins(5);

/// Whether the two agree well enough.
pub(super) fn skew(skew: Option<Skew>) -> Check {
    let Some(skew) = skew else {
        return Check::unknown(
            name::CLOCK_SKEW,
            say::checked::not_measured(),
            say::checked::hear_soracom_first(),
        );
    };
    let offset = skew.offset();
    let apart = offset.abs();
    let amount = Span::seconds(u32::try_from(apart.as_secs()).unwrap_or(u32::MAX));
    let detail = match offset.as_secs() {
        0 => say::checked::no_skew().to_owned(),
        ahead if ahead > 0 => say::checked::behind(amount),
        _ => say::checked::ahead(amount),
    };
    if apart > REFUSED {
        return Check::broken(
            name::CLOCK_SKEW,
            say::checked::and_refused(detail),
            say::checked::turn_on_ntp(),
        );
    }
    let check = Check::ok(name::CLOCK_SKEW, detail);
    if apart > FINE {
        check.minding(say::checked::turn_on_ntp_in_time())
    } else {
        check
    }
}
