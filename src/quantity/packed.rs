//! Readings in eight bytes, to keep many of them.

use super::{Amount, Missing, Reading};

/// A reading in eight bytes: three bits for what it is, five for its decimals, fifty-six for its digits with their sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Packed(u64);

/// The few readings that do not fit into eight bytes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wide(Vec<Reading>);

const VALUE: u64 = 0;
const BELOW: u64 = 1;
const ABOVE: u64 = 2;
const NOT_DETECTED: u64 = 3;
const NO_READING: u64 = 4;
const WIDE: u64 = 5;

impl Packed {
    /// An empty cell.
    pub(crate) const BLANK: Packed = Packed(NO_READING);

    /// Packs a reading; what does not fit goes to `wide`.
    pub(crate) fn new(reading: Reading, wide: &mut Wide) -> Packed {
        let packed = match reading {
            Reading::Value(amount) => amount.packed().map(|bits| bits | VALUE),
            Reading::Below(limit) => limit.packed().map(|bits| bits | BELOW),
            Reading::Above(bound) => bound.packed().map(|bits| bits | ABOVE),
            Reading::NotDetected => Some(NOT_DETECTED),
            Reading::Missing(missing) => {
                let which = Missing::ALL.iter().position(|m| *m == missing).unwrap_or(0);
                Some(NO_READING | (which as u64) << 8)
            }
        };
        Packed(packed.unwrap_or_else(|| {
            wide.0.push(reading);
            WIDE | (wide.0.len() as u64 - 1) << 8
        }))
    }

    /// The reading, exactly as it was packed.
    pub(crate) fn reading(self, wide: &Wide) -> Reading {
        let amount = Amount::unpacked(self.0);
        let number = usize::try_from(self.0 >> 8).unwrap_or(usize::MAX);
        match self.0 & 7 {
            VALUE => Reading::Value(amount),
            BELOW => Reading::Below(amount),
            ABOVE => Reading::Above(amount),
            NOT_DETECTED => Reading::NotDetected,
            WIDE => wide.0.get(number).copied().unwrap_or(Reading::Missing(Missing::Blank)),
            _ => Reading::Missing(Missing::ALL.get(number).copied().unwrap_or(Missing::Blank)),
        }
    }

    /// Whether there is no reading.
    pub(crate) const fn is_missing(self) -> bool {
        self.0 & 7 == NO_READING
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_reading_comes_back(digits in any::<i64>(), decimals in 0_u32..37, kind in 0_usize..9) {
            let amount = Amount::decimal(digits % 1_000_000_000_000_000_000, decimals);
            let reading = [
                Reading::Value(amount),
                Reading::Below(amount),
                Reading::Above(amount),
                Reading::NotDetected,
            ].get(kind).copied().unwrap_or_else(|| Reading::Missing(Missing::ALL[kind - 4]));
            let mut wide = Wide::default();
            let packed = Packed::new(reading, &mut wide);
            prop_assert_eq!(packed.reading(&wide), reading);
            if let (Reading::Value(before), Reading::Value(after)) = (reading, packed.reading(&wide)) {
                prop_assert_eq!(before.written(), after.written());
            }
        }
    }
}
