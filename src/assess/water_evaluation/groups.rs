//! Sections of a river, basin or region together.

use super::targets::DocumentedTargets;
use super::{Fallen, SectionPeriod, WaterEvaluation, judged};
use crate::calendar::{Month, Span};
use crate::grade::{Class, Verdict};
use crate::observation::{Boundary, Site, SiteId};
use crate::parameter::Parameter;
use crate::plan::Body;
use crate::trace::{Recorder, Step, Trace};
use crate::water::mean::Mean;
use crate::water::places::PlaceMeans;
use crate::water::region::{Denominator, Region, TargetResult, Targets, evaluate_graded};
use crate::water::section::Choices;
use crate::words::Words;

/// By what sections are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum GroupBy {
    /// 河流.
    River,
    /// 流域, 水系.
    #[default]
    Basin,
    /// 市州.
    City,
    /// 区县.
    County,
    /// 省份.
    Province,
    /// 交界断面: by the boundary they stand at. The state of a river there is charged to the region upstream.
    Boundary,
    /// 全部断面.
    All,
}

impl GroupBy {
    /// All of them.
    pub const ALL: [GroupBy; 7] = [
        GroupBy::River,
        GroupBy::Basin,
        GroupBy::City,
        GroupBy::County,
        GroupBy::Province,
        GroupBy::Boundary,
        GroupBy::All,
    ];

    /// Stable key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            GroupBy::River => "river",
            GroupBy::Basin => "basin",
            GroupBy::City => "city",
            GroupBy::County => "county",
            GroupBy::Province => "province",
            GroupBy::Boundary => "boundary",
            GroupBy::All => "all",
        }
    }

    /// The one with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<GroupBy> {
        GroupBy::ALL.into_iter().find(|by| by.key() == key)
    }

    /// What it is called.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            GroupBy::River => Words::new("河流", "river"),
            GroupBy::Basin => Words::new("流域", "basin"),
            GroupBy::City => Words::new("市州", "city"),
            GroupBy::County => Words::new("区县", "county"),
            GroupBy::Province => Words::new("省份", "province"),
            GroupBy::Boundary => Words::new("交界断面", "boundary"),
            GroupBy::All => Words::new("全部断面", "all sections"),
        }
    }

    /// What the data say of a site; empty where they say nothing.
    fn of(self, site: &Site) -> &str {
        match self {
            GroupBy::River => &site.river,
            GroupBy::Basin => &site.basin,
            GroupBy::City => &site.city,
            GroupBy::County => &site.county,
            GroupBy::Province => &site.province,
            GroupBy::Boundary => site.boundary.map_or("", Boundary::key),
            GroupBy::All => "all",
        }
    }
}

/// Whether points of lakes and reservoirs count as sections of their basin, city or province.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum LakePoints {
    /// They do not: rivers are evaluated by their sections, lakes by themselves (环办〔2011〕22号).
    #[default]
    LeftOut,
    /// They do, each graded by the limits of lakes, as in the headline shares of national and provincial releases. They
    /// never enter the means over sections.
    Counted,
}

/// What an evaluation of sections together leaves open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GroupPlan {
    /// What exceedance rates are rates of.
    pub denominator: Denominator,
    /// Whether points of lakes count as sections.
    pub lake_points: LakePoints,
    /// Natural background (自然背景值): items of sections, by name, that are there by nature. Results are given with them
    /// and, beside that, without them. Which they are no rule lists; national releases publish both.
    pub background: Vec<(String, Parameter)>,
    /// A set of targets that documents state, for sections of which neither the data nor the person say one.
    pub documented_targets: Option<DocumentedTargets>,
}

/// Sections that are evaluated together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// By what.
    pub by: GroupBy,
    /// Name of the river, basin or region as the data write it; the key of the boundary; empty for all sections.
    pub name: String,
    /// The sections in the order of the data.
    pub members: Vec<SiteId>,
}

/// All groups of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groups {
    /// The groups in the order of the data.
    pub groups: Vec<Group>,
    /// Sections of which the data do not say where they belong.
    pub ungrouped: Vec<SiteId>,
}

/// The evaluation of a group, with or without natural background.
#[derive(Debug, Clone)]
pub struct GroupResult {
    /// Counts, shares, state, main pollutants, and the class of each section that has samples.
    pub region: Region,
    /// Sections against their targets, with multiples of the limits of the target.
    pub targets: Targets,
}

