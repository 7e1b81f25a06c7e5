//! Sections of a river, basin or region together (环办〔2011〕22号): shares of classes and the state. Which items exceed most
//! often is told by [`super::region::main_pollutants`].

use super::section::SectionGrade;
use crate::grade::Class;
use crate::parameter::Parameter;
use crate::quantity::Amount;
use crate::statistics::percent;
use crate::trace::{Step, Trace};
use crate::words::Words;

/// From how many sections on the shares decide. With fewer, every item is averaged over the sections and the means
/// are graded like one section.
pub const SECTIONS_FOR_SHARES: u32 = 5;

/// State of a river, basin or region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// 优
    Excellent = 1,
    /// 良好
    Good,
    /// 轻度污染
    Lightly,
    /// 中度污染
    Moderately,
    /// 重度污染
    Heavily,
}

impl State {
    /// All states, best first.
    pub const ALL: [State; 5] = [State::Excellent, State::Good, State::Lightly, State::Moderately, State::Heavily];

    /// Its name.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            State::Excellent => Class::I.state(),
            State::Good => Class::III.state(),
            State::Lightly => Class::IV.state(),
            State::Moderately => Class::V.state(),
            State::Heavily => Class::WorseThanV.state(),
        }
    }
}

/// The state, and whether it stands on a reading of an unclear row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BasinState {
    /// The state.
    pub state: State,
    /// Ⅰ–Ⅲ is exactly 60 % and 劣Ⅴ exactly 40 %: copies of the rule differ there ("< 60 %" or "< 75 %"), and by one
    /// of them no row fits. 重度污染 is taken.
    pub unclear: bool,
}

/// The state by shares of `good` (Ⅰ–Ⅲ) and `worst` (劣Ⅴ) of `sections`; `None` when there is no section or more than
/// all. Decided on the exact fractions.
///
/// ```
/// use envgrade::water::share::{State, basin_state};
/// assert_eq!(basin_state(74, 20, 100).map(|s| s.state), Some(State::Moderately));
/// assert_eq!(basin_state(12, 8, 20).map(|s| (s.state, s.unclear)), Some((State::Heavily, true)));
/// assert_eq!(basin_state(10, 3, 12), None);
/// ```
#[must_use]
pub fn basin_state(good: u32, worst: u32, sections: u32) -> Option<BasinState> {
    let [good, worst, sections] = [good, worst, sections].map(u64::from);
    if sections == 0 || good + worst > sections {
        return None;
    }
    let at_least = |part: u64, percent: u64| part * 100 >= percent * sections;
    let state = if at_least(good, 90) {
        State::Excellent
    } else if at_least(good, 75) {
        State::Good
    } else if !at_least(worst, 20) {
        State::Lightly
    } else if !at_least(worst, 40) {
        State::Moderately
    } else {
        State::Heavily
    };
    Some(BasinState { state, unclear: state == State::Heavily && at_least(good, 60) })
}

/// Classes of sections and the items worse than Ⅲ, counted; adding and merging in any order gives the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sections {
    classes: [u32; 6],
    /// Sections without a class; they are in no share.
    pub not_evaluated: u32,
    evaluated: [u32; Parameter::ALL.len()],
    worse_than_iii: [u32; Parameter::ALL.len()],
}

impl Default for Sections {
    fn default() -> Sections {
        Sections {
            classes: [0; 6],
            not_evaluated: 0,
            evaluated: [0; Parameter::ALL.len()],
            worse_than_iii: [0; Parameter::ALL.len()],
        }
    }
}

impl Sections {
    /// Adds a section.
    pub fn add(&mut self, section: &SectionGrade) {
        self.add_class(section.class);
        for item in section.evaluated.iter() {
            self.evaluated[item as usize] += 1;
            self.worse_than_iii[item as usize] += u32::from(section.worse_than_iii.contains(item));
        }
    }

    /// Adds a section of which only the class is known, or that has none.
    pub const fn add_class(&mut self, class: Option<Class>) {
        match class {
            Some(class) => self.classes[class as usize - 1] += 1,
            None => self.not_evaluated += 1,
        }
    }

    /// Adds all sections of another count.
    pub fn merge(&mut self, other: &Sections) {
        self.not_evaluated += other.not_evaluated;
        for (own, others) in [
            (&mut self.classes[..], &other.classes[..]),
            (&mut self.evaluated[..], &other.evaluated[..]),
            (&mut self.worse_than_iii[..], &other.worse_than_iii[..]),
        ] {
            own.iter_mut().zip(others).for_each(|(own, other)| *own += other);
        }
    }

    /// Sections with a class.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.classes.iter().sum()
    }

    /// Sections of a class.
    #[must_use]
    pub const fn of(&self, class: Class) -> u32 {
        self.classes[class as usize - 1]
    }

    /// Sections of class Ⅰ to Ⅲ.
    #[must_use]
    pub fn good(&self) -> u32 {
        self.classes[..3].iter().sum()
    }

    /// Share of a class in per cent, one decimal.
    #[must_use]
    pub fn share(&self, class: Class) -> Option<Amount> {
        percent(self.of(class), self.count(), 1)
    }

    /// Share of class Ⅰ to Ⅲ in per cent, one decimal.
    #[must_use]
    pub fn share_good(&self) -> Option<Amount> {
        percent(self.good(), self.count(), 1)
    }

    /// The state; `None` with fewer than five sections, which are averaged instead.
    pub fn state(&self, trace: &mut impl Trace) -> Option<BasinState> {
        let (good, worst, count) = (self.good(), self.of(Class::WorseThanV), self.count());
        let state = basin_state(good, worst, count).filter(|_| count >= SECTIONS_FOR_SHARES);
        trace.step(|| {
            let share = |part| percent(part, count, 1).map(|p| format!("{p:.1}")).unwrap_or_default();
            let (mut zh, mut en) = match state {
                Some(state) => (state.state.words().zh.to_owned(), state.state.words().en.to_owned()),
                None => (
                    format!("断面少于 {SECTIONS_FOR_SHARES} 个，按各指标的断面平均值评价"),
                    format!("fewer than {SECTIONS_FOR_SHARES} sections: the means over the sections are graded"),
                ),
            };
            if state.is_some_and(|state| state.unclear) {
                zh.push_str("；恰为 60 % 与 40 %，评价办法各版本不一致，按重度污染");
                en.push_str("; exactly 60 % and 40 %, where copies of the rule differ: taken as heavily polluted");
            }
            Step {
                label: Words::new("断面类别比例", "Shares of classes"),
                formula: if count == 0 {
                    String::new()
                } else {
                    format!("Ⅰ–Ⅲ: {good} ÷ {count} → {} %; 劣Ⅴ: {worst} ÷ {count} → {} %", share(good), share(worst))
                },
                zh,
                en,
                clause: "环办〔2011〕22号",
            }
        });
        state
    }

    /// Sections in which an item is worse than Ⅲ.
    #[must_use]
    pub const fn worse_than_iii(&self, item: Parameter) -> u32 {
        self.worse_than_iii[item as usize]
    }

    /// Sections in which an item was evaluated.
    #[must_use]
    pub const fn evaluated(&self, item: Parameter) -> u32 {
        self.evaluated[item as usize]
    }
}
