//! Sections of a river, basin or region evaluated together, sections at a boundary, and sections along a river
//! (环办〔2011〕22号).

use super::Items;
use super::change::{self, Change};
use super::multiple::{self, Exceedance};
use super::places::PlaceMeans;
use super::section::{self, CLASS_ITEMS, Choices, SectionGrade};
use super::share::{BasinState, SECTIONS_FOR_SHARES, Sections, State};
use crate::grade::{Class, Verdict};
use crate::observation::SiteId;
use crate::parameter::Parameter;
use crate::quantity::{Amount, Reading};
use crate::sorting::sort_by;
use crate::statistics::percent;
use crate::trace::{Off, Step, Trace};
use crate::words::{Text, Words};

const CLAUSE: &str = "环办〔2011〕22号";

/// What an exceedance rate is a rate of. The rule says "all sections" and nothing of sections without the item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Denominator {
    /// All sections with a class, whether they have the item or not.
    #[default]
    AllSections,
    /// The sections that have the item.
    SectionsWithItem,
}

/// In how many sections an item is worse than Ⅲ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExceedanceRate {
    /// The item.
    pub item: Parameter,
    /// Sections in which it is worse than Ⅲ.
    pub over: u32,
    /// Of so many.
    pub of: u32,
}

impl ExceedanceRate {
    /// The rate in per cent, one decimal.
    #[must_use]
    pub fn percent(&self) -> Option<Amount> {
        percent(self.over, self.of, 1)
    }
}

/// The three items with the highest exceedance rates, compared as exact fractions; of equal rates the one in more
/// sections first, then the order of the register.
pub fn main_pollutants(sections: &Sections, denominator: Denominator, trace: &mut impl Trace) -> Vec<ExceedanceRate> {
    let all = sections.count();
    let mut rates: Vec<ExceedanceRate> = CLASS_ITEMS
        .iter()
        .map(|item| ExceedanceRate {
            item,
            over: sections.worse_than_iii(item),
            of: match denominator {
                Denominator::AllSections => all,
                Denominator::SectionsWithItem => sections.evaluated(item),
            },
        })
        .filter(|rate| rate.over > 0)
        .collect();
    let product = |over: u32, of: u32| u64::from(over) * u64::from(of);
    sort_by(&mut rates, |one, other| {
        product(other.over, one.of).cmp(&product(one.over, other.of)).then(other.over.cmp(&one.over))
    });
    rates.truncate(3);
    if !rates.is_empty() {
        trace.step(|| {
            let terms: Vec<String> = rates
                .iter()
                .map(|rate| {
                    let percent = rate.percent().map(|percent| format!("{percent:.1}")).unwrap_or_default();
                    format!("{}: {} ÷ {} → {percent} %", rate.item.symbol(), rate.over, rate.of)
                })
                .collect();
            let text = text(&rates);
            let (zh, en) = match denominator {
                Denominator::AllSections => ("全部参评断面", "all sections with a class"),
                Denominator::SectionsWithItem => ("有该指标的断面", "the sections that have the item"),
            };
            Step {
                label: Words::new("主要污染指标", "Main pollutants"),
                formula: terms.join("; "),
                zh: format!("断面超标率（劣于Ⅲ类的断面占{zh}）最高的三项：{}", text.zh),
                en: format!("the highest shares of sections worse than class III, of {en}: {}", text.en),
                clause: CLAUSE,
            }
        });
    }
    rates
}

/// `总磷(29.2%)、氨氮(20.8%)`.
#[must_use]
pub fn text(rates: &[ExceedanceRate]) -> Text {
    let join = |separator: &str, name: fn(Words) -> &'static str, space: &str| {
        let each = rates.iter().filter_map(|rate| Some((rate.item, rate.percent()?)));
        let each = each.map(|(item, rate)| format!("{}{space}({rate:.1}%)", name(item.name())));
        each.collect::<Vec<_>>().join(separator)
    };
    Text::new(join("、", |words| words.zh, ""), join(", ", |words| words.en, " "))
}

