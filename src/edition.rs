//! Which standards exist, in which edition and stage, and when each is in force.

use crate::calendar::Date;
use crate::words::Words;

/// First day of GB 3095-2026 and HJ 633-2026.
const FIRST_DAY_2026: Date = Date::of(2026, 3, 1);
/// First day of the final limits of GB 3095-2026 (clause 4.4).
const FIRST_DAY_FINAL: Date = Date::of(2031, 1, 1);

/// The days on which something in [`EditionChoice::air`] changes.
pub(crate) const FIRST_DAYS: [Date; 2] = [FIRST_DAY_2026, FIRST_DAY_FINAL];

/// Limits of ambient air quality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AirLimits {
    /// GB 3095-2012 with its amendment of 2018, up to 2026-02-28.
    Gb3095V2012,
    /// GB 3095-2026 table 1, transition columns, 2026-03-01 to 2030-12-31.
    Gb3095V2026Transition,
    /// GB 3095-2026 table 1, final columns, from 2031-01-01.
    Gb3095V2026Final,
}

impl AirLimits {
    /// The limits in force on a day.
    #[must_use]
    pub fn in_force(day: Date) -> AirLimits {
        if day < FIRST_DAY_2026 {
            AirLimits::Gb3095V2012
        } else if day < FIRST_DAY_FINAL {
            AirLimits::Gb3095V2026Transition
        } else {
            AirLimits::Gb3095V2026Final
        }
    }

    /// Printed name.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            AirLimits::Gb3095V2012 => Words::same("GB 3095-2012"),
            AirLimits::Gb3095V2026Transition => Words::new("GB 3095-2026 过渡阶段", "GB 3095-2026 transition"),
            AirLimits::Gb3095V2026Final => Words::new("GB 3095-2026 最终阶段", "GB 3095-2026 final"),
        }
    }
}

/// Rules of the air quality index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AirIndex {
    /// HJ 633-2012, up to 2026-02-28.
    Hj633V2012,
    /// HJ 633-2026, from 2026-03-01.
    Hj633V2026,
}

impl AirIndex {
    /// The rules in force on a day.
    #[must_use]
    pub fn in_force(day: Date) -> AirIndex {
        if day < FIRST_DAY_2026 { AirIndex::Hj633V2012 } else { AirIndex::Hj633V2026 }
    }

    /// Printed name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            AirIndex::Hj633V2012 => "HJ 633-2012",
            AirIndex::Hj633V2026 => "HJ 633-2026",
        }
    }
}

/// Limits of surface water. One edition has been in force since 2002-06-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WaterLimits {
    /// GB 3838-2002.
    Gb3838V2002,
}

impl WaterLimits {
    /// Printed name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            WaterLimits::Gb3838V2002 => "GB 3838-2002",
        }
    }
}

/// Limits and index that judge one day of air.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AirEdition {
    /// Limits.
    pub limits: AirLimits,
    /// Index.
    pub index: AirIndex,
}

/// One choice for limits and index together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum EditionChoice {
    /// What was in force on the day of the sample.
    #[default]
    ByDate,
    /// The standards of 2012 for all days.
    V2012,
    /// The standards of 2026 with transition limits for all days.
    V2026Transition,
    /// The standards of 2026 with final limits for all days.
    V2026Final,
}

impl EditionChoice {
    /// All choices.
    pub const ALL: [EditionChoice; 4] =
        [EditionChoice::ByDate, EditionChoice::V2012, EditionChoice::V2026Transition, EditionChoice::V2026Final];

    /// Key on the command line and in addresses.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            EditionChoice::ByDate => "by-date",
            EditionChoice::V2012 => "2012",
            EditionChoice::V2026Transition => "2026-transition",
            EditionChoice::V2026Final => "2026-final",
        }
    }

    /// The choice with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<EditionChoice> {
        EditionChoice::ALL.into_iter().find(|choice| choice.key() == key)
    }

    /// What judges air on a day.
    ///
    /// ```
    /// use envgrade::calendar::Date;
    /// use envgrade::edition::{AirIndex, EditionChoice};
    /// let last = Date::new(2026, 2, 28).unwrap();
    /// assert_eq!(EditionChoice::ByDate.air(last).index, AirIndex::Hj633V2012);
    /// assert_eq!(EditionChoice::ByDate.air(last.plus_days(1)).index, AirIndex::Hj633V2026);
    /// ```
    #[must_use]
    pub fn air(self, day: Date) -> AirEdition {
        match self {
            EditionChoice::ByDate => AirEdition { limits: AirLimits::in_force(day), index: AirIndex::in_force(day) },
            EditionChoice::V2012 => AirEdition { limits: AirLimits::Gb3095V2012, index: AirIndex::Hj633V2012 },
            EditionChoice::V2026Transition => {
                AirEdition { limits: AirLimits::Gb3095V2026Transition, index: AirIndex::Hj633V2026 }
            }
            EditionChoice::V2026Final => {
                AirEdition { limits: AirLimits::Gb3095V2026Final, index: AirIndex::Hj633V2026 }
            }
        }
    }
}
