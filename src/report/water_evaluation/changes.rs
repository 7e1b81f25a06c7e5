//! Two periods as tables, sentences and explanations.

use super::super::evaluation::view::KeyView;
use super::super::evaluation::words as span_words;
use super::super::explain::step;
use super::super::view::Explanation;
use super::groups::{group_by, group_name, share, state_text, stretch, way};
use super::notes::name;
use super::notes::span_key;
use crate::assess::{ChangeBasis, Group, GroupBy, GroupChange, GroupPeriod, WaterEvaluation};
use crate::calendar::{Month, Span};
use crate::grade::Class;
use crate::quantity::{Amount, Ratio};
use crate::trace::Recorder;
use crate::water::change::{Change, Matched};
use crate::words::{Text, view};

view! {
    /// Which two periods to compare.
    pub struct WaterChangeQuery {
        /// `river`, `basin`, `city`, `county`, `province`, `boundary` or `all`; empty for the first of them that the data have.
        pub by: String,
        /// Key of the later period; empty for the last.
        pub now: String,
        /// Key of the earlier one; empty for the same a year before.
        pub before: String,
    }

    /// Rivers, basins or regions in two periods.
    pub struct WaterChangesView {
        /// The finding, in one sentence.
        pub finding: Text,
        /// By what they are put together.
        pub by: KeyView,
        /// The earlier period.
        pub before: KeyView,
        /// The later one.
        pub now: KeyView,
        /// The groups that have data in both.
        pub rows: Vec<GroupChangeRow>,
        /// Names of groups that do not.
        pub left_out: Vec<Text>,
        /// What a reader must know beside the numbers.
        pub notices: Vec<Text>,
    }

    /// A river, basin or region in two periods.
    pub struct GroupChangeRow {
        /// Number that `explain_water_change` takes.
        pub number: u32,
        /// Its name.
        pub name: Text,
        /// The finding.
        pub finding: Text,
        /// `shares`, `state` or `nothing`.
        pub basis: String,
        /// The word for the change.
        pub change: Text,
        /// `better`, `worse`, `same`, or empty.
        pub direction: String,
        /// The word without natural background, where some was named.
        pub deducted: Text,
        /// Before.
        pub before: ChangeSide,
        /// Now.
        pub now: ChangeSide,
        /// Change of the share of Ⅰ–Ⅲ in percentage points, one decimal, with its sign.
        pub good_points: String,
        /// Change of the share of 劣Ⅴ in percentage points.
        pub worst_points: String,
        /// Sections with a class in both periods.
        pub common: u32,
        /// Only before.
        pub gone: u32,
        /// Only now.
        pub new: u32,
        /// Common ones of a better class.
        pub better: u32,
        /// Common ones of the same class.
        pub same: u32,
        /// Common ones of a worse class.
        pub worse: u32,
        /// Whether the same months have data in both periods.
        pub same_months: bool,
        /// Every section with a class in one of the periods.
        pub sections: Vec<SectionChangeRow>,
    }

    /// One of two periods of a group.
    pub struct ChangeSide {
        /// Sections with a class.
        pub evaluated: u32,
        /// Sections of class Ⅰ to Ⅲ.
        pub good: u32,
        /// Their share in per cent.
        pub good_share: String,
        /// Sections worse than Ⅴ.
        pub worst: u32,
        /// Their share in per cent.
        pub worst_share: String,
        /// State from 1 (优) to 5 (重度污染).
        pub level: Option<u8>,
        /// The state in words, with main pollutants.
        pub state: Text,
        /// Months with data.
        pub months: Text,
    }

    /// A section in two periods.
    pub struct SectionChangeRow {
        /// Its number.
        pub site: u32,
        /// Its name.
        pub name: String,
        /// Class before.
        pub before: Option<u8>,
        /// Class now.
        pub now: Option<u8>,
        /// By how many classes it got better; below zero worse.
        pub steps: Option<i8>,
        /// The word for the change of its state, or that it appeared or vanished.
        pub change: Text,
        /// `better`, `worse`, `same`, or empty.
        pub direction: String,
    }
}

/// `better`, `worse`, `same`, or empty where nothing can be said.
pub(super) const fn direction(change: Option<Change>) -> &'static str {
    match change {
        None => "",
        Some(Change::MarkedlyBetter | Change::Better) => "better",
        Some(Change::Unchanged) => "same",
        Some(Change::Worse | Change::MarkedlyWorse) => "worse",
    }
}

