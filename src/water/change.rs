//! Water quality of two periods compared: by the state of one section or river, or by the shares of many sections
//! (环办〔2011〕22号).

use std::cmp::Ordering;

use super::share::{Sections, State};
use crate::grade::Class;
use crate::observation::SiteId;
use crate::quantity::{Amount, Ratio};
use crate::trace::{Step, Trace};
use crate::words::Words;

/// Where the rules are printed.
pub const CLAUSE: &str = "环办〔2011〕22号";

/// The word for a change from one period to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// 明显好转
    MarkedlyBetter,
    /// 有所好转
    Better,
    /// 无明显变化
    Unchanged,
    /// 有所变差
    Worse,
    /// 明显变差
    MarkedlyWorse,
}

impl Change {
    /// The word. For worse the rule allows several (变差、下降, and for a marked change 恶化); one of them is used.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Change::MarkedlyBetter => Words::new("明显好转", "markedly better"),
            Change::Better => Words::new("有所好转", "somewhat better"),
            Change::Unchanged => Words::new("无明显变化", "no marked change"),
            Change::Worse => Words::new("有所变差", "somewhat worse"),
            Change::MarkedlyWorse => Words::new("明显变差", "markedly worse"),
        }
    }

    /// By extent (0 none, 1 some, 2 and more marked) and whether it is for the better.
    const fn of(extent: u8, better: bool) -> Change {
        match (extent, better) {
            (0, _) => Change::Unchanged,
            (1, true) => Change::Better,
            (1, false) => Change::Worse,
            (_, true) => Change::MarkedlyBetter,
            (_, false) => Change::MarkedlyWorse,
        }
    }
}

impl State {
    /// The state of a section of this class; Ⅰ and Ⅱ are both 优.
    #[must_use]
    pub const fn of(class: Class) -> State {
        match class {
            Class::I | Class::II => State::Excellent,
            Class::III => State::Good,
            Class::IV => State::Lightly,
            Class::V => State::Moderately,
            Class::WorseThanV => State::Heavily,
        }
    }
}

/// The change of a state: the same, one grade, two or more. For one section (with [`State::of`] its class) and for a
/// river or basin whose state is known in both periods.
///
/// ```
/// use envgrade::grade::Class::{II, IV, WorseThanV};
/// use envgrade::trace::Off;
/// use envgrade::water::change::{Change, by_state};
/// use envgrade::water::share::State;
/// assert_eq!(by_state(State::of(WorseThanV), State::of(IV), &mut Off), Change::MarkedlyBetter);
/// assert_eq!(by_state(State::of(II), State::of(II), &mut Off), Change::Unchanged);
/// ```
pub fn by_state(before: State, now: State, trace: &mut impl Trace) -> Change {
    let (one, other) = (before as u8, now as u8);
    let change = Change::of(one.abs_diff(other), other < one);
    trace.step(|| {
        let steps = one.abs_diff(other);
        Step {
            label: LABEL,
            formula: format!("|{one} − {other}| = {steps}"),
            zh: format!(
                "由{}到{}，相差 {steps} 级：{}；同级无明显变化，一级有所变化，两级及以上明显变化",
                before.words().zh,
                now.words().zh,
                change.words().zh
            ),
            en: format!(
                "{} to {}, {steps} grades: {}; none, one, or two and more grades",
                before.words().en,
                now.words().en,
                change.words().en
            ),
            clause: CLAUSE,
        }
    });
    change
}

/// Above how many percentage points a change of shares is "some" and "marked". The numbers are known from practice, not
/// read in the text of the rule, so they are a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    /// Above this: 有所变化.
    pub some: Amount,
    /// Above this: 明显变化.
    pub marked: Amount,
}

impl Default for Thresholds {
    /// 10 and 20 percentage points.
    fn default() -> Thresholds {
        Thresholds { some: Amount::whole(10), marked: Amount::whole(20) }
    }
}

/// The change of shares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShareChange {
    /// ΔG, the change of the share of Ⅰ–Ⅲ in percentage points, exact.
    pub good: Ratio,
    /// ΔD, the change of the share of 劣Ⅴ in percentage points, exact.
    pub worst: Ratio,
    /// ΔG − ΔD: above zero is better.
    pub difference: Ratio,
    /// The word for it.
    pub change: Change,
}

