//! As much of HTTP/1.1 as a browser needs to fetch files: a request's line and the end of its head.
use std::io::BufRead;

/// A request without a body.
#[derive(Debug, PartialEq, Eq)]
pub struct Request {
    /// Path and query as asked for, still percent-encoded.
    pub target: String,
    /// Whether only the head is wanted.
    pub head_only: bool,
}

impl Request {
    /// The decoded path, without the query.
    pub fn path(&self) -> String {
        decode(self.target.split(['?', '#']).next().unwrap_or_default())
    }

    /// The decoded value of `name` in the query.
    pub fn query(&self, name: &str) -> Option<String> {
        let (_, query) = self.target.split_once('?')?;
        query
            .split('&')
            .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
            .map(decode)
    }
}

/// The next request; `None` where the connection has ended or holds something else.
pub fn read(reader: &mut impl BufRead) -> Option<Request> {
    let first = line(reader)?;
    let mut words = first.split(' ');
    let head_only = match words.next()? {
        "GET" => false,
        "HEAD" => true,
        _ => return None,
    };
    let target = words.next()?.to_owned();
    while !line(reader)?.is_empty() {}
    Some(Request { target, head_only })
}

fn line(reader: &mut impl BufRead) -> Option<String> {
    let mut text = String::new();
    let length = reader.read_line(&mut text).ok()?;
    (length > 0).then(|| text.trim_end().to_owned())
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        let hex = (*first == b'%')
            .then(|| behind.get(..2))
            .flatten()
            .and_then(|two| std::str::from_utf8(two).ok());
        match hex.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &behind[2..];
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_follow_one_another() {
        let mut bytes: &[u8] =
            b"GET /a%20b.js?v=1 HTTP/1.1\r\nHost: x\r\n\r\nHEAD / HTTP/1.1\r\n\r\n";
        let first = read(&mut bytes).unwrap();
        assert_eq!(
            (
                first.path().as_str(),
                first.query("v").as_deref(),
                first.head_only
            ),
            ("/a b.js", Some("1"), false)
        );
        assert_eq!(
            read(&mut bytes),
            Some(Request {
                target: "/".to_owned(),
                head_only: true
            })
        );
        assert_eq!(read(&mut bytes), None);
    }

    #[test]
    fn a_lone_percent_sign_stays() {
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%C3%A9%zz"), "é%zz");
    }
}
