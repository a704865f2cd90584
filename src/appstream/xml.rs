//! XML as a small tree: enough for what EC2 and STS answer. Namespaces, attributes and comments are passed over.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// Deeper than any answer goes; a tree without a limit could exhaust the stack.
const DEEPEST: usize = 32;

/// An element.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Element {
    /// Its name, without a prefix.
    pub(super) name: String,
    text: String,
    children: Vec<Element>,
}

impl Element {
    /// Reads a whole document; nothing if it is not well-formed to its end.
    pub(super) fn parse(document: &[u8]) -> Option<Self> {
        let mut reader = Reader::from_str(std::str::from_utf8(document).ok()?);
        let mut open: Vec<Self> = Vec::new();
        let mut root = None;
        loop {
            let closed = match reader.read_event().ok()? {
                Event::Start(start) if open.len() < DEEPEST => {
                    open.push(Self::named(&start));
                    continue;
                }
                Event::Start(_) => return None,
                Event::Empty(start) => Self::named(&start),
                Event::End(_) => open.pop()?,
                Event::Text(text) => {
                    add(&mut open, &text.xml10_content().ok()?);
                    continue;
                }
                Event::CData(text) => {
                    add(&mut open, &text.decode().ok()?);
                    continue;
                }
                Event::GeneralRef(reference) => {
                    add(&mut open, &resolved(&reference)?);
                    continue;
                }
                Event::Eof => return root.filter(|_| open.is_empty()),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            };
            match open.last_mut() {
                Some(parent) => parent.children.push(closed),
                None if root.is_none() => root = Some(closed),
                None => return None,
            }
        }
    }

    fn named(start: &BytesStart<'_>) -> Self {
        Self {
            name: String::from_utf8_lossy(start.local_name().as_ref()).into_owned(),
            ..Self::default()
        }
    }

    /// The first child of that name.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// What the first child of that name says, if it says anything.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let text = self.child(name)?.text.trim();
        (!text.is_empty()).then_some(text)
    }

    /// The entries of the list of that name; none if there is no such list.
    pub(super) fn items(&self, list: &str) -> impl Iterator<Item = &Self> {
        let entries = self.child(list).map_or(&[][..], |list| &list.children);
        entries.iter().filter(|entry| entry.name == "item")
    }

    /// The same, taken out.
    pub(super) fn into_items(self, list: &str) -> impl Iterator<Item = Self> {
        let list = self.children.into_iter().find(|child| child.name == list);
        let entries = list.map(|list| list.children).unwrap_or_default();
        entries.into_iter().filter(|entry| entry.name == "item")
    }
}

fn add(open: &mut [Element], text: &str) {
    // what stands outside of the root is white space
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}

/// The character of `&amp;` or `&#65;`.
fn resolved(reference: &BytesRef<'_>) -> Option<String> {
    match reference.resolve_char_ref().ok()? {
        Some(character) => Some(character.to_string()),
        None => resolve_predefined_entity(&reference.decode().ok()?).map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_nested_lists_and_passes_over_what_it_does_not_know() {
        let document = br#"<?xml version="1.0" encoding="UTF-8"?><!-- EC2 -->
            <e:Answer xmlns:e="http://ec2.amazonaws.com/doc/2016-11-15/" odd="1">
              <requestId>1</requestId>
              <set><item><inner><item><name> a &lt;&#98;&gt; <![CDATA[&]]> </name></item></inner></item><other/><item/></set>
              <nothing/>
            </e:Answer>"#;
        let answer = Element::parse(document).unwrap();
        assert_eq!(answer.name, "Answer");
        assert_eq!(answer.text("requestId"), Some("1"));
        assert_eq!((answer.text("nothing"), answer.text("absent")), (None, None));
        let items: Vec<_> = answer.items("set").collect();
        assert_eq!(items.len(), 2);
        assert_eq!(items[0].items("inner").next().unwrap().text("name"), Some("a <b> &"));
        assert_eq!(answer.items("absent").count(), 0);
        assert_eq!(answer.into_items("set").count(), 2);
    }

    #[test]
    fn what_is_no_whole_document_is_nothing() {
        let deep = "<a>".repeat(100_000) + &"</a>".repeat(100_000);
        for document in [
            "",
            "Bad gateway",
            "<a><b></a></b>",
            "<a><b>",
            "<a/><b/>",
            "<a>&nbsp;</a>",
            "{\"a\":1}",
            &deep,
        ] {
            let start: String = document.chars().take(20).collect();
            assert_eq!(Element::parse(document.as_bytes()), None, "{start}");
        }
        assert_eq!(Element::parse(b"<a>\xff</a>"), None);
    }
}
