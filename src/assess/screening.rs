//! Values that deserve a look: out of the usual range, a spike, a flat line, a sudden step, parts that do not fit their
//! whole. Nothing is excluded by it. The checks and the reasons of their thresholds are told in `docs/screening.md`.
//!
//! Values are looked at in the order of time once everything is read, so the order of rows does not matter, and only the
//! last few of one site and item are held.

use super::{AirDay, AirSource, Assessment};
use crate::air::Pollutant;
use crate::calendar::Date;
use crate::issue::{Code, Issue, Issues};
use crate::observation::{Origin, SiteId};
use crate::parameter::Parameter;
use crate::quantity::{Amount, Reading};

/// Millionths of the unit, in which all is compared: exact for what instruments write.
type Micro = i64;

/// What is usual of an item. A step or a spike below `floor` is no matter.
struct Usual {
    /// Below it a value is not usual.
    low: Micro,
    /// Above it a value is not usual.
    high: Micro,
    /// Least jump that counts.
    floor: Micro,
    /// From here on the same value many times in a row is a flat line; `i64::MAX` where repeating values are ordinary.
    flat_from: Micro,
}

const fn usual(low: i64, high: i64, floor: i64, flat_from: i64) -> Usual {
    // Thousandths, so that the table can be read.
    let flat_from = if flat_from == 0 { i64::MAX } else { flat_from * 1000 };
    Usual { low: low * 1000, high: high * 1000, floor: floor * 1000, flat_from }
}

/// Days of air in thousandths of µg/m³, of mg/m³ for CO.
#[rustfmt::skip]
const fn usual_day(pollutant: Pollutant) -> Usual {
    match pollutant {
        //                         low        high      floor  flat from
        Pollutant::So2  => usual(    1,    800_000,   100_000,    20_000),
        Pollutant::No2  => usual(    1,    400_000,    80_000,    10_000),
        Pollutant::Co   => usual(    1,     30_000,     4_000,         0),
        Pollutant::O3   => usual(    1,    400_000,   120_000,    20_000),
        Pollutant::Pm10 => usual(    1,  1_000_000,   250_000,    20_000),
        Pollutant::Pm25 => usual(    1,    500_000,   120_000,    15_000),
    }
}

/// Samples of water in thousandths of mg/L, pH in thousandths.
#[rustfmt::skip]
const fn usual_sample(item: Parameter) -> Option<Usual> {
    Some(match item {
        //                                  low        high      floor  flat from
        Parameter::WaterTemperature => usual(-1_000,     38_000,    10_000,         0),
        Parameter::Ph               => usual( 5_000,     10_000,     2_000,         0),
        Parameter::Do               => usual(     1,     20_000,     6_000,     1_000),
        Parameter::CodMn            => usual(     1,     60_000,     6_000,     1_000),
        Parameter::Cod              => usual(     1,    400_000,    40_000,         0),
        Parameter::Bod5             => usual(     1,    150_000,    10_000,         0),
        Parameter::AmmoniaN         => usual(     0,     50_000,     1_000,       100),
        Parameter::Tp               => usual(     0,     10_000,       200,        50),
        Parameter::Tn               => usual(     1,    100_000,     3_000,       500),
        Parameter::Conductivity     => usual(10_000, 60_000_000, 1_000_000,   100_000),
        Parameter::Turbidity        => usual(     0, 10_000_000, 2_000_000,         0),
        _ => return None,
    })
}

/// A spike stands above three times each of its neighbours (below a third), and
const SPIKE_TIMES: i64 = 3;
/// its jump is eight times the median of the last jumps from value to value.
const SPIKE_MEDIANS: i64 = 8;
/// Values of which the jumps and levels are held.
const HELD: usize = 14;
/// A step divides two weeks into halves that are five times apart at their medians and do not overlap.
const STEP_TIMES: i64 = 5;
/// Days or samples of one value in a row that are a flat line.
const FLAT_DAYS: u32 = 5;
const FLAT_SAMPLES: u32 = 6;
const FLAT_HOURS: u32 = 6;
/// Times of its saturation from which oxygen deserves a look: algae bring it above one and a half.
const SATURATIONS: i128 = 2;
/// Days between samples of water that are neighbours: a month, and a few days more.
const NEIGHBOUR_SAMPLES: i32 = 40;

