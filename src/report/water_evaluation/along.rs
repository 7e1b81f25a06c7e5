//! Rivers from the source to the mouth as tables, sentences and explanations.

use super::super::evaluation::view::KeyView;
use super::super::evaluation::words as span_words;
use super::super::explain::step;
use super::super::view::Explanation;
use super::changes::{direction, signed};
use super::groups::{group_by, group_name, stretch};
use super::notes::name;
use super::notes::span_key;
use super::sections::value;
use crate::assess::{Group, GroupBy, RiverOrder, RiverProfile, SectionPeriod, WaterEvaluation};
use crate::calendar::Span;
use crate::grade::Class;
use crate::parameter::Parameter;
use crate::standard::gb3838;
use crate::trace::Recorder;
use crate::water::Items;
use crate::water::multiple;
use crate::water::region::{ItemChange, Reach};
use crate::water::section::CLASS_ITEMS;
use crate::words::{Text, view};

view! {
    /// Which river to send.
    pub struct RiverQuery {
        /// By what sections are put together: `river`, `basin` and so on; empty for the first that the data have.
        pub by: String,
        /// Number of the group.
        pub number: u32,
        /// Key of the stretch; empty for the last.
        pub span: String,
    }

    /// A river from the source to the mouth.
    pub struct RiverView {
        /// The finding, in one sentence.
        pub finding: Text,
        /// Its name.
        pub name: Text,
        /// The stretch.
        pub span: KeyView,
        /// Whether the data give the places of all sections along the river; otherwise they stand in the order of the data.
        pub ordered: bool,
        /// The sections with a class.
        pub sections: Vec<RiverSection>,
        /// From each to the next.
        pub reaches: Vec<ReachRow>,
        /// The items that a section has, with their limits.
        pub items: Vec<RiverItem>,
        /// Names of sections without a class in the stretch.
        pub without: Vec<String>,
        /// What a reader must know beside the numbers.
        pub notices: Vec<Text>,
    }

    /// A section of a river.
    pub struct RiverSection {
        /// Number that `explain_section` takes.
        pub site: u32,
        /// Its name.
        pub name: String,
        /// Class 1 to 6.
        pub class: u8,
        /// State in words.
        pub state: Text,
        /// Main pollutants against class Ⅲ with their multiples.
        pub main: Text,
        /// Target class.
        pub target: Option<u8>,
        /// `attained`, `exceeded` or `not-assessable`; null without a target.
        pub verdict: Option<String>,
    }

    /// From a section to the next one downstream.
    pub struct ReachRow {
        /// Name of the upper section.
        pub from: String,
        /// Name of the lower section.
        pub to: String,
        /// Class of the upper section.
        pub from_class: Option<u8>,
        /// Class of the lower section.
        pub to_class: Option<u8>,
        /// The word for the change of the state.
        pub change: Text,
        /// `better`, `worse` or `same`.
        pub direction: String,
        /// Items of a worse class downstream.
        pub worse: Vec<Text>,
        /// Items of a better class downstream.
        pub better: Vec<Text>,
        /// Every item that both have.
        pub items: Vec<ReachItem>,
    }

    /// An item on its way.
    pub struct ReachItem {
        /// Key of the item.
        pub key: String,
        /// Change in per cent, one decimal, with its sign; empty for pH and above zero.
        pub percent: String,
    }

    /// An item along a river.
    pub struct RiverItem {
        /// Key.
        pub key: String,
        /// Name.
        pub name: Text,
        /// Unit.
        pub unit: String,
        /// Limits of Ⅰ to Ⅴ as printed; empty where the item is not graded.
        pub limits: Vec<String>,
        /// Whether more is better.
        pub at_least: bool,
        /// The means of the sections, empty where one does not have the item; `<0.02` below detection.
        pub values: Vec<String>,
        /// Its class at each section.
        pub classes: Vec<Option<u8>>,
    }
}

/// A river over a period; `None` where none of its sections has a class there.
///
/// # Errors
/// When the query asks for what there is not.
pub fn river(evaluation: &WaterEvaluation, query: &RiverQuery) -> Result<Option<RiverView>, String> {
    let (by, span) = (group_by(evaluation, &query.by)?, stretch(evaluation, &query.span)?);
    let groups = evaluation.groups(by);
    let Some(group) = groups.groups.get(query.number as usize) else { return Ok(None) };
    Ok(evaluation.along(group, span).map(|profile| view_of(evaluation, group, &profile)))
}

