//! Lakes and reservoirs over periods: the means of their points, their class, their trophic state, and how both changed.

use super::section::enough;
use super::{Enough, Lake, Thin, WaterEvaluation, WaterPlan};
use crate::assess::Fallen;
use crate::calendar::{Month, Span};
use crate::grade::{Class, Verdict};
use crate::observation::{Site, SiteId};
use crate::parameter::Parameter;
use crate::plan::Body;
use crate::quantity::{Amount, Ratio, Reading};
use crate::standard::tli::TrophicState;
use crate::trace::{Recorder, Step, Trace};
use crate::water::change::{Change, by_state};
use crate::water::lake::{LakeChoices, LakeGrade, NATURAL_STATE_LAKES, Reporting, grade};
use crate::water::mean::Mean;
use crate::water::multiple::{Exceedance, against_target, main_pollutants};
use crate::water::places::PlaceMeans;
use crate::water::section::{self, Choices};
use crate::water::share::{Sections, State};
use crate::water::trophic::TliChoices;
use crate::words::Words;

/// What was chosen for lakes and reservoirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LakePlan {
    /// Whether points whose names begin with the name of their lake and a separator (`青海湖-二郎剑`, `青海湖 下社`) belong
    /// to it where the data do not name the lake. Otherwise such a point is a lake of its own.
    pub by_name: bool,
    /// Trophic state.
    pub tli: TliChoices,
    /// Lakes that are reported as in their natural state instead of by a class.
    pub natural_state: Vec<String>,
    /// Reservoirs of river type, which are graded by the limits of rivers (环办〔2011〕22号).
    pub river_type: Vec<String>,
}

impl Default for LakePlan {
    fn default() -> LakePlan {
        LakePlan {
            by_name: false,
            tli: TliChoices::default(),
            natural_state: NATURAL_STATE_LAKES.map(str::to_owned).to_vec(),
            river_type: Vec::new(),
        }
    }
}

/// What stands between the name of a lake and that of its point.
const SEPARATORS: [char; 11] = ['-', '－', '–', '—', '_', '·', '(', '（', ':', '：', '/'];

/// The lakes of some points: by the lake that the data name (lakes of one name in different basins are different lakes), by
/// the beginning of the name where that was chosen, otherwise each by itself.
pub(super) fn lakes<'a>(plan: &LakePlan, points: impl Iterator<Item = (SiteId, &'a Site)>) -> Vec<Lake> {
    let mut lakes: Vec<Lake> = Vec::new();
    for (point, site) in points {
        let stated = stated_lake(site).or_else(|| if plan.by_name { named_lake(site) } else { None });
        let known = stated.as_ref().and_then(|name| {
            lakes.iter_mut().find(|lake| lake.grouped && lake.name == *name && lake.basin == site.basin)
        });
        match known {
            Some(lake) => lake.points.push(point),
            None => lakes.push(Lake {
                grouped: stated.is_some(),
                name: stated.unwrap_or_else(|| site.label()),
                basin: site.basin.clone(),
                points: vec![point],
            }),
        }
    }
    lakes
}

/// The lake that the data name.
fn stated_lake(site: &Site) -> Option<String> {
    (!site.lake.is_empty()).then(|| site.lake.clone())
}

/// The lake that the name of a point begins with: all of a name without separator.
fn named_lake(site: &Site) -> Option<String> {
    let is_between = |c: char| c.is_whitespace() || SEPARATORS.contains(&c);
    let name = site.name.trim().split(is_between).next()?;
    (name.chars().count() >= 2).then(|| name.to_owned())
}

/// A point of a lake over a period.
#[derive(Debug, Clone)]
pub struct LakePoint {
    /// The point.
    pub site: SiteId,
    /// Its means of all items over the period.
    pub means: Vec<Mean>,
    /// The class that it would have by itself.
    pub class: Option<Class>,
}

/// A month of a lake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LakeMonth {
    /// The month.
    pub month: Month,
    /// Class.
    pub class: Option<Class>,
    /// Whether the target is met.
    pub verdict: Verdict,
    /// TLI(Σ) with one decimal.
    pub index: Option<Amount>,
}

