//! The daily report (HJ 633) and the daily limits (GB 3095).

use super::index::{conclude, rounded, with_index};
use super::{IndexRounding, NoAqi, Pollutant, Pollutants, iaqi};
use crate::edition::{AirEdition, AirIndex, AirLimits};
use crate::grade::Category;
use crate::quantity::Amount;
use crate::standard::gb3095::{self, Grade};
use crate::standard::hj633::Column;
use crate::trace::{Step, Trace};
use crate::words::Words;

/// The daily value of one pollutant, in its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DayValue {
    /// The 24-h mean; of O3 the largest moving 8-h mean of the day.
    Concentration(Amount),
    /// Monitored, but there is no valid value: printed `NA`.
    #[default]
    Missing,
    /// Not in the monitoring plan: printed `/`.
    NotMonitored,
}

impl From<Option<Amount>> for DayValue {
    fn from(value: Option<Amount>) -> DayValue {
        value.map_or(DayValue::Missing, DayValue::Concentration)
    }
}

/// The daily values of one site or city.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DayValues {
    /// In the order of [`Pollutant::ALL`].
    pub values: [DayValue; 6],
    /// The largest hour of O3, which only HJ 633-2012 asks for.
    pub ozone_hour: Option<Amount>,
}

impl DayValues {
    /// Six concentrations in the order of [`Pollutant::ALL`], `None` where there is no valid value.
    #[must_use]
    pub fn of(values: [Option<Amount>; 6]) -> DayValues {
        DayValues { values: values.map(DayValue::from), ozone_hour: None }
    }
}

/// Which ozone values enter the daily AQI under HJ 633-2012.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum OzoneOf2012 {
    /// The largest 8-h mean only, as published daily reports of cities do.
    #[default]
    EightHours,
    /// The larger index of the largest 8-h mean and the largest hour, as the text says when taken literally.
    EightHoursAndHour,
}

/// What the text of HJ 633 leaves to the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DayChoices {
    /// Pollutants outside the monitoring plan of which three successive years of measurements are known never to have
    /// been primary pollutant at light pollution or worse (HJ 633-2026 5.3.2): they do not keep an AQI from being
    /// published. None by default, because it has to be shown.
    pub clean_record: Pollutants,
    /// Ozone under HJ 633-2012.
    pub ozone: OzoneOf2012,
}

/// The index of a day and what exceeds the limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayIndex {
    /// What it was judged by.
    pub edition: AirEdition,
    /// Concentrations as rounded, in the order of [`Pollutant::ALL`].
    pub concentrations: [Option<Amount>; 6],
    /// Individual indices in the same order.
    pub iaqi: [Option<u16>; 6],
    /// The AQI, or why none may be published.
    pub aqi: Result<u16, NoAqi>,
    /// The largest individual index, also where no AQI may be published.
    pub highest: Option<u16>,
    /// Primary pollutants: those with the largest index, when the AQI is above 50.
    pub primary: Pollutants,
    /// Pollutants with an index above 100: the 超标污染物 of HJ 633-2012, a definition that HJ 633-2026 has dropped.
    pub above_100: Pollutants,
    /// Pollutants above the daily limit of grade 1.
    pub over_grade_1: Pollutants,
    /// Pollutants above the daily limit of grade 2.
    pub over_grade_2: Pollutants,
    /// Pollutants without a valid value, those outside the monitoring plan left out.
    pub missing: Pollutants,
    /// Pollutants outside the monitoring plan.
    pub not_monitored: Pollutants,
}

impl DayIndex {
    /// The category of the AQI.
    #[must_use]
    pub fn category(&self) -> Option<Category> {
        self.aqi.ok().map(Category::of)
    }

    /// Whether the AQI, where there is one, stands on fewer than six pollutants. Under HJ 633-2012, which only says
    /// that a missing pollutant is written NA, whoever asks decides whether such a day counts.
    #[must_use]
    pub fn incomplete(&self) -> bool {
        self.concentrations.iter().any(Option::is_none)
    }

    /// The pollutants above the daily limit of a grade.
    #[must_use]
    pub const fn over(&self, grade: Grade) -> Pollutants {
        match grade {
            Grade::One => self.over_grade_1,
            Grade::Two => self.over_grade_2,
        }
    }
}

