//! What a .rdp file says: where to connect to, and that user and password are asked for. It never holds either.

/// The text of one that leads to that `host:port`.
pub fn file(endpoint: &str) -> String {
    // authentication level 2: a certificate that nobody vouches for is shown, and the user decides
    let lines = [
        format!("full address:s:{endpoint}"),
        "prompt for credentials:i:1".into(),
        "authentication level:i:2".into(),
        "enablecredsspsupport:i:1".into(),
    ];
    lines.map(|line| line + "\r\n").concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_asks_for_the_password() {
        let text = file("203.0.113.20:15068");
        assert!(text.starts_with("full address:s:203.0.113.20:15068\r\n"), "{text}");
        assert!(
            text.contains("prompt for credentials:i:1\r\n") && !text.contains("password"),
            "{text}"
        );
    }
}
