//! What a fold holds, as bytes: how one reader of a part of the data hands it to another. Numbers take as many bytes as
//! they need; whatever is read is checked, for the bytes may come from anywhere.

use crate::calendar::{Date, Hour};
use crate::parameter::Parameter;
use crate::quantity::{Amount, Missing, Reading};

/// Bytes in the making.
#[derive(Debug, Default)]
pub(crate) struct Out(pub(crate) Vec<u8>);

impl Out {
    #[inline(never)]
    #[allow(clippy::cast_possible_truncation)]
    pub(crate) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    pub(crate) fn signed(&mut self, number: i64) {
        self.number((number << 1 ^ number >> 63).cast_unsigned());
    }

    pub(crate) fn count(&mut self, count: usize) {
        self.number(count as u64);
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.count(bytes.len());
        self.0.extend_from_slice(bytes);
    }

    pub(crate) fn amount(&mut self, amount: Amount) {
        let (digits, decimals) = amount.parts();
        self.number(decimals.into());
        self.signed(digits);
    }

    /// A thing that may be missing.
    pub(crate) fn maybe<T>(&mut self, thing: Option<T>, write: impl FnOnce(&mut Out, T)) {
        self.number(thing.is_some().into());
        if let Some(thing) = thing {
            write(self, thing);
        }
    }

    pub(crate) fn maybe_amount(&mut self, amount: Option<Amount>) {
        self.maybe(amount, Out::amount);
    }

    pub(crate) fn reading(&mut self, reading: Reading) {
        let (kind, amount) = match reading {
            Reading::Value(amount) => (0, Some(amount)),
            Reading::Below(amount) => (1, Some(amount)),
            Reading::Above(amount) => (2, Some(amount)),
            Reading::NotDetected => (3, None),
            Reading::Missing(missing) => {
                (4 + Missing::ALL.iter().position(|known| *known == missing).unwrap_or(0), None)
            }
        };
        self.count(kind);
        if let Some(amount) = amount {
            self.amount(amount);
        }
    }

    pub(crate) fn date(&mut self, date: Date) {
        self.signed(date.days().into());
    }

    pub(crate) fn hour(&mut self, hour: Hour) {
        self.date(hour.date);
        self.number(hour.label.into());
    }

    pub(crate) fn parameter(&mut self, parameter: Parameter) {
        self.number(parameter as u64);
    }
}

/// Bytes being read. Everything is `None` where they are not what was asked for.
#[derive(Debug, Clone)]
pub(crate) struct In<'a> {
    bytes: &'a [u8],
    /// Rows that the file had before the part of it that the bytes came from.
    pub(crate) rows_before: u32,
}

impl<'a> In<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> In<'a> {
        In { bytes, rows_before: 0 }
    }

    /// How many bytes are left.
    pub(crate) const fn left(&self) -> usize {
        self.bytes.len()
    }

    pub(crate) fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        Some(taken)
    }

    #[inline(never)]
    pub(crate) fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    pub(crate) fn signed(&mut self) -> Option<i64> {
        let number = self.number()?;
        Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    pub(crate) fn small(&mut self) -> Option<u32> {
        self.number()?.try_into().ok()
    }

    pub(crate) fn tiny(&mut self) -> Option<u16> {
        self.number()?.try_into().ok()
    }

    pub(crate) fn flag(&mut self) -> Option<bool> {
        match self.number()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    /// How many things follow, each of at least one byte.
    pub(crate) fn count(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok().filter(|count| *count <= self.bytes.len())
    }

    /// A row of the part, as a row of the file; 0 is the file as a whole.
    pub(crate) fn row(&mut self) -> Option<u32> {
        let row = self.small()?;
        if row == 0 { Some(0) } else { row.checked_add(self.rows_before) }
    }

    pub(crate) fn list<T>(&mut self, mut read: impl FnMut(&mut In<'a>) -> Option<T>) -> Option<Vec<T>> {
        let count = self.count()?;
        // Things are larger than their bytes, so that a wrong count must not ask for memory.
        let mut list = Vec::with_capacity(count.min(4096));
        for _ in 0..count {
            list.push(read(self)?);
        }
        Some(list)
    }

    #[allow(clippy::option_option)]
    pub(crate) fn maybe<T>(&mut self, read: impl FnOnce(&mut In<'a>) -> Option<T>) -> Option<Option<T>> {
        if self.flag()? { read(self).map(Some) } else { Some(None) }
    }

    pub(crate) fn bytes(&mut self) -> Option<&'a [u8]> {
        let count = self.count()?;
        self.take(count)
    }

    pub(crate) fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes()?).ok()
    }

    pub(crate) fn amount(&mut self) -> Option<Amount> {
        let decimals = self.small().filter(|decimals| *decimals <= 36)?;
        let digits = self.signed()?;
        (digits.unsigned_abs() < 1_000_000_000_000_000_000).then(|| Amount::decimal(digits, decimals))
    }

    #[allow(clippy::option_option)]
    pub(crate) fn maybe_amount(&mut self) -> Option<Option<Amount>> {
        self.maybe(In::amount)
    }

    pub(crate) fn reading(&mut self) -> Option<Reading> {
        Some(match self.number()? {
            0 => Reading::Value(self.amount()?),
            1 => Reading::Below(self.amount()?),
            2 => Reading::Above(self.amount()?),
            3 => Reading::NotDetected,
            missing => Reading::Missing(*Missing::ALL.get(usize::try_from(missing - 4).ok()?)?),
        })
    }

    pub(crate) fn date(&mut self) -> Option<Date> {
        Date::from_days(self.signed()?.try_into().ok()?)
    }

    pub(crate) fn hour(&mut self) -> Option<Hour> {
        let (date, label) = (self.date()?, self.number()?);
        let label = u8::try_from(label).ok().filter(|label| (1..=24).contains(label))?;
        Some(Hour { date, label })
    }

    pub(crate) fn parameter(&mut self) -> Option<Parameter> {
        Parameter::ALL.get(usize::try_from(self.number()?).ok()?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(number: u64, signed: i64, bytes: Vec<u8>, digits in -999_999_999_999_999_999_i64..=999_999_999_999_999_999, decimals in 0_u32..=36) {
            let mut out = Out::default();
            out.number(number);
            out.signed(signed);
            out.bytes(&bytes);
            out.amount(Amount::decimal(digits, decimals));
            let mut from = In::new(&out.0);
            prop_assert_eq!((from.number(), from.signed(), from.bytes()), (Some(number), Some(signed), Some(&bytes[..])));
            prop_assert_eq!(from.amount().map(Amount::parts), Some((digits, decimals)));
            prop_assert_eq!(from.left(), 0);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            let mut from = In::new(&bytes);
            let _ = from.clone().list(|from| Some((from.reading()?, from.hour()?)));
            let _ = from.clone().maybe(In::text);
            while from.parameter().is_some() || from.row().is_some() || from.flag().is_some() {}
        }
    }
}
