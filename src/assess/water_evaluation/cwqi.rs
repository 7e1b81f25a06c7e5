//! Cities ranked by their water quality index (环办监测〔2017〕51号).

use super::WaterEvaluation;
use super::lakes::point_step;
use crate::calendar::Span;
use crate::grade::{Class, Verdict};
use crate::observation::SiteId;
use crate::parameter::Parameter;
use crate::plan::Body;
use crate::quantity::Amount;
use crate::statistics::ranks;
use crate::trace::{Recorder, Trace};
use crate::water::Items;
use crate::water::cwqi::{
    CityIndex, IndexChange, Sign, WeightedPart, Weighting, change, city, is_ranked_by_change, part_of, ranked,
};
use crate::water::mean::Mean;
use crate::water::places::PlaceMeans;
use crate::water::section::CLASS_ITEMS;

/// What was chosen for the ranking of cities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CityPlan {
    /// How rivers and lakes are put together.
    pub weighting: Weighting,
    /// How a change is signed when it is shown.
    pub sign: Sign,
    /// Which items the index is made of.
    pub items: CityItems,
}

/// Which items the index of a city is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CityItems {
    /// The 21 of the rule: a city without one of them has no place.
    #[default]
    All,
    /// Those of the 21 that all cities of the ranking have: a comparison that the rule does not know, for data of automatic
    /// stations.
    Common,
}

/// A city in a ranking.
#[derive(Debug, Clone)]
pub struct RankedCity {
    /// Its name.
    pub name: String,
    /// Its river sections with data.
    pub sections: Vec<SiteId>,
    /// Its points of lakes with data.
    pub points: Vec<SiteId>,
    /// The index of its rivers.
    pub rivers: Option<WeightedPart>,
    /// The index of its lakes.
    pub lakes: Option<WeightedPart>,
    /// The index of the city.
    pub index: Option<CityIndex>,
    /// Its index in the period that is compared with.
    pub base: Option<CityIndex>,
    /// Its place by the index, ascending: the cleanest is 1. None for an index without all 21 items.
    pub rank: Option<u32>,
    /// The change of the index.
    pub change: Option<IndexChange>,
    /// Its place by the change: the one that became cleanest is 1.
    pub change_rank: Option<u32>,
    /// Whether it leaves the ranking by change, because all its sections are Ⅱ or better and on target in both periods.
    pub excluded: bool,
}

/// Cities ranked over a period.
#[derive(Debug, Clone)]
pub struct CityRanking {
    /// The period.
    pub span: Span,
    /// The period that is compared with.
    pub base: Option<Span>,
    /// The items that the index is made of.
    pub items: Items,
    /// The cities in the order of their places, those without one at the end in the order of the data.
    pub cities: Vec<RankedCity>,
    /// Sites with data in the period that name no city; they are in no index.
    pub without_city: Vec<SiteId>,
}

/// Sites of a city.
#[derive(Debug)]
struct City {
    name: String,
    sites: Vec<SiteId>,
}

impl WaterEvaluation {
    fn cities(&self) -> Vec<City> {
        let mut cities: Vec<City> = Vec::new();
        for site in self.surface_sites() {
            let name = self.table().site(site).city.trim();
            match cities.iter_mut().find(|city| city.name == name) {
                Some(city) => city.sites.push(site),
                None => cities.push(City { name: name.to_owned(), sites: vec![site] }),
            }
        }
        cities
    }

    /// The cities that river sections and points of lakes name, in the order of the data.
    #[must_use]
    pub fn city_names(&self) -> Vec<String> {
        self.cities().into_iter().map(|city| city.name).filter(|name| !name.is_empty()).collect()
    }

    /// Cities ranked over a span, and by the change against another.
    #[must_use]
    pub fn city_ranking(&self, span: Span, base: Option<Span>) -> CityRanking {
        let with_data = |site: &SiteId| self.touches(*site, span);
        let (named, nameless): (Vec<City>, Vec<City>) =
            self.cities().into_iter().partition(|city| !city.name.is_empty());
        let items = self.city_items(span);
        let all = named.iter().filter(|city| city.sites.iter().any(with_data));
        let mut cities: Vec<RankedCity> = all.map(|city| self.ranked_city(city, span, base, items)).collect();
        let places = |of: &dyn Fn(&RankedCity) -> Option<Amount>| ranks(&cities.iter().map(of).collect::<Vec<_>>());
        let by_index = places(&|city| ranked(city.index.as_ref()));
        let by_change = places(&|city| city.change.filter(|_| !city.excluded).map(|change| change.percent));
        for (city, (rank, change_rank)) in cities.iter_mut().zip(by_index.into_iter().zip(by_change)) {
            (city.rank, city.change_rank) = (rank, change_rank);
        }
        crate::sorting::sort_by(&mut cities, |one, other| {
            let place = |city: &RankedCity| city.rank.unwrap_or(u32::MAX);
            place(one).cmp(&place(other)).then_with(|| one.name.cmp(&other.name))
        });
        let without_city = nameless.into_iter().flat_map(|city| city.sites).filter(with_data).collect();
        CityRanking { span, base, items, cities, without_city }
    }

