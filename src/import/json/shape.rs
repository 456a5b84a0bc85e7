//! Where in a JSON file the events are.

use super::scan::{Fault, Scanned, Scanner, broken};
use crate::model::load::{LoadError, LoadErrorCode};

/// Where the events are, from the file's top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// `[event, …]`, inside the objects with these keys.
    List { path: Vec<String> },
    /// `{ "journey": [event, …], … }`, inside the objects with these keys.
    Keyed { path: Vec<String> },
}

/// Name of the column that holds the keys of a keyed file.
pub const KEY_COLUMN: &str = "journey";

impl Shape {
    pub fn path(&self) -> &[String] {
        match self {
            Self::List { path } | Self::Keyed { path } => path,
        }
    }

    /// Column of the journeys' keys.
    pub const fn key_column(&self) -> Option<usize> {
        match self {
            Self::List { .. } => None,
            Self::Keyed { .. } => Some(0),
        }
    }
}

/// Does the text begin as JSON does, and a table hardly ever?
pub fn looks_like_json(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let mut rest = text.chars();
    let first = rest.next();
    let next = rest.as_str().trim_start().chars().next();
    match first {
        Some('{') => matches!(next, None | Some('"' | '}')),
        Some('[') => matches!(
            next,
            None | Some('{' | '[' | ']' | '"' | '0'..='9' | '-' | 't' | 'f' | 'n')
        ),
        _ => false,
    }
}

/// Is this the head of a document of our own (contract §4)? To be asked before [`plan`](crate::import::plan).
pub fn is_parcours_document(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default(),
    };
    has_format(text).unwrap_or(false)
}

fn has_format(text: &str) -> Scanned<bool> {
    let mut scanner = Scanner::new(text, false);
    scanner.expect(b'{')?;
    if scanner.closes(b'}')? {
        return Ok(false);
    }
    let (mut key, mut value) = (String::new(), String::new());
    loop {
        key.clear();
        scanner.key(&mut key)?;
        if key == "format" && scanner.peek()? == b'"' {
            value.clear();
            scanner.string(&mut value)?;
            return Ok(value == "parcours");
        }
        scanner.skip()?;
        if !scanner.comma_or(b'}')? {
            return Ok(false);
        }
    }
}

/// Finds the events in the head of a file.
pub fn find(text: &str, complete: bool) -> Result<Shape, LoadError> {
    let mut scanner = Scanner::new(text, complete);
    match find_in(&mut scanner, 0) {
        Ok(Some(shape)) => Ok(shape),
        Ok(None) => Err(LoadError::new(LoadErrorCode::JsonNotJourneys)),
        Err(Fault::Broken(at)) => Err(broken(text, at)),
        Err(Fault::Truncated) => Err(LoadError::new(LoadErrorCode::JsonNotJourneys)),
    }
}

const DEEPEST: usize = 4;

/// What the members of an object are, as far as the text goes.
#[derive(Default)]
struct Members {
    lists: Vec<String>,
    objects: Vec<(String, usize)>,
    others: usize,
}

fn find_in(scanner: &mut Scanner<'_>, depth: usize) -> Scanned<Option<Shape>> {
    match scanner.peek()? {
        b'[' => return Ok(is_list_of_objects(scanner)?.then(|| Shape::List { path: Vec::new() })),
        b'{' => {}
        // A lone value is JSON, if it is well formed.
        _ => return scanner.skip().map(|()| None),
    }
    let members = members(scanner)?;
    if members.lists.len() > 1 && members.others == 0 && members.objects.is_empty() {
        return Ok(Some(Shape::Keyed { path: Vec::new() }));
    }
    if let [only] = members.lists.as_slice() {
        return Ok(Some(Shape::List {
            path: vec![only.clone()],
        }));
    }
    let ([(key, at)], true) = (
        members.objects.as_slice(),
        depth < DEEPEST && members.lists.is_empty(),
    ) else {
        return Ok(None);
    };
    scanner.go_to(*at);
    let inner = find_in(scanner, depth + 1)?;
    let under = |mut path: Vec<String>| {
        path.insert(0, key.clone());
        path
    };
    Ok(inner.map(|shape| match shape {
        // Below the top a single key with a list is a journey with its events.
        Shape::List { path } => match path.as_slice() {
            [_] => Shape::Keyed {
                path: under(Vec::new()),
            },
            _ => Shape::List { path: under(path) },
        },
        Shape::Keyed { path } => Shape::Keyed { path: under(path) },
    }))
}