/// Two periods.
///
/// # Errors
/// When the query asks for what there is not.
pub fn water_changes(evaluation: &WaterEvaluation, query: &WaterChangeQuery) -> Result<WaterChangesView, String> {
    let (by, now) = (group_by(evaluation, &query.by)?, stretch(evaluation, &query.now)?);
    let before = match query.before.as_str() {
        "" => now.a_year_before(),
        key => super::super::evaluation::span(key)?,
    };
    let groups = evaluation.groups(by).groups;
    let (mut rows, mut left_out) = (Vec::new(), Vec::new());
    for (number, group) in groups.iter().enumerate() {
        match evaluation.change(group, before, now) {
            Some(change) => rows.push(row(evaluation, number, group, &change)),
            None => left_out.push(group_name(group)),
        }
    }
    Ok(WaterChangesView {
        finding: finding(&rows, before, now),
        by: way(by),
        before: span_key(before),
        now: span_key(now),
        notices: notices(evaluation, &rows),
        rows,
        left_out,
    })
}

/// A change with one decimal and its sign.
pub(super) fn signed(change: Option<Amount>) -> String {
    let sign = if change > Some(Amount::ZERO) { "+" } else { "" };
    change.map(|change| format!("{sign}{change:.1}")).unwrap_or_default()
}

fn row(evaluation: &WaterEvaluation, number: usize, group: &Group, change: &GroupChange) -> GroupChangeRow {
    let pairs = &change.pairs;
    let section = |section: &crate::assess::SectionChange| SectionChangeRow {
        site: section.site.0,
        name: name(evaluation, section.site),
        before: section.before.map(Class::number),
        now: section.now.map(Class::number),
        steps: section.steps,
        change: match section.change {
            Some(word) => word.words().into(),
            None if section.before.is_none() => Text::new("仅后一时段有", "only in the later period"),
            None => Text::new("仅前一时段有", "only in the earlier period"),
        },
        direction: direction(section.change).to_owned(),
    };
    let name = group_name(group);
    GroupChangeRow {
        number: u32::try_from(number).unwrap_or(u32::MAX),
        finding: sentence(&name, change),
        name,
        basis: match change.basis {
            ChangeBasis::Shares(_) => "shares",
            ChangeBasis::State { .. } => "state",
            ChangeBasis::Nothing => "nothing",
        }
        .to_owned(),
        change: change.basis.change().map(|change| change.words().into()).unwrap_or_default(),
        direction: direction(change.basis.change()).to_owned(),
        deducted: change
            .deducted
            .and_then(|basis| basis.change())
            .map(|change| change.words().into())
            .unwrap_or_default(),
        before: side(&change.before, &change.months[0]),
        now: side(&change.now, &change.months[1]),
        good_points: signed(change.points.and_then(|points| points.0.round(1))),
        worst_points: signed(change.points.and_then(|points| points.1.round(1))),
        common: pairs.common,
        gone: pairs.gone,
        new: pairs.new,
        better: pairs.better,
        same: pairs.same,
        worse: pairs.worse,
        same_months: change.same_months(),
        sections: change.sections.iter().map(section).collect(),
    }
}

fn side(period: &GroupPeriod, months: &[Month]) -> ChangeSide {
    let sections = &period.plain.region.sections;
    let (good, worst, all) = (sections.good(), sections.of(Class::WorseThanV), sections.count());
    ChangeSide {
        evaluated: all,
        good,
        good_share: share(good, all),
        worst,
        worst_share: share(worst, all),
        level: period.plain.region.level().map(|state| state as u8),
        state: state_text(&period.plain),
        months: months_text(months),
    }
}

/// `12 个月（2023-01 至 2023-12）`.
fn months_text(months: &[Month]) -> Text {
    let count = months.len();
    match (months.first(), months.last()) {
        (Some(first), Some(last)) if first != last => {
            Text::new(format!("{count} 个月（{first} 至 {last}）"), format!("{count} months ({first} to {last})"))
        }
        (Some(only), _) => Text::new(format!("1 个月（{only}）"), format!("1 month ({only})")),
        _ => Text::default(),
    }
}

