//! How the session context of an app is made from its mapping.

use std::fmt;
use std::str::FromStr;

use super::SessionContext;
use crate::domain::app::{Placeholder, Template};
use crate::domain::failure::Result;
use crate::domain::{Endpoint, Failure};
use crate::say;

/// A session context with placeholders. All of it is inert to `cmd`, and it says where the mapping is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContextTemplate(Template);

impl ContextTemplate {
    /// What mstsc takes.
    pub const USUAL: &'static str = "/v:{endpoint}";
    /// AppStream takes a thousand characters; an endpoint has room in what this leaves.
    const LONGEST: usize = 200;

    /// The context that leads to that endpoint.
    pub fn to(&self, endpoint: &Endpoint) -> SessionContext {
        let filled = self.0.fill(|placeholder| {
            Ok(match placeholder {
                Placeholder::Host => endpoint.host().to_owned(),
                Placeholder::Port => endpoint.port().to_string(),
                _ => endpoint.to_string(),
            })
        });
        filled.map_or_else(|_| SessionContext::to(endpoint), SessionContext)
    }
}

impl Default for ContextTemplate {
    fn default() -> Self {
        Self::USUAL
            .parse()
            .unwrap_or_else(|failure| unreachable!("the usual context: {failure}"))
    }
}

impl FromStr for ContextTemplate {
    type Err = Failure;

    fn from_str(text: &str) -> Result<Self> {
        let wrong = |why: &str| Failure::invalid(why).advise(say::mistaken::for_example(Self::USUAL));
        let template = Template::read(text, Placeholder::OF_MAPPING)?;
        let literal = template.fill(|_| Ok(String::new()))?;
        // the batch file's line is expanded before it is parsed: whatever means something there is left out
        if !literal.chars().all(|c| c.is_ascii_alphanumeric() || ".:/_=@+-".contains(c)) {
            return Err(wrong(say::mistaken::plain_context()));
        }
        if literal.len() > Self::LONGEST {
            return Err(wrong(say::mistaken::too_long()));
        }
        let both = template.names(Placeholder::Host) && template.names(Placeholder::Port);
        match both || template.names(Placeholder::Endpoint) {
            true => Ok(Self(template)),
            false => Err(wrong(say::mistaken::leads_nowhere())),
        }
    }
}

impl fmt::Display for ContextTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn context(template: &str) -> String {
        let template: ContextTemplate = template.parse().unwrap();
        template.to(&"203.0.113.20:15068".parse().unwrap()).as_str().to_owned()
    }

    #[test]
    fn it_says_where_the_mapping_is() {
        assert_eq!(context(ContextTemplate::USUAL), "/v:203.0.113.20:15068");
        assert_eq!(context("{host}::{port}"), "203.0.113.20::15068");
        assert_eq!(context("https://{endpoint}/admin"), "https://203.0.113.20:15068/admin");
        for silent in ["", "/v:", "{host}", "{port}", "/v:198.51.100.1:3389"] {
            assert!(silent.parse::<ContextTemplate>().is_err(), "{silent}");
        }
    }

    #[test]
    fn what_cmd_would_act_on_is_refused() {
        for c in "&|<>^\"%!'`;, \t\r\n\0()*?~$#[]\\é\u{202e}".chars() {
            assert!(format!("{{endpoint}}{c}").parse::<ContextTemplate>().is_err(), "{c:?}");
        }
        for wrong in ["{endpoint}{name}", "{sim_id}{endpoint}", "{endpoint}{"] {
            assert!(wrong.parse::<ContextTemplate>().is_err(), "{wrong}");
        }
        assert!(format!("{{endpoint}}{}", "a".repeat(201)).parse::<ContextTemplate>().is_err());
    }

    proptest! {
        #[test]
        fn whatever_template_is_taken_the_context_is_inert(text in ".{0,30}\\{endpoint\\}.{0,30}") {
            if let Ok(template) = text.parse::<ContextTemplate>() {
                let context = template.to(&"a-b.example.com:1".parse().unwrap());
                prop_assert!(context.as_str().contains("a-b.example.com:1"));
                prop_assert!(context.as_str().chars().all(|c| c.is_ascii_alphanumeric() || ".:/_=@+-".contains(c)));
            }
        }
    }
}
