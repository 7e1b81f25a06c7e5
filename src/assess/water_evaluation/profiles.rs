//! A section over a period by the rules of other countries, beside its class by GB 3838.

use super::WaterEvaluation;
use super::further::readings;
use crate::calendar::{Span, SpanKind};
use crate::grade::{Class, Verdict};
use crate::observation::SiteId;
use crate::parameter::Parameter;
use crate::quantity::{Amount, Reading};
use crate::sorted::SortedMap;
use crate::standard::own::OwnTable;
use crate::standard::{Bound, eu_water::ChemicalStatus, nsf_wqi};
use crate::standard::{gb3838, gb14848};
use crate::trace::{Recorder, Step, Trace};
use crate::water::profiles::ccme::{Ccme, CcmeChoices, CcmeIndex, Objective};
use crate::water::profiles::eu::{Standards, chemical};
use crate::water::profiles::nsf::{self, Form, NsfIndex};
use crate::water::profiles::who_drinking::{self, WhoDrinking};
use crate::water::section::CLASS_ITEMS;
use crate::water_item::WaterItem;
use crate::words::Words;

/// Where the objectives of the CCME index come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Objectives {
    /// The limits of the target class of the section by GB 3838, of groundwater by GB/T 14848, Ⅲ where it has none.
    #[default]
    Target,
    /// The limits of Ⅲ by these.
    ClassThree,
    /// The limits that the person brings.
    Own,
}

/// What was chosen for the comparison with other countries.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProfilesPlan {
    /// Objectives of the CCME index.
    pub objectives: Objectives,
    /// What the CCME index leaves open.
    pub ccme: CcmeChoices,
    /// How the NSF index puts its Q together.
    pub form: Form,
    /// Q of the NSF index by the name of the section; those of the empty name are of all sections. The curves of Q are
    /// printed as graphs only, so that no Q is computed from readings.
    pub quality: SortedMap<String, Vec<(nsf_wqi::Variable, Amount)>>,
}

/// A section over a period by the rules of other countries.
#[derive(Debug, Clone)]
pub struct SectionProfiles {
    /// Section.
    pub site: SiteId,
    /// Period.
    pub span: Span,
    /// Its class by GB 3838, from the means; none of groundwater.
    pub class: Option<Class>,
    /// The objectives of the CCME index.
    pub objectives: Vec<Objective>,
    /// The CCME index of all samples; `None` where no sample has an item with an objective.
    pub ccme: Option<CcmeIndex>,
    /// The NSF index of the Q that the person gives; `None` without any.
    pub nsf: Option<NsfIndex>,
    /// The means against guideline values of WHO for drinking water.
    pub who: WhoDrinking,
    /// Samples that keep the guideline values, and those that have an item with one.
    pub who_samples: (u32, u32),
    /// Chemical status by the European rules with the highest values of the person as annual averages (AA-EQS), over a year.
    /// `None` of an item of which nothing can be said.
    pub eu: Vec<(WaterItem, Option<ChemicalStatus>)>,
}

impl SectionProfiles {
    /// Chemical status: failing when one substance fails, `None` when nothing can be said of any.
    #[must_use]
    pub fn chemical(&self) -> Option<ChemicalStatus> {
        self.eu.iter().filter_map(|(_, status)| *status).max()
    }
}

/// The limits of a class of table 1 as objectives, of the items that make the class.
#[must_use]
pub(super) fn objectives_of(class: Class, row: impl Fn(Parameter) -> Option<&'static gb3838::Row>) -> Vec<Objective> {
    let objective = |item: &Parameter| {
        let row = row(*item).filter(|_| CLASS_ITEMS.contains(*item))?;
        let bound = row.bound(class)?;
        Some(Objective { item: (*item).into(), bound })
    };
    Parameter::ALL.iter().filter_map(objective).collect()
}

/// The limits of a class of groundwater as objectives, of the items that have one.
fn objectives_of_groundwater(class: Class) -> Vec<Objective> {
    let objective = |row: &gb14848::Row| {
        let bound = match row.rule {
            gb14848::Rule::Within => {
                let [v_and_iv, iv_and_i, i_and_iv, iv_and_v] = gb14848::PH;
                if class <= Class::III { Bound::Within(iv_and_i, i_and_iv) } else { Bound::Within(v_and_iv, iv_and_v) }
            }
            _ => Bound::AtMost(row.limit(class)?),
        };
        Some(Objective { item: row.item, bound })
    };
    gb14848::TABLE_1.iter().chain(&gb14848::TABLE_2).filter_map(objective).collect()
}

/// The limits of a person as objectives; a lowest and a highest value of one item become a range.
fn objectives_of_own(table: &OwnTable) -> Vec<Objective> {
    let mut objectives: Vec<Objective> = Vec::new();
    for limit in &table.limits {
        match objectives.iter_mut().find(|own| own.item == limit.item) {
            None => objectives.push(Objective { item: limit.item, bound: limit.bound }),
            Some(own) => match (own.bound, limit.bound) {
                (Bound::AtMost(high), Bound::AtLeast(low)) | (Bound::AtLeast(low), Bound::AtMost(high))
                    if low <= high =>
                {
                    own.bound = Bound::Within(low, high);
                }
                _ => {}
            },
        }
    }
    objectives
}

