//! How much a file may unpack to, counted as it unpacks: what its directory claims is not believed.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use super::{Fault, MOST_OF_BOOK, MOST_UNPACKED};
use crate::issue::Code;

/// Bytes that may still come out of one file.
#[derive(Debug, Clone)]
pub(super) struct Budget(Rc<Cell<u64>>);

impl Budget {
    pub(super) fn new() -> Budget {
        Budget(Rc::new(Cell::new(MOST_UNPACKED)))
    }

    /// What is left.
    pub(super) fn left(&self) -> u64 {
        self.0.get()
    }

    /// Takes so many bytes off.
    pub(super) fn take(&self, bytes: u64) {
        self.0.set(self.0.get().saturating_sub(bytes));
    }

    /// A reader that gives no more than is left, and fails where more would come. The first `counted` bytes were taken
    /// off before.
    pub(super) fn reader<R: Read>(&self, inner: R, counted: u64) -> Limited<R> {
        Limited { inner, budget: self.clone(), most: u64::MAX, read: 0, counted }
    }

    /// The whole of what may be held at once.
    pub(super) fn hold(&self, inner: impl Read) -> Result<Vec<u8>, Fault> {
        let mut held = Vec::new();
        let mut reader = self.reader(inner, 0);
        reader.most = MOST_OF_BOOK;
        reader.read_to_end(&mut held)?;
        Ok(held)
    }

    /// Reads something to its end without keeping it; says how long it is. No more than `most` bytes of it.
    pub(super) fn measure(&self, inner: impl Read, most: u64) -> Result<u64, Fault> {
        let mut reader = self.reader(inner, 0);
        reader.most = most;
        Ok(io::copy(&mut reader, &mut io::sink())?)
    }
}

/// A reader within a budget.
pub(super) struct Limited<R> {
    inner: R,
    budget: Budget,
    most: u64,
    read: u64,
    counted: u64,
}

impl<R> Limited<R> {
    /// Bytes read so far.
    pub(super) fn count(&self) -> u64 {
        self.read
    }
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.read += read as u64;
        let fresh = self.read.saturating_sub(self.counted.max(self.read - read as u64));
        if fresh > self.budget.left() {
            self.budget.0.set(0);
            return Err(Fault::new(Code::TooMuchUnpacked).into());
        }
        if self.read > self.most {
            return Err(Fault::new(Code::TooMuchUnpacked).into());
        }
        self.budget.take(fresh);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_count_once() {
        let budget = Budget::new();
        let mut first = [0; 10];
        let mut reader = budget.reader(&b"0123456789abc"[..], 0);
        reader.read_exact(&mut first).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(reader.count(), 10);
        assert_eq!(budget.left(), MOST_UNPACKED - 10);
        let mut all = Vec::new();
        assert!(budget.reader(&b"0123456789abc"[..], 10).read_to_end(&mut all).is_ok());
        assert_eq!(budget.left(), MOST_UNPACKED - 13);
        assert_eq!(
            budget.measure(io::repeat(0).take(1 << 20), 1 << 19).map_err(|fault| fault.code),
            Err(Code::TooMuchUnpacked)
        );
    }
}
