//! What is known by its looks: addresses, web addresses, hosts of the services, long numbers, identifiers of sessions.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Stands for a digit or a letter that must not be seen.
pub const DOT: char = '•';

/// From so many digits on a number tells who somebody is: IMSI, SIM ID, operator, AWS account.
const LONG_NUMBER: usize = 10;

/// Where the services live.
const DOMAINS: [&str; 3] = [".soracom.io", ".amazonaws.com", ".aws.amazon.com"];

/// As many dots as the text has characters.
pub fn dots(text: &str) -> String {
    text.chars().map(|_| DOT).collect()
}

/// The text with each of them replaced.
pub fn replace(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | DOT);
    while !rest.is_empty() {
        if rest.starts_with("https://") || rest.starts_with("http://") {
            let (address, after) = rest.split_at(rest.find([' ', '\'', '"', ')', ',']).unwrap_or(rest.len()));
            shown += &web_address(address);
            rest = after;
            continue;
        }
        if let Some(length) = ipv6(rest).filter(|_| !shown.ends_with(|c| part(c) || c == ':')) {
            let (address, after) = rest.split_at(length);
            if address.starts_with(DOCUMENTED) {
                shown += address;
            } else {
                let letter = char::from(b'a' + u8::try_from(hash(address) % 26).unwrap_or(0));
                shown += &format!("{DOCUMENTED}{letter}");
            }
            rest = after;
            continue;
        }
        let end = rest.find(|c| !part(c)).unwrap_or(rest.len());
        if end == 0 {
            let c = rest.chars().next().unwrap_or_default();
            shown.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        }
        let (word, mut after) = rest.split_at(end);
        if let Some(domain) = after.strip_prefix('@') {
            let end = domain.find(|c| !part(c)).unwrap_or(domain.len());
            shown += &format!("{}@{}", dots(word), dots(&domain[..end]));
            rest = &domain[end..];
            continue;
        }
        let bare = word.trim_end_matches('.');
        match host(bare) {
            Some(stand_in) => {
                shown += &stand_in;
                shown += &word[bare.len()..];
                after = port(after, &mut shown);
            }
            None => shown += &numbers(word),
        }
        rest = after;
    }
    shown
}

/// For documents alone: nobody's address.
const DOCUMENTED: &str = "2001:db8::";

/// The length of the IPv6 address that begins there.
fn ipv6(text: &str) -> Option<usize> {
    let end = text.find(|c: char| !c.is_ascii_hexdigit() && c != ':').unwrap_or(text.len());
    let word = text[..end].trim_end_matches(':');
    // a port may stand behind it, without brackets
    let is_address = |word: &str| word.parse::<Ipv6Addr>().is_ok() && word.contains(|c: char| c != ':');
    let whole = [&text[..end], word].into_iter().find(|word| is_address(word));
    whole.map(str::len)
}

/// One address is one letter everywhere; whose it is cannot be told from it.
fn host(word: &str) -> Option<String> {
    if word.parse::<Ipv4Addr>().is_ok() {
        let letter = char::from(b'a' + u8::try_from(hash(word) % 26).unwrap_or(0));
        return Some(format!("203.0.113.{letter}"));
    }
    DOMAINS
        .iter()
        .any(|domain| word.ends_with(domain))
        .then(|| "host.example.net".to_owned())
}

/// A port behind an address that was hidden.
fn port<'a>(after: &'a str, shown: &mut String) -> &'a str {
    let Some(rest) = after.strip_prefix(':') else { return after };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    shown.push(':');
    shown.extend(rest[..digits].chars().map(|_| DOT));
    &rest[digits..]
}

fn web_address(address: &str) -> String {
    const SHOWN: &str = "https://example.net/";
    let rest = address.chars().count().saturating_sub(SHOWN.len());
    SHOWN.chars().chain(std::iter::repeat_n(DOT, rest)).collect()
}

/// Long runs of digits as dots and two digits of no meaning, so that two of them can be told apart; a session's identifier as dots.
fn numbers(word: &str) -> String {
    if is_uuid(word) {
        return word.chars().map(|c| if c == '-' { c } else { DOT }).collect();
    }
    let mut shown = String::new();
    let mut rest = word;
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let others = rest[digits..]
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(rest.len() - digits);
        let (run, after) = rest.split_at(digits);
        if digits >= LONG_NUMBER {
            shown.extend(std::iter::repeat_n(DOT, digits - 2));
            shown += &format!("{:02}", hash(run) % 100);
        } else {
            shown += run;
        }
        shown += &after[..others];
        rest = &after[others..];
    }
    shown
}

fn is_uuid(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    let hex = |part: &&str| part.bytes().all(|byte| byte.is_ascii_hexdigit());
    parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12]) && parts.iter().all(hex)
}

/// FNV-1a: the same everywhere and always.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_is_replaced_and_what_does_not_stays() {
        for (text, shown) in [
            ("203.0.113.10/32", "203.0.113.k/32"),
            ("440103000000004", "•••••••••••••73"),
            ("OP0012345678", "OP••••••••37"),
            ("203-0-113-52.napter.soracom.io:1", "host.example.net:•"),
            ("at 10.160.0.7.", "at 203.0.113.i."),
            ("d290f1ee-6c54-4b01-90e6-d701748f0851", "••••••••-••••-••••-••••-••••••••••••"),
            ("see https://x.example/secret?a=b now", "see https://example.net/•••••••• now"),
            ("2026-11-22 14:30:05 UTC", "2026-11-22 14:30:05 UTC"),
            ("port 3389, 1:23:20 left", "port 3389, 1:23:20 left"),
            ("version 1.2.3", "version 1.2.3"),
            (
                "from 2400:4050:1::dead:1 to [2001:db8::1]",
                "from 2001:db8::m to [2001:db8::1]",
            ),
            ("2400:4050:1::/48, 203.0.113.10", "2001:db8::t/48, 203.0.113.k"),
            ("role of taro.tanaka@acme.co.jp, AWS", "role of •••••••••••@••••••••••, AWS"),
        ] {
            assert_eq!(replace(text), shown);
            assert_eq!(replace(shown), shown, "twice is once");
        }
    }
}
