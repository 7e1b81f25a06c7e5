//! Sections, rivers, basins and regions in two periods.

use super::{Group, GroupPeriod, GroupResult, WaterEvaluation};
use crate::calendar::{Month, Span};
use crate::grade::Class;
use crate::observation::SiteId;
use crate::quantity::Ratio;
use crate::trace::{Recorder, Step, Trace};
use crate::water::change::{Change, Matched, Pairs, ShareChange, Thresholds, by_shares, by_state, pair};
use crate::water::share::{SECTIONS_FOR_SHARES, State};
use crate::words::Words;

/// What a comparison of two periods leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ChangePlan {
    /// Which sections are compared.
    pub matched: Matched,
    /// From where on shares have changed.
    pub thresholds: Thresholds,
}

/// A section in two periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SectionChange {
    /// The section.
    pub site: SiteId,
    /// Its class before.
    pub before: Option<Class>,
    /// Its class now.
    pub now: Option<Class>,
    /// By how many classes it got better; below zero it got worse.
    pub steps: Option<i8>,
    /// The word for the change of its state; Ⅰ and Ⅱ are the same state.
    pub change: Option<Change>,
}

/// By what a change of a group is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeBasis {
    /// By the shares of Ⅰ–Ⅲ and 劣Ⅴ: five sections or more in both periods.
    Shares(ShareChange),
    /// By the state: fewer than five sections in one of the periods.
    State {
        /// State before.
        before: State,
        /// State now.
        now: State,
        /// The word for it.
        change: Change,
    },
    /// A period without a section that has a class.
    Nothing,
}

impl ChangeBasis {
    /// The word for the change.
    #[must_use]
    pub const fn change(&self) -> Option<Change> {
        match self {
            ChangeBasis::Shares(shares) => Some(shares.change),
            ChangeBasis::State { change, .. } => Some(*change),
            ChangeBasis::Nothing => None,
        }
    }
}

/// A group in two periods.
#[derive(Debug, Clone)]
pub struct GroupChange {
    /// The group before, of the sections that are compared.
    pub before: GroupPeriod,
    /// The group now.
    pub now: GroupPeriod,
    /// How many sections are in both periods, and how their classes changed.
    pub pairs: Pairs,
    /// Every section with a class in one of the periods.
    pub sections: Vec<SectionChange>,
    /// How the change is judged.
    pub basis: ChangeBasis,
    /// The same without natural background; `None` where none was named.
    pub deducted: Option<ChangeBasis>,
    /// ΔG and ΔD, the changes of the shares of Ⅰ–Ⅲ and of 劣Ⅴ in percentage points, exact; whatever the basis is.
    pub points: Option<(Ratio, Ratio)>,
    /// The months with data of both periods, before and now.
    pub months: [Vec<Month>; 2],
}

impl GroupChange {
    /// Whether the same months of the year have data in both periods: a part of a year against a whole one says little.
    #[must_use]
    pub fn same_months(&self) -> bool {
        let of_year = |months: &[Month]| -> Vec<u8> {
            let mut months: Vec<u8> = months.iter().map(|month| month.month).collect();
            crate::sorting::sort_by_key(&mut months, |month| *month);
            months
        };
        of_year(&self.months[0]) == of_year(&self.months[1])
    }
}

impl WaterEvaluation {
    /// A group in two periods; `None` where one of them has no sample of it, or where only common sections are compared and
    /// there are none.
    #[must_use]
    pub fn change(&self, group: &Group, before: Span, now: Span) -> Option<GroupChange> {
        self.change_traced(group, before, now, &mut Recorder::off())
    }

    /// A group in two periods, with its steps told to a trace.
    ///
    /// With five sections or more in both periods the shares decide, with fewer in one of them the state does
    /// (环办〔2011〕22号).
    pub fn change_traced(&self, group: &Group, before: Span, now: Span, trace: &mut impl Trace) -> Option<GroupChange> {
        let ChangePlan { matched, thresholds } = self.plan().changes;
        let silent = &mut Recorder::off();
        let earlier = self.together(&group.members, before, silent)?;
        let later = self.together(&group.members, now, silent)?;
        let (was, is) = (classes(&earlier), classes(&later));
        let pairs = pair(&was, &is, matched, trace);
        let sections = self.sections_in(&group.members, &was, &is);
        let members: Vec<SiteId> = match matched {
            Matched::All => group.members.clone(),
            Matched::Common => {
                let both = sections.iter().filter(|section| section.before.is_some() && section.now.is_some());
                both.map(|section| section.site).collect()
            }
        };
        tell_period(Words::new("前一时段", "The earlier period"), before, trace);
        let before = self.together(&members, before, trace)?;
        tell_period(Words::new("后一时段", "The later period"), now, trace);
        let now = self.together(&members, now, trace)?;
        let basis = basis(&before.plain, &now.plain, thresholds, trace);
        let deducted = (before.deducted.is_some() || now.deducted.is_some())
            .then(|| self::basis(before.published(), now.published(), thresholds, &mut Recorder::off()));
        let sections_of = |period: &GroupPeriod| period.plain.region.sections;
        let points = by_shares(&sections_of(&before), &sections_of(&now), thresholds, &mut Recorder::off());
        let months = [&before, &now].map(|period| self.months_with_data(&members, period.span));
        let points = points.map(|change| (change.good, change.worst));
        Some(GroupChange { before, now, pairs, sections, basis, deducted, points, months })
    }

    fn sections_in(
        &self,
        members: &[SiteId],
        before: &[(SiteId, Option<Class>)],
        now: &[(SiteId, Option<Class>)],
    ) -> Vec<SectionChange> {
        let of = |classes: &[(SiteId, Option<Class>)], site: SiteId| {
            classes.iter().find(|(own, _)| *own == site).and_then(|(_, class)| *class)
        };
        let mut sections = Vec::new();
        for &site in members {
            let (before, now) = (of(before, site), of(now, site));
            if before.is_none() && now.is_none() {
                continue;
            }
            let both = before.zip(now);
            let steps =
                both.and_then(|(before, now)| before.number().cast_signed().checked_sub(now.number().cast_signed()));
            let change = both.map(|(before, now)| by_state(State::of(before), State::of(now), &mut Recorder::off()));
            sections.push(SectionChange { site, before, now, steps, change });
        }
        sections
    }
}

fn classes(period: &GroupPeriod) -> Vec<(SiteId, Option<Class>)> {
    period.plain.region.grades.iter().map(|(site, grade)| (*site, grade.class)).collect()
}

fn tell_period(label: Words, span: Span, trace: &mut impl Trace) {
    trace.step(|| Step { label, formula: span.to_string(), zh: String::new(), en: String::new(), clause: "" });
}

fn basis(before: &GroupResult, now: &GroupResult, thresholds: Thresholds, trace: &mut impl Trace) -> ChangeBasis {
    let (before, now) = (&before.region, &now.region);
    let many = before.sections.count() >= SECTIONS_FOR_SHARES && now.sections.count() >= SECTIONS_FOR_SHARES;
    if many && let Some(shares) = by_shares(&before.sections, &now.sections, thresholds, trace) {
        return ChangeBasis::Shares(shares);
    }
    match (before.level(), now.level()) {
        (Some(before), Some(now)) => ChangeBasis::State { before, now, change: by_state(before, now, trace) },
        _ => ChangeBasis::Nothing,
    }
}
