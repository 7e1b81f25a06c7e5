//! The real-time report: the index of one hour.

use super::hours::{DayHours, HOURS_OF_A_WINDOW};
use super::index::conclude;
use super::{IndexRounding, NoAqi, Pollutant, Pollutants, Precision, iaqi_by};
use crate::edition::AirIndex;
use crate::grade::Category;
use crate::quantity::{Amount, ExactSum};
use crate::standard::hj633::Column;
use crate::trace::{Step, Trace};
use crate::words::Words;

/// The values that may be known at an hour, each in the unit of its pollutant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HourValues {
    /// 1-h means in the order of [`Pollutant::ALL`].
    pub hour: [Option<Amount>; 6],
    /// Moving 8-h mean of O3.
    pub ozone_8h: Option<Amount>,
    /// Moving 24-h mean of PM10.
    pub pm10_24h: Option<Amount>,
    /// Moving 24-h mean of PM2.5.
    pub pm25_24h: Option<Amount>,
    /// 24-h mean of SO2, which by HJ 633-2012 takes the place of a 1-h mean above 800 µg/m³.
    pub so2_24h: Option<Amount>,
}

/// A mean over the hours up to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MovingMean {
    /// The mean of the hours that are there, rounded once; also where they are too few.
    pub value: Option<Amount>,
    /// How many hours are there.
    pub hours: u8,
    /// How many it needs.
    pub least: u8,
}

impl MovingMean {
    /// The value, when there are enough hours.
    #[must_use]
    pub fn valid(&self) -> Option<Amount> {
        self.value.filter(|_| self.hours >= self.least)
    }
}

/// The moving mean over some hours, the last of which is the hour it belongs to: eight of ozone, of which 6 are needed
/// (GB 3095 table 4), or twenty-four. For a moving mean of twenty-four hours no edition says how many are needed; 20, as
/// of a daily mean, is usual.
///
/// ```
/// use envgrade::air::Pollutant;
/// use envgrade::air::realtime::moving_mean;
/// use envgrade::quantity::Amount;
/// use envgrade::trace::Off;
/// let mut hours = [Some(Amount::whole(80)); 8];
/// hours[0] = None;
/// hours[7] = Some(Amount::whole(87));
/// assert_eq!(moving_mean(Pollutant::O3, &hours, 6, &mut Off).valid(), Some(Amount::whole(81)));
/// hours[1..3].fill(None);
/// assert_eq!(moving_mean(Pollutant::O3, &hours, 6, &mut Off).valid(), None);
/// ```
pub fn moving_mean(pollutant: Pollutant, hours: &[Option<Amount>], least: u8, trace: &mut impl Trace) -> MovingMean {
    let mut sum = ExactSum::default();
    hours.iter().flatten().for_each(|&hour| sum.add(hour));
    let count = u8::try_from(sum.count()).unwrap_or(u8::MAX);
    let mean = MovingMean { value: sum.mean(pollutant.decimals()), hours: count, least };
    trace.step(|| {
        let (zh, en) = if mean.valid().is_some() { ("有效", "valid") } else { ("无效", "not valid") };
        let length = hours.len();
        Step {
            label: Words::new("滑动平均", "Moving mean"),
            formula: mean.value.map_or_else(String::new, |value| {
                format!("{}: {} ÷ {count} → {value}", pollutant.symbol(), sum.total())
            }),
            zh: format!("最近 {length} 小时中 {count} 个小时值（至少 {least} 个）：{zh}"),
            en: format!("{count} of the last {length} hours (at least {least}): {en}"),
            clause: "GB 3095 表4",
        }
    });
    mean
}

/// What is known at an hour of a day, of which `today` and the day `before` have the hours in the order of
/// [`Pollutant::ALL`]: the 1-hour means, and of ozone, particles and SO2 the moving means, which may reach into the day
/// before. `label` is that of the hour, 1 to 24; `least` is how many hours a moving mean of twenty-four needs.
///
/// ```
/// use envgrade::air::realtime::hour_values;
/// use envgrade::quantity::Amount;
/// use envgrade::trace::Off;
/// let (before, today) = ([[Some(Amount::whole(30)); 24]; 6], [[Some(Amount::whole(60)); 24]; 6]);
/// let at_eight = hour_values(&today, &before, 8, 20, &mut Off);
/// assert_eq!(at_eight.hour[5], Some(Amount::whole(60)));
/// assert_eq!(at_eight.pm25_24h, Some(Amount::whole(40))); // 16 × 30 and 8 × 60
/// ```
pub fn hour_values(
    today: &[DayHours; 6],
    before: &[DayHours; 6],
    label: u8,
    least: u8,
    trace: &mut impl Trace,
) -> HourValues {
    let end = usize::from(label.clamp(1, 24));
    // Twenty-four hours up to this one.
    let window = |pollutant: Pollutant| -> DayHours {
        let (today, before) = (&today[pollutant as usize], &before[pollutant as usize]);
        std::array::from_fn(|place| if place + end < 24 { before[place + end] } else { today[place + end - 24] })
    };
    let mut day = |pollutant| moving_mean(pollutant, &window(pollutant), least, trace).valid();
    let (pm10_24h, pm25_24h, so2_24h) = (day(Pollutant::Pm10), day(Pollutant::Pm25), day(Pollutant::So2));
    let ozone = window(Pollutant::O3);
    HourValues {
        hour: std::array::from_fn(|pollutant| today[pollutant][end - 1]),
        ozone_8h: moving_mean(Pollutant::O3, &ozone[16..], HOURS_OF_A_WINDOW, trace).valid(),
        pm10_24h,
        pm25_24h,
        so2_24h,
    }
}

