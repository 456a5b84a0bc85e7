//! The browser's own decoders, so that the worker need not bring the tables of every encoding.

use web_sys::{TextDecodeOptions, TextDecoder};

use crate::import::ForeignDecoder;

/// A decoder for a WHATWG label, if the browser knows it.
pub fn open(label: &str) -> Option<Box<dyn ForeignDecoder>> {
    let decoder = TextDecoder::new_with_label(label).ok()?;
    Some(Box::new(BrowserDecoder(decoder)))
}

struct BrowserDecoder(TextDecoder);

impl ForeignDecoder for BrowserDecoder {
    fn name(&self) -> String {
        self.0.encoding()
    }

    fn decode(&mut self, bytes: &[u8], last: bool, text: &mut String) {
        let options = TextDecodeOptions::new();
        options.set_stream(!last);
        let read = self.0.decode_with_u8_array_and_options(bytes, &options);
        // Fails only where text that breaks the encoding is refused, and it is not.
        text.push_str(&read.unwrap_or_default());
    }
}
