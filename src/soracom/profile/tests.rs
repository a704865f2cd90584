//! Profiles as soracom-cli writes them, and as it does not.

use serde_json::json;

use super::*;

struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn write(&self, name: &str, text: impl ToString) {
        let path = file(self.0.path(), name);
        fs::write(&path, text.to_string()).unwrap();
        mode(&path, 0o600);
    }

    fn load(&self, name: &str) -> Result<Profile> {
        load(self.0.path(), name)
    }
}

#[cfg(unix)]
fn mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(not(unix))]
fn mode(_path: &Path, _mode: u32) {}

#[test]
fn an_auth_key_in_the_japanese_coverage_is_the_usual_case() {
    let home = Home::new();
    home.write(
        "default",
        json!({ "coverageType": "", "authKeyId": "keyId-1", "authKey": "secret-1", "unknown": 1 }),
    );
    let profile = home.load("default").unwrap();
    assert_eq!((profile.coverage, profile.endpoint), (None, None));
    assert_eq!(profile.credentials, Credentials::auth_key("keyId-1", "secret-1"));
}

#[test]
fn a_sam_user_under_either_spelling_and_extra_headers() {
    for name in ["username", "userName"] {
        let home = Home::new();
        home.write(
            "g",
            json!({ "coverageType": "g", "operatorId": "OP1", name: "taro", "password": "p", "mfaOTPCode": "1",
                    "endpoint": "http://127.0.0.1:9", "headers": { "X-A": "b" } }),
        );
        let profile = home.load("g").unwrap();
        assert_eq!(profile.coverage, Some(Coverage::Global));
        assert_eq!(profile.endpoint.as_deref(), Some("http://127.0.0.1:9"));
        assert_eq!(profile.headers, [("X-A".to_owned(), Secret::new("b"))]);
        assert!(matches!(profile.credentials.sign_in, SignIn::User { user_name, otp: Some(_), .. } if user_name == "taro"));
    }
}

#[test]
fn blanks_belong_to_a_secret_and_to_nothing_else() {
    let home = Home::new();
    home.write("default", json!({ "authKeyId": " keyId-1 ", "authKey": " secret-1 " }));
    assert_eq!(
        home.load("default").unwrap().credentials,
        Credentials::auth_key("keyId-1", " secret-1 ")
    );
}

#[test]
fn a_switch_of_user() {
    let home = Home::new();
    home.write("source", json!({ "email": "a@example.com", "password": "p" }));
    home.write(
        "field",
        json!({ "sourceProfile": "source", "operatorId": "OP2", "username": "field", "tokenTimeoutSeconds": 600 }),
    );
    let credentials = home.load("field").unwrap().credentials;
    assert!(matches!(credentials.sign_in, SignIn::Root { .. }));
    assert_eq!(credentials.switch_to.unwrap().timeout_s, 600);
    home.write("half", json!({ "sourceProfile": "source" }));
    assert!(home.load("half").unwrap_err().message.contains("operatorId"));
}

#[cfg(unix)]
#[test]
fn a_command_prints_the_credentials() {
    let home = Home::new();
    home.write(
        "c",
        json!({ "profileCommand": r#"printf '{"authKeyId":"keyId-9","authKey":"secret-9"}'"#, "coverageType": "g" }),
    );
    let profile = home.load("c").unwrap();
    assert_eq!(profile.credentials, Credentials::auth_key("keyId-9", "secret-9"));
    assert_eq!(profile.coverage, Some(Coverage::Global));
    home.write("bad", json!({ "profileCommand": "echo secret-9" }));
    let failure = home.load("bad").unwrap_err();
    assert!(
        !failure.message.contains("secret-9") && failure.message.contains("line 1"),
        "{failure}"
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_others_can_read_is_refused() {
    let home = Home::new();
    home.write("open", json!({ "authKeyId": "keyId-1", "authKey": "secret-1" }));
    for bits in [0o640, 0o604, 0o610] {
        mode(&file(home.0.path(), "open"), bits);
        let failure = home.load("open").unwrap_err();
        assert_eq!(failure.kind, Kind::Auth);
        assert!(failure.advice.starts_with("chmod 600 "), "{failure:?}");
    }
}

#[test]
fn what_is_wrong_is_said_plainly() {
    let home = Home::new();
    for (text, expected) in [
        ("{", "is not JSON: line 1"),
        ("[]", "is not a JSON object"),
        ("{}", "holds no complete credentials"),
        (r#"{"authKeyId":"a"}"#, "authKeyId needs authKey too"),
        (r#"{"authKeyId":1,"authKey":"b"}"#, "authKeyId must be a text"),
        (r#"{"authKeyId":"a","authKey":"b","coverageType":"us"}"#, "not a coverage"),
        (r#"{"authKeyId":"a","authKey":"b","headers":{"a":1}}"#, "headers must be"),
    ] {
        home.write("p", text);
        let failure = home.load("p").unwrap_err();
        assert!(failure.message.contains(expected), "{text}: {failure}");
    }
    assert!(home.load("none").unwrap_err().message.contains("does not exist"));
    assert!(home.load("../p").is_err());
}

#[test]
fn a_folder_of_profiles_is_listed_without_running_a_command() {
    let home = Home::new();
    let ran = home.0.path().join("ran");
    home.write("global", json!({ "authKeyId": "a", "authKey": "b", "coverageType": "g" }));
    home.write("default", json!({ "email": "a@example.com", "password": "b" }));
    home.write("command", json!({ "profileCommand": format!("touch {}", ran.display()) }));
    home.write("other", json!({ "fruit": "apple" }));
    home.write(".hidden", "{}");
    fs::write(home.0.path().join("notes.txt"), "x").unwrap();
    let listed: Vec<(String, Option<Option<Coverage>>)> = list(home.0.path())
        .into_iter()
        .map(|(name, read)| (name, read.ok()))
        .collect();
    let expected = [
        ("command", Some(None)),
        ("default", Some(None)),
        ("global", Some(Some(Coverage::Global))),
        ("other", None),
    ];
    assert_eq!(listed, expected.map(|(name, read)| (name.to_owned(), read)));
    assert!(!ran.exists());
    assert!(list(&home.0.path().join("none")).is_empty());
}