/// A group over a period.
#[derive(Debug, Clone)]
pub struct GroupPeriod {
    /// The period.
    pub span: Span,
    /// Its sections with samples in the period, evaluated one by one.
    pub sections: Vec<SectionPeriod>,
    /// Sections without a sample in the period. They are in no share.
    pub not_monitored: Vec<SiteId>,
    /// What is averaged where fewer than five sections have a class: the sections of rivers, or points of lakes where there
    /// are no others.
    pub averaged: PlaceMeans,
    /// The result.
    pub plain: GroupResult,
    /// The result without natural background; `None` where none was named for these sections.
    pub deducted: Option<GroupResult>,
}

impl GroupPeriod {
    /// Sections that have samples and no class, with the reason.
    pub fn fallen(&self) -> impl Iterator<Item = (SiteId, Fallen)> {
        self.sections.iter().filter_map(|section| Some((section.site, section.judged.fallen?)))
    }

    /// The result that is published: without natural background where some was named.
    #[must_use]
    pub fn published(&self) -> &GroupResult {
        self.deducted.as_ref().unwrap_or(&self.plain)
    }
}

impl WaterEvaluation {
    /// Sections, put together by what the data say of them.
    #[must_use]
    pub fn groups(&self, by: GroupBy) -> Groups {
        let mut groups = Groups { groups: Vec::new(), ungrouped: Vec::new() };
        for site in self.group_sites() {
            let name = by.of(self.table().site(site)).trim();
            if name.is_empty() {
                // A section at no boundary is missing nowhere.
                if by != GroupBy::Boundary {
                    groups.ungrouped.push(site);
                }
                continue;
            }
            let name = if by == GroupBy::All { "" } else { name };
            match groups.groups.iter_mut().find(|group| group.name == name) {
                Some(group) => group.members.push(site),
                None => groups.groups.push(Group { by, name: name.to_owned(), members: vec![site] }),
            }
        }
        groups
    }

    /// The sites that can stand in a group: sections of rivers, and points of lakes where they count as sections.
    fn group_sites(&self) -> Vec<SiteId> {
        let mut sites = self.sections().to_vec();
        if self.plan().groups.lake_points == LakePoints::Counted {
            sites.extend(self.lakes().iter().flat_map(|lake| &lake.points));
            crate::sorting::sort_by_key(&mut sites, |site| *site);
        }
        sites
    }

    /// A group over a period; `None` where none of its sections has a sample there.
    #[must_use]
    pub fn group(&self, group: &Group, span: Span) -> Option<GroupPeriod> {
        self.together(&group.members, span, &mut Recorder::off())
    }

    /// A group over a period, with its steps told to a trace.
    pub fn group_traced(&self, group: &Group, span: Span, trace: &mut impl Trace) -> Option<GroupPeriod> {
        self.together(&group.members, span, trace)
    }

    /// Any sections over a period.
    pub(super) fn together(&self, members: &[SiteId], span: Span, trace: &mut impl Trace) -> Option<GroupPeriod> {
        let (mut sections, mut not_monitored) = (Vec::new(), Vec::new());
        for &site in members {
            match self.section(site, span) {
                Some(section) => sections.push(section),
                None => not_monitored.push(site),
            }
        }
        if sections.is_empty() {
            return None;
        }
        let background = self.background(&sections);
        let deducted = (!background.is_empty()).then(|| self.result(&sections, &background, &mut Recorder::off()).0);
        let (plain, averaged) = self.result(&sections, &[], trace);
        Some(GroupPeriod { span, sections, not_monitored, averaged, plain, deducted })
    }

    /// How a group comes about without natural background; `None` where none was named for its sections.
    pub fn group_deducted_traced(&self, group: &Group, span: Span, trace: &mut impl Trace) -> Option<GroupResult> {
        let of_span = |site: &SiteId| self.section(*site, span);
        let sections: Vec<SectionPeriod> = group.members.iter().filter_map(of_span).collect();
        let background = self.background(&sections);
        (!background.is_empty()).then(|| self.result(&sections, &background, trace).0)
    }

    /// The named items of natural background that these sections have.
    fn background(&self, sections: &[SectionPeriod]) -> Vec<(SiteId, Parameter)> {
        let mut found = Vec::new();
        for section in sections {
            let site = self.table().site(section.site);
            let named =
                self.plan().groups.background.iter().filter(|(name, _)| *name == site.name || *name == site.label());
            let measured = |item: Parameter| section.means.iter().any(|mean| mean.item == item);
            found.extend(named.filter(|(_, item)| measured(*item)).map(|(_, item)| (section.site, *item)));
        }
        found
    }