/// What the evaluation of a region stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// Fewer than five sections: the means over them, graded like one section.
    Means {
        /// The means.
        means: Vec<(Parameter, Reading)>,
        /// Their class.
        grade: SectionGrade,
        /// Main pollutants of the means.
        main: Vec<Exceedance>,
    },
    /// Five sections or more: the shares of classes. No class is given to the region.
    Shares {
        /// The state.
        state: BasinState,
        /// Items by exceedance rate; none where the state is 优 or 良好.
        main: Vec<ExceedanceRate>,
    },
    /// No section has a class.
    Nothing,
}

/// A river, basin or region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// The class of each section, in the order of the places.
    pub grades: Vec<(SiteId, SectionGrade)>,
    /// Their counts and shares.
    pub sections: Sections,
    /// How the region is evaluated.
    pub basis: Basis,
}

impl Region {
    /// The state of the region: that of the class of the means, or that by the shares.
    #[must_use]
    pub fn level(&self) -> Option<State> {
        match &self.basis {
            Basis::Means { grade, .. } => grade.class.map(State::of),
            Basis::Shares { state, .. } => Some(state.state),
            Basis::Nothing => None,
        }
    }

    /// The state of the region in words.
    #[must_use]
    pub fn state(&self) -> Option<Words> {
        self.level().map(State::words)
    }
}

/// Evaluates sections together: with fewer than five that have a class every item is averaged over them and the means are
/// graded, otherwise the shares of classes decide.
///
/// ```
/// use envgrade::grade::Class;
/// use envgrade::observation::SiteId;
/// use envgrade::parameter::Parameter::AmmoniaN;
/// use envgrade::plan::{Body, Rounding};
/// use envgrade::quantity::{Amount, Reading};
/// use envgrade::trace::Off;
/// use envgrade::water::places::PlaceMeans;
/// use envgrade::water::region::{Basis, Denominator, evaluate};
/// use envgrade::water::section::Choices;
/// let mut river = PlaceMeans::default();
/// for (section, hundredths) in [(0, 62), (1, 144), (2, 131)] {
///     river.add(SiteId(section), AmmoniaN, Reading::Value(Amount::decimal(hundredths, 2)));
/// }
/// let river = evaluate(&river, Choices::new(Body::River, Rounding::Evaluation), Denominator::default(), &mut Off);
/// let Basis::Means { grade, .. } = &river.basis else { panic!("three sections are averaged") };
/// assert_eq!(grade.class, Some(Class::IV)); // 1.12
/// assert_eq!(river.state().map(|state| state.zh), Some("轻度污染"));
/// ```
pub fn evaluate(sections: &PlaceMeans, choices: Choices, denominator: Denominator, trace: &mut impl Trace) -> Region {
    let grade = |place| (place, section::grade(&sections.of(place, &mut Off), choices, &mut Off));
    evaluate_graded(sections.places().into_iter().map(grade).collect(), sections, choices, denominator, trace)
}

/// [`evaluate`] of sections that are graded already, each by its own choices (points of lakes have other limits of total
/// phosphorus). `averaged` are those that enter the means when fewer than five have a class; `choices` grade these means.
pub fn evaluate_graded(
    grades: Vec<(SiteId, SectionGrade)>,
    averaged: &PlaceMeans,
    choices: Choices,
    denominator: Denominator,
    trace: &mut impl Trace,
) -> Region {
    let mut counts = Sections::default();
    grades.iter().for_each(|(_, grade)| counts.add(grade));
    let state = counts.state(trace);
    let basis = match state {
        Some(state) => {
            // Main pollutants are named of what is polluted only.
            let polluted = state.state > State::Good;
            let main = if polluted { main_pollutants(&counts, denominator, trace) } else { Vec::new() };
            Basis::Shares { state, main }
        }
        None if counts.count() == 0 => Basis::Nothing,
        None => {
            debug_assert!(counts.count() < SECTIONS_FOR_SHARES);
            let means = averaged.means(trace);
            let grade = section::grade(&means, choices, trace);
            let main = multiple::main_pollutants(&means, choices, trace);
            Basis::Means { means, grade, main }
        }
    };
    Region { grades, sections: counts, basis }
}

