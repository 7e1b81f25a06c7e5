//! Quantities that a single evaluation needs and the register of items does not have: they are read from the cells that stand
//! beside the items.

use crate::assess::sample_table::{OtherReading, TableSample};
use crate::quantity::{Amount, Unit, read_cell};

/// A quantity beside the items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// Oxidation reduction potential (氧化还原电位) in mV.
    Potential,
    /// Depth of the water (水深) in cm; without a unit it is taken to be in m, as depths are given.
    Depth,
    /// Amount of precipitation (降水量) in mm.
    Rain,
    /// pH of precipitation (降水pH).
    RainPh,
}

impl Quantity {
    /// Names, lower case, half width, without spaces, hyphens, underscores and brackets.
    const fn names(self) -> &'static [&'static str] {
        match self {
            Quantity::Potential => &["氧化还原电位", "氧化还原电位orp", "orp", "eh", "redox", "redoxpotential"],
            Quantity::Depth => &["水深", "水深度", "断面水深", "采样点水深", "depth", "waterdepth"],
            Quantity::Rain => {
                &["降水量", "降雨量", "雨量", "降水", "采样雨量", "样品雨量", "rainfall", "precipitation", "rain"]
            }
            Quantity::RainPh => &["降水ph", "降水ph值", "雨水ph", "雨水ph值", "降雨ph", "降雨ph值", "酸雨ph", "rainph"],
        }
    }

    /// The unit that its amounts are in, and the one that is meant where none is written.
    const fn units(self) -> (Unit, Unit) {
        match self {
            Quantity::Potential => (Unit::MV, Unit::MV),
            Quantity::Depth => (Unit::CM, Unit::M),
            Quantity::Rain => (Unit::MM, Unit::MM),
            Quantity::RainPh => (Unit::ONE, Unit::ONE),
        }
    }

    /// Whether a cell is named so.
    #[must_use]
    pub fn is_named(self, cell: &OtherReading<'_>) -> bool {
        self.names().contains(&plain(cell.name).as_str())
    }

    /// The number of a cell, half a detection limit of what is below it; `None` for a cell of another quantity, in a unit
    /// that is not known, or without a number.
    fn read(self, cell: &OtherReading<'_>) -> Option<Amount> {
        if !self.is_named(cell) {
            return None;
        }
        let (unit, unsaid) = self.units();
        let written = if cell.unit.is_empty() { Some(unsaid) } else { Unit::read(cell.unit) };
        written?.convert(read_cell(cell.text.as_bytes()).ok()?.number()?, unit)
    }
}

/// The amount of a quantity in a sample, in the unit of the quantity, and its column; the first cell that has one counts.
#[must_use]
pub fn quantity(sample: &TableSample<'_>, quantity: Quantity) -> Option<(Amount, u16)> {
    sample.others().find_map(|cell| Some((quantity.read(&cell)?, cell.column)))
}

/// Lower case, half width, without what stands between words.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            c => c,
        })
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_' | '(' | ')' | '/' | '.'))
        .map(crate::quantity::lower)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(quantity: Quantity, name: &str, unit: &str, text: &str) -> Option<String> {
        quantity.read(&OtherReading { name, unit, text, column: 1, row: 2 }).map(|amount| amount.to_string())
    }

    #[test]
    fn units_and_names_are_those_of_the_field() {
        assert_eq!(read(Quantity::Potential, "氧化还原电位（ORP）", "mV", "-215").as_deref(), Some("-215"));
        assert_eq!(read(Quantity::Potential, "ORP", "", "-0.5").as_deref(), Some("-0.5"));
        assert_eq!(read(Quantity::Depth, "水深", "m", "0.2").as_deref(), Some("20"));
        assert_eq!(read(Quantity::Depth, "水深", "cm", "20").as_deref(), Some("20"));
        assert_eq!(read(Quantity::Depth, "水深", "mg/L", "20"), None);
        assert_eq!(read(Quantity::Rain, "降水量", "ｍｍ", "12.5").as_deref(), Some("12.5"));
        assert_eq!(read(Quantity::Rain, "降水量", "", "--"), None);
        assert_eq!(read(Quantity::Rain, "水深", "", "1"), None);
        assert_eq!(read(Quantity::RainPh, "降水 pH", "无量纲", "5.2").as_deref(), Some("5.2"));
    }
}