fn view_of(evaluation: &WaterEvaluation, group: &Group, profile: &RiverProfile) -> RiverView {
    let section = |section: &SectionPeriod| {
        let judged = &section.judged;
        Some(RiverSection {
            site: section.site.0,
            name: name(evaluation, section.site),
            class: judged.grade.class?.number(),
            state: judged.grade.state()?.into(),
            main: multiple::text(&judged.main),
            target: judged.target.map(|(target, _)| target.number()),
            verdict: judged.target.map(|(_, verdict)| verdict.key().to_owned()),
        })
    };
    let group_name = group_name(group);
    RiverView {
        finding: finding(evaluation, &group_name, profile),
        name: group_name,
        span: span_key(profile.span),
        ordered: profile.order == RiverOrder::Given,
        sections: profile.sections.iter().filter_map(section).collect(),
        reaches: profile.reaches.iter().map(|reach| reach_row(evaluation, reach)).collect(),
        items: items(profile),
        without: profile.without.iter().map(|&site| name(evaluation, site)).collect(),
        notices: notices(profile, group.by),
    }
}

fn names(items: Items) -> Vec<Text> {
    items.iter().map(|item| item.name().into()).collect()
}

fn reach_row(evaluation: &WaterEvaluation, reach: &Reach) -> ReachRow {
    let item = |item: &ItemChange| ReachItem { key: item.item.item().key.to_owned(), percent: signed(item.percent) };
    ReachRow {
        from: name(evaluation, reach.from),
        to: name(evaluation, reach.to),
        from_class: reach.classes[0].map(Class::number),
        to_class: reach.classes[1].map(Class::number),
        change: reach.change.map(|change| change.words().into()).unwrap_or_default(),
        direction: direction(reach.change).to_owned(),
        worse: names(reach.worse),
        better: names(reach.better),
        items: reach.items.iter().map(item).collect(),
    }
}

fn items(profile: &RiverProfile) -> Vec<RiverItem> {
    let has = |section: &SectionPeriod, item: Parameter| section.means.iter().any(|mean| mean.item == item);
    let there = CLASS_ITEMS.iter().filter(|item| profile.sections.iter().any(|section| has(section, *item)));
    let of = |item: Parameter| {
        let row = gb3838::river(item);
        let mean = |section: &SectionPeriod| {
            section.means.iter().find(|mean| mean.item == item).map(value).unwrap_or_default()
        };
        RiverItem {
            key: item.item().key.to_owned(),
            name: item.name().into(),
            unit: item.item().unit.name().to_owned(),
            limits: row.map(|row| row.printed.map(str::to_owned).to_vec()).unwrap_or_default(),
            at_least: row.is_some_and(|row| row.rule == gb3838::Rule::AtLeast),
            values: profile.sections.iter().map(mean).collect(),
            classes: profile.sections.iter().map(|one| one.judged.grade.of(item).map(Class::number)).collect(),
        }
    };
    there.map(of).collect()
}

fn finding(evaluation: &WaterEvaluation, river: &Text, profile: &RiverProfile) -> Text {
    let span = span_words::span(profile.span);
    let count = profile.sections.len();
    let ends = |section: &SectionPeriod| {
        let class = section.judged.grade.class.map_or(("–", "–"), |class| (class.words().zh, class.words().en));
        let name = name(evaluation, section.site);
        (format!("{name}{}类", class.0), format!("{name} (class {})", class.1))
    };
    let (Some(first), Some(last)) = (profile.sections.first().map(ends), profile.sections.last().map(ends)) else {
        return Text::default();
    };
    if count == 1 {
        return Text::new(
            format!("{}，{}只有 1 个断面有类别：{}。", span.zh, river.zh, first.0),
            format!("{}, {}: only one section has a class, {}.", span.en, river.en, first.1),
        );
    }
    let (mut zh, mut en) = (
        format!("{}，{} {count} 个断面由{}到{}", span.zh, river.zh, first.0, last.0),
        format!("{}, {}: {count} sections from {} to {}", span.en, river.en, first.1, last.1),
    );
    let worse: Vec<&Reach> = profile.reaches.iter().filter(|reach| direction(reach.change) == "worse").collect();
    if worse.is_empty() {
        zh.push_str("，沿程没有断面的状况比上一个断面差");
        en.push_str("; none is in a worse state than the one above it");
    } else {
        let of = |reach: &&Reach| {
            let (from, to) = (name(evaluation, reach.from), name(evaluation, reach.to));
            let by = if reach.worse.is_empty() {
                (String::new(), String::new())
            } else {
                (format!("（{}）", reach.worse.names_zh()), format!(" ({})", reach.worse.names_en()))
            };
            (format!("{from}至{to}{}", by.0), format!("{from} to {to}{}", by.1))
        };
        let (those_zh, those_en): (Vec<String>, Vec<String>) = worse.iter().map(of).unzip();
        zh.push_str(&format!("；{} 个河段变差：{}", worse.len(), those_zh.join("、")));
        en.push_str(&format!("; it gets worse in {} reaches: {}", worse.len(), those_en.join(", ")));
    }
    Text::new(format!("{zh}。"), format!("{en}."))
}

