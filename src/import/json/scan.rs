//! A reading position in JSON text: tokens, whole values, positions of what is broken.

use crate::model::load::{LoadError, LoadErrorCode};

/// Why a value could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Not JSON, at this byte.
    Broken(usize),
    /// The text ends here; more may follow.
    Truncated,
}

pub type Scanned<T> = Result<T, Fault>;

pub struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// Nothing follows the text: its end inside a value is a fault of the file.
    complete: bool,
}

impl<'a> Scanner<'a> {
    pub const fn new(text: &'a str, complete: bool) -> Self {
        Self {
            text,
            at: 0,
            complete,
        }
    }

    pub const fn position(&self) -> usize {
        self.at
    }

    pub const fn go_to(&mut self, at: usize) {
        self.at = at;
    }

    /// The text from `start` to here.
    pub fn since(&self, start: usize) -> &'a str {
        &self.text[start..self.at]
    }

    /// The next byte that is no blank, not taken.
    pub fn peek(&mut self) -> Scanned<u8> {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Ok(*byte);
            }
            self.at += 1;
        }
        Err(self.ended())
    }

    /// Is there nothing but blanks left?
    pub fn is_at_end(&mut self) -> bool {
        self.peek().is_err()
    }

    const fn ended(&self) -> Fault {
        if self.complete {
            Fault::Broken(self.at)
        } else {
            Fault::Truncated
        }
    }

    pub fn expect(&mut self, wanted: u8) -> Scanned<()> {
        if self.peek()? != wanted {
            return Err(Fault::Broken(self.at));
        }
        self.at += 1;
        Ok(())
    }

    /// After a value: `,` (`true`) or the closing bracket (`false`).
    pub fn comma_or(&mut self, close: u8) -> Scanned<bool> {
        match self.peek()? {
            b',' => {
                self.at += 1;
                Ok(true)
            }
            byte if byte == close => {
                self.at += 1;
                Ok(false)
            }
            _ => Err(Fault::Broken(self.at)),
        }
    }

    /// After an opening bracket: is it closed at once?
    pub fn closes(&mut self, close: u8) -> Scanned<bool> {
        let closed = self.peek()? == close;
        self.at += usize::from(closed);
        Ok(closed)
    }

    /// `"key":`, appended to `key`.
    pub fn key(&mut self, key: &mut String) -> Scanned<()> {
        self.string(key)?;
        self.expect(b':')
    }

    /// A string's characters, appended.
    pub fn string(&mut self, out: &mut String) -> Scanned<()> {
        self.expect(b'"')?;
        let bytes = self.text.as_bytes();
        loop {
            let start = self.at;
            let Some(offset) = memchr::memchr2(b'"', b'\\', &bytes[start..]) else {
                let control = bytes[start..].iter().position(|b| *b < 0x20);
                if let Some(control) = control {
                    return Err(Fault::Broken(start + control));
                }
                self.at = bytes.len();
                return Err(self.ended());
            };
            let end = start + offset;
            if let Some(control) = bytes[start..end].iter().position(|b| *b < 0x20) {
                return Err(Fault::Broken(start + control));
            }
            out.push_str(&self.text[start..end]);
            self.at = end + 1;
            if bytes[end] == b'"' {
                return Ok(());
            }
            self.escape(out)?;
        }
    }

    fn escape(&mut self, out: &mut String) -> Scanned<()> {
        let byte = self.byte()?;
        out.push(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => self.unicode()?,
            _ => return Err(Fault::Broken(self.at - 1)),
        });
        Ok(())
    }

    fn byte(&mut self) -> Scanned<u8> {
        let byte = self
            .text
            .as_bytes()
            .get(self.at)
            .copied()
            .ok_or(self.ended())?;
        self.at += 1;
        Ok(byte)
    }

    /// Four hexadecimal digits, twice for a surrogate pair; half a pair is the replacement sign.
    fn unicode(&mut self) -> Scanned<char> {
        let first = self.hex4()?;
        if !(0xD800..0xDC00).contains(&first) {
            return Ok(char::from_u32(first).unwrap_or('\u{FFFD}'));
        }
        let after = self.at;
        if self.text.as_bytes()[after..].starts_with(b"\\u") {
            self.at += 2;
            let second = self.hex4()?;
            if (0xDC00..0xE000).contains(&second) {
                let code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                return Ok(char::from_u32(code).unwrap_or('\u{FFFD}'));
            }
            self.at = after;
        }
        Ok('\u{FFFD}')
    }

    fn hex4(&mut self) -> Scanned<u32> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = char::from(self.byte()?).to_digit(16);
            code = code * 16 + digit.ok_or(Fault::Broken(self.at - 1))?;
        }
        Ok(code)
    }

    /// A number or `true`, `false`, `null` as written.
    pub fn literal(&mut self) -> Scanned<&'a str> {
        self.peek()?;
        let start = self.at;
        let bytes = self.text.as_bytes();
        let is_part = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.');
        let length = bytes[start..].iter().take_while(|b| is_part(b)).count();
        self.at = start + length;
        if self.at == bytes.len() && !self.complete {
            return Err(Fault::Truncated);
        }
        let word = &self.text[start..self.at];
        if matches!(word, "true" | "false" | "null") || is_number(word.as_bytes()) {
            return Ok(word);
        }
        Err(Fault::Broken(start))
    }

    /// Steps over a value of any depth, without recursion.
    pub fn skip(&mut self) -> Scanned<()> {
        let mut open: Vec<u8> = Vec::new();
        let mut ignored = String::new();
        loop {
            let opened = match self.peek()? {
                b'{' => Some(b'}'),
                b'[' => Some(b']'),
                b'"' => {
                    ignored.clear();
                    self.string(&mut ignored)?;
                    None
                }
                _ => {
                    self.literal()?;
                    None
                }
            };
            let mut more = false;
            if let Some(close) = opened {
                self.at += 1;
                more = !self.closes(close)?;
                if more {
                    open.push(close);
                }
            }
            while !more {
                let Some(close) = open.last().copied() else {
                    return Ok(());
                };
                more = self.comma_or(close)?;
                if !more {
                    open.pop();
                }
            }
            if open.last() == Some(&b'}') {
                ignored.clear();
                self.key(&mut ignored)?;
            }
        }
    }
}

