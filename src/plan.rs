//! What was chosen before an assessment. Every choice has a default and is printed with the result.

use crate::sorted::SortedMap;

use crate::edition::EditionChoice;
use crate::exclusion::Exclusions;
use crate::quantity::Amount;

/// Kind of a body of surface water; GB 3838-2002 has its own total phosphorus limits for lakes and reservoirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Body {
    /// River.
    #[default]
    River,
    /// Lake or reservoir.
    Lake,
}

impl Body {
    /// River, or lake and reservoir, as a column of body types says it; `None` when it says neither. A boundary is named
    /// after provinces, whose names hold these signs too.
    ///
    /// ```
    /// use envgrade::plan::Body;
    /// assert_eq!(Body::read("湖库"), Some(Body::Lake));
    /// assert_eq!(Body::read("入湖河流"), Some(Body::River));
    /// assert_eq!(Body::read("湖北-湖南省界"), None);
    /// ```
    #[must_use]
    pub fn read(text: &str) -> Option<Body> {
        if text.contains('界') {
            None
        } else if text.contains(['入', '出', '环']) && text.contains(['河', '江', '溪']) {
            Some(Body::River)
        } else if text.contains(['湖', '库'])
            || text.eq_ignore_ascii_case("lake")
            || text.eq_ignore_ascii_case("reservoir")
        {
            Some(Body::Lake)
        } else if text.contains(['河', '江', '溪']) || text.eq_ignore_ascii_case("river") {
            Some(Body::River)
        } else {
            None
        }
    }
}

/// Which value is compared with a water limit (water.md §3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rounding {
    /// The value as it stands, as the national real-time release does.
    Raw,
    /// The value rounded half to even to the decimals of the item (pH to an integer) first.
    Evaluation,
}

/// How [`Rounding`] is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum RoundingChoice {
    /// Raw for single samples, evaluation for means of a month and longer.
    #[default]
    Auto,
    /// One for all.
    Always(Rounding),
}

impl RoundingChoice {
    /// The rounding of single samples.
    #[must_use]
    pub const fn of_samples(self) -> Rounding {
        match self {
            RoundingChoice::Auto => Rounding::Raw,
            RoundingChoice::Always(rounding) => rounding,
        }
    }

    /// The rounding of means over a month or longer.
    #[must_use]
    pub const fn of_means(self) -> Rounding {
        match self {
            RoundingChoice::Auto => Rounding::Evaluation,
            RoundingChoice::Always(rounding) => rounding,
        }
    }
}

/// How the hour labels of a file are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum HourChoice {
    /// By the format: hour-ending unless the format says otherwise.
    #[default]
    Auto,
    /// `00:00` is the last hour of the day before.
    Ending,
    /// `00:00` is the first hour of the day.
    Beginning,
}

/// When two spellings of a name are one section of water.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum NameChoice {
    /// When they differ in blanks, full or half width and kinds of brackets only.
    #[default]
    Joined,
    /// Only when they are the same, sign by sign.
    AsWritten,
}

/// Whether values that can be read are looked at for what is unlikely. Nothing is excluded by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Screening {
    /// Values that deserve a look are told.
    #[default]
    On,
    /// They are not.
    Off,
}

/// Temperature and pressure of the air.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AirState {
    /// Temperature in K, above zero.
    pub kelvin: Amount,
    /// Pressure in hPa, above zero; at 3000 m some 700.
    pub hectopascals: Amount,
}

/// The state of the air that the concentrations of the data are given for. No limit says it; a wrong one moves a
/// concentration by a tenth, on a plateau by more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DataState {
    /// What the standard asks for: nothing is converted.
    #[default]
    AsRequired,
    /// 273 K and 1013.25 hPa, as before 2018-09-01: gases go to 298.15 K, particles to [`Plan::site_air`].
    Standard,
    /// The same with 273.15 K.
    StandardAt0Celsius,
    /// As monitored: gases go to 298.15 K and 1013.25 hPa, particles stay.
    Monitored(AirState),
}

/// Everything that was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// Editions of limits and index.
    pub edition: EditionChoice,
    /// Rounding before comparison with water limits.
    pub rounding: RoundingChoice,
    /// Body of water where neither the data nor [`Plan::bodies`] say.
    pub body: Body,
    /// Bodies by section name, stronger than the data.
    pub bodies: SortedMap<String, Body>,
    /// Year of dates without one.
    pub year: Option<i32>,
    /// Meaning of hour labels.
    pub hours: HourChoice,
    /// When two spellings are one section of water.
    pub names: NameChoice,
    /// What the concentrations of air are given for.
    pub data_state: DataState,
    /// The air at the sites, for particles that are given for a standard state.
    pub site_air: Option<AirState>,
    /// Whether every hour of air is kept, so that any hour can be graded and explained; a site-day takes about three times
    /// the memory then.
    pub keep_hours: bool,
    /// Readings of water up to which single samples are kept, so that each can be graded and explained; `None` is 3,000,000,
    /// some 50 MB. Where there are more, only the months of the sections are, which stay exact.
    pub keep_samples: Option<u32>,
    /// The value above which the largest 8-hour mean of a day counts although fewer than 14 of them are valid (HJ 663,
    /// in 2026 clause 6.1.2: "the concentration limit"). `None` is the limit of grade 2, 160 µg/m³; a place of class 1
    /// may take that of grade 1.
    pub ozone_exception_limit: Option<Amount>,
    /// Whether values that deserve a look are told of.
    pub screening: Screening,
    /// What a person excluded or corrected.
    pub exclusions: Exclusions,
    /// Hours that a moving 24-hour mean needs. No edition says how many; `None` is 20, as of a daily mean.
    pub moving_day_hours: Option<u8>,
}