/// A value with its place.
#[derive(Clone, Copy)]
struct Point {
    micro: Micro,
    amount: Amount,
    day: i32,
    origin: Origin,
    column: u16,
}

/// The last values of one item at one site.
#[derive(Default)]
struct Series {
    points: Vec<Point>,
    flat: u32,
}

/// How a series is looked at.
struct Rule {
    usual: Usual,
    /// Days between neighbours.
    neighbours: i32,
    /// Values in a row that are a flat line.
    flat: u32,
    /// Digits that a repeating value must have: instruments repeat short ones.
    flat_digits: u32,
    /// Whether a jump is by difference alone, as of pH and temperature.
    by_difference: bool,
}

/// Tells of an issue: its code, place, and what it says.
type Tell<'a> = dyn FnMut(Code, Point, String) + 'a;

impl Series {
    fn add(&mut self, point: Point, rule: &Rule, tell: &mut Tell<'_>) {
        let Usual { low, high, .. } = rule.usual;
        if point.micro < low || point.micro > high {
            tell(Code::Unusual, point, point.amount.written());
        }
        if self.points.last().is_some_and(|last| point.day - last.day > rule.neighbours) {
            self.end(rule, tell);
        }
        match self.points.last() {
            Some(last) if last.micro == point.micro => self.flat += 1,
            _ => {
                self.end_flat(rule, tell);
                self.flat = 1;
            }
        }
        self.points.push(point);
        self.spike(rule, tell);
        self.step(rule, tell);
        if self.points.len() > HELD + 2 {
            self.points.remove(0);
        }
    }

    /// Whether the value before the last one stands out of its neighbours.
    fn spike(&self, rule: &Rule, tell: &mut Tell<'_>) {
        let [.., one, two, three] = self.points.as_slice() else { return };
        let (low, high) = (one.micro.min(three.micro), one.micro.max(three.micro));
        let up = two.micro > high;
        let jump = if up { two.micro - high } else { low - two.micro };
        let stands_out = rule.by_difference
            || if up {
                two.micro > high.saturating_mul(SPIKE_TIMES)
            } else {
                low > two.micro.saturating_mul(SPIKE_TIMES)
            };
        if jump < rule.usual.floor || !stands_out {
            return;
        }
        let before = &self.points[..self.points.len() - 2];
        let mut jumps: Vec<i64> = before.windows(2).map(|two| (two[1].micro - two[0].micro).abs()).collect();
        let median = median(&mut jumps);
        // Without a few values before it nobody knows what is ordinary here.
        if jumps.len() >= 3 && jump > median.saturating_mul(SPIKE_MEDIANS) {
            tell(Code::Spike, *two, format!("{} → {} → {}", one.amount, two.amount, three.amount));
        }
    }

    /// Whether the last fourteen values are two levels.
    fn step(&mut self, rule: &Rule, tell: &mut Tell<'_>) {
        let Some(from) = self.points.len().checked_sub(HELD) else { return };
        let (before, after) = self.points[from..].split_at(HELD / 2);
        let level = |points: &[Point]| median(&mut points.iter().map(|point| point.micro).collect::<Vec<_>>());
        let least = |points: &[Point]| points.iter().map(|point| point.micro).min().unwrap_or(0);
        let most = |points: &[Point]| points.iter().map(|point| point.micro).max().unwrap_or(0);
        let apart = most(before) < least(after) || most(after) < least(before);
        // Seldom, so that medians are seldom needed.
        if rule.by_difference || !apart {
            return;
        }
        let (one, other) = (level(before), level(after));
        let times = one.min(other).saturating_mul(STEP_TIMES) < one.max(other);
        if !times || (one - other).abs() < rule.usual.floor {
            return;
        }
        let plain = |level: Micro| Amount::decimal(level, 6);
        tell(Code::Step, after[0], format!("{} ⇒ {}", plain(one), plain(other)));
        // One step is told once.
        self.points.drain(..self.points.len() - 1);
    }

    fn end_flat(&mut self, rule: &Rule, tell: &mut Tell<'_>) {
        let (Some(last), count) = (self.points.last(), self.flat) else { return };
        let digits = last.amount.parts().0.unsigned_abs().checked_ilog10().map_or(0, |log| log + 1);
        if count >= rule.flat && last.micro >= rule.usual.flat_from && digits >= rule.flat_digits {
            tell(Code::FlatLine, *last, format!("{} × {count}", last.amount.written()));
        }
    }