fn sentence(name: &Text, change: &GroupChange) -> Text {
    let (was, is) = (span_words::span(change.before.span), span_words::span(change.now.span));
    let Some(word) = change.basis.change().map(Change::words) else {
        return Text::new(
            format!("{}：{}与 {}相比，没有两个时段都可以评价的断面，无法比较。", name.zh, is.zh, was.zh),
            format!(
                "{}: {} against {} cannot be compared, a period has no section with a class.",
                name.en, is.en, was.en
            ),
        );
    };
    let (mut zh, mut en) = (
        format!("{}：{}与 {}相比，水质{}", name.zh, is.zh, was.zh, word.zh),
        format!("{}: {} against {}: {}", name.en, is.en, was.en, word.en),
    );
    match (&change.basis, change.points) {
        (ChangeBasis::State { before, now, .. }, _) if before == now => {
            zh.push_str(&format!("，均为{}", now.words().zh));
            en.push_str(&format!(", {} in both", now.words().en));
        }
        (ChangeBasis::State { before, now, .. }, _) => {
            zh.push_str(&format!("，由{}到{}", before.words().zh, now.words().zh));
            en.push_str(&format!(", from {} to {}", before.words().en, now.words().en));
        }
        (_, Some((good, worst))) => {
            let (good_zh, good_en) = moved(good);
            let (worst_zh, worst_en) = moved(worst);
            zh.push_str(&format!("；Ⅰ～Ⅲ类断面比例{good_zh}，劣Ⅴ类{worst_zh}"));
            en.push_str(&format!("; the share of class I to III {good_en}, that of worse than V {worst_en}"));
        }
        _ => {}
    }
    let pairs = &change.pairs;
    zh.push_str(&format!("；共有的 {} 个断面中变好 {} 个、变差 {} 个", pairs.common, pairs.better, pairs.worse));
    en.push_str(&format!(
        "; of {} common sections {} are better and {} worse",
        pairs.common, pairs.better, pairs.worse
    ));
    if !change.same_months() {
        let [was, is] = change.months.each_ref().map(|months| months_text(months));
        zh.push_str(&format!("。两个时段的月份不同（{}与{}），不可直接比较", is.zh, was.zh));
        en.push_str(&format!(". The periods have different months ({} against {}) and do not compare", is.en, was.en));
    }
    Text::new(format!("{zh}。"), format!("{en}."))
}

/// `上升 5.0 个百分点`.
fn moved(points: Ratio) -> (String, String) {
    let size = points.magnitude().round(1).map(|size| format!("{size:.1}")).unwrap_or_default();
    match points.cmp(&Ratio::ZERO) {
        std::cmp::Ordering::Greater => (format!("上升 {size} 个百分点"), format!("rose by {size} percentage points")),
        std::cmp::Ordering::Less => (format!("下降 {size} 个百分点"), format!("fell by {size} percentage points")),
        std::cmp::Ordering::Equal => ("持平".to_owned(), "stayed".to_owned()),
    }
}

fn finding(rows: &[GroupChangeRow], before: Span, now: Span) -> Text {
    let (was, is) = (span_words::span(before), span_words::span(now));
    match rows {
        [] => Text::new(
            format!("没有在{}和{}都有数据的断面，无法比较。", was.zh, is.zh),
            format!("No section has data both in {} and in {}.", was.en, is.en),
        ),
        [one] => one.finding.clone(),
        rows => {
            let count = |wanted: &str| rows.iter().filter(|row| row.direction == wanted).count();
            let (all, better, worse, same) = (rows.len(), count("better"), count("worse"), count("same"));
            Text::new(
                format!(
                    "{}与 {}相比，{all} 组中好转 {better} 组、变差 {worse} 组、无明显变化 {same} 组。",
                    is.zh, was.zh
                ),
                format!(
                    "{} against {}: of {all} groups {better} are better, {worse} worse, {same} without a marked change.",
                    is.en, was.en
                ),
            )
        }
    }
}

fn notices(evaluation: &WaterEvaluation, rows: &[GroupChangeRow]) -> Vec<Text> {
    let plan = &evaluation.plan().changes;
    let (some, marked) = (plan.thresholds.some, plan.thresholds.marked);
    let mut notices = vec![
        Text::new(
            format!(
                "两个时段都有 5 个及以上断面时按比例判定：ΔG − ΔD 不超过 {some} 个百分点为无明显变化，超过 {some} 为有所变化，超过 {marked} 为明显变化；断面较少时按水质状况相差的级数判定（环办〔2011〕22号；阈值来自惯例，可改）"
            ),
            format!(
                "with 5 sections or more in both periods the shares decide: ΔG − ΔD of up to {some} percentage points is no \
                 marked change, above {some} some, above {marked} marked; with fewer the grades of the state do \
                 (环办〔2011〕22号; the numbers are known from practice and can be changed)"
            ),
        ),
        match plan.matched {
            Matched::All => Text::new(
                "各时段全部断面参与统计；断面不同的时段不宜直接比较，可选只统计共有断面",
                "all sections of each period are counted; periods of different sections compare badly, common sections can be chosen",
            ),
            Matched::Common => Text::new("只统计两个时段共有的断面", "only the common sections are counted"),
        },
    ];
    if rows.iter().any(|row| row.gone + row.new > 0) {
        notices.push(Text::new("有断面只在一个时段有类别", "some sections have a class in one of the periods only"));
    }
    if rows.iter().any(|row| !row.same_months) {
        notices.push(Text::new(
            "有些组两个时段有数据的月份不同：部分月份与全年相比没有意义，应选相同的月份",
            "some groups have other months in each period: a part of a year says little against a whole one",
        ));
    }
    notices
}