    /// The items that the index of cities is made of over a span.
    fn city_items(&self, span: Span) -> Items {
        if self.plan().cities.items == CityItems::All {
            return CLASS_ITEMS;
        }
        let cities = self.cities().into_iter().filter(|city| !city.name.is_empty());
        let parts = cities.map(|city| self.city_parts(&city, span, CLASS_ITEMS, &mut Recorder::off()));
        let parts: Vec<WeightedPart> = parts.flat_map(|parts| [parts.rivers, parts.lakes]).flatten().collect();
        let is_common = |item: &Parameter| !parts.iter().any(|part| part.index.missing.contains(*item));
        if parts.is_empty() { Items::NONE } else { CLASS_ITEMS.iter().filter(is_common).collect() }
    }

    fn ranked_city(&self, of: &City, span: Span, base: Option<Span>, items: Items) -> RankedCity {
        let off = &mut Recorder::off();
        let now = self.city_parts(of, span, items, off);
        let earlier = base.map(|base| self.city_parts(of, base, items, off));
        let base_index = earlier.as_ref().and_then(|parts| parts.index);
        let states = |span: Span| -> Vec<(Option<Class>, Verdict)> {
            let sections = of.sites.iter().filter_map(|site| self.section(*site, span));
            sections
                .map(|section| {
                    let verdict = section.judged.target.map_or(Verdict::NotAssessable, |target| target.1);
                    (section.judged.grade.class, verdict)
                })
                .collect()
        };
        let excluded = base.is_some_and(|base| !is_ranked_by_change(&states(base), &states(span)));
        let change = base_index
            .as_ref()
            .zip(now.index.as_ref())
            .and_then(|(before, now)| change(before, now, self.plan().cities.sign, off));
        let Parts { sections, points, rivers, lakes, index } = now;
        let name = of.name.clone();
        RankedCity {
            name,
            sections,
            points,
            rivers,
            lakes,
            index,
            base: base_index,
            rank: None,
            change,
            change_rank: None,
            excluded,
        }
    }

    /// The index of a city over a span and its change against another, with the steps told to a trace; `None` without such a
    /// city or without data.
    pub fn city_traced(
        &self,
        name: &str,
        span: Span,
        base: Option<Span>,
        trace: &mut impl Trace,
    ) -> Option<RankedCity> {
        let of = self.cities().into_iter().find(|city| city.name == name)?;
        let items = self.city_items(span);
        let now = self.city_parts(&of, span, items, trace).index?;
        let before = base.and_then(|base| self.city_parts(&of, base, items, &mut Recorder::off()).index);
        if let Some(before) = &before {
            change(before, &now, self.plan().cities.sign, trace);
        }
        self.city_ranking(span, base).cities.into_iter().find(|city| city.name == name)
    }

    fn city_parts(&self, of: &City, span: Span, items: Items, trace: &mut impl Trace) -> Parts {
        let mut parts = Parts::default();
        for body in [Body::River, Body::Lake] {
            let mut means = PlaceMeans::default();
            let mut sites = Vec::new();
            for &site in of.sites.iter().filter(|site| self.body(**site).0 == body) {
                let of_site: Vec<Mean> = self.means(site, span, &mut Recorder::off());
                let of_site: Vec<Mean> = of_site.into_iter().filter(|mean| items.contains(mean.item)).collect();
                if !of_site.is_empty() {
                    trace.step(|| point_step(&self.table().site(site).label()));
                    means.give(site, of_site);
                    sites.push(site);
                }
            }
            let places = u32::try_from(sites.len()).unwrap_or(u32::MAX);
            let index = part_of(&means.means(trace), body, items, trace).map(|index| WeightedPart { index, places });
            match body {
                Body::River => (parts.rivers, parts.sections) = (index, sites),
                Body::Lake => (parts.lakes, parts.points) = (index, sites),
            }
        }
        parts.index = city(parts.rivers.as_ref(), parts.lakes.as_ref(), self.plan().cities.weighting, trace);
        parts
    }
}

#[derive(Debug, Default)]
struct Parts {
    sections: Vec<SiteId>,
    points: Vec<SiteId>,
    rivers: Option<WeightedPart>,
    lakes: Option<WeightedPart>,
    index: Option<CityIndex>,
}