/// A lake or reservoir over a period.
#[derive(Debug, Clone)]
pub struct LakePeriod {
    /// Its number among [`WaterEvaluation::lakes`].
    pub lake: usize,
    /// Period.
    pub span: Span,
    /// The limits that grade it: those of lakes, or of rivers for a reservoir of river type.
    pub limits: Body,
    /// The points with data, in the order of the lake.
    pub points: Vec<LakePoint>,
    /// The means over its points, its class and its trophic state.
    pub grade: LakeGrade,
    /// Main pollutants against class Ⅲ.
    pub main: Vec<Exceedance>,
    /// The target, the strictest of its points, and whether it is met. A lake in its natural state has no verdict.
    pub target: Option<(Class, Verdict)>,
    /// Items over the target class with the multiples of its limits.
    pub over_target: Vec<Exceedance>,
    /// Its months.
    pub months: Vec<LakeMonth>,
    /// Whether there are enough months.
    pub enough: Enough,
    /// Why there is no class.
    pub fallen: Option<Fallen>,
}

impl LakePeriod {
    /// The class that counts: none for a lake in its natural state.
    #[must_use]
    pub fn published_class(&self) -> Option<Class> {
        self.grade.published_class()
    }

    /// Whether it is reported as in its natural state.
    #[must_use]
    pub fn is_natural(&self) -> bool {
        self.grade.reporting == Reporting::NaturalState
    }

    /// Months that meet the target, of those that have a class and a target.
    #[must_use]
    pub fn months_on_target(&self) -> (u32, u32) {
        let count = |verdict| self.months.iter().fold(0, |n, month| n + u32::from(month.verdict == verdict));
        let met = count(Verdict::Attained);
        (met, met + count(Verdict::Exceeded))
    }
}

/// Lakes of a period counted as the national release counts them: shares of classes over the lakes that have one, shares of
/// trophic states over the lakes that have one.
#[derive(Debug, Clone, Default)]
pub struct LakeCounts {
    /// Lakes by class, and items by their exceedance rate.
    pub classes: Sections,
    /// Lakes that are reported as in their natural state; they are in no share of classes.
    pub natural: u32,
    /// Lakes by trophic state, poorest first.
    pub states: [u32; 5],
    /// Of them, those whose index stands on fewer than the five indicators.
    pub partial: u32,
}

impl LakeCounts {
    /// Lakes with a trophic state.
    #[must_use]
    pub fn with_state(&self) -> u32 {
        self.states.iter().sum()
    }

    /// Lakes of a trophic state.
    #[must_use]
    pub const fn of(&self, state: TrophicState) -> u32 {
        self.states[state as usize - 1]
    }

    /// Counts lakes.
    #[must_use]
    pub fn of_lakes(lakes: &[LakePeriod]) -> LakeCounts {
        let mut counts = LakeCounts::default();
        lakes.iter().for_each(|lake| counts.add(lake));
        counts
    }

    fn add(&mut self, lake: &LakePeriod) {
        if lake.is_natural() {
            self.natural += 1;
        } else {
            self.classes.add(&lake.grade.grade);
        }
        if let Some(state) = lake.grade.tli.state {
            self.states[state as usize - 1] += 1;
            self.partial += u32::from(lake.grade.tli.is_partial());
        }
    }
}

/// A lake in two periods.
#[derive(Debug, Clone)]
pub struct LakeChange {
    /// The earlier period.
    pub before: LakePeriod,
    /// The later period.
    pub now: LakePeriod,
    /// The change of the state that its class gives; `None` without two classes.
    pub class: Option<Change>,
    /// The difference of the printed TLI(Σ), above zero for richer in nutrients; `None` when the indices stand on different
    /// indicators.
    pub index: Option<Amount>,
    /// Whether both classes stand on the same items.
    pub same_items: bool,
}

