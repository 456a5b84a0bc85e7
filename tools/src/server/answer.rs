//! An answer and how it travels: at once, or so slowly that a test can see progress.
use std::{
    io::{self, Write},
    thread,
    time::Duration,
};

const TICKS_PER_SECOND: usize = 20;

pub struct Answer {
    pub status: u16,
    pub media: &'static str,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
    /// Bytes sent in a second; all at once where `None`.
    pub bytes_per_second: Option<usize>,
}

impl Answer {
    pub fn new(media: &'static str, body: Vec<u8>) -> Self {
        Answer {
            status: 200,
            media,
            headers: Vec::new(),
            body,
            bytes_per_second: None,
        }
    }

    pub fn status(status: u16) -> Self {
        Answer {
            status,
            ..Answer::new(
                "text/plain; charset=utf-8",
                format!("{status} {}\n", reason(status)).into_bytes(),
            )
        }
    }

    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    pub fn send(&self, mut to: impl Write, head_only: bool) -> io::Result<()> {
        let mut head = format!(
            "HTTP/1.1 {} {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nX-Content-Type-Options: nosniff\r\n",
            self.status,
            reason(self.status),
            self.media,
            self.body.len()
        );
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        to.write_all(head.as_bytes())?;
        if head_only {
            return Ok(());
        }
        let Some(rate) = self.bytes_per_second else {
            return to.write_all(&self.body);
        };
        for part in self.body.chunks((rate / TICKS_PER_SECOND).max(1)) {
            to.write_all(part)?;
            to.flush()?;
            thread::sleep(Duration::from_millis(1000 / TICKS_PER_SECOND as u64));
        }
        Ok(())
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        403 => "Forbidden",
        404 => "Not Found",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "Status",
    }
}