/// A section against its target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetResult {
    /// The section.
    pub place: SiteId,
    /// Its class.
    pub class: Option<Class>,
    /// Its target; where there is none, nothing is said.
    pub target: Option<Class>,
    /// Whether the target is met.
    pub verdict: Verdict,
    /// The items over it, with multiples of **its** limits.
    pub over: Vec<Exceedance>,
}

/// Sections with targets, such as those where rivers leave a province (出省境断面); a result there is charged to the region
/// upstream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Targets {
    /// Each section in the order of the places.
    pub results: Vec<TargetResult>,
    /// Sections on target.
    pub attained: u32,
    /// Sections with a class and a target.
    pub evaluated: u32,
}

impl Targets {
    /// 达标率 in per cent, one decimal; `None` without a section that could be evaluated.
    #[must_use]
    pub fn rate(&self) -> Option<Amount> {
        percent(self.attained, self.evaluated, 1)
    }
}

/// Holds sections against their target classes. A section without target or class is listed, but in no rate.
pub fn against_targets(
    sections: &PlaceMeans,
    target: impl Fn(SiteId) -> Option<Class>,
    choices: Choices,
    trace: &mut impl Trace,
) -> Targets {
    let mut results = Vec::new();
    for place in sections.places() {
        let items = sections.of(place, &mut Off);
        let class = section::grade(&items, choices, &mut Off).class;
        let target = target(place);
        let (verdict, over) = match target {
            Some(target) => multiple::against_target(&items, choices, target, trace),
            None => (Verdict::NotAssessable, Vec::new()),
        };
        results.push(TargetResult { place, class, target, verdict, over });
    }
    Targets::of(results, trace)
}

impl Targets {
    /// Counts sections that were held against their targets.
    pub fn of(results: Vec<TargetResult>, trace: &mut impl Trace) -> Targets {
        let count = |wanted: fn(Verdict) -> bool| {
            u32::try_from(results.iter().filter(|result| wanted(result.verdict)).count()).unwrap_or(u32::MAX)
        };
        let attained = count(|verdict| verdict == Verdict::Attained);
        let evaluated = count(|verdict| verdict != Verdict::NotAssessable);
        let targets = Targets { results, attained, evaluated };
        trace.step(|| targets.tell());
        targets
    }

    fn tell(&self) -> Step {
        let Targets { attained, evaluated, .. } = *self;
        let rate = self.rate().map(|rate| format!(" → {rate:.1} %")).unwrap_or_default();
        let left = self.results.len() - evaluated as usize;
        Step {
            label: Words::new("断面达标率", "Sections on target"),
            formula: format!("{attained} ÷ {evaluated}{rate}"),
            zh: format!("达标断面占参评断面；{left} 个断面没有目标或类别，未计入"),
            en: format!("sections on target of those evaluated; {left} without target or class are not in it"),
            clause: "GB 3838-2002 5.1",
        }
    }
}

/// One item on its way from a section to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemChange {
    /// The item.
    pub item: Parameter,
    /// Value upstream.
    pub upstream: Amount,
    /// Value downstream.
    pub downstream: Amount,
    /// The change in per cent, one decimal; `None` for pH and where it is zero upstream.
    pub percent: Option<Amount>,
}

/// Two neighbouring sections along a river.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// The upper section.
    pub from: SiteId,
    /// The lower section.
    pub to: SiteId,
    /// Both classes.
    pub classes: [Option<Class>; 2],
    /// The word for the change of the state on the way.
    pub change: Option<Change>,
    /// The items of the 21 that both sections have, in the order of the register.
    pub items: Vec<ItemChange>,
    /// Items whose own class is worse downstream: something entered between.
    pub worse: Items,
    /// Items whose own class is better downstream.
    pub better: Items,
}