/// Grades a day.
///
/// Concentrations are rounded first, once, by GB/T 8170. HJ 633-2012 does not ask for it; the difference shows only in
/// CO, where published daily AQIs of its time now and then stand on more decimals than they print. A value equal to a
/// limit attains it. A concentration that
/// rounds to less than zero counts as missing.
///
/// * Missing pollutants: HJ 633-2026 5.3.1 publishes the AQI of the others only when it is above 100; HJ 633-2012 has
///   no such rule, so the AQI of the others is given and [`DayIndex::incomplete`] says so.
/// * Above the last breakpoint the index is 500.
///
/// ```
/// use envgrade::air::Pollutant;
/// use envgrade::air::daily::{DayChoices, DayValues, grade};
/// use envgrade::calendar::Date;
/// use envgrade::edition::EditionChoice;
/// use envgrade::quantity::Amount;
/// use envgrade::trace::Off;
/// let values = ["8", "30", "0.7", "88", "120", "60"].map(|text| text.parse().ok());
/// let by = |year| EditionChoice::ByDate.air(Date::new(year, 4, 1).unwrap());
/// let before = grade(&DayValues::of(values), by(2024), &DayChoices::default(), &mut Off);
/// let after = grade(&DayValues::of(values), by(2026), &DayChoices::default(), &mut Off);
/// assert_eq!((before.aqi, before.primary.to_string().as_str()), (Ok(85), "PM10"));
/// assert_eq!((after.aqi, after.primary.to_string().as_str()), (Ok(100), "PM10, PM2.5"));
/// ```
pub fn grade(values: &DayValues, edition: AirEdition, choices: &DayChoices, trace: &mut impl Trace) -> DayIndex {
    let mut index = DayIndex {
        edition,
        concentrations: [None; 6],
        iaqi: [None; 6],
        aqi: Err(NoAqi::NoValues),
        highest: None,
        primary: Pollutants::NONE,
        above_100: Pollutants::NONE,
        over_grade_1: Pollutants::NONE,
        over_grade_2: Pollutants::NONE,
        missing: Pollutants::NONE,
        not_monitored: Pollutants::NONE,
    };
    let mut hidden = false;
    for (at, (pollutant, value)) in Pollutant::ALL.into_iter().zip(values.values).enumerate() {
        let concentration = match value {
            DayValue::Concentration(amount) => amount,
            DayValue::Missing => {
                index.missing.insert(pollutant);
                continue;
            }
            DayValue::NotMonitored => {
                index.not_monitored.insert(pollutant);
                continue;
            }
        };
        let concentration = rounded(pollutant, concentration, trace);
        let mut own = iaqi(pollutant, pollutant.day_column(), concentration, edition.index, IndexRounding::Up, trace);
        if concentration < Amount::ZERO {
            index.missing.insert(pollutant);
            continue;
        }
        if pollutant == Pollutant::O3 && edition.index == AirIndex::Hj633V2012 {
            if own.is_none() || choices.ozone == OzoneOf2012::EightHoursAndHour {
                let hour = values.ozone_hour.and_then(|hour| {
                    iaqi(Pollutant::O3, Column::O3Hour, hour, edition.index, IndexRounding::Up, trace)
                });
                own = own.max(hour);
            }
            hidden = own.is_none();
        }
        index.concentrations[at] = Some(concentration);
        index.iaqi[at] = own;
    }
    let blocking = match edition.index {
        AirIndex::Hj633V2012 => Pollutants::NONE,
        AirIndex::Hj633V2026 => index.missing.union(index.not_monitored.without(choices.clean_record)),
    };
    let conclusion = conclude(&index.iaqi, blocking, hidden, edition.index, trace);
    index.highest = conclusion.highest;
    index.aqi = conclusion.aqi;
    index.primary = conclusion.primary;
    index.above_100 = with_index(&index.iaqi, |iaqi| iaqi > 100);
    index.over_grade_2 = over_limit(&index.concentrations, edition.limits, Grade::Two, trace);
    index.over_grade_1 = over_limit(&index.concentrations, edition.limits, Grade::One, trace);
    index
}

/// The limit of a daily value, in the unit of the pollutant.
#[must_use]
pub fn day_limit(limits: AirLimits, pollutant: Pollutant, grade: Grade) -> Option<Amount> {
    gb3095::limit(limits, pollutant.parameter(), pollutant.day_period(), grade)
}

/// How many times a concentration exceeds a limit, two decimals (HJ 663): `(C − S) ÷ S`; `None` when it does not
/// exceed it.
///
/// ```
/// use envgrade::air::daily::multiple;
/// use envgrade::quantity::Amount;
/// assert_eq!(multiple(Amount::whole(85), Amount::whole(75)), Some(Amount::decimal(13, 2)));
/// assert_eq!(multiple(Amount::whole(75), Amount::whole(75)), None);
/// ```
#[must_use]
pub fn multiple(concentration: Amount, limit: Amount) -> Option<Amount> {
    if concentration > limit { concentration.excess_over(limit, 2) } else { None }
}

/// The pollutants above the daily limit of a grade; a value equal to the limit is not.
fn over_limit(
    concentrations: &[Option<Amount>; 6],
    limits: AirLimits,
    grade: Grade,
    trace: &mut impl Trace,
) -> Pollutants {
    let held = || {
        Pollutant::ALL
            .into_iter()
            .zip(concentrations)
            .filter_map(move |(p, c)| Some((p, (*c)?, day_limit(limits, p, grade)?)))
    };
    let over: Pollutants = held().filter(|(_, c, limit)| c > limit).map(|(p, ..)| p).collect();
    trace.step(|| {
        let mut formula = Vec::new();
        let (mut zh, mut en) = (Vec::new(), Vec::new());
        for (pollutant, c, limit) in held() {
            let symbol = pollutant.symbol();
            match multiple(c, limit) {
                Some(times) => {
                    formula.push(format!("{symbol} {c} > {limit}: ({c} − {limit}) ÷ {limit} → {times:.2}"));
                    zh.push(format!("{symbol} 超标 {times:.2} 倍"));
                    en.push(format!("{symbol} {times:.2} times over"));
                }
                None => formula.push(format!("{symbol} {c} ≤ {limit}")),
            }
        }
        let none = formula.is_empty();
        let said = |over: Vec<String>, empty: &str, all: &str, separator: &str| match (none, over.is_empty()) {
            (true, _) => empty.to_owned(),
            (_, true) => all.to_owned(),
            _ => over.join(separator),
        };
        Step {
            label: match grade {
                Grade::One => Words::new("一级限值判定", "Limits of grade 1"),
                Grade::Two => Words::new("二级限值判定", "Limits of grade 2"),
            },
            formula: formula.join("; "),
            zh: said(zh, "没有可判定的浓度", "均不超过限值", "、"),
            en: said(en, "nothing to hold against a limit", "all within the limits", ", "),
            clause: gb3095::clause(limits),
        }
    });
    over
}