impl WaterEvaluation {
    /// How a lake is reported, and by which limits it is graded.
    fn lake_choices(&self, lake: &Lake) -> LakeChoices {
        let plan = self.plan();
        let natural: Vec<&str> = plan.lakes.natural_state.iter().map(String::as_str).collect();
        let name = self.plain_name(lake);
        let river_type = plan.lakes.river_type.iter().any(|one| *one == name || *one == lake.name);
        LakeChoices {
            rounding: plan.rounding.of_means(),
            saturation: plan.saturation,
            tli: plan.lakes.tli,
            reporting: Reporting::of(&name, &natural),
            limits: if river_type { Body::River } else { Body::Lake },
        }
    }

    /// The name of a lake without a city in front of it.
    fn plain_name(&self, lake: &Lake) -> String {
        match (lake.grouped, lake.points.first()) {
            (false, Some(point)) if !self.table().site(*point).name.is_empty() => {
                self.table().site(*point).name.clone()
            }
            _ => lake.name.clone(),
        }
    }

    /// The target class of a lake: the one that was chosen for it, otherwise the strictest of its points.
    #[must_use]
    pub fn lake_target(&self, lake: &Lake) -> Option<Class> {
        let chosen = self.plan().targets.get(&lake.name).copied();
        chosen.or_else(|| lake.points.iter().filter_map(|point| self.target(*point)).min())
    }

    /// The spans that the plan asks for and some point of a lake has data in, ascending.
    #[must_use]
    pub fn spans_of_lake(&self, lake: usize) -> Vec<Span> {
        let points = self.lakes().get(lake).map_or(&[][..], |lake| &lake.points);
        let mut spans: Vec<Span> = points.iter().flat_map(|point| self.spans_of(*point)).collect();
        crate::sorting::sort_by_key(&mut spans, |span| *span);
        spans.dedup();
        spans
    }

    /// A lake over a span; `None` where it has no sample there.
    #[must_use]
    pub fn lake(&self, lake: usize, span: Span) -> Option<LakePeriod> {
        self.lake_traced(lake, span, &mut Recorder::off())
    }

    /// A lake over a span, with its steps told to a trace: each point over time, then over the points.
    pub fn lake_traced(&self, lake: usize, span: Span, trace: &mut impl Trace) -> Option<LakePeriod> {
        let of = self.lakes().get(lake)?;
        let there: Vec<SiteId> = of.points.iter().copied().filter(|point| self.touches(*point, span)).collect();
        if there.is_empty() {
            return None;
        }
        let choices = self.lake_choices(of);
        let by = Choices { body: choices.limits, rounding: choices.rounding, saturation: choices.saturation };
        let (mut points, mut means) = (Vec::new(), PlaceMeans::default());
        for site in there {
            trace.step(|| point_step(&self.table().site(site).label()));
            let of_point = self.means(site, span, trace);
            let items = self.chosen(&of_point);
            let class = section::grade(&items, by, &mut Recorder::off()).class;
            if !of_point.is_empty() {
                means.give(site, taken(self.plan(), &of_point));
            }
            points.push(LakePoint { site, means: of_point, class });
        }
        let mut grade = grade(&means, choices, trace);
        let months = self.lake_months(of, span, choices);
        let with_class = months.iter().filter(|month| month.class.is_some()).count();
        let enough = enough(self, span, u32::try_from(with_class).unwrap_or(u32::MAX));
        let mut fallen = match grade.grade.class {
            Some(_) => None,
            None if means.places().is_empty() => Some(Fallen::Suspended),
            None => Some(Fallen::NoItems),
        };
        if enough != Enough::Yes && self.plan().thin == Thin::NotEvaluated && fallen.is_none() {
            grade = without_grade(choices);
            fallen = Some(Fallen::TooFewMonths);
        }
        let main =
            if grade.grade.worse_than_iii.is_empty() { Vec::new() } else { main_pollutants(&grade.means, by, trace) };
        let (target, over_target) = match self.lake_target(of) {
            Some(target) if choices.reporting == Reporting::Class => {
                let (verdict, over) = against_target(&grade.means, by, target, trace);
                (Some((target, verdict)), over)
            }
            target => (target.map(|target| (target, Verdict::NotAssessable)), Vec::new()),
        };
        let limits = choices.limits;
        Some(LakePeriod { lake, span, limits, points, grade, main, target, over_target, months, enough, fallen })
    }

