//! Columns as bytes and back, little endian whatever the machine, and the checksum over them.
//! Must not know which columns there are.

use crate::Codes;

/// A column to be written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Run<'a> {
    U8(&'a [u8]),
    U16(&'a [u16]),
    U32(&'a [u32]),
    I64(&'a [i64]),
    F64(&'a [f64]),
}

/// A column as it is read, piece by piece.
#[derive(Debug, Clone, PartialEq)]
pub enum Column {
    U8(Vec<u8>),
    U16(Vec<u16>),
    U32(Vec<u32>),
    I64(Vec<i64>),
    F64(Vec<f64>),
}

impl<'a> From<&'a Codes> for Run<'a> {
    fn from(codes: &'a Codes) -> Self {
        match codes {
            Codes::U8(values) => Self::U8(values),
            Codes::U16(values) => Self::U16(values),
            Codes::U32(values) => Self::U32(values),
        }
    }
}

impl Run<'_> {
    /// Tells the width and the kind of number, as [`Column::new`] takes it.
    pub const fn kind(&self) -> u8 {
        match self {
            Self::U8(_) => 0,
            Self::U16(_) => 1,
            Self::U32(_) => 2,
            Self::I64(_) => 3,
            Self::F64(_) => 4,
        }
    }

    pub const fn len(&self) -> usize {
        match self {
            Self::U8(values) => values.len(),
            Self::U16(values) => values.len(),
            Self::U32(values) => values.len(),
            Self::I64(values) => values.len(),
            Self::F64(values) => values.len(),
        }
    }

    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Appends the bytes of the values from the one at byte `from` on, `most` bytes at most: both a multiple of eight, so that no
    /// value is cut.
    #[inline(never)]
    pub fn write(&self, from: usize, most: usize, bytes: &mut Vec<u8>) {
        match self {
            Self::U8(values) => {
                let end = values.len().min(from + most);
                bytes.extend_from_slice(&values[from..end]);
            }
            Self::U16(values) => append(values, from, most, bytes, u16::to_le_bytes),
            Self::U32(values) => append(values, from, most, bytes, u32::to_le_bytes),
            Self::I64(values) => append(values, from, most, bytes, i64::to_le_bytes),
            Self::F64(values) => append(values, from, most, bytes, f64::to_le_bytes),
        }
    }
}

/// The width of a kind in bytes; `None` for a kind that there is not.
pub const fn width(kind: u8) -> Option<usize> {
    match kind {
        0 => Some(1),
        1 => Some(2),
        2 => Some(4),
        3 | 4 => Some(8),
        _ => None,
    }
}

fn append<T: Copy, const WIDTH: usize>(
    values: &[T],
    from: usize,
    most: usize,
    bytes: &mut Vec<u8>,
    to_bytes: impl Fn(T) -> [u8; WIDTH],
) {
    let first = from / WIDTH;
    let values = &values[first..values.len().min(first + most / WIDTH)];
    let start = bytes.len();
    bytes.resize(start + values.len() * WIDTH, 0);
    // Of known length: made into one copy where the machine is little endian itself.
    let (places, _) = bytes[start..].as_chunks_mut::<WIDTH>();
    for (place, value) in places.iter_mut().zip(values) {
        *place = to_bytes(*value);
    }
}

impl Column {
    /// Nothing yet, with room for `count` values; `None` for a kind that there is not.
    pub fn new(kind: u8, count: usize) -> Option<Self> {
        Some(match kind {
            0 => Self::U8(Vec::with_capacity(count)),
            1 => Self::U16(Vec::with_capacity(count)),
            2 => Self::U32(Vec::with_capacity(count)),
            3 => Self::I64(Vec::with_capacity(count)),
            4 => Self::F64(Vec::with_capacity(count)),
            _ => return None,
        })
    }

    /// Takes more bytes: whole values.
    #[inline(never)]
    pub fn read(&mut self, bytes: &[u8]) {
        match self {
            Self::U8(values) => values.extend_from_slice(bytes),
            Self::U16(values) => extend(values, bytes, u16::from_le_bytes),
            Self::U32(values) => extend(values, bytes, u32::from_le_bytes),
            Self::I64(values) => extend(values, bytes, i64::from_le_bytes),
            Self::F64(values) => extend(values, bytes, f64::from_le_bytes),
        }
    }
}

fn extend<T, const WIDTH: usize>(
    values: &mut Vec<T>,
    bytes: &[u8],
    of_bytes: impl Fn([u8; WIDTH]) -> T,
) {
    let (whole, _) = bytes.as_chunks::<WIDTH>();
    values.extend(whole.iter().map(|bytes| of_bytes(*bytes)));
}

/// A checksum over a piece that follows another of checksum `before`: any change of a piece or of their order changes it.
#[inline(never)]
pub fn checksum(piece: &[u8], before: u64) -> u64 {
    xxhash_rust::xxh64::xxh64(piece, before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_goes_there_and_back_in_pieces() {
        let (bytes, shorts): (Vec<u8>, Vec<u16>) = ((0..29).collect(), (500..529).collect());
        let runs = [
            Run::U8(&bytes),
            Run::U16(&shorts),
            Run::U32(&[0, 1, u32::MAX, 7, 8]),
            Run::I64(&[i64::MIN, -1, 5]),
            Run::F64(&[0.5, -0.0, 1e300]),
            Run::U32(&[]),
        ];
        for run in runs {
            let length = run.len() * width(run.kind()).unwrap();
            let mut cells = Column::new(run.kind(), run.len()).unwrap();
            for from in (0..length).step_by(8) {
                let mut piece = Vec::new();
                run.write(from, 8, &mut piece);
                assert_eq!(piece.len(), 8.min(length - from));
                cells.read(&piece);
            }
            let back = match &cells {
                Column::U8(values) => Run::U8(values),
                Column::U16(values) => Run::U16(values),
                Column::U32(values) => Run::U32(values),
                Column::I64(values) => Run::I64(values),
                Column::F64(values) => Run::F64(values),
            };
            assert_eq!(back, run);
        }
        assert_eq!(Column::new(5, 1), None);
        assert_eq!(width(5), None);
    }

    #[test]
    fn bytes_are_little_endian() {
        let mut bytes = Vec::new();
        Run::U32(&[0x0102_0304]).write(0, 8, &mut bytes);
        assert_eq!(bytes, [4, 3, 2, 1]);
    }

    #[test]
    fn the_checksum_is_the_published_one() {
        // XXH64 of nothing under seed 0, and of "abc", as its specification has them.
        assert_eq!(checksum(b"", 0), 0xEF46_DB37_51D8_E999);
        assert_eq!(checksum(b"abc", 0), 0x44BC_2CF5_AD77_0999);
        assert_ne!(checksum(b"abc", 1), checksum(b"abc", 0));
    }
}