/// An empty list, one of objects, or one whose first object comes after other values.
fn is_list_of_objects(scanner: &mut Scanner<'_>) -> Scanned<bool> {
    scanner.expect(b'[')?;
    if scanner.closes(b']')? {
        return Ok(false);
    }
    let mut found = false;
    loop {
        match next_is_object(scanner) {
            Ok((object, more)) => {
                found |= object;
                if !more {
                    return Ok(found);
                }
            }
            // The head ends inside the list: what was seen so far counts.
            Err(Fault::Truncated) => return Ok(true),
            Err(fault) => return Err(fault),
        }
    }
}

fn next_is_object(scanner: &mut Scanner<'_>) -> Scanned<(bool, bool)> {
    let object = scanner.peek()? == b'{';
    scanner.skip()?;
    Ok((object, scanner.comma_or(b']')?))
}

fn members(scanner: &mut Scanner<'_>) -> Scanned<Members> {
    let mut members = Members::default();
    scanner.expect(b'{')?;
    if scanner.closes(b'}')? {
        return Ok(members);
    }
    loop {
        match next_member(scanner, &mut members) {
            Ok(true) => {}
            Ok(false) | Err(Fault::Truncated) => return Ok(members),
            Err(fault) => return Err(fault),
        }
    }
}

fn next_member(scanner: &mut Scanner<'_>, members: &mut Members) -> Scanned<bool> {
    let mut key = String::new();
    scanner.key(&mut key)?;
    let kind = scanner.peek()?;
    let start = scanner.position();
    match kind {
        b'[' => {
            if is_list_of_objects(scanner)? {
                members.lists.push(key);
            } else {
                members.others += 1;
            }
            scanner.go_to(start);
        }
        b'{' => members.objects.push((key, start)),
        _ => members.others += 1,
    }
    scanner.skip()?;
    scanner.comma_or(b'}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Result<Shape, LoadErrorCode> {
        find(text, true).map_err(|error| error.code)
    }

    fn path(keys: &[&str]) -> Vec<String> {
        keys.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn events_are_found_where_they_are() {
        assert_eq!(shape(r#"[{"a":1}]"#), Ok(Shape::List { path: path(&[]) }));
        assert_eq!(
            shape(r#"{"events":[{"a":1}]}"#),
            Ok(Shape::List {
                path: path(&["events"])
            })
        );
        assert_eq!(
            shape(r#"{"n":1,"events":[{"a":1}]}"#),
            Ok(Shape::List {
                path: path(&["events"])
            })
        );
        assert_eq!(
            shape(r#"{"j1":[{"a":1}],"j2":[{"a":1}]}"#),
            Ok(Shape::Keyed { path: path(&[]) })
        );
        assert_eq!(
            shape(r#"{"data":{"j1":[{"a":1}],"j2":[{"a":2}]}}"#),
            Ok(Shape::Keyed {
                path: path(&["data"])
            })
        );
        assert_eq!(
            shape(r#"{"data":{"j1":[{"a":1}]}}"#),
            Ok(Shape::Keyed {
                path: path(&["data"])
            })
        );
    }

    #[test]
    fn other_json_is_refused() {
        for text in [
            "1",
            "[]",
            "{}",
            "[1,2]",
            r#"{"a":"b"}"#,
            r#"{"a":{"b":{"c":1}}}"#,
        ] {
            assert_eq!(shape(text), Err(LoadErrorCode::JsonNotJourneys), "{text}");
        }
        assert_eq!(shape("[{\"a\":1},"), Err(LoadErrorCode::BrokenJson));
    }

    #[test]
    fn own_documents_are_known_by_their_format() {
        assert!(is_parcours_document(
            br#" {"version":1,"format":"parcours","title":"#
        ));
        assert!(!is_parcours_document(br#"{"format":"other"}"#));
        assert!(!is_parcours_document(br#"[{"format":"parcours"}]"#));
        assert!(!is_parcours_document(b"a,b\n"));
    }
}