    fn lake_months(&self, lake: &Lake, span: Span, choices: LakeChoices) -> Vec<LakeMonth> {
        let mut months: Vec<Month> = lake
            .points
            .iter()
            .flat_map(|point| self.months_in(*point, span).filter(|month| month.used > 0).map(|month| month.month))
            .collect();
        crate::sorting::sort_by_key(&mut months, |month| *month);
        months.dedup();
        let target = self.lake_target(lake).filter(|_| choices.reporting == Reporting::Class);
        months
            .into_iter()
            .map(|month| {
                let mut means = PlaceMeans::default();
                for &point in &lake.points {
                    let of_month = self.months(point).iter().find(|one| one.month == month && one.used > 0);
                    if let Some(of_month) = of_month {
                        means.give(point, taken(self.plan(), &of_month.means()));
                    }
                }
                let grade = grade(&means, choices, &mut Recorder::off());
                let verdict = target.map_or(Verdict::NotAssessable, |target| grade.grade.verdict(target));
                LakeMonth { month, class: grade.grade.class, verdict, index: grade.tli.printed() }
            })
            .collect()
    }

    /// A lake in two periods; `None` where it has no sample in one of them.
    #[must_use]
    pub fn lake_change(&self, lake: usize, before: Span, now: Span) -> Option<LakeChange> {
        self.lake_change_traced(lake, before, now, &mut Recorder::off())
    }

    /// A lake in two periods, with the steps of the comparison told to a trace.
    pub fn lake_change_traced(
        &self,
        lake: usize,
        before: Span,
        now: Span,
        trace: &mut impl Trace,
    ) -> Option<LakeChange> {
        Some(LakeChange::between(self.lake(lake, before)?, self.lake(lake, now)?, trace))
    }
}

impl LakeChange {
    /// A lake in two periods.
    pub fn between(before: LakePeriod, now: LakePeriod, trace: &mut impl Trace) -> LakeChange {
        let class = before
            .published_class()
            .zip(now.published_class())
            .map(|(before, now)| by_state(State::of(before), State::of(now), trace));
        let (earlier, later) = (before.grade.tli, now.grade.tli);
        let same_indicators = earlier.indicators == later.indicators;
        let difference = || Ratio::of(later.printed()?).minus(Ratio::of(earlier.printed()?))?.round(1);
        let index = same_indicators.then(difference).flatten();
        if let (Some(index), Some(earlier), Some(later)) = (index, earlier.printed(), later.printed()) {
            trace.step(|| Step {
                label: Words::new("综合营养状态指数变化", "Change of the trophic state index"),
                formula: format!("{later:.1} − {earlier:.1} = {index:.1}"),
                zh: "两时段按相同指标计算的 TLI(Σ)（一位小数）之差，正值表示营养程度升高".into(),
                en: "difference of both printed TLI(Σ), which stand on the same indicators; above zero is richer in \
                     nutrients"
                    .into(),
                clause: crate::standard::tli::CLAUSE,
            });
        }
        let same_items = before.grade.grade.evaluated == now.grade.grade.evaluated;
        LakeChange { before, now, class, index, same_items }
    }
}

/// The means of the items that the plan takes.
fn taken(plan: &WaterPlan, means: &[Mean]) -> Vec<Mean> {
    means.iter().filter(|mean| plan.items.takes(mean.item)).copied().collect()
}

/// A lake that gets neither class nor index.
fn without_grade(choices: LakeChoices) -> LakeGrade {
    grade(&PlaceMeans::default(), choices, &mut Recorder::off())
}

pub(super) fn point_step(name: &str) -> Step {
    Step {
        label: Words::new("点位", "Point"),
        formula: name.to_owned(),
        zh: "先求该点位在时段内的平均值".into(),
        en: "its means over the period come first".into(),
        clause: "环办〔2011〕22号",
    }
}

impl LakePeriod {
    /// The mean of an item over the points.
    #[must_use]
    pub fn mean(&self, item: Parameter) -> Option<Reading> {
        self.grade.means.iter().find(|mean| mean.0 == item).map(|mean| mean.1)
    }
}
