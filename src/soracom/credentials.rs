//! What one signs in with. Secrets are kept from `Debug` output; where they come from is `profile`'s and `config`'s business.

use std::fmt;

use serde_json::{Value, json};

/// A text that must not be shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for the wire alone.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

/// Who signs in, and by what proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignIn {
    /// An auth key, of the root user or of a SAM user.
    AuthKey {
        /// `keyId-...`
        id: String,
        /// `secret-...`
        key: Secret,
    },
    /// The root user's password.
    Root {
        /// The account's e-mail address.
        email: String,
        /// Its password.
        password: Secret,
        /// A one-time code, where the account wants one.
        otp: Option<Secret>,
    },
    /// A SAM user's password.
    User {
        /// `OP` and ten digits.
        operator_id: String,
        /// The SAM user.
        user_name: String,
        /// Their password.
        password: Secret,
        /// A one-time code, where the account wants one.
        otp: Option<Secret>,
    },
}

/// The user to switch to after signing in. Such a session lasts an hour at most, and is then renewed silently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SwitchTo {
    /// The operator of the user.
    pub operator_id: String,
    /// The user.
    pub user_name: String,
    /// For how long, 180 to 3600.
    pub timeout_s: u32,
}

/// Everything that signing in needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credentials {
    /// Who signs in.
    pub sign_in: SignIn,
    /// Whom they then become.
    pub switch_to: Option<SwitchTo>,
}

impl Credentials {
    /// An auth key alone.
    pub fn auth_key(id: impl Into<String>, key: impl Into<String>) -> Self {
        Self {
            sign_in: SignIn::AuthKey {
                id: id.into(),
                key: Secret::new(key),
            },
            switch_to: None,
        }
    }

    /// Each field by its name, secrets hidden.
    pub fn shown(&self) -> Vec<(&'static str, String)> {
        let switch_to = self.switch_to.iter();
        let switch_to = switch_to.map(|to| ("switch_to", format!("{} of {}", to.user_name, to.operator_id)));
        self.sign_in.shown().into_iter().chain(switch_to).collect()
    }
}

impl SignIn {
    /// Each field by its name, secrets hidden.
    fn shown(&self) -> Vec<(&'static str, String)> {
        let hidden = || "(hidden)".to_owned();
        let (mut fields, otp) = match self {
            Self::AuthKey { id, .. } => (vec![("auth_key_id", id.clone()), ("auth_key", hidden())], &None),
            Self::Root { email, otp, .. } => (vec![("email", email.clone()), ("password", hidden())], otp),
            Self::User {
                operator_id,
                user_name,
                otp,
                ..
            } => {
                let who = [("operator_id", operator_id.clone()), ("user_name", user_name.clone())];
                (who.into_iter().chain([("password", hidden())]).collect(), otp)
            }
        };
        fields.extend(otp.iter().map(|_| ("otp", hidden())));
        fields
    }

    /// The body of `POST /auth`.
    pub(super) fn body(&self) -> Value {
        let (mut body, otp) = match self {
            Self::AuthKey { id, key } => (json!({ "authKeyId": id, "authKey": key.expose() }), &None),
            Self::Root { email, password, otp } => (json!({ "email": email, "password": password.expose() }), otp),
            Self::User {
                operator_id,
                user_name,
                password,
                otp,
            } => {
                let body = json!({ "operatorId": operator_id, "userName": user_name, "password": password.expose() });
                (body, otp)
            }
        };
        if let Some(otp) = otp {
            body["mfaOTPCode"] = json!(otp.expose());
        }
        body
    }
}

impl SwitchTo {
    /// The body of `POST /auth/switch_user`.
    pub(super) fn body(&self) -> Value {
        json!({
            "operatorId": self.operator_id,
            "userName": self.user_name,
            "tokenTimeoutSeconds": self.timeout_s,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_not_in_debug_output() {
        let credentials = Credentials {
            sign_in: SignIn::User {
                operator_id: "OP0000000001".into(),
                user_name: "taro".into(),
                password: Secret::new("hunter2"),
                otp: Some(Secret::new("123456")),
            },
            switch_to: None,
        };
        let shown = format!("{credentials:?} {:?}", Credentials::auth_key("keyId-1", "secret-1"));
        for secret in ["hunter2", "123456", "secret-1"] {
            assert!(!shown.contains(secret), "{shown}");
            assert!(!format!("{:?}", credentials.shown()).contains(secret));
        }
    }

    #[test]
    fn each_way_sends_what_it_needs_and_no_more() {
        let body = Credentials::auth_key("keyId-1", "secret-1").sign_in.body();
        assert_eq!(body, json!({ "authKeyId": "keyId-1", "authKey": "secret-1" }));
        let root = SignIn::Root {
            email: "a@example.com".into(),
            password: Secret::new("p"),
            otp: Some(Secret::new("1")),
        };
        assert_eq!(
            root.body(),
            json!({ "email": "a@example.com", "password": "p", "mfaOTPCode": "1" })
        );
    }
}
