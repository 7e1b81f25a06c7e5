//! Water function zones over periods (SL 395-2007): rounds that comply, by two items and by all.

use super::WaterEvaluation;
use crate::calendar::{Span, Stamp};
use crate::grade::{Class, Verdict};
use crate::observation::{Site, SiteId};
use crate::parameter::Parameter;
use crate::plan::{Body, Rounding};
use crate::quantity::Reading;
use crate::trace::{Recorder, Step, Trace};
use crate::water::function_zone::{Ei, Mode, ZoneYear, ei, round, year};
use crate::water::mean::{Mean, PeriodMean, of_item};
use crate::water::places::PlaceMeans;
use crate::water::section::Choices;
use crate::words::Words;

/// What a round of monitoring is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rounds {
    /// The mean of a month.
    #[default]
    Months,
    /// The samples of a day.
    Days,
}

/// What was chosen for function zones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ZonePlan {
    /// What a round is.
    pub rounds: Rounds,
}

/// A round of a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ZoneRound {
    /// The month or day.
    pub when: Stamp,
    /// Whether it complies by two items.
    pub two: Verdict,
    /// Whether it complies by all items.
    pub all: Verdict,
}

/// A function zone over a period.
#[derive(Debug, Clone)]
pub struct ZonePeriod {
    /// Its number.
    pub zone: usize,
    /// Its name: that of the function zone, or of the section that stands for one.
    pub name: String,
    /// Whether the data name the zone.
    pub named: bool,
    /// Period.
    pub span: Span,
    /// Its sections with data.
    pub sites: Vec<SiteId>,
    /// River or lake: that of its sections; river where they differ.
    pub body: Body,
    /// The target, the strictest of its sections.
    pub target: Option<Class>,
    /// Its rounds in order of time.
    pub rounds: Vec<ZoneRound>,
    /// The period by two items.
    pub two: ZoneYear,
    /// The period by all items.
    pub all: ZoneYear,
    /// The trophic index of a lake.
    pub ei: Option<Ei>,
}

/// Zones of a period counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ZoneCounts {
    /// Zones that attain by two items, of those that can be assessed so.
    pub two: (u32, u32),
    /// Zones that attain by all items, of those that can be assessed so.
    pub all: (u32, u32),
    /// Zones without a target.
    pub without_target: u32,
}

impl ZoneCounts {
    /// Counts zones by both modes.
    #[must_use]
    pub fn of(zones: &[ZonePeriod]) -> ZoneCounts {
        let mut counts = ZoneCounts::default();
        for zone in zones {
            counts.without_target += u32::from(zone.target.is_none());
            for (year, (attained, assessed)) in [(zone.two, &mut counts.two), (zone.all, &mut counts.all)] {
                *attained += u32::from(year.verdict == Verdict::Attained);
                *assessed += u32::from(year.verdict != Verdict::NotAssessable);
            }
        }
        counts
    }
}

/// Sections of a zone.
#[derive(Debug)]
struct Zone {
    name: String,
    basin: String,
    named: bool,
    sites: Vec<SiteId>,
}

/// A round before it is held against a target.
#[derive(Debug)]
struct RoundMeans {
    when: Stamp,
    /// What is compared with limits: the readings of days as they stand, means of months rounded.
    rounding: Rounding,
    /// The means over the sections.
    items: Vec<(Parameter, Reading)>,
}

impl WaterEvaluation {
    fn zones(&self) -> Vec<Zone> {
        let mut zones: Vec<Zone> = Vec::new();
        for site in self.surface_sites() {
            let described = self.table().site(site);
            let stated = zone_of(described);
            let known = stated.and_then(|name| {
                zones.iter_mut().find(|zone| zone.named && zone.name == name && zone.basin == described.basin)
            });
            match known {
                Some(zone) => zone.sites.push(site),
                None => zones.push(Zone {
                    named: stated.is_some(),
                    name: stated.map_or_else(|| described.label(), str::to_owned),
                    basin: described.basin.clone(),
                    sites: vec![site],
                }),
            }
        }
        zones
    }

    /// All zones with data in a span, in the order of the data.
    #[must_use]
    pub fn zone_periods(&self, span: Span) -> Vec<ZonePeriod> {
        let zones = self.zones();
        let all = zones.iter().enumerate();
        all.filter_map(|(number, zone)| self.zone_period(number, zone, span, &mut Recorder::off())).collect()
    }

    /// A zone over a span, with its steps told to a trace; `None` where it has no sample there.
    pub fn zone_traced(&self, number: usize, span: Span, trace: &mut impl Trace) -> Option<ZonePeriod> {
        self.zone_period(number, self.zones().get(number)?, span, trace)
    }

