//! Where in a JSON file the events are.

use super::scan::{Fault, Scanned, Scanner, broken};
use crate::import::words;
use crate::model::load::{LoadError, LoadErrorCode, Role};

/// Where the events are, from the file's top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    pub form: Form,
    /// Inside the objects with these keys.
    pub path: Vec<String>,
    /// The records are journeys: each holds its events in a list with this key; with several keys, in lists within lists
    /// (`orders`, `events`).
    pub inner: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `[record, …]`
    List,
    /// `{ "journey": [record, …], … }`; with inner lists `{ "journey": record, … }`
    Keyed,
    /// `record record …`, one a line as a rule
    Lines,
    /// `[["id", "event", …], [1, "view", …], …]`: lists, the first with the names of the columns
    Rows,
}

/// Name of the column that holds the keys of a keyed file.
pub const KEY_COLUMN: &str = "journey";

impl Shape {
    const fn of(form: Form) -> Self {
        Self {
            form,
            path: Vec::new(),
            inner: Vec::new(),
        }
    }

    /// Column of the journeys' keys.
    pub fn key_column(&self) -> Option<usize> {
        (self.form == Form::Keyed).then_some(0)
    }

    fn under(mut self, key: &str) -> Self {
        self.path.insert(0, key.to_string());
        self
    }
}

