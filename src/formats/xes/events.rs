//! The XML of a log, pulled through once: every event with the attributes of its trace.

use std::io::{BufRead, BufReader, Read, Result as IoResult};

use quick_xml::XmlVersion;
use quick_xml::encoding::DecodingReader;
use quick_xml::events::{BytesDecl, BytesStart, Event as Xml};
use quick_xml::reader::Reader;

use super::super::input::{Input, broken};
use super::keys::Keys;
use crate::model::load::LoadError;

/// Attributes inside attributes inside …: deeper ones are left out.
const MOST_NESTED: usize = 8;
/// The trace's name.
const CASE: &str = "case:concept:name";

pub struct Attribute {
    pub key: u32,
    pub value: String,
}

pub struct Event<'e> {
    /// 1-based, where its element begins.
    pub line: u64,
    pub own: &'e [Attribute],
    pub trace: &'e [Attribute],
}

type Visit<'v> = dyn FnMut(&mut Keys, Event<'_>) -> Result<(), LoadError> + 'v;

/// Calls `visit` with each event, in the order of the file. Attributes of a trace may stand behind its events.
pub fn read_events(
    input: &mut Box<dyn Input + '_>,
    keys: &mut Keys,
    visit: &mut Visit<'_>,
) -> Result<(), LoadError> {
    let mut reader = Reader::from_reader(Lines::new(input));
    reader.config_mut().expand_empty_elements = true;
    let mut log = Log::new(keys);
    let mut buffer = Vec::new();
    let mut declared = false;
    loop {
        buffer.clear();
        // How far a failed reading came depends on how the bytes came in; where it began does not.
        let began = reader.get_ref().line;
        let read = reader.read_event_into(&mut buffer);
        let line = reader.get_ref().line;
        match read {
            Ok(Xml::Decl(declaration)) if !declared => {
                declared = true;
                reader.get_mut().decode_as(&declaration);
            }
            Ok(Xml::Start(element)) => log.start(&element, line).map_err(|()| at(line))?,
            Ok(Xml::End(_)) => log.end(visit)?,
            Ok(Xml::Eof) if log.is_complete() => return Ok(()),
            Ok(Xml::Eof) | Err(_) => return Err(at(began)),
            Ok(_) => {}
        }
    }
}

fn at(line: u64) -> LoadError {
    LoadError {
        line: Some(line),
        ..broken("XES")
    }
}

/// Where the reading is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Log,
    Trace,
    Event,
    /// In an attribute of an event or a trace.
    Attribute,
    /// In something that is no data.
    Aside,
}

struct Pending {
    line: u64,
    attributes: Vec<Attribute>,
}

struct Log<'k> {
    keys: &'k mut Keys,
    places: Vec<Place>,
    /// Keys of the attributes that are open, each with those around it.
    open: Vec<String>,
    trace: Vec<Attribute>,
    events: Vec<Pending>,
    traces: u64,
    case: u32,
    begun: bool,
}

impl<'k> Log<'k> {
    fn new(keys: &'k mut Keys) -> Self {
        Self {
            case: keys.number(CASE),
            keys,
            places: Vec::new(),
            open: Vec::new(),
            trace: Vec::new(),
            events: Vec::new(),
            traces: 0,
            begun: false,
        }
    }

    /// The outermost element has been opened and closed.
    const fn is_complete(&self) -> bool {
        self.begun && self.places.is_empty()
    }

    fn start(&mut self, element: &BytesStart<'_>, line: u64) -> Result<(), ()> {
        self.begun = true;
        let name = element.local_name();
        let place = match (self.places.last(), name.as_ref()) {
            (None, _) => Place::Log,
            (Some(Place::Log), "trace") => {
                self.traces += 1;
                Place::Trace
            }
            (Some(Place::Log | Place::Trace), "event") => {
                self.events.push(Pending {
                    line,
                    attributes: Vec::new(),
                });
                Place::Event
            }
            (Some(Place::Trace | Place::Event | Place::Attribute), kind) if holds_value(kind) => {
                self.attribute(element)?;
                Place::Attribute
            }
            // The values of a list stand in an element without a key.
            (Some(Place::Attribute), "values") => {
                let around = self.open.last().cloned().unwrap_or_default();
                self.open.push(around);
                Place::Attribute
            }
            _ => Place::Aside,
        };
        self.places.push(place);
        Ok(())
    }

