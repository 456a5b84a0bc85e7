//! Bytes to read and to go back in, and the errors of reading them.

use std::io::{ErrorKind, Read, Seek};

use super::output::MOST_UNPACKED;
use crate::model::load::{LoadError, LoadErrorCode};

/// A file, or something unpacked in memory.
pub trait Input: Read + Seek {}
impl<T: Read + Seek> Input for T {}

/// Fills as much of `length` bytes as there are.
pub fn read_head(input: &mut dyn Read, length: usize, what: &str) -> Result<Vec<u8>, LoadError> {
    let mut head = Vec::new();
    match input.take(length as u64).read_to_end(&mut head) {
        Ok(_) => Ok(head),
        Err(_) => Err(broken(what)),
    }
}

/// Everything, if it fits in memory. `what` is named by the error.
pub fn read_all(input: &mut dyn Read, head: Vec<u8>, what: &str) -> Result<Vec<u8>, LoadError> {
    let mut bytes = head;
    let read = input.take(MOST_UNPACKED + 1).read_to_end(&mut bytes);
    match read {
        Ok(_) if bytes.len() as u64 > MOST_UNPACKED => Err(too_large(what)),
        Ok(_) => Ok(bytes),
        Err(error) if error.kind() == ErrorKind::OutOfMemory => Err(too_large(what)),
        Err(_) => Err(broken(what)),
    }
}

pub fn broken(what: &str) -> LoadError {
    LoadError::about(LoadErrorCode::BrokenFile, what)
}

pub fn too_large(what: &str) -> LoadError {
    LoadError::about(LoadErrorCode::UnpacksTooLarge, what)
}
