//! Encodings whose tables are too large to bring along: whoever runs the engine hands their decoders in.

use std::sync::OnceLock;

/// Decodes one stream of bytes in an encoding of the WHATWG Encoding standard; what is malformed becomes U+FFFD.
pub trait ForeignDecoder {
    /// The lower-case name of the encoding.
    fn name(&self) -> String;
    /// Appends the text of the next bytes; a character cut by their end waits for the next call, unless they are the `last`.
    fn decode(&mut self, bytes: &[u8], last: bool, text: &mut String);
}

/// A decoder for a label, at the start of a stream; none where no encoding has that label.
pub type OpenForeign = fn(label: &str) -> Option<Box<dyn ForeignDecoder>>;

static OPEN: OnceLock<OpenForeign> = OnceLock::new();

/// From now on labels are opened by `open`. The first call counts.
pub fn use_foreign_decoders(open: OpenForeign) {
    // A second registration is of the same decoders.
    let _ = OPEN.set(open);
}

pub fn open(label: &str) -> Option<Box<dyn ForeignDecoder>> {
    match OPEN.get() {
        Some(open) => open(label),
        None => native(label),
    }
}

/// Outside the browser a library stands in for the browser's decoders.
#[cfg(not(target_arch = "wasm32"))]
fn native(label: &str) -> Option<Box<dyn ForeignDecoder>> {
    let encoding = encoding_rs::Encoding::for_label_no_replacement(label.as_bytes())?;
    Some(Box::new(encoding.new_decoder_without_bom_handling()))
}

#[cfg(target_arch = "wasm32")]
const fn native(_: &str) -> Option<Box<dyn ForeignDecoder>> {
    None
}

#[cfg(not(target_arch = "wasm32"))]
impl ForeignDecoder for encoding_rs::Decoder {
    fn name(&self) -> String {
        self.encoding().name().to_ascii_lowercase()
    }

    fn decode(&mut self, bytes: &[u8], last: bool, text: &mut String) {
        let mut rest = bytes;
        loop {
            let needed = self.max_utf8_buffer_length(rest.len());
            text.reserve(needed.unwrap_or(rest.len() * 3 + 16));
            let (result, read, _) = self.decode_to_string(rest, text, last);
            rest = &rest[read..];
            if result == encoding_rs::CoderResult::InputEmpty {
                return;
            }
        }
    }
}
