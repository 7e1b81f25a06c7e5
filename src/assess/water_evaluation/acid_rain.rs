//! Acid rain (酸雨) over periods: sites of precipitation, their cities, and all together.

use super::WaterEvaluation;
use super::others::{Quantity, quantity};
use crate::assess::sample_table::TableSample;
use crate::calendar::Span;
use crate::observation::{Site, SiteId, WaterUse};
use crate::parameter::Parameter;
use crate::quantity::Amount;
use crate::trace::{Step, Trace};
use crate::water::acid_rain::{Precipitation, Weighting};
use crate::words::Words;

/// What was chosen for acid rain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AcidRainPlan {
    /// How samples are weighted in the mean pH.
    pub weighting: Weighting,
}

/// What precipitation is summed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RainPlace {
    /// A site.
    Site(SiteId),
    /// The sites of a city.
    City(String),
    /// All sites.
    All,
}

/// Precipitation of a place over a period.
#[derive(Debug, Clone)]
pub struct Rain {
    /// The place.
    pub place: RainPlace,
    /// The period.
    pub span: Span,
    /// Its sites with samples.
    pub sites: Vec<SiteId>,
    /// Its samples, summed.
    pub precipitation: Precipitation,
    /// Samples without an amount of precipitation.
    pub without_amount: u32,
}

/// Items of river water that nobody measures in rain: a site that has one of them is no site of precipitation, even if its
/// table says how much it rained.
const NOT_OF_RAIN: [Parameter; 5] = [Parameter::Do, Parameter::CodMn, Parameter::Cod, Parameter::Bod5, Parameter::Tp];

impl WaterEvaluation {
    /// The sites of precipitation, in the order of the data: those that the data call so, and those whose samples have an
    /// amount of precipitation, or a pH that is named after it, and no item that belongs to rivers.
    #[must_use]
    pub fn rain_sites(&self) -> &[SiteId] {
        &self.rain
    }

    pub(super) fn find_rain(&self) -> Vec<SiteId> {
        self.table().sites().filter(|(site, described)| self.is_rain(*site, described)).map(|(site, _)| site).collect()
    }

    fn is_rain(&self, site: SiteId, described: &Site) -> bool {
        if let Some(is_rain) = is_precipitation(described) {
            return is_rain;
        }
        let mut named = false;
        for sample in self.table().samples(site) {
            if sample.readings.iter().any(|reading| NOT_OF_RAIN.contains(&reading.item)) {
                return false;
            }
            named |= sample.others().any(|cell| Quantity::Rain.is_named(&cell) || Quantity::RainPh.is_named(&cell));
        }
        named
    }

    /// Precipitation over a span: every site, every city, and all sites together where there are several.
    #[must_use]
    pub fn rain(&self, span: Span) -> Vec<Rain> {
        let sites = self.rain_sites();
        let mut rain: Vec<Rain> = sites.iter().filter_map(|site| self.rain_at(RainPlace::Site(*site), span)).collect();
        let mut cities: Vec<&str> = sites.iter().map(|site| self.table().site(*site).city.as_str()).collect();
        crate::sorting::sort_by_key(&mut cities, |city| *city);
        cities.dedup();
        let cities = cities.into_iter().filter(|city| !city.is_empty());
        rain.extend(cities.filter_map(|city| self.rain_at(RainPlace::City(city.to_owned()), span)));
        if sites.len() > 1 {
            rain.extend(self.rain_at(RainPlace::All, span));
        }
        rain
    }

    /// Precipitation of a place over a span; `None` where it has no sample with a pH there.
    #[must_use]
    pub fn rain_at(&self, place: RainPlace, span: Span) -> Option<Rain> {
        let mut rain = Rain {
            span,
            sites: Vec::new(),
            precipitation: Precipitation::new(self.plan().acid_rain.weighting),
            without_amount: 0,
            place,
        };
        for &site in self.rain_sites() {
            let belongs = match &rain.place {
                RainPlace::Site(only) => site == *only,
                RainPlace::City(city) => self.table().site(site).city == *city,
                RainPlace::All => true,
            };
            if !belongs {
                continue;
            }
            let before = rain.precipitation.samples();
            for (ph, amount) in self.rain_samples(site, span) {
                rain.precipitation.add(ph, amount);
                rain.without_amount += u32::from(amount.is_none());
            }
            if rain.precipitation.samples() > before {
                rain.sites.push(site);
            }
        }
        (rain.precipitation.samples() > 0).then_some(rain)
    }

    /// Precipitation of a place over a span, with its steps told to a trace.
    pub fn rain_traced(&self, place: RainPlace, span: Span, trace: &mut impl Trace) -> Option<Rain> {
        let rain = self.rain_at(place, span)?;
        trace.step(|| {
            let (lowest, highest) = rain.precipitation.range().unwrap_or_default();
            Step {
                label: Words::new("降水样品", "Samples of precipitation"),
                formula: format!("n = {}, pH {lowest} ~ {highest}", rain.precipitation.samples()),
                zh: format!("{} 个点位；pH < 5.6 的样品 {} 个", rain.sites.len(), rain.precipitation.acid()),
                en: format!("{} sites; {} samples below pH 5.6", rain.sites.len(), rain.precipitation.acid()),
                clause: "",
            }
        });
        rain.precipitation.mean(trace);
        Some(rain)
    }

    /// The pH and the amount of each sample of a site in a span, in order of time.
    pub fn rain_samples(&self, site: SiteId, span: Span) -> impl Iterator<Item = (Amount, Option<Amount>)> {
        let samples = self
            .table()
            .samples(site)
            .filter(move |sample| sample.suspended.is_empty() && span.contains(sample.stamp.date()));
        samples.filter_map(|sample| {
            let amount = quantity(&sample, Quantity::Rain).map(|found| found.0);
            Some((rain_ph(&sample)?, amount.filter(|amount| *amount > Amount::ZERO)))
        })
    }

    /// The spans of the plan in which there is precipitation, ascending.
    #[must_use]
    pub fn rain_spans(&self) -> Vec<Span> {
        let mut spans: Vec<Span> = self.rain_sites().iter().flat_map(|site| self.spans_of(*site)).collect();
        crate::sorting::sort_by_key(&mut spans, |span| *span);
        spans.dedup();
        spans
    }
}

fn rain_ph(sample: &TableSample<'_>) -> Option<Amount> {
    let of_item = sample.readings.iter().find(|reading| reading.item == Parameter::Ph);
    let of_item = of_item.and_then(|reading| reading.reading.number());
    of_item.or_else(|| quantity(sample, Quantity::RainPh).map(|found| found.0))
}

/// Whether the data say that the water of a site is precipitation, or something else.
fn is_precipitation(site: &Site) -> Option<bool> {
    site.water.map(|water| water == WaterUse::Precipitation)
}
