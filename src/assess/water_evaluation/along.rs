//! Sections of a river from the source to the mouth.

use super::{Group, SectionPeriod, WaterEvaluation};
use crate::calendar::Span;
use crate::observation::SiteId;
use crate::parameter::Parameter;
use crate::plan::Body;
use crate::quantity::{Amount, Reading};
use crate::sorting::sort_by;
use crate::trace::{Recorder, Step, Trace};
use crate::water::region::{Reach, along};
use crate::water::section::Choices;
use crate::words::Words;

/// How the sections of a river are put in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RiverOrder {
    /// By their places along the river as the data give them.
    Given,
    /// As they stand in the data, because not all of them have a place.
    Data,
}

/// A river over a period.
#[derive(Debug, Clone)]
pub struct RiverProfile {
    /// The period.
    pub span: Span,
    /// How the sections are put in order.
    pub order: RiverOrder,
    /// The sections with a class, from the source to the mouth.
    pub sections: Vec<SectionPeriod>,
    /// Sections of the river without a class or without samples, in the same order. The reaches go past them.
    pub without: Vec<SiteId>,
    /// From each section with a class to the next.
    pub reaches: Vec<Reach>,
}

impl WaterEvaluation {
    /// The sections of a river over a period from the source to the mouth; `None` where none of them has a class.
    #[must_use]
    pub fn along(&self, river: &Group, span: Span) -> Option<RiverProfile> {
        self.along_traced(river, span, &mut Recorder::off())
    }

    /// The sections of a river over a period, told to a trace.
    pub fn along_traced(&self, river: &Group, span: Span, trace: &mut impl Trace) -> Option<RiverProfile> {
        let (members, order) = self.in_order(&river.members);
        trace.step(|| self.tell_order(&members, order));
        let (mut sections, mut without) = (Vec::new(), Vec::new());
        for site in members {
            match self.section(site, span).filter(|section| section.judged.grade.class.is_some()) {
                Some(section) => sections.push(section),
                None => without.push(site),
            }
        }
        let items: Vec<(SiteId, Vec<(Parameter, Reading)>)> =
            sections.iter().map(|section| (section.site, self.chosen(&section.means))).collect();
        let plan = self.plan();
        let choices = Choices { body: Body::River, rounding: plan.rounding.of_means(), saturation: plan.saturation };
        let reaches = along(&items, choices, trace);
        (!sections.is_empty()).then_some(RiverProfile { span, order, sections, without, reaches })
    }

    /// Sections from the source to the mouth, where all of them have a place along the river.
    fn in_order(&self, members: &[SiteId]) -> (Vec<SiteId>, RiverOrder) {
        let rivers = members.iter().filter(|&&site| self.body(site).0 == Body::River);
        let mut sites: Vec<(Option<Amount>, SiteId)> =
            rivers.map(|&site| (self.table().site(site).order, site)).collect();
        let given = sites.iter().all(|(order, _)| order.is_some());
        if given {
            sort_by(&mut sites, |one, other| one.0.cmp(&other.0).then(one.1.cmp(&other.1)));
        }
        let order = if given { RiverOrder::Given } else { RiverOrder::Data };
        (sites.into_iter().map(|(_, site)| site).collect(), order)
    }

    fn tell_order(&self, members: &[SiteId], order: RiverOrder) -> Step {
        let names: Vec<String> = members.iter().map(|&site| self.table().site(site).label()).collect();
        let words = match order {
            RiverOrder::Given => {
                Words::new("按数据给出的上下游顺序", "by the places along the river that the data give")
            }
            RiverOrder::Data => Words::new(
                "数据没有给出全部断面的上下游顺序，按数据中的先后排列",
                "the data do not give the place of every section along the river, so they stand in the order of the data",
            ),
        };
        Step {
            label: Words::new("断面顺序", "Order of the sections"),
            formula: names.join(" → "),
            zh: words.zh.to_owned(),
            en: words.en.to_owned(),
            clause: "",
        }
    }
}