    fn attribute(&mut self, element: &BytesStart<'_>) -> Result<(), ()> {
        let (mut key, mut value) = (None, None);
        for attribute in element.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| ())?;
            let slot = match attribute.key.as_ref() {
                "key" => &mut key,
                "value" => &mut value,
                _ => continue,
            };
            *slot = Some(
                attribute
                    .normalized_value(XmlVersion::Implicit1_0)
                    .map_err(|_| ())?,
            );
        }
        let key = key.unwrap_or_default();
        let in_event = self.places.contains(&Place::Event);
        let name = match self.open.last() {
            Some(around) => [around, ":", &key].concat(),
            None if in_event => key.into_owned(),
            None => ["case:", &key].concat(),
        };
        if let Some(value) = value
            && self.open.len() < MOST_NESTED
        {
            let number = self.keys.number(&name);
            let attributes = match self.events.last_mut() {
                Some(event) if in_event => &mut event.attributes,
                _ => &mut self.trace,
            };
            add(attributes, number, &value);
        }
        // Beyond the deepest that is kept, names need not grow.
        let kept = self.open.len() < MOST_NESTED;
        self.open.push(if kept { name } else { String::new() });
        Ok(())
    }

    fn end(&mut self, visit: &mut Visit<'_>) -> Result<(), LoadError> {
        match self.places.pop() {
            Some(Place::Attribute) => {
                self.open.pop();
            }
            Some(Place::Trace) => {
                if !self
                    .trace
                    .iter()
                    .any(|attribute| attribute.key == self.case)
                {
                    self.trace.push(Attribute {
                        key: self.case,
                        value: self.traces.to_string(),
                    });
                }
                self.hand_on(visit)?;
                self.trace.clear();
            }
            // An event outside of any trace has no case; its row says so.
            Some(Place::Event) if !self.places.contains(&Place::Trace) => self.hand_on(visit)?,
            _ => {}
        }
        Ok(())
    }

    fn hand_on(&mut self, visit: &mut Visit<'_>) -> Result<(), LoadError> {
        for event in self.events.drain(..) {
            visit(
                self.keys,
                Event {
                    line: event.line,
                    own: &event.attributes,
                    trace: &self.trace,
                },
            )?;
        }
        Ok(())
    }
}

fn holds_value(kind: &str) -> bool {
    matches!(
        kind,
        "string" | "date" | "int" | "float" | "boolean" | "id" | "list" | "container"
    )
}

/// A key that comes again (the items of a list) adds to the cell.
fn add(attributes: &mut Vec<Attribute>, key: u32, value: &str) {
    match attributes.iter_mut().find(|attribute| attribute.key == key) {
        Some(present) => {
            present.value.push_str(", ");
            present.value.push_str(value);
        }
        None => attributes.push(Attribute {
            key,
            value: value.to_owned(),
        }),
    }
}

/// Counts the lines that the XML reader has consumed.
struct Lines<R> {
    inner: DecodingReader<BufReader<R>>,
    line: u64,
}

impl<R: Read> Lines<R> {
    fn new(input: R) -> Self {
        Self {
            inner: DecodingReader::new(BufReader::with_capacity(1 << 16, input)),
            line: 1,
        }
    }

    /// Follows the declared encoding, where the bytes have not told it already.
    fn decode_as(&mut self, declaration: &BytesDecl<'_>) {
        let told = declaration.encoder();
        let wide = self.inner.encoding().name().starts_with("UTF-16");
        if let Some(encoding) = told.filter(|e| e.is_ascii_compatible() && !wide) {
            self.inner.set_encoding(encoding);
        }
    }
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> IoResult<usize> {
        let available = self.fill_buf()?;
        let length = available.len().min(buffer.len());
        buffer[..length].copy_from_slice(&available[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl<R: Read> BufRead for Lines<R> {
    fn fill_buf(&mut self) -> IoResult<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        // What has been filled is still there: nothing is read again.
        let ends = self.inner.fill_buf().map_or(0, |bytes| {
            let consumed = bytes.get(..amount).unwrap_or_default();
            memchr::memchr_iter(b'\n', consumed).count()
        });
        self.line += ends as u64;
        self.inner.consume(amount);
    }
}