/// Does the text begin as JSON does, and a table hardly ever?
pub fn looks_like_json(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_ascii_start();
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

/// Finds the events in the head of a file.
pub fn find(text: &str, complete: bool) -> Result<Shape, LoadError> {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut scanner = Scanner::new(text, complete);
    scanner.go_to(start);
    let found = match lines(&mut scanner) {
        Ok(Some(shape)) => Ok(Some(shape)),
        Ok(None) | Err(_) => {
            scanner.go_to(start);
            find_in(&mut scanner, 0)
        }
    };
    match found {
        Ok(Some(shape)) => Ok(shape),
        Ok(None) => Err(LoadError::new(LoadErrorCode::JsonNotJourneys)),
        Err(Fault::Broken(at)) => Err(broken(text, at)),
        Err(Fault::Truncated) => Err(LoadError::new(LoadErrorCode::JsonNotJourneys)),
    }
}

/// One object after another.
fn lines(scanner: &mut Scanner<'_>) -> Scanned<Option<Shape>> {
    if scanner.peek()? != b'{' {
        return Ok(None);
    }
    let start = scanner.position();
    scanner.skip()?;
    if scanner.peek()? == b',' {
        scanner.expect(b',')?;
    }
    if scanner.peek()? != b'{' {
        return Ok(None);
    }
    scanner.go_to(start);
    let inner = inner_lists(scanner, 1)?;
    Ok(Some(Shape {
        inner,
        ..Shape::of(Form::Lines)
    }))
}

const DEEPEST: usize = 4;
/// Lists within lists that are looked into for events: customers, their orders, what happened to each.
const MOST_LISTS: usize = 3;

/// What the members of an object are, as far as the text goes, and where.
#[derive(Default)]
struct Members {
    lists: Vec<(String, usize)>,
    objects: Vec<(String, usize)>,
    others: usize,
    /// One of the others says what happened: the object is an event.
    is_event: bool,
}

fn find_in(scanner: &mut Scanner<'_>, depth: usize) -> Scanned<Option<Shape>> {
    match scanner.peek()? {
        b'[' => return list_shape(scanner),
        b'{' => {}
        // A lone value is JSON, if it is well formed.
        _ => return scanner.skip().map(|()| None),
    }
    let members = members(scanner)?;
    if let Some((key, at)) = list_of_events(&members.lists) {
        scanner.go_to(*at);
        return Ok(list_shape(scanner)?.map(|shape| shape.under(key)));
    }
    if members.lists.len() > 1 && members.others == 0 && members.objects.is_empty() {
        return Ok(Some(Shape::of(Form::Keyed)));
    }
    if !members.lists.is_empty() {
        return Ok(None);
    }
    if let ([(_, at), _, ..], 0) = (members.objects.as_slice(), members.others) {
        scanner.go_to(*at);
        let inner = inner_lists(scanner, 1)?;
        return Ok((!inner.is_empty()).then(|| Shape {
            inner,
            ..Shape::of(Form::Keyed)
        }));
    }
    let ([(key, at)], true) = (members.objects.as_slice(), depth < DEEPEST) else {
        return Ok(None);
    };
    scanner.go_to(*at);
    let inner = find_in(scanner, depth + 1)?;
    Ok(inner.map(|shape| {
        // Below the top a single key with a list is a journey with its events, if it is not a word for events.
        let journey = shape.form == Form::List
            && shape.inner.is_empty()
            && matches!(shape.path.as_slice(), [only] if !speaks_of_events(only) && !wraps(only));
        if journey {
            Shape::of(Form::Keyed).under(key)
        } else {
            shape.under(key)
        }
    }))
}

/// The only list, or the only one among several whose name speaks of events.
fn list_of_events(lists: &[(String, usize)]) -> Option<&(String, usize)> {
    if let [only] = lists {
        return Some(only);
    }
    let mut named = lists.iter().filter(|(key, _)| speaks_of_events(key));
    named.next().filter(|_| named.next().is_none())
}

fn speaks_of_events(key: &str) -> bool {
    const WORDS: [&str; 22] = [
        "event",
        "evenement",
        "touchpoint",
        "contact",
        "step",
        "etape",
        "interaction",
        "activity",
        "activite",
        "activitie",
        "history",
        "historique",
        "visit",
        "visite",
        "trace",
        "journey",
        "journeys",
        "parcours",
        "path",
        "action",
        "hit",
        "point",
    ];
    let folded = words::fold(key);
    let mut parts = folded.split(' ');
    parts.any(|word| WORDS.contains(&word) || WORDS.contains(&word.trim_end_matches('s')))
}

/// Is it what answers of servers are wrapped in, rather than the id of a journey?
fn wraps(key: &str) -> bool {
    const WORDS: &str = "data items results result records rows list response body payload value values content export entries";
    words::among(WORDS, key)
}

/// Does a column of this name say what happened?
fn names_event(key: &str) -> bool {
    const SURE: u8 = 84;
    let roles = words::roles_of(&words::fold(key));
    let says = |(role, strength): &(Role, u8)| {
        matches!(role, Role::Touchpoint | Role::Stage) && *strength >= SURE
    };
    roles.iter().any(says)
}

/// The list at the scanner as records, where it is one of objects.
fn list_shape(scanner: &mut Scanner<'_>) -> Scanned<Option<Shape>> {
    let start = scanner.position();
    if is_headed(scanner) {
        return Ok(Some(Shape::of(Form::Rows)));
    }
    scanner.go_to(start);
    if !is_list_of_objects(scanner)? {
        return Ok(None);
    }
    scanner.go_to(start);
    let inner = first_inner_lists(scanner, 1)?;
    Ok(Some(Shape {
        inner,
        ..Shape::of(Form::List)
    }))
}

/// Journeys without events may come first.
const RECORDS_LOOKED_AT: usize = 50;

/// Of the first records of a list that hold events. `depth`: lists around these records.
fn first_inner_lists(scanner: &mut Scanner<'_>, depth: usize) -> Scanned<Vec<String>> {
    let mut found = Vec::new();
    match look_into(scanner, depth, &mut found) {
        // What the head holds of the list is all that there is to look at.
        Ok(()) | Err(Fault::Truncated) => Ok(found),
        Err(fault) => Err(fault),
    }
}

fn look_into(scanner: &mut Scanner<'_>, depth: usize, found: &mut Vec<String>) -> Scanned<()> {
    scanner.expect(b'[')?;
    if scanner.closes(b']')? {
        return Ok(());
    }
    for _ in 0..RECORDS_LOOKED_AT {
        if scanner.peek()? == b'{' {
            *found = inner_lists(scanner, depth)?;
            if !found.is_empty() {
                return Ok(());
            }
        } else {
            scanner.skip()?;
        }
        if !scanner.comma_or(b']')? {
            break;
        }
    }
    Ok(())
}

/// The keys of the lists, each in the records of the one before, that lead from the object to its events, where it is a journey: a list whose
/// name speaks of events, or the only one whose records hold such a list.
fn inner_lists(scanner: &mut Scanner<'_>, depth: usize) -> Scanned<Vec<String>> {
    let members = members(scanner)?;
    let end = scanner.position();
    if let Some((key, _)) = list_of_events(&members.lists).filter(|(key, _)| speaks_of_events(key))
    {
        return Ok(vec![key.clone()]);
    }
    let mut ways = Vec::new();
    let deeper = depth < MOST_LISTS && !members.is_event;
    for (key, at) in members.lists.iter().filter(|_| deeper) {
        scanner.go_to(*at);
        let mut below = first_inner_lists(scanner, depth + 1)?;
        if !below.is_empty() {
            below.insert(0, key.clone());
            ways.push(below);
        }
    }
    scanner.go_to(end);
    let only = ways.pop().filter(|_| ways.is_empty());
    Ok(only.unwrap_or_default())
}

/// Do a list of names and then another list stand here? Otherwise the scanner is anywhere.
fn is_headed(scanner: &mut Scanner<'_>) -> bool {
    let mut headed = || -> Scanned<bool> {
        scanner.expect(b'[')?;
        scanner.expect(b'[')?;
        let mut names = 0;
        while scanner.peek()? == b'"' {
            scanner.skip()?;
            names += 1;
            if !scanner.comma_or(b']')? {
                let more = scanner.comma_or(b']')?;
                return Ok(names > 1 && more && scanner.peek()? == b'[');
            }
        }
        Ok(false)
    };
    headed().unwrap_or_default()
}

/// One with an object in it, or one whose end the text does not hold.
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
                members.lists.push((key, start));
            } else {
                members.others += 1;
            }
            scanner.go_to(start);
        }
        b'{' => members.objects.push((key, start)),
        _ => {
            members.others += 1;
            members.is_event |= names_event(&key);
        }
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

    fn at(form: Form, path: &[&str], inner: &[&str]) -> Result<Shape, LoadErrorCode> {
        Ok(Shape {
            form,
            path: path.iter().map(ToString::to_string).collect(),
            inner: inner.iter().map(ToString::to_string).collect(),
        })
    }

    #[test]
    fn events_are_found_where_they_are() {
        use Form::{Keyed, Lines, List, Rows};
        let inner = &["events"][..];
        for (text, form, path, inner) in [
            (r#"[{"a":1}]"#, List, &[][..], &[][..]),
            (r#"{"events":[{"a":1}]}"#, List, &["events"], &[]),
            (r#"{"n":1,"events":[{"a":1}]}"#, List, &["events"], &[]),
            (
                r#"{"users":[{"a":1}],"events":[{"a":1}]}"#,
                List,
                &["events"],
                &[],
            ),
            (r#"{"j1":[{"a":1}],"j2":[{"a":1}]}"#, Keyed, &[], &[]),
            (
                r#"{"data":{"j1":[{"a":1}],"j2":[{"a":2}]}}"#,
                Keyed,
                &["data"],
                &[],
            ),
            (r#"{"data":{"j1":[{"a":1}]}}"#, Keyed, &["data"], &[]),
            (
                r#"{"data":{"events":[{"a":1}]}}"#,
                List,
                &["data", "events"],
                &[],
            ),
            (
                r#"[{"id":1,"events":[]},{"id":2,"events":[{"a":1}]}]"#,
                List,
                &[],
                inner,
            ),
            (r#"[{"id":1,"items":[{"a":1}]}]"#, List, &[], &[]),
            (
                r#"{"journeys":[{"id":1,"events":[{"a":1}]}]}"#,
                List,
                &["journeys"],
                inner,
            ),
            (
                r#"{"j1":{"events":[{"a":1}]},"j2":{"events":[]}}"#,
                Keyed,
                &[],
                inner,
            ),
            (
                r#"[{"id":1,"orders":[{"no":7,"events":[{"a":1}]}]}]"#,
                List,
                &[],
                &["orders", "events"],
            ),
            (
                r#"[{"id":1,"orders":[]},{"id":2,"orders":[{"items":[{"b":1}],"history":[{"a":1}]}]}]"#,
                List,
                &[],
                &["orders", "history"],
            ),
            // Either could be it.
            (
                r#"[{"orders":[{"events":[{"a":1}]}],"calls":[{"events":[{"a":1}]}]}]"#,
                List,
                &[],
                &[],
            ),
            (r#"[["id","event"],[1,"view"]]"#, Rows, &[], &[]),
            // An event with lists of its own.
            (
                r#"[{"id":1,"event":"buy","products":[{"no":7,"actions":[{"a":1}]}]}]"#,
                List,
                &[],
                &[],
            ),
            // What an answer is wrapped in is no journey.
            (
                r#"{"response":{"items":[{"a":1}]}}"#,
                List,
                &["response", "items"],
                &[],
            ),
            ("{\"a\":1}\n{\"a\":2}\n", Lines, &[], &[]),
            (
                "{\"a\":1,\"events\":[{\"b\":1}]}\n{\"a\":2}\n",
                Lines,
                &[],
                inner,
            ),
        ] {
            assert_eq!(shape(text), at(form, path, inner), "{text}");
        }
    }

    #[test]
    fn other_json_is_refused() {
        for text in [
            "1",
            "[]",
            "{}",
            "[1,2]",
            "[[1,2],[3,4]]",
            r#"[["id","event"]]"#,
            r#"[["id"],["event"]]"#,
            r#"{"a":"b"}"#,
            r#"{"a":{"b":{"c":1}}}"#,
        ] {
            assert_eq!(shape(text), Err(LoadErrorCode::JsonNotJourneys), "{text}");
        }
        assert_eq!(shape("[{\"a\":1},"), Err(LoadErrorCode::BrokenJson));
    }
}
