//! When the public is informed or alerted under Directive (EU) 2024/2881 (annex I section 4): how long a concentration
//! stays above a threshold. A value equal to a threshold is not above it.

use crate::air::series::Day;
use crate::calendar::{Date, Hour};
use crate::parameter::Parameter;
use crate::quantity::Amount;
use crate::standard::eu_2024_2881::{self, Averaging, THRESHOLDS, Threshold};
use crate::trace::{Step, Trace};
use crate::words::Words;

/// Consecutive hours above the alert threshold of SO2 and NO2 that make an alert.
const HOURS_OF_AN_ALERT: i32 = 3;

/// What a threshold calls for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Warning {
    /// The public is informed.
    Information,
    /// The public is alerted.
    Alert,
}

impl Warning {
    /// Its name.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Warning::Information => Words::new("通报阈值", "information threshold"),
            Warning::Alert => Words::new("警报阈值", "alert threshold"),
        }
    }
}

/// What the directive leaves to its members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AlertChoices {
    /// Consecutive days above the alert threshold of particles that make an alert: "three consecutive days or less".
    pub particle_days: u8,
}

impl Default for AlertChoices {
    /// One day.
    fn default() -> AlertChoices {
        AlertChoices { particle_days: 1 }
    }
}

/// Consecutive hours or days above a threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Episode<T> {
    /// Pollutant.
    pub item: Parameter,
    /// Which threshold.
    pub warning: Warning,
    /// The first hour or day above it.
    pub first: T,
    /// The last one.
    pub last: T,
    /// The highest value.
    pub highest: Amount,
}

/// The thresholds of an item; `None` where there are none.
#[must_use]
pub fn thresholds(item: Parameter) -> Option<&'static Threshold> {
    THRESHOLDS.iter().find(|threshold| threshold.item == item)
}

/// The hours above the thresholds of SO2, NO2 or O3. `hours` ascend, in µg/m³ at 293 K. Information and the alert of
/// ozone need one hour, the alerts of SO2 and NO2 three consecutive ones. Other items have none.
///
/// ```
/// use envgrade::air::profiles::eu_alert::{Warning, hour_episodes};
/// use envgrade::calendar::{Date, Hour};
/// use envgrade::parameter::Parameter;
/// use envgrade::quantity::Amount;
/// use envgrade::trace::Off;
/// let first = Hour { date: Date::new(2030, 1, 7).unwrap(), label: 23 };
/// let hours: Vec<_> = (0..).zip([190, 210, 220, 205, 140]).map(|(n, no2)| (first.plus_hours(n), Amount::whole(no2))).collect();
/// let episodes = hour_episodes(Parameter::No2, &hours, &mut Off);
/// let alert = episodes.iter().find(|episode| episode.warning == Warning::Alert).unwrap();
/// assert_eq!((alert.first, alert.highest), (first.plus_hours(1), Amount::whole(220)));
/// ```
pub fn hour_episodes(item: Parameter, hours: &[(Hour, Amount)], trace: &mut impl Trace) -> Vec<Episode<Hour>> {
    let alert = if item == Parameter::O3 { 1 } else { HOURS_OF_AN_ALERT };
    episodes(
        item,
        Averaging::Hour,
        alert,
        hours,
        Hour::hours_since,
        |hour| format!("{}T{:02}:00", hour.date, hour.label),
        trace,
    )
}

/// The days above the thresholds of PM2.5 or PM10. `days` ascend, in µg/m³. Other items have none.
pub fn day_episodes(
    item: Parameter,
    days: &[Day],
    choices: AlertChoices,
    trace: &mut impl Trace,
) -> Vec<Episode<Date>> {
    let alert = i32::from(choices.particle_days).clamp(1, 3);
    let since = |one: Date, other: Date| one.days() - other.days();
    episodes(item, Averaging::Day, alert, days, since, |date| date.to_string(), trace)
}

fn episodes<T: Copy>(
    item: Parameter,
    averaging: Averaging,
    consecutive: i32,
    values: &[(T, Amount)],
    since: impl Fn(T, T) -> i32,
    name: impl Fn(T) -> String,
    trace: &mut impl Trace,
) -> Vec<Episode<T>> {
    let Some(threshold) = thresholds(item).filter(|threshold| threshold.averaging == averaging) else {
        return Vec::new();
    };
    let mut found: Vec<Episode<T>> = Vec::new();
    for (warning, limit, least) in
        [(Warning::Information, threshold.information, 1), (Warning::Alert, threshold.alert, consecutive)]
    {
        let mut all: Vec<Episode<T>> = Vec::new();
        let mut last: Option<T> = None;
        for &(at, value) in values {
            if value <= limit {
                last = None;
                continue;
            }
            match all.last_mut().filter(|_| last.is_some_and(|last| since(at, last) == 1)) {
                Some(episode) => (episode.last, episode.highest) = (at, episode.highest.max(value)),
                None => all.push(Episode { item, warning, first: at, last: at, highest: value }),
            }
            last = Some(at);
        }
        all.retain(|episode| since(episode.last, episode.first) + 1 >= least);
        for episode in &all {
            trace.step(|| {
                let (words, length) = (warning.words(), since(episode.last, episode.first) + 1);
                let unit = if averaging == Averaging::Hour { ("小时", "hours") } else { ("天", "days") };
                Step {
                    label: words,
                    formula: format!("{}: {} > {limit}", item.symbol(), episode.highest),
                    zh: format!("{} 起连续 {length} {}，至少需要 {least}", name(episode.first), unit.0),
                    en: format!("{length} consecutive {} from {}, at least {least}", unit.1, name(episode.first)),
                    clause: eu_2024_2881::CLAUSE_OF_THRESHOLDS,
                }
            });
        }
        found.extend(all);
    }
    found
}