/// Compares each section with the next one downstream. `sections` go from the source to the mouth, with their means of the
/// same period.
pub fn along(sections: &[(SiteId, Vec<(Parameter, Reading)>)], choices: Choices, trace: &mut impl Trace) -> Vec<Reach> {
    let mut reaches = Vec::new();
    for pair in sections.windows(2) {
        let [(from, above), (to, below)] = pair else { continue };
        let [upper, lower] = [above, below].map(|items| section::grade(items, choices, &mut Off));
        let (mut items, mut worse, mut better) = (Vec::new(), Items::NONE, Items::NONE);
        for item in CLASS_ITEMS.iter() {
            let value =
                |of: &[(Parameter, Reading)]| of.iter().find(|one| one.0 == item).and_then(|one| one.1.number());
            let (Some(upstream), Some(downstream)) = (value(above), value(below)) else { continue };
            let percent = if item == Parameter::Ph { None } else { downstream.excess_over(upstream, 3) };
            items.push(ItemChange { item, upstream, downstream, percent: percent.and_then(|part| part.shift(2)) });
            match upper.of(item).cmp(&lower.of(item)) {
                std::cmp::Ordering::Less => worse.insert(item),
                std::cmp::Ordering::Greater => better.insert(item),
                std::cmp::Ordering::Equal => {}
            }
        }
        let classes = [upper.class, lower.class];
        let change = match classes {
            [Some(upper), Some(lower)] => Some(change::by_state(State::of(upper), State::of(lower), &mut Off)),
            _ => None,
        };
        let reach = Reach { from: *from, to: *to, classes, change, items, worse, better };
        trace.step(|| tell_reach(&reach));
        reaches.push(reach);
    }
    reaches
}

fn tell_reach(reach: &Reach) -> Step {
    let terms: Vec<String> = reach
        .items
        .iter()
        .map(|item| {
            let sign = if item.percent > Some(Amount::ZERO) { "+" } else { "" };
            let percent = item.percent.map(|percent| format!(" ({sign}{percent:.1} %)")).unwrap_or_default();
            let (symbol, upper, lower) = (item.item.symbol(), item.upstream.nearly(6), item.downstream.nearly(6));
            format!("{symbol} {upper} → {lower}{percent}")
        })
        .collect();
    let class = |class: Option<Class>| class.map_or(Words::same("–"), Class::words);
    let [upper, lower] = reach.classes.map(class);
    let change = reach.change.map_or(Words::new("无法比较", "not comparable"), Change::words);
    let (mut zh, mut en) = (
        format!("{}类 → {}类，{}", upper.zh, lower.zh, change.zh),
        format!("class {} → class {}, {}", upper.en, lower.en, change.en),
    );
    if !reach.worse.is_empty() {
        zh.push_str(&format!("；下游类别变差的指标：{}", reach.worse.names_zh()));
        en.push_str(&format!("; worse class downstream: {}", reach.worse.names_en()));
    }
    if !reach.better.is_empty() {
        zh.push_str(&format!("；下游类别变好的指标：{}", reach.better.names_zh()));
        en.push_str(&format!("; better class downstream: {}", reach.better.names_en()));
    }
    Step {
        label: Words::new("上下游对比", "Upstream and downstream"),
        formula: terms.join("; "),
        zh,
        en,
        clause: CLAUSE,
    }
}

/// The reading of a boundary section that two stations sample together (a convention of practice, not of a rule): the mean,
/// with half the detection limit where one of them detects nothing; the downstream limit where neither does; the one that
/// is there where the other is missing. Not rounded.
///
/// ```
/// use envgrade::quantity::{Amount, Reading};
/// use envgrade::water::region::joint_sampling;
/// let (below, value) = (Reading::Below(Amount::decimal(4, 4)), Reading::Value(Amount::decimal(9, 4)));
/// assert_eq!(joint_sampling(below, value), Reading::Value(Amount::decimal(55, 5)));
/// ```
#[must_use]
pub fn joint_sampling(upstream: Reading, downstream: Reading) -> Reading {
    match (upstream, downstream) {
        (Reading::Missing(_), other) | (other, Reading::Missing(_)) => other,
        (Reading::Below(_) | Reading::NotDetected, Reading::Below(_) | Reading::NotDetected) => match downstream {
            Reading::NotDetected => upstream,
            _ => downstream,
        },
        _ => match (upstream.number(), downstream.number()) {
            (Some(one), Some(other)) => {
                let mut sum = crate::quantity::ExactSum::default();
                sum.add(one);
                sum.add(other);
                sum.exact_mean().map_or(downstream, Reading::Value)
            }
            (Some(_), None) => upstream,
            _ => downstream,
        },
    }
}
