//! Exact decimal amounts, rounding by GB/T 8170, units, and readings with their qualifiers.
//!
//! Nothing in here is a binary float between the text of a cell and a decision.

mod amount;
mod packed;
mod ratio;
mod reading;
mod unit;

pub use amount::{Amount, AmountError, ExactSum};
pub(crate) use packed::{Packed, Wide};
pub use ratio::Ratio;
pub use reading::{CellError, Missing, Reading, read_cell};
pub use unit::{Dimension, Unit};

/// The small letter of a letter of names and units: Latin and Greek, one for one. That of the standard library brings the
/// tables of all scripts of the world along, which no name of an item needs.
pub(crate) const fn lower(letter: char) -> char {
    let next = match letter {
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' | 'Α'..='Ρ' | 'Σ'..='Ω' => 0x20,
        _ => return letter,
    };
    match char::from_u32(letter as u32 + next) {
        Some(small) => small,
        None => letter,
    }
}

/// A text in small letters, see [`lower`].
pub(crate) fn lower_text(text: &str) -> String {
    text.chars().map(lower).collect()
}

#[cfg(test)]
mod tests {
    use super::lower;

    #[test]
    fn small_letters_are_those_of_the_standard_library() {
        for letter in ('\0'..='\u{ff}').chain('Α'..='Ω').chain('α'..='ω') {
            assert!(letter.to_lowercase().eq([lower(letter)]), "{letter}");
        }
    }
}
