//! Files that stand in memory, for the tests of the engine: everything is ready at once.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use parcours::engine::{Host, ReadFailure, Source};
use parcours::protocol::Progress;

pub struct Bytes(pub Vec<u8>);

impl Source for Bytes {
    fn length(&self) -> u64 {
        self.0.len() as u64
    }

    async fn read(&mut self, offset: u64, length: usize) -> Result<Vec<u8>, ReadFailure> {
        let start = (offset as usize).min(self.0.len());
        let end = (start + length).min(self.0.len());
        Ok(self.0[start..end].to_vec())
    }
}

pub struct Nobody;

impl Host for Nobody {
    fn progress(&self, _: Progress) {}
}

/// Everything here is ready at once.
pub fn now<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    match future
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
    {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("waits for nothing"),
    }
}