/// How a change came about.
#[must_use]
pub fn explain_water_change(
    evaluation: &WaterEvaluation,
    by: GroupBy,
    number: usize,
    (before, now): (Span, Span),
) -> Option<Explanation> {
    let groups = evaluation.groups(by);
    let group = groups.groups.get(number)?;
    let mut steps = Recorder::on();
    let change = evaluation.change_traced(group, before, now, &mut steps)?;
    let (name, was, is) = (group_name(group), span_words::span(before), span_words::span(now));
    let word = change.basis.change().map(|change| change.words().into());
    Some(Explanation {
        title: word.unwrap_or_else(|| Text::new("无法比较", "not comparable")),
        place: Text::new(
            format!("{} {} 与 {}", name.zh, is.zh, was.zh),
            format!("{}, {} against {}", name.en, is.en, was.en),
        ),
        steps: steps.into_steps().into_iter().map(step).collect(),
        readings: Vec::new(),
        others: Vec::new(),
        advice: if change.same_months() {
            Vec::new()
        } else {
            let [was, is] = change.months.each_ref().map(|months| months_text(months));
            vec![Text::new(
                format!("两个时段有数据的月份不同：前 {}，后 {}", was.zh, is.zh),
                format!("the periods have different months: {} before, {} now", was.en, is.en),
            )]
        },
    })
}

/// The head of [`water_changes_table`].
#[must_use]
pub fn water_changes_head() -> Vec<String> {
    const HEAD: [&str; 23] = [
        "by",
        "name",
        "section",
        "before",
        "now",
        "basis",
        "change",
        "direction",
        "evaluated_before",
        "evaluated_now",
        "share_good_before",
        "share_good_now",
        "good_points",
        "share_worst_before",
        "share_worst_now",
        "worst_points",
        "state_before",
        "state_now",
        "class_before",
        "class_now",
        "class_steps",
        "common_sections",
        "same_months",
    ];
    HEAD.iter().map(|name| (*name).to_owned()).collect()
}

/// One row a group, followed by one a section of it.
#[must_use]
pub fn water_changes_table(view: &WaterChangesView, zh: bool) -> Vec<Vec<String>> {
    let said = |text: &Text| if zh { text.zh.clone() } else { text.en.clone() };
    let class = |number: Option<u8>| {
        number.and_then(Class::from_number).map(|class| said(&class.words().into())).unwrap_or_default()
    };
    let mut rows = Vec::new();
    for row in &view.rows {
        let begin = |section: &str| {
            vec![
                view.by.key.clone(),
                said(&row.name),
                section.to_owned(),
                view.before.key.clone(),
                view.now.key.clone(),
            ]
        };
        let mut cells = begin("");
        cells.extend([
            row.basis.clone(),
            said(&row.change),
            row.direction.clone(),
            row.before.evaluated.to_string(),
            row.now.evaluated.to_string(),
            row.before.good_share.clone(),
            row.now.good_share.clone(),
            row.good_points.clone(),
            row.before.worst_share.clone(),
            row.now.worst_share.clone(),
            row.worst_points.clone(),
            said(&row.before.state),
            said(&row.now.state),
        ]);
        cells.resize(21, String::new());
        cells.extend([row.common.to_string(), row.same_months.to_string()]);
        rows.push(cells);
        for section in &row.sections {
            let mut cells = begin(&section.name);
            cells.extend(["state".to_owned(), said(&section.change), section.direction.clone()]);
            cells.resize(18, String::new());
            let steps = section.steps.map(|steps| steps.to_string()).unwrap_or_default();
            cells.extend([class(section.before), class(section.now), steps]);
            cells.resize(23, String::new());
            rows.push(cells);
        }
    }
    rows
}