    fn result(
        &self,
        sections: &[SectionPeriod],
        background: &[(SiteId, Parameter)],
        trace: &mut impl Trace,
    ) -> (GroupResult, PlaceMeans) {
        let without = |section: &SectionPeriod| -> Vec<Mean> {
            let taken =
                |mean: &&Mean| self.plan().items.takes(mean.item) && !background.contains(&(section.site, mean.item));
            section.means.iter().filter(taken).copied().collect()
        };
        let body_of = |section: &SectionPeriod| section.judged.choices.body;
        let with_class = |section: &&SectionPeriod| section.judged.grade.class.is_some();
        let body = match sections.iter().filter(with_class).any(|section| body_of(section) == Body::River) {
            true => Body::River,
            false => sections.first().map_or(Body::River, body_of),
        };
        let (mut grades, mut targets, mut averaged) = (Vec::new(), Vec::new(), PlaceMeans::default());
        for section in sections {
            let means = without(section);
            let again = background.iter().any(|(site, _)| *site == section.site).then(|| {
                let items: Vec<_> = means.iter().map(|mean| (mean.item, mean.reading)).collect();
                let old = &section.judged;
                let target = old.target.map(|(target, _)| target);
                judged(&items, old.choices, old.body_known, target, false, &mut Recorder::off())
            });
            // What has no class for another reason than its items stays without one.
            let result = again.as_ref().filter(|_| section.judged.fallen.is_none()).unwrap_or(&section.judged);
            if result.grade.class.is_some() && body_of(section) == body {
                averaged.give(section.site, means);
            }
            grades.push((section.site, result.grade));
            targets.push(TargetResult {
                place: section.site,
                class: result.grade.class,
                target: result.target.map(|(target, _)| target),
                verdict: result.target.map_or(Verdict::NotAssessable, |(_, verdict)| verdict),
                over: result.over_target.clone(),
            });
        }
        trace.step(|| self.tell_classes(&grades.iter().map(|(site, grade)| (*site, grade.class)).collect::<Vec<_>>()));
        if !background.is_empty() {
            trace.step(|| self.tell_background(background));
        }
        let plan = self.plan();
        let choices = Choices { body, rounding: plan.rounding.of_means(), saturation: plan.saturation };
        let region = evaluate_graded(grades, &averaged, choices, plan.groups.denominator, trace);
        let targets = match targets.iter().any(|result| result.target.is_some()) {
            true => Targets::of(targets, trace),
            false => Targets::of(targets, &mut Recorder::off()),
        };
        (GroupResult { region, targets }, averaged)
    }

    fn tell_classes(&self, classes: &[(SiteId, Option<Class>)]) -> Step {
        let said = |(site, class): &(SiteId, Option<Class>)| {
            format!("{} {}", self.table().site(*site).label(), class.map_or("–", |class| class.words().zh))
        };
        let count = classes.len();
        let without = classes.iter().filter(|(_, class)| class.is_none()).count();
        Step {
            label: Words::new("各断面水质类别", "Class of each section"),
            formula: classes.iter().map(said).collect::<Vec<_>>().join("; "),
            zh: format!("{count} 个有数据的断面，其中 {without} 个没有类别，不参加统计"),
            en: format!("{count} sections with data, {without} of them without a class, which are in no share"),
            clause: "环办〔2011〕22号",
        }
    }

    fn tell_background(&self, background: &[(SiteId, Parameter)]) -> Step {
        let said =
            |(site, item): &(SiteId, Parameter)| format!("{} {}", self.table().site(*site).label(), item.symbol());
        Step {
            label: Words::new("扣除自然背景", "Natural background deducted"),
            formula: background.iter().map(said).collect::<Vec<_>>().join("; "),
            zh: "所列断面的所列指标由自然背景引起（由使用者声明），不参加评价".to_owned(),
            en: "these items of these sections are there by nature, as declared by the user, and are not evaluated"
                .to_owned(),
            clause: "",
        }
    }

    /// The months of a period in which a section of a group has samples, ascending.
    #[must_use]
    pub fn months_with_data(&self, members: &[SiteId], span: Span) -> Vec<Month> {
        let mut months: Vec<Month> = match span {
            Span::Days(first, last) if !span.is_whole_months() => {
                let samples = members.iter().flat_map(|&site| self.table().samples(site));
                let inside = samples.filter(|sample| (first..=last).contains(&sample.stamp.date()));
                inside.filter(|sample| sample.suspended.is_empty()).map(|sample| sample.stamp.year_month()).collect()
            }
            _ => {
                let all = members.iter().flat_map(|&site| self.months_in(site, span));
                all.filter(|month| month.used > 0).map(|month| month.month).collect()
            }
        };
        crate::sorting::sort_by_key(&mut months, |month| *month);
        months.dedup();
        months
    }
}