fn notices(profile: &RiverProfile, by: GroupBy) -> Vec<Text> {
    let mut notices = Vec::new();
    if profile.order == RiverOrder::Data {
        notices.push(Text::new(
            "数据没有给出全部断面的上下游顺序，按数据中的先后排列；加“上下游顺序”列可按河流顺序排列",
            "the data do not give the place of every section along the river, so they stand in the order of the data; a \
             column 上下游顺序 puts them in order",
        ));
    }
    if by != GroupBy::River {
        notices.push(Text::new(
            "所列断面不一定在同一条河上，上下游对比仅供参考",
            "these sections need not lie on one river, so reaches are for information only",
        ));
    }
    if !profile.without.is_empty() {
        notices.push(Text::new(
            "没有类别的断面不参加对比，由相邻的断面直接比较",
            "sections without a class are passed over; their neighbours are compared with each other",
        ));
    }
    notices
}

/// How the comparison along a river came about.
#[must_use]
pub fn explain_river(evaluation: &WaterEvaluation, by: GroupBy, number: usize, span: Span) -> Option<Explanation> {
    let groups = evaluation.groups(by);
    let group = groups.groups.get(number)?;
    let mut steps = Recorder::on();
    let profile = evaluation.along_traced(group, span, &mut steps)?;
    let (name, period) = (group_name(group), span_words::span(span));
    Some(Explanation {
        title: finding(evaluation, &name, &profile),
        place: Text::new(format!("{} {}", name.zh, period.zh), format!("{}, {}", name.en, period.en)),
        steps: steps.into_steps().into_iter().map(step).collect(),
        readings: Vec::new(),
        others: Vec::new(),
        advice: vec![Text::new(
            "总磷按河流限值；类别变差说明该河段有污染汇入或自净不足，不说明来源",
            "total phosphorus by the limits of rivers; a worse class says that something entered or was not degraded on the \
             way, not from where",
        )],
    })
}

/// The head of [`river_table`].
#[must_use]
pub fn river_head(view: &RiverView) -> Vec<String> {
    let head = ["river", "period", "section", "class", "state", "main_pollutants", "target", "verdict", "change"];
    let items = view.items.iter().flat_map(|item| {
        let key = item.key.replace('-', "_");
        [key.clone(), format!("{key}_class")]
    });
    head.into_iter().map(str::to_owned).chain(items).collect()
}

/// One row a section; `change` is that from the section before.
#[must_use]
pub fn river_table(view: &RiverView, zh: bool) -> Vec<Vec<String>> {
    let said = |text: &Text| if zh { text.zh.clone() } else { text.en.clone() };
    let class = |number: Option<u8>| {
        number.and_then(Class::from_number).map(|class| said(&class.words().into())).unwrap_or_default()
    };
    let row = |(at, section): (usize, &RiverSection)| {
        let reach = at.checked_sub(1).and_then(|before| view.reaches.get(before));
        let mut cells = vec![
            said(&view.name),
            view.span.key.clone(),
            section.name.clone(),
            class(Some(section.class)),
            said(&section.state),
            said(&section.main),
            class(section.target),
            section.verdict.clone().unwrap_or_default(),
            reach.map(|reach| said(&reach.change)).unwrap_or_default(),
        ];
        for item in &view.items {
            cells.push(item.values.get(at).cloned().unwrap_or_default());
            cells.push(class(item.classes.get(at).copied().flatten()));
        }
        cells
    };
    view.sections.iter().enumerate().map(row).collect()
}