    fn end(&mut self, rule: &Rule, tell: &mut Tell<'_>) {
        self.end_flat(rule, tell);
        self.points.clear();
        self.flat = 0;
    }
}

fn median(values: &mut [i64]) -> i64 {
    crate::sorting::sort_by_key(values, |value| *value);
    values.get(values.len() / 2).copied().unwrap_or(0)
}

/// An amount in millionths, `None` where it is too large.
fn micro(amount: Amount) -> Option<Micro> {
    let (digits, decimals) = amount.parts();
    match decimals {
        0..=6 => digits.checked_mul(10_i64.pow(6 - decimals)),
        7..=18 => Some(digits / 10_i64.pow(decimals - 6)),
        _ => Some(0),
    }
}

/// Looks at the days of air, which come in the order of sites and days.
#[derive(Default)]
pub(super) struct ScreenedAir {
    site: Option<SiteId>,
    days: [Series; 6],
    hours: [Series; 6],
    name: String,
    pub(super) issues: Issues,
}

impl std::fmt::Debug for ScreenedAir {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ScreenedAir").field("issues", &self.issues).finish_non_exhaustive()
    }
}

impl ScreenedAir {
    fn day_rule(pollutant: Pollutant) -> Rule {
        let usual = usual_day(pollutant);
        Rule { usual, neighbours: 1, flat: FLAT_DAYS, flat_digits: 2, by_difference: false }
    }

    pub(super) fn add(&mut self, assessment: &Assessment, day: &AirDay) {
        if self.site != Some(day.site) {
            self.end();
            self.site = Some(day.site);
            self.name = assessment.sites().get(day.site).label();
        }
        let (origin, columns) = match &day.source {
            AirSource::Row { origin, columns, .. } => (*origin, *columns),
            AirSource::Hours { first, .. } => (*first, [0; 6]),
        };
        let (issues, name) = (&mut self.issues, self.name.as_str());
        for (pollutant, series) in Pollutant::ALL.into_iter().zip(&mut self.days) {
            let index = pollutant as usize;
            let Some(amount) = day.values[index] else { continue };
            let Some(micro) = micro(amount) else { continue };
            let point = Point { micro, amount, day: day.date.days(), origin, column: columns[index] };
            series.add(point, &ScreenedAir::day_rule(pollutant), &mut |code, point, text| {
                said(issues, code, name, pollutant.symbol(), &point, &text);
            });
        }
        let ozone = Pollutant::O3 as usize;
        if let (Some(of_8_hours), AirSource::Row { .. }) = (day.values[ozone], &day.source)
            && let Some(of_hour) = assessment.ozone_hour(day)
            && of_8_hours > of_hour
        {
            let point = Point { micro: 0, amount: of_8_hours, day: day.date.days(), origin, column: columns[ozone] };
            said(issues, Code::OzoneOrder, name, Pollutant::O3.symbol(), &point, &format!("{of_8_hours} > {of_hour}"));
        }
        if assessment.plan.keep_hours
            && let AirSource::Hours { first, .. } = day.source
        {
            self.add_hours(assessment, day.site, day.date, first);
        }
    }

    /// Flat lines of hours, where they are kept.
    fn add_hours(&mut self, assessment: &Assessment, site: SiteId, date: Date, origin: Origin) {
        let Some(hours) = assessment.hours_of_day(site, date) else { return };
        let (issues, name) = (&mut self.issues, self.name.as_str());
        for (pollutant, series) in Pollutant::ALL.into_iter().zip(&mut self.hours) {
            let flat_from = usual_day(pollutant).flat_from;
            for amount in hours[pollutant as usize] {
                let point = amount.and_then(|amount| {
                    Some(Point { micro: micro(amount)?, amount, day: date.days(), origin, column: 0 })
                });
                let last = series.points.last();
                if let (Some(point), Some(last)) = (point, last)
                    && point.micro == last.micro
                {
                    series.flat += 1;
                    continue;
                }
                if let Some(last) = last
                    && series.flat >= FLAT_HOURS
                    && last.micro >= flat_from
                {
                    let text = format!("{} × {} h", last.amount, series.flat);
                    said(issues, Code::FlatLine, name, pollutant.symbol(), last, &text);
                }
                series.points.clear();
                series.points.extend(point);
                series.flat = u32::from(point.is_some());
            }
        }
    }