/// The JSON number grammar (RFC 8259 §6).
fn is_number(word: &[u8]) -> bool {
    let digits = |word: &[u8]| word.iter().take_while(|b| b.is_ascii_digit()).count();
    let word = word.strip_prefix(b"-").unwrap_or(word);
    let whole = digits(word);
    if whole == 0 || (whole > 1 && word[0] == b'0') {
        return false;
    }
    let mut rest = &word[whole..];
    if let Some(fraction) = rest.strip_prefix(b".") {
        let length = digits(fraction);
        if length == 0 {
            return false;
        }
        rest = &fraction[length..];
    }
    if let [b'e' | b'E', exponent @ ..] = rest {
        let exponent = exponent
            .strip_prefix(b"-")
            .or_else(|| exponent.strip_prefix(b"+"))
            .unwrap_or(exponent);
        return !exponent.is_empty() && digits(exponent) == exponent.len();
    }
    rest.is_empty()
}

/// The error of broken JSON, with line and column (both from 1, columns in characters).
pub fn broken(text: &str, at: usize) -> LoadError {
    let before = text.get(..at).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    LoadError {
        line: Some(before.matches('\n').count() as u64 + 1),
        column: Some(before[line_start..].chars().count() as u64 + 1),
        ..LoadError::new(LoadErrorCode::BrokenJson)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skip(text: &str) -> Scanned<usize> {
        let mut scanner = Scanner::new(text, true);
        scanner.skip().map(|()| scanner.position())
    }

    #[test]
    fn values_are_stepped_over() {
        for text in [
            "{}",
            "[]",
            "[1,[2,{\"a\":[]}],\"x\"]",
            "{\"a\":{\"b\":[1,2]},\"c\":null}",
            "-1.5e+3",
            "\"a\\\"b\"",
        ] {
            assert_eq!(skip(text), Ok(text.len()), "{text}");
        }
    }

    #[test]
    fn faults_have_their_place() {
        assert_eq!(skip("[1,]"), Err(Fault::Broken(3)));
        assert_eq!(skip("{\"a\" 1}"), Err(Fault::Broken(5)));
        assert_eq!(skip("[01]"), Err(Fault::Broken(1)));
        assert_eq!(skip("[1"), Err(Fault::Broken(2)));
        assert_eq!(Scanner::new("[1", false).skip(), Err(Fault::Truncated));
        assert_eq!(skip("[\"a\nb\"]"), Err(Fault::Broken(3)));
        let error = broken("{\n \"é\": x", 9);
        assert_eq!((error.line, error.column), (Some(2), Some(7)));
    }

    #[test]
    fn escapes_are_undone() {
        let mut out = String::new();
        let mut scanner = Scanner::new(r#""a\n\u00e9\ud83d\ude00\ud83d""#, true);
        scanner.string(&mut out).unwrap();
        assert_eq!(out, "a\né😀\u{FFFD}");
    }
}
