//! Reads a film again: what each of its frames says, without the digits, which are others each time.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// What a frame says: its rows from the top, its caption last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown(pub Vec<String>);

/// The frames of a film, those that differ in digits alone as one. Whatever is not well-formed, or never seen, is an error.
pub fn shown(svg: &str) -> Vec<Shown> {
    let mut reader = Reader::from_str(svg);
    let (mut rows, mut frames) = (BTreeMap::new(), Vec::new());
    // the last that was begun: a row or a frame with its rows
    let mut texts: Vec<String> = Vec::new();
    let mut within = None;
    let mut style = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) if start.name().as_ref() == b"g" => {
                texts.clear();
                within = attribute(&start, "id");
            }
            Event::Start(start) if start.name().as_ref() == b"style" => within = Some("style".to_owned()),
            Event::Empty(empty) if empty.name().as_ref() == b"use" => {
                let row = attribute(&empty, "href").unwrap();
                let row: &String = rows
                    .get(&row[1..])
                    .unwrap_or_else(|| panic!("a frame uses {row}, which nobody drew"));
                texts.push(row.clone());
            }
            Event::Text(text) => match within.as_deref() {
                Some("style") => style.push_str(&text.decode().unwrap()),
                _ => texts.push(masked(&text.decode().unwrap())),
            },
            Event::End(end) if end.name().as_ref() == b"g" => {
                let id = within.take().unwrap();
                if id.starts_with('f') {
                    frames.push((id, Shown(texts.clone())));
                } else {
                    rows.insert(id, masked(&texts.concat()));
                }
            }
            Event::End(end) if end.name().as_ref() == b"style" => within = None,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(style.matches("@keyframes ").count(), frames.len());
    for (id, _) in &frames {
        let number = &id[1..];
        assert!(
            style.contains(&format!("#{id}{{animation-name:k{number}}}")),
            "{id} never moves"
        );
        assert!(style.contains(&format!("@keyframes k{number}{{")), "{id} has no keyframe");
    }
    let mut shown: Vec<Shown> = frames.into_iter().map(|(_, shown)| shown).collect();
    shown.dedup();
    shown
}

fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).unwrap()?;
    Some(String::from_utf8(attribute.value.to_vec()).unwrap())
}

/// Digits in a row as one 0, and no spaces.
fn masked(text: &str) -> String {
    let mut masked: Vec<char> = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    masked.dedup_by(|c, before| *c == '0' && *before == '0');
    masked.into_iter().collect()
}