    /// Concludes the site at hand.
    pub(super) fn end(&mut self) {
        let (issues, name) = (&mut self.issues, self.name.as_str());
        for (pollutant, series) in Pollutant::ALL.into_iter().zip(&mut self.days) {
            series.end(&ScreenedAir::day_rule(pollutant), &mut |code, point, text| {
                said(issues, code, name, pollutant.symbol(), &point, &text);
            });
        }
        self.hours = Default::default();
    }
}

/// Looks at the samples of water, which come in the order of sections and times.
#[derive(Default)]
pub(super) struct ScreenedWater {
    site: Option<SiteId>,
    items: Vec<(Parameter, Series)>,
    name: String,
    pub(super) issues: Issues,
}

impl std::fmt::Debug for ScreenedWater {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ScreenedWater").field("issues", &self.issues).finish_non_exhaustive()
    }
}

impl ScreenedWater {
    fn rule(item: Parameter, usual: Usual) -> Rule {
        let by_difference = matches!(item, Parameter::Ph | Parameter::WaterTemperature);
        Rule { usual, neighbours: NEIGHBOUR_SAMPLES, flat: FLAT_SAMPLES, flat_digits: 3, by_difference }
    }

    /// Looks at the readings of a sample: items, readings, rows and columns.
    pub(super) fn add(
        &mut self,
        assessment: &Assessment,
        site: SiteId,
        day: Date,
        readings: impl Iterator<Item = super::Found>,
    ) {
        if self.site != Some(site) {
            self.end();
            self.site = Some(site);
            self.name = assessment.sites().get(site).label();
        }
        let (mut oxygen, mut temperature) = (None, None);
        for found in readings {
            match (found.parameter, found.reading) {
                (Parameter::Do, Reading::Value(amount)) => oxygen = Some((amount, found)),
                (Parameter::WaterTemperature, Reading::Value(amount)) => temperature = Some(amount),
                _ => {}
            }
            let (Reading::Value(amount), Some(usual)) = (found.reading, usual_sample(found.parameter)) else {
                continue;
            };
            let Some(micro) = micro(amount) else { continue };
            let item = found.parameter;
            let point = Point { micro, amount, day: day.days(), origin: found.origin, column: found.column };
            let place = self.items.iter().position(|(own, _)| *own == item).unwrap_or_else(|| {
                self.items.push((item, Series::default()));
                self.items.len() - 1
            });
            let (issues, name) = (&mut self.issues, self.name.as_str());
            self.items[place].1.add(point, &ScreenedWater::rule(item, usual), &mut |code, point, text| {
                said(issues, code, name, item.symbol(), &point, &text);
            });
        }
        if let (Some((amount, found)), Some(temperature)) = (oxygen, temperature)
            && let (Some(micros), Some(degrees)) = (micro(amount), micro(temperature))
            && (0..=40_000_000).contains(&degrees)
            // Saturation at sea level is 468 / (31.6 + T) by GB 3838; higher up it is less.
            && i128::from(micros) * i128::from(31_600_000 + degrees) > 468 * SATURATIONS * 1_000_000_000_000
        {
            let point = Point { micro: micros, amount, day: day.days(), origin: found.origin, column: found.column };
            let text = format!("{} mg/L, {} ℃", amount.written(), temperature.written());
            said(&mut self.issues, Code::Oversaturated, &self.name, found.parameter.symbol(), &point, &text);
        }
    }

    /// Concludes the section at hand.
    pub(super) fn end(&mut self) {
        let (issues, name) = (&mut self.issues, self.name.as_str());
        for (item, series) in &mut self.items {
            let (item, Some(usual)) = (*item, usual_sample(*item)) else { continue };
            series.end(&ScreenedWater::rule(item, usual), &mut |code, point, text| {
                said(issues, code, name, item.symbol(), &point, &text);
            });
        }
    }
}

#[cold]
fn said(issues: &mut Issues, code: Code, site: &str, item: &str, point: &Point, text: &str) {
    let (header, day) = (&format!("{site} {item}"), Date::from_days(point.day));
    let text = &day.map_or_else(|| text.to_owned(), |day| format!("{day}  {text}"));
    issues.add(Issue { code, origin: point.origin, column: point.column, header, text });
}
