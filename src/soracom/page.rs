//! Paging: where the next page begins, by the answer's headers, and that a list really gets on.

use std::collections::HashSet;

use reqwest::header::HeaderMap;

/// Where the next page begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PageKey(pub String);

/// No list is longer than this many pages.
const MOST_PAGES: usize = 100_000;

/// The next page's key: `x-soracom-next-key`, else the `link` that is `rel=next`. Absent or empty at the end.
pub(super) fn next_key(headers: &HeaderMap) -> Option<PageKey> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let key = header("x-soracom-next-key").filter(|key| !key.is_empty()).map(str::to_owned);
    key.or_else(|| linked_key(header("link")?)).map(PageKey)
}

/// The `last_evaluated_key` of `</v1/sims?last_evaluated_key=...>; rel=next`.
fn linked_key(link: &str) -> Option<String> {
    let mut links = link.split('<').filter_map(|part| part.split_once('>'));
    let leads_on = |parameters: &str| {
        let mut parameters = parameters.split([';', ',']);
        parameters.any(|parameter| parameter.replace(['"', ' '], "").eq_ignore_ascii_case("rel=next"))
    };
    let (target, _) = links.find(|(_, parameters)| leads_on(parameters))?;
    let url = reqwest::Url::parse("http://localhost").ok()?.join(target).ok()?;
    let (_, key) = url.query_pairs().find(|(name, _)| name == "last_evaluated_key")?;
    (!key.is_empty()).then(|| key.into_owned())
}

/// The way through a list.
#[derive(Default)]
pub(super) struct PageWalk {
    been_at: HashSet<String>,
}

impl PageWalk {
    /// Whether that page is new.
    pub(super) fn goes_on(&mut self, what: &str, next: &PageKey) -> bool {
        let goes_on = self.been_at.len() < MOST_PAGES && self.been_at.insert(next.0.clone());
        if !goes_on {
            tracing::warn!(what, key = next.0, "the list goes round in circles");
        }
        goes_on
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn either_header_leads_on() {
        let key = |pairs: &[(&'static str, &str)]| next_key(&headers(pairs)).map(|key| key.0);
        assert_eq!(key(&[]), None);
        assert_eq!(key(&[("x-soracom-next-key", "")]), None);
        assert_eq!(key(&[("x-soracom-next-key", "a/b+c")]).as_deref(), Some("a/b+c"));
        let link = "</v1/sims?limit=2&last_evaluated_key=12%2B3>; rel=next";
        assert_eq!(key(&[("link", link)]).as_deref(), Some("12+3"));
        assert_eq!(key(&[("x-soracom-next-key", ""), ("link", link)]).as_deref(), Some("12+3"));
        let two = "</v1/sims?last_evaluated_key=0>; rel=\"prev\",</v1/sims?last_evaluated_key=9>; rel=\"next\"";
        assert_eq!(key(&[("link", two)]).as_deref(), Some("9"));
        let apart = "</v1/sims?last_evaluated_key=9>; Rel=Next, </v1/sims?x=1,2>; rel=prev";
        assert_eq!(key(&[("link", apart)]).as_deref(), Some("9"));
        assert_eq!(key(&[("link", "</v1/sims?last_evaluated_key=0>; rel=prev")]), None);
        assert_eq!(key(&[("link", ";;<<>,")]), None);
    }

    #[test]
    fn circles_end() {
        let mut walk = PageWalk::default();
        let key = |text: &str| PageKey(text.into());
        assert!(walk.goes_on("list", &key("a")) && walk.goes_on("list", &key("b")));
        assert!(!walk.goes_on("list", &key("a")));
    }
}
