//! What an answer's headers say of the rate limit, which all users and tools of an operator share.

use reqwest::header::HeaderMap;

use crate::domain::Rate;

fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.trim().parse().ok()
}

/// For how many seconds a refused caller has to wait.
pub(super) fn seconds(headers: &HeaderMap) -> Option<u64> {
    number(headers, "x-soracom-ratelimit-seconds-before-refresh")
}

/// How much of the limit is left.
pub(super) fn told(headers: &HeaderMap) -> Option<Rate> {
    Some(Rate {
        limit: number(headers, "x-soracom-ratelimit-limit")?,
        remaining: number(headers, "x-soracom-ratelimit-remaining")?,
        seconds: seconds(headers)?,
    })
}
