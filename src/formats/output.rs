//! Where the made text goes, and how much of it there may be.

use super::input::too_large;
use crate::model::load::LoadError;

/// The most that a file may hold unpacked, in bytes: an archive of a few kilobytes can say more than any memory holds.
pub const MOST_UNPACKED: u64 = 1 << 30;

/// Takes the text in pieces.
pub trait Output {
    fn take(&mut self, bytes: &[u8]);
    /// Forget everything taken: it is made again.
    fn restart(&mut self);
}

impl Output for Vec<u8> {
    fn take(&mut self, bytes: &[u8]) {
        self.extend_from_slice(bytes);
    }

    fn restart(&mut self) {
        self.clear();
    }
}

/// An output that refuses more than [`MOST_UNPACKED`].
pub struct Limited<'o> {
    out: &'o mut dyn Output,
    taken: u64,
    what: String,
}

impl<'o> Limited<'o> {
    /// `what` is named by the error.
    pub fn new(out: &'o mut dyn Output, what: &str) -> Self {
        Self {
            out,
            taken: 0,
            what: what.to_owned(),
        }
    }

    pub fn name(&mut self, what: &str) {
        what.clone_into(&mut self.what);
    }

    pub fn take(&mut self, bytes: &[u8]) -> Result<(), LoadError> {
        self.taken += bytes.len() as u64;
        if self.taken > MOST_UNPACKED {
            return Err(too_large(&self.what));
        }
        self.out.take(bytes);
        Ok(())
    }

    pub fn restart(&mut self) {
        self.taken = 0;
        self.out.restart();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::load::LoadErrorCode;

    struct Counted(u64);

    impl Output for Counted {
        fn take(&mut self, bytes: &[u8]) {
            self.0 += bytes.len() as u64;
        }

        fn restart(&mut self) {
            self.0 = 0;
        }
    }

    #[test]
    fn more_than_the_limit_is_refused() {
        let mut counted = Counted(0);
        let mut limited = Limited::new(&mut counted, "ZIP");
        let piece = vec![b'a'; 1 << 20];
        for _ in 0..MOST_UNPACKED >> 20 {
            limited.take(&piece).unwrap();
        }
        let error = limited.take(b"a").unwrap_err();
        assert_eq!(error.code, LoadErrorCode::UnpacksTooLarge);
        limited.restart();
        limited.take(b"a").unwrap();
        assert_eq!(counted.0, 1);
    }
}
