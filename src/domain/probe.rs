//! Whether a device answers, found out without opening anything. It costs the SIM's data traffic.

/// What a ping or a connection attempt told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// Whether it answered; `None` where that could not be told.
    pub ok: Option<bool>,
    /// In the service's words.
    pub detail: String,
}

/// What to say to a port so that what listens there answers: some servers wait for the client's first word.
pub fn greeting(port: u16) -> &'static [u8] {
    match port {
        // an X.224 Connection Request (MS-RDPBCGR 2.2.1.1) that offers TLS and CredSSP
        3389 => &[3, 0, 0, 19, 14, 0xe0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 3, 0, 0, 0],
        80 | 8000 | 8080 | 8888 => b"HEAD / HTTP/1.0\r\n\r\n",
        _ => b"",
    }
}