/// The change by shares of classes, decided on the exact fractions: `ΔG − ΔD`, with G the share of Ⅰ–Ⅲ and D that of
/// 劣Ⅴ; a difference equal to a threshold does not pass it. `None` when a period has no section with a class.
///
/// ```
/// use envgrade::grade::Class::{II, IV, WorseThanV};
/// use envgrade::trace::Off;
/// use envgrade::water::change::{Change, Thresholds, by_shares};
/// use envgrade::water::share::Sections;
/// let of = |classes: &[(envgrade::grade::Class, u32)]| {
///     let mut sections = Sections::default();
///     classes.iter().for_each(|&(class, n)| (0..n).for_each(|_| sections.add_class(Some(class))));
///     sections
/// };
/// let (before, now) = (of(&[(II, 5), (IV, 3), (WorseThanV, 2)]), of(&[(II, 6), (IV, 3), (WorseThanV, 1)]));
/// // 10 − (−10) = 20 percentage points, which is not more than 20.
/// let change = by_shares(&before, &now, Thresholds::default(), &mut Off).unwrap();
/// assert_eq!(change.change, Change::Better);
/// ```
pub fn by_shares(
    before: &Sections,
    now: &Sections,
    thresholds: Thresholds,
    trace: &mut impl Trace,
) -> Option<ShareChange> {
    let share = |part: u32, sections: &Sections| Ratio::new(i128::from(part) * 100, sections.count().into());
    let good = share(now.good(), now)?.minus(share(before.good(), before)?)?;
    let worst = share(now.of(Class::WorseThanV), now)?.minus(share(before.of(Class::WorseThanV), before)?)?;
    let difference = good.minus(worst)?;
    let size = difference.magnitude();
    let extent = u8::from(size > Ratio::of(thresholds.some)) + u8::from(size > Ratio::of(thresholds.marked));
    let change = Change::of(extent, difference > Ratio::ZERO);
    trace.step(|| {
        let counts = |sections: &Sections, part: u32| format!("{part}/{}", sections.count());
        Step {
            label: LABEL,
            formula: format!(
                "ΔG = {} − {} = {}; ΔD = {} − {} = {}; ΔG − ΔD = {}",
                counts(now, now.good()),
                counts(before, before.good()),
                points(good),
                counts(now, now.of(Class::WorseThanV)),
                counts(before, before.of(Class::WorseThanV)),
                points(worst),
                points(difference)
            ),
            zh: format!(
                "{}；G 为Ⅰ–Ⅲ类比例，D 为劣Ⅴ类比例，按百分点；不超过 {} 无明显变化，超过 {} 有所变化，超过 {} 明显变化",
                change.words().zh,
                thresholds.some,
                thresholds.some,
                thresholds.marked
            ),
            en: format!(
                "{}; G is the share of classes I to III, D that of worse than V, in percentage points; up to {} no \
                 marked change, above {} some, above {} marked",
                change.words().en,
                thresholds.some,
                thresholds.some,
                thresholds.marked
            ),
            clause: CLAUSE,
        }
    });
    Some(ShareChange { good, worst, difference, change })
}

fn points(ratio: Ratio) -> String {
    ratio.nearly(2)
}

const LABEL: Words = Words::new("水质变化", "Change of water quality");

/// Which sections of two periods are compared. The rule asks for essentially the same sections, without saying what is to
/// be done with those of one period only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Matched {
    /// All of each period, as national releases do.
    #[default]
    All,
    /// Those that have a class in both.
    Common,
}

/// The sections of two periods, paired.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pairs {
    /// Classes of the earlier period.
    pub before: Sections,
    /// Classes of the later period.
    pub now: Sections,
    /// Sections with a class in both.
    pub common: u32,
    /// Sections with a class in the earlier period only.
    pub gone: u32,
    /// Sections with a class in the later period only.
    pub new: u32,
    /// Of the common ones, those whose class got better.
    pub better: u32,
    /// Of the common ones, those whose class is the same.
    pub same: u32,
    /// Of the common ones, those whose class got worse.
    pub worse: u32,
}

impl Pairs {
    /// Whether the same sections have a class in both periods.
    #[must_use]
    pub const fn comparable(&self) -> bool {
        self.gone == 0 && self.new == 0
    }
}

/// Pairs the sections of two periods. Of a section that appears twice in a period the last class counts. A section
/// without a class stays among those that are not evaluated.
pub fn pair(
    before: &[(SiteId, Option<Class>)],
    now: &[(SiteId, Option<Class>)],
    matched: Matched,
    trace: &mut impl Trace,
) -> Pairs {
    let (before, now) = (last_of_each(before), last_of_each(now));
    let of = |sections: &[(SiteId, Option<Class>)], site: SiteId| {
        let at = sections.binary_search_by_key(&site, |section| section.0).ok()?;
        sections[at].1
    };
    let mut pairs = Pairs::default();
    for &(site, class) in &before {
        let other = of(&now, site);
        match (class, other) {
            (Some(class), Some(other)) => {
                pairs.common += 1;
                match other.cmp(&class) {
                    Ordering::Less => pairs.better += 1,
                    Ordering::Equal => pairs.same += 1,
                    Ordering::Greater => pairs.worse += 1,
                }
            }
            (Some(_), None) => pairs.gone += 1,
            (None, _) => {}
        }
        if matched == Matched::All || class.is_some() && other.is_some() {
            pairs.before.add_class(class);
        }
    }
    for &(site, class) in &now {
        let other = of(&before, site);
        pairs.new += u32::from(class.is_some() && other.is_none());
        if matched == Matched::All || class.is_some() && other.is_some() {
            pairs.now.add_class(class);
        }
    }
    trace.step(|| {
        let Pairs { common, gone, new, better, same, worse, .. } = pairs;
        let counted = match matched {
            Matched::All => Words::new("各时段全部断面参与统计", "all sections of each period are counted"),
            Matched::Common => Words::new("只统计两个时段共有的断面", "only the common sections are counted"),
        };
        Step {
            label: Words::new("两个时段的断面", "Sections of both periods"),
            formula: format!("{better} + {same} + {worse} = {common}"),
            zh: format!(
                "共有 {common} 个（类别变好 {better}、不变 {same}、变差 {worse}），仅前一时段 {gone} 个，仅后一时段 {new} 个；{}",
                counted.zh
            ),
            en: format!(
                "{common} common (class better {better}, same {same}, worse {worse}), {gone} only before, {new} only \
                 now; {}",
                counted.en
            ),
            clause: CLAUSE,
        }
    });
    pairs
}

/// Ascending by section, the last of each.
fn last_of_each(sections: &[(SiteId, Option<Class>)]) -> Vec<(SiteId, Option<Class>)> {
    let mut sorted: Vec<_> = sections.iter().rev().copied().collect();
    crate::sorting::sort_by_key(&mut sorted, |section| section.0);
    sorted.dedup_by_key(|section| section.0);
    sorted
}