    fn zone_period(&self, number: usize, zone: &Zone, span: Span, trace: &mut impl Trace) -> Option<ZonePeriod> {
        let sites: Vec<SiteId> = zone.sites.iter().copied().filter(|site| self.touches(*site, span)).collect();
        if sites.is_empty() {
            return None;
        }
        let is_lake = zone.sites.iter().all(|site| self.body(*site).0 == Body::Lake);
        let body = if is_lake { Body::Lake } else { Body::River };
        let target = zone.sites.iter().filter_map(|site| self.target(*site)).min();
        let (two, all): (Vec<Verdict>, Vec<Verdict>);
        let mut rounds = Vec::new();
        if let Some(target) = target {
            let plan = self.plan();
            for RoundMeans { when, rounding, items } in self.rounds(&sites, span) {
                let choices = Choices { body, rounding, saturation: plan.saturation };
                trace.step(|| Step {
                    label: Words::new("测次", "Round"),
                    formula: when.to_string(),
                    zh: "该测次各断面的平均值与目标类别限值比较".into(),
                    en: "the means over its sections are held against the limits of the target class".into(),
                    clause: crate::standard::sl395::CLAUSE,
                });
                let two = round(&items, target, Mode::TwoItems, choices, trace);
                let all = round(&items, target, Mode::AllItems, choices, trace);
                rounds.push(ZoneRound { when, two, all });
            }
        }
        (two, all) = rounds.iter().map(|round| (round.two, round.all)).unzip();
        trace.step(|| mode_step(Mode::TwoItems));
        let two = year(&two, trace);
        trace.step(|| mode_step(Mode::AllItems));
        let all = year(&all, trace);
        let ei = is_lake.then(|| {
            let mut means = PlaceMeans::default();
            sites.iter().for_each(|site| means.give(*site, self.means(*site, span, &mut Recorder::off())));
            ei(&means.means(&mut Recorder::off()), trace)
        });
        let ei = ei.filter(|ei| ei.items() > 0);
        let (name, named) = (zone.name.clone(), zone.named);
        Some(ZonePeriod { zone: number, name, named, span, sites, body, target, rounds, two, all, ei })
    }

    /// The rounds of some sites together, in order of time.
    fn rounds(&self, sites: &[SiteId], span: Span) -> Vec<RoundMeans> {
        let mut of_sites: Vec<(Stamp, SiteId, Vec<Mean>)> = Vec::new();
        for &site in sites {
            match self.plan().zones.rounds {
                Rounds::Months => {
                    let months = self.months_in(site, span).filter(|month| month.used > 0);
                    of_sites.extend(months.map(|month| (Stamp::Month(month.month), site, month.means())));
                }
                Rounds::Days => {
                    let days = self.days_of(site, span).into_iter();
                    of_sites.extend(days.map(|(day, means)| {
                        let means = means.iter().filter_map(|mean| mean.mean(&mut Recorder::off()));
                        (day, site, means.collect())
                    }));
                }
            }
        }
        crate::sorting::sort_by_key(&mut of_sites, |round| (round.0.date(), round.0));
        let same = |one: &(Stamp, SiteId, Vec<Mean>), other: &(Stamp, SiteId, Vec<Mean>)| one.0 == other.0;
        let rounding = self.plan().rounding;
        of_sites
            .chunk_by(same)
            .map(|round| {
                let mut means = PlaceMeans::default();
                round.iter().for_each(|(_, site, of_site)| means.give(*site, of_site.clone()));
                let when = round[0].0;
                let rounding = match when {
                    Stamp::Month(_) => rounding.of_means(),
                    Stamp::Day(_) | Stamp::Minute(..) => rounding.of_samples(),
                };
                RoundMeans { when, rounding, items: means.means(&mut Recorder::off()) }
            })
            .collect()
    }

    /// The readings of a site summed by the days of its samples, in order; of a table of months by months.
    fn days_of(&self, site: SiteId, span: Span) -> Vec<(Stamp, Vec<PeriodMean>)> {
        let mut days: Vec<(Stamp, Vec<PeriodMean>)> = Vec::new();
        for sample in self.table().samples(site) {
            if !sample.suspended.is_empty() || !span.contains(sample.stamp.date()) {
                continue;
            }
            let when = match sample.stamp {
                Stamp::Month(_) => sample.stamp,
                Stamp::Day(date) | Stamp::Minute(date, _) => Stamp::Day(date),
            };
            if days.last().is_none_or(|last| last.0 != when) {
                days.push((when, Vec::new()));
            }
            if let Some((_, means)) = days.last_mut() {
                sample.readings.iter().for_each(|reading| of_item(means, reading.item).add(reading.reading));
            }
        }
        days
    }
}

/// The function zone that the data name.
fn zone_of(site: &Site) -> Option<&str> {
    (!site.function_zone.is_empty()).then_some(&site.function_zone)
}

fn mode_step(mode: Mode) -> Step {
    let (zh, en) = match mode {
        Mode::TwoItems => {
            ("双指标（高锰酸盐指数或化学需氧量、氨氮）", "two items: permanganate index or COD, and ammonia nitrogen")
        }
        Mode::AllItems => ("全指标（参与类别评价的各项）", "all items that make a class"),
    };
    Step {
        label: Words::new("评价方式", "Mode"),
        formula: String::new(),
        zh: zh.into(),
        en: en.into(),
        clause: crate::standard::sl395::CLAUSE,
    }
}