/// By which rule an hour is graded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum HourRule {
    /// The text of the edition. 2012: 1-h SO2, NO2, CO and O3, moving 8-h O3, moving 24-h particles; no index for a
    /// 1-h mean of particles. 2026: the six 1-h means.
    #[default]
    Text,
    /// What the national platform shows for a station: the six 1-h means, particles on their daily breakpoints,
    /// concentrations as measured, indices rounded up. The breakpoints are those of the edition.
    PlatformStation,
    /// What the national platform shows for a city: the same with indices rounded half up.
    PlatformCity,
}

impl HourRule {
    /// All rules.
    pub const ALL: [HourRule; 3] = [HourRule::Text, HourRule::PlatformStation, HourRule::PlatformCity];

    /// Stable key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            HourRule::Text => "text",
            HourRule::PlatformStation => "platform-station",
            HourRule::PlatformCity => "platform-city",
        }
    }

    /// The rule with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<HourRule> {
        HourRule::ALL.into_iter().find(|rule| rule.key() == key)
    }

    /// Its name.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            HourRule::Text => Words::new("按标准文本", "text of the standard"),
            HourRule::PlatformStation => Words::new("发布平台做法（站点）", "practice of the platform, stations"),
            HourRule::PlatformCity => Words::new("发布平台做法（城市）", "practice of the platform, cities"),
        }
    }
}

/// The index of an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HourIndex {
    /// Individual indices in the order of [`Pollutant::ALL`]; of O3 the larger where 1 h and 8 h both count.
    pub iaqi: [Option<u16>; 6],
    /// The AQI, or why none may be published.
    pub aqi: Result<u16, NoAqi>,
    /// The largest individual index, also where no AQI may be published.
    pub highest: Option<u16>,
    /// Primary pollutants.
    pub primary: Pollutants,
    /// Pollutants without an index.
    pub missing: Pollutants,
}

impl HourIndex {
    /// The category of the AQI.
    #[must_use]
    pub fn category(&self) -> Option<Category> {
        self.aqi.ok().map(Category::of)
    }
}

/// Grades an hour.
///
/// With missing pollutants the text of 2026 publishes the AQI only above 100 (5.3.1); by the other rules it is the AQI
/// of what is there, and [`HourIndex::missing`] says what is not.
///
/// ```
/// use envgrade::air::realtime::{HourRule, HourValues, grade};
/// use envgrade::edition::AirIndex;
/// use envgrade::trace::Off;
/// let hour = ["20", "60", "2.2", "238", "95", "58"].map(|text| text.parse().ok());
/// let graded = grade(&HourValues { hour, ..Default::default() }, AirIndex::Hj633V2026, HourRule::Text, &mut Off);
/// assert_eq!((graded.aqi, graded.primary.to_string().as_str()), (Ok(119), "O3"));
/// ```
pub fn grade(values: &HourValues, index: AirIndex, rule: HourRule, trace: &mut impl Trace) -> HourIndex {
    let (precision, rounding) = match rule {
        HourRule::Text => (Precision::Rounded, IndexRounding::Up),
        HourRule::PlatformStation => (Precision::AsMeasured, IndexRounding::Up),
        HourRule::PlatformCity => (Precision::AsMeasured, IndexRounding::HalfUp),
    };
    let text_of_2012 = rule == HourRule::Text && index == AirIndex::Hj633V2012;
    let mut hidden = false;
    let mut graded = [None; 6];
    for (at, pollutant) in Pollutant::ALL.into_iter().enumerate() {
        let mut of = |column: Column, value: Option<Amount>| {
            value.and_then(|value| iaqi_by(pollutant, column, value, index, precision, rounding, trace))
        };
        let hour = values.hour[at];
        graded[at] = match pollutant {
            Pollutant::Pm10 if text_of_2012 => of(Column::Pm10Day, values.pm10_24h),
            Pollutant::Pm25 if text_of_2012 => of(Column::Pm25Day, values.pm25_24h),
            Pollutant::O3 if text_of_2012 => {
                let eight = of(Column::O3EightHours, values.ozone_8h);
                let one = of(Column::O3Hour, hour);
                hidden |= eight.max(one).is_none() && values.ozone_8h.is_some_and(|c| c > Amount::ZERO);
                eight.max(one)
            }
            Pollutant::So2 => match of(Column::So2Hour, hour) {
                None if index == AirIndex::Hj633V2012 && hour.is_some_and(|c| c > Amount::ZERO) => {
                    let day = of(Column::So2Day, values.so2_24h);
                    hidden |= day.is_none();
                    day
                }
                own => own,
            },
            _ => of(pollutant.hour_column(), hour),
        };
    }
    let missing: Pollutants =
        Pollutant::ALL.into_iter().zip(&graded).filter(|(_, iaqi)| iaqi.is_none()).map(|(p, _)| p).collect();
    let blocking = if rule == HourRule::Text && index == AirIndex::Hj633V2026 { missing } else { Pollutants::NONE };
    let conclusion = conclude(&graded, blocking, hidden, index, trace);
    HourIndex { iaqi: graded, aqi: conclusion.aqi, highest: conclusion.highest, primary: conclusion.primary, missing }
}
