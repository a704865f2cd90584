//! Which kind of call a request is, in the words that faults and counts use. What it does is told elsewhere.

use http::{HeaderMap, Method};

/// The kind of any request; `None` for the pages that a browser reads.
pub(super) fn of(method: &Method, path: &str, headers: &HeaderMap) -> Option<&'static str> {
    if let Some(path) = path.strip_prefix("/v1") {
        return Some(of_soracom(method, path));
    }
    let target = headers.get("x-amz-target").and_then(|target| target.to_str().ok());
    let called = path.rsplit_once("/operation/").map(|(_, called)| called);
    match (called, target) {
        (Some(called), _) => Some(of_appstream(called)),
        (None, Some(target)) => target.rsplit_once('.').map(|(_, called)| of_appstream(called)),
        (None, None) => None,
    }
}

pub(super) fn of_soracom(method: &Method, path: &str) -> &'static str {
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    match (method.as_str(), parts.as_slice()) {
        (_, ["auth", "logout"]) => "logout",
        (_, ["auth", ..]) => "auth",
        (_, ["sims"]) => "sims",
        (_, ["sims", _]) => "sim",
        (_, ["sims", _, "downlink", "ping"]) => "ping",
        (_, ["sims", _, "downlink", "tcp"]) => "tcp",
        (_, ["query", ..]) => "query",
        (_, ["groups", ..]) => "groups",
        ("GET", ["port_mappings", ..]) => "list",
        ("POST", ["port_mappings", ..]) => "create",
        ("DELETE", ["port_mappings", ..]) => "delete",
        (_, ["audit_logs", ..]) => "audit",
        _ => "other",
    }
}

fn of_appstream(called: &str) -> &'static str {
    match called {
        "CreateStreamingURL" => "url",
        "DescribeSessions" => "sessions",
        "ExpireSession" => "expire",
        "DescribeFleets" => "fleets",
        "DescribeStacks" | "ListAssociatedFleets" => "stacks",
        "DescribeImages" => "images",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_have_kinds() {
        let none = HeaderMap::new();
        for (method, path, kind) in [
            (Method::POST, "/v1/auth", Some("auth")),
            (Method::GET, "/v1/port_mappings/sims/8981", Some("list")),
            (Method::POST, "/v1/port_mappings", Some("create")),
            (Method::DELETE, "/v1/port_mappings/127.0.0.1/80", Some("delete")),
            (
                Method::POST,
                "/service/PhotonAdminProxyService/operation/ExpireSession",
                Some("expire"),
            ),
            (Method::GET, "/authenticate", None),
        ] {
            assert_eq!(of(&method, path, &none), kind);
        }
        let json = HeaderMap::from_iter([(
            "x-amz-target".parse().unwrap(),
            "PhotonAdminProxyService.DescribeFleets".parse().unwrap(),
        )]);
        assert_eq!(of(&Method::POST, "/", &json), Some("fleets"));
    }
}
