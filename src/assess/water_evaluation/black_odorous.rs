//! Urban black and odorous water (城市黑臭水体): the degree of samples, of points and of waters.

use super::others::{Quantity, quantity};
use super::{WaterEvaluation, lakes::point_step};
use crate::assess::sample_table::TableSample;
use crate::calendar::{Span, Stamp};
use crate::observation::{Origin, SiteId};
use crate::parameter::Parameter;
use crate::quantity::{Amount, Unit};
use crate::standard::black_odorous::CLAUSE;
use crate::trace::{Recorder, Step, Trace};
use crate::water::black_odorous::{BlackOdorousChoices, Degree, Sample, SampleDegree, grade, of_point, of_water};
use crate::words::Words;

/// What was chosen for black and odorous water.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BlackOdorousPlan {
    /// What the table leaves open.
    pub choices: BlackOdorousChoices,
    /// Whether every site with one of the four indicators is evaluated, not only those with an oxidation reduction
    /// potential, which nobody measures for another reason.
    pub every_site: bool,
}

/// A sample.
#[derive(Debug, Clone, Copy)]
pub struct BlackOdorousSample {
    /// When.
    pub stamp: Stamp,
    /// Row.
    pub origin: Origin,
    /// Its readings.
    pub sample: Sample,
    /// Its degrees.
    pub degrees: SampleDegree,
}

/// A point over a period.
#[derive(Debug, Clone)]
pub struct BlackOdorousPoint {
    /// The point.
    pub site: SiteId,
    /// Its samples in order of time.
    pub samples: Vec<BlackOdorousSample>,
    /// Its degree.
    pub degree: Option<Degree>,
}

/// A water over a period.
#[derive(Debug, Clone)]
pub struct BlackOdorousWater {
    /// Its name: the river or lake of its points, otherwise the point.
    pub name: String,
    /// Its points.
    pub points: Vec<BlackOdorousPoint>,
    /// Its degree.
    pub degree: Option<Degree>,
}

impl WaterEvaluation {
    /// Whether there is something to evaluate: a site with an oxidation reduction potential, or whatever was asked for.
    #[must_use]
    pub fn has_black_odorous(&self) -> bool {
        self.table().sites().any(|(site, _)| self.is_black_odorous_site(site))
    }

    fn is_black_odorous_site(&self, site: SiteId) -> bool {
        let every = self.plan().black_odorous.every_site;
        self.table().samples(site).any(|sample| {
            let read = read(&sample);
            read.potential.is_some()
                || every && [read.transparency, read.oxygen, read.ammonia].iter().any(Option::is_some)
        })
    }

    /// The waters with a degree over a span, in the order of the data.
    #[must_use]
    pub fn black_odorous(&self, span: Span) -> Vec<BlackOdorousWater> {
        let mut waters: Vec<BlackOdorousWater> = Vec::new();
        for (site, described) in self.table().sites() {
            if !self.is_black_odorous_site(site) {
                continue;
            }
            let Some(point) = self.black_odorous_point(site, span, &mut Recorder::off()) else { continue };
            let stated = [&described.river, &described.lake].into_iter().find(|name| !name.is_empty());
            let name = stated.cloned().unwrap_or_else(|| described.label());
            match waters.iter_mut().find(|water| stated.is_some() && water.name == name) {
                Some(water) => water.points.push(point),
                None => waters.push(BlackOdorousWater { name, points: vec![point], degree: None }),
            }
        }
        for water in &mut waters {
            let degrees: Vec<Degree> = water.points.iter().filter_map(|point| point.degree).collect();
            water.degree = of_water(&degrees);
        }
        waters
    }

    /// A point over a span, with its steps told to a trace; `None` where no sample of it has an indicator there.
    pub fn black_odorous_point(&self, site: SiteId, span: Span, trace: &mut impl Trace) -> Option<BlackOdorousPoint> {
        trace.step(|| point_step(&self.table().site(site).label()));
        let mut samples = Vec::new();
        for sample in self.table().samples(site) {
            if !sample.suspended.is_empty() || !span.contains(sample.stamp.date()) {
                continue;
            }
            let read = read(&sample);
            if [read.transparency, read.oxygen, read.potential, read.ammonia].iter().all(Option::is_none) {
                continue;
            }
            trace.step(|| Step {
                label: Words::new("样品", "Sample"),
                formula: sample.stamp.to_string(),
                zh: String::new(),
                en: String::new(),
                clause: CLAUSE,
            });
            let degrees = grade(&read, self.plan().black_odorous.choices, trace);
            samples.push(BlackOdorousSample { stamp: sample.stamp, origin: sample.origin, sample: read, degrees });
        }
        if samples.is_empty() {
            return None;
        }
        let degrees: Vec<SampleDegree> = samples.iter().map(|sample| sample.degrees).collect();
        let degree = of_point(&degrees);
        trace.step(|| {
            let words = degree.map_or(Words::new("无法评价", "not assessable"), Degree::words);
            Step {
                label: Words::new("点位黑臭程度", "Degree of the point"),
                formula: String::new(),
                zh: format!(
                    "{} 个样品；某项指标 60 % 以上的数据达重度，或两项指标 30 % 以上达重度，为重度；否则有黑臭样品为轻度：{}",
                    samples.len(),
                    words.zh
                ),
                en: format!(
                    "{} samples; heavily when one indicator is in 60 % of its values or two are in 30 %, otherwise lightly \
                     with any black and odorous sample: {}",
                    samples.len(),
                    words.en
                ),
                clause: CLAUSE,
            }
        });
        Some(BlackOdorousPoint { site, samples, degree })
    }
}

/// The readings of a sample in the units of the table: transparency and depth in cm.
fn read(sample: &TableSample<'_>) -> Sample {
    let item = |item: Parameter| -> Option<Amount> {
        sample.readings.iter().find(|reading| reading.item == item)?.reading.number()
    };
    let other = |what: Quantity| quantity(sample, what).map(|found| found.0);
    Sample {
        transparency: item(Parameter::Transparency).and_then(|metres| Unit::M.convert(metres, Unit::CM)),
        depth: other(Quantity::Depth),
        oxygen: item(Parameter::Do),
        potential: other(Quantity::Potential),
        ammonia: item(Parameter::AmmoniaN),
    }
}