impl WaterEvaluation {
    /// The objectives of the CCME index of a site.
    #[must_use]
    pub fn objectives(&self, site: SiteId) -> Vec<Objective> {
        let class = match self.plan().profiles.objectives {
            Objectives::Own => return objectives_of_own(&self.plan().own),
            Objectives::Target => self.target(site).unwrap_or(Class::III),
            Objectives::ClassThree => Class::III,
        };
        if self.is_groundwater(site) {
            return objectives_of_groundwater(class);
        }
        match self.body(site).0 {
            crate::plan::Body::River => objectives_of(class, gb3838::river),
            crate::plan::Body::Lake => objectives_of(class, gb3838::lake),
        }
    }

    /// A section over a period by the rules of other countries; `None` where it has no sample there that is assessed.
    #[must_use]
    pub fn profiles(&self, site: SiteId, span: Span) -> Option<SectionProfiles> {
        self.profiles_traced(site, span, &mut Recorder::off())
    }

    /// A section over a period by the rules of other countries, with its steps told to a trace.
    pub fn profiles_traced(&self, site: SiteId, span: Span, trace: &mut impl Trace) -> Option<SectionProfiles> {
        let samples: Vec<Vec<(WaterItem, Reading)>> =
            self.samples_in(site, span).map(|sample| readings(&self.findings(site, &sample))).collect();
        if samples.is_empty() {
            return None;
        }
        let plan = &self.plan().profiles;
        let objectives = self.objectives(site);
        trace.step(|| describe_objectives(&objectives, plan.objectives, self.is_groundwater(site)));
        let mut ccme = Ccme::new(&objectives, plan.ccme);
        samples.iter().flatten().for_each(|&(item, reading)| ccme.add(item, reading));
        let ccme = ccme.finish(trace);
        let described = self.table().site(site);
        let quality = plan.quality.get(&described.name).or_else(|| plan.quality.get(""));
        let nsf = quality.and_then(|quality| nsf::index(quality, plan.form, trace));
        let who_samples = samples.iter().fold((0, 0), |(kept, all), sample| {
            match who_drinking::assess(&who_drinking::of_items(sample), &mut Recorder::off()).verdict {
                Verdict::Attained => (kept + 1, all + 1),
                Verdict::Exceeded => (kept, all + 1),
                Verdict::NotAssessable => (kept, all),
            }
        });
        let means = readings(&self.means_of_all(site, span, &mut Recorder::off()));
        let who = who_drinking::assess(&who_drinking::of_items(&means), trace);
        let eu = self.chemical_status(&samples, span, trace);
        // Groundwater has no class by GB 3838.
        let surface = !self.is_groundwater(site);
        let class =
            if surface { self.section(site, span).and_then(|section| section.judged.grade.class) } else { None };
        Some(SectionProfiles { site, span, class, objectives, ccme, nsf, who, who_samples, eu })
    }

    fn chemical_status(
        &self,
        samples: &[Vec<(WaterItem, Reading)>],
        span: Span,
        trace: &mut impl Trace,
    ) -> Vec<(WaterItem, Option<ChemicalStatus>)> {
        if span.kind() != Some(SpanKind::Year) {
            return Vec::new();
        }
        let mut statuses = Vec::new();
        for limit in &self.plan().own.limits {
            let Bound::AtMost(highest) = limit.bound else { continue };
            let of_item = samples.iter().flatten().filter(|(item, _)| *item == limit.item);
            let values: Vec<Reading> = of_item.map(|(_, reading)| *reading).collect();
            if values.is_empty() {
                continue;
            }
            trace.step(|| Step {
                label: limit.item.name(),
                formula: format!("AA-EQS ≤ {highest} {}", limit.item.unit().name()),
                zh: format!("以自定限值（第 {} 行）作年均限值", limit.row),
                en: format!("the own limit (row {}) as the annual average standard", limit.row),
                clause: "",
            });
            let standards = Standards { annual: Some(highest), maximum: None };
            statuses.push((limit.item, chemical(&values, standards, trace)));
        }
        statuses
    }
}

fn describe_objectives(objectives: &[Objective], of: Objectives, groundwater: bool) -> Step {
    let each = objectives.iter().map(|objective| {
        format!("{} {} {}", objective.item.symbol(), objective.bound, objective.item.unit().name())
            .trim_end()
            .to_owned()
    });
    let words = match of {
        Objectives::Target => {
            Words::new("断面目标类别（没有则Ⅲ类）的限值", "limits of the target class of the section, III without one")
        }
        Objectives::ClassThree => Words::new("Ⅲ类限值", "limits of class III"),
        Objectives::Own => Words::new("自定限值", "own limits"),
    };
    Step {
        label: Words::new("CCME 指数的目标值", "Objectives of the CCME index"),
        formula: each.collect::<Vec<_>>().join("; "),
        zh: words.zh.to_owned(),
        en: words.en.to_owned(),
        clause: match of {
            Objectives::Own => "",
            _ if groundwater => "GB/T 14848-2017",
            _ => gb3838::CLAUSE,
        },
    }
}
