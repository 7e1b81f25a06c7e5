//! Rivers, basins and regions as tables, sentences and explanations.

use super::super::evaluation::view::KeyView;
use super::super::evaluation::words as span_words;
use super::super::explain::step;
use super::super::view::{Explanation, ReadingView};
use super::notes::name;
use super::notes::span_key;
use crate::assess::{
    ChangePlan, DocumentedTargets, Enough, Fallen, Group, GroupBy, GroupPeriod, GroupPlan, GroupResult, LakePoints,
    TrendPlan, WaterEvaluation, WaterPlan,
};
use crate::calendar::Span;
use crate::grade::{Class, Verdict};
use crate::observation::{Boundary, SiteId};
use crate::parameter::{Medium, Parameter};
use crate::quantity::{Amount, Missing, Reading};
use crate::statistics::percent;
use crate::statistics::trend::{CriticalValues, Level};
use crate::trace::Recorder;
use crate::water::change::{Matched, Thresholds};
use crate::water::multiple;
use crate::water::region::{self, Basis, Denominator};
use crate::water::share::Sections;
use crate::words::{Text, Words, view};

view! {
    /// What a person chose for sections together, for two periods and for trends. Empty texts and lists stand for the
    /// defaults.
    #[derive(Default)]
    pub struct BasinChoices {
        /// Exceedance rates of `all-sections` with a class (default) or of the `sections-with-item`.
        pub denominator: String,
        /// Points of lakes are `left-out` of rivers, basins and regions (default) or `counted` as sections.
        pub lake_points: String,
        /// Items of sections that are there by nature.
        pub background: Vec<BackgroundChoice>,
        /// Targets that documents state, for sections without one: `none` (default) or `qinghai-outbound`.
        pub documented_targets: String,
        /// Two periods: `all` sections of each (default) or the `common` ones.
        pub matched: String,
        /// Percentage points above which shares have changed somewhat; empty for 10.
        pub some_points: String,
        /// Percentage points above which shares have changed markedly; empty for 20.
        pub marked_points: String,
        /// Level of significance of the rank correlation: `0.05` (default) or `0.01`.
        pub level: String,
        /// Critical values for 12 and 14 periods: `common` (default: 0.506 and 0.456) or `other` (0.497 and 0.457).
        pub critical_values: String,
    }

    /// An item of a section that is there by nature.
    pub struct BackgroundChoice {
        /// Name of the section.
        pub section: String,
        /// Key or name of the item.
        pub item: String,
    }

    /// Which groups to send.
    pub struct GroupQuery {
        /// `river`, `basin`, `city`, `county`, `province`, `boundary` or `all`; empty for the first of them that the data have.
        pub by: String,
        /// Key of the stretch; empty for the last.
        pub span: String,
    }

    /// Rivers, basins or regions over a period.
    pub struct GroupsView {
        /// The finding, in one sentence.
        pub finding: Text,
        /// By what they are put together.
        pub by: KeyView,
        /// By what the data allow to put them together.
        pub ways: Vec<KeyView>,
        /// The stretch.
        pub span: KeyView,
        /// The groups in the order of the data.
        pub rows: Vec<GroupRow>,
        /// Sections of which the data do not say where they belong.
        pub ungrouped: Vec<String>,
        /// What a reader must know beside the numbers.
        pub notices: Vec<Text>,
    }

    /// A river, basin or region over a period.
    pub struct GroupRow {
        /// Number that `explain_group` takes.
        pub number: u32,
        /// Its name.
        pub name: Text,
        /// The finding, as a bulletin puts it.
        pub finding: Text,
        /// Sections that belong to it.
        pub members: u32,
        /// The result.
        pub plain: GroupNumbers,
        /// The result without natural background, where some was named.
        pub deducted: Option<GroupNumbers>,
        /// Its sections with a class.
        pub sections: Vec<GroupSection>,
        /// Its sections that are in no share, and why.
        pub left_out: Vec<LeftOutSection>,
        /// Sections with fewer months than the period needs.
        pub thin: u32,
    }

    /// The numbers of a river, basin or region.
    pub struct GroupNumbers {
        /// Sections with a class.
        pub evaluated: u32,
        /// Sections of each class, Ⅰ first.
        pub classes: Vec<u32>,
        /// Their shares in per cent.
        pub shares: Vec<String>,
        /// Sections of class Ⅰ to Ⅲ.
        pub good: u32,
        /// Their share in per cent.
        pub good_share: String,
        /// Share of 劣Ⅴ in per cent.
        pub worst_share: String,
        /// `means` (fewer than five sections), `shares` or `nothing`.
        pub basis: String,
        /// Class of the means, 1 to 6; only where they are graded.
        pub class: Option<u8>,
        /// State from 1 (优) to 5 (重度污染).
        pub level: Option<u8>,
        /// The state in words.
        pub state: Text,
        /// Whether the shares are exactly 60 % and 40 %, where copies of the rule differ.
        pub unclear: bool,
        /// Main pollutants with multiples (means) or exceedance rates (shares).
        pub main: Text,
        /// Sections with a class and a target.
        pub with_target: u32,
        /// Those that meet it.
        pub on_target: u32,
        /// Their share in per cent; empty without targets.
        pub target_rate: String,
        /// Those that do not meet it.
        pub off_target: Vec<OffTarget>,
    }

    /// A section of a group.
    pub struct GroupSection {
        /// Number that `explain_section` takes.
        pub site: u32,
        /// Its name.
        pub name: String,
        /// Class 1 to 6.
        pub class: u8,
        /// Class without natural background, where it is another.
        pub deducted: Option<u8>,
        /// Main pollutants against class Ⅲ with their multiples.
        pub main: Text,
    }

    /// A section that is in no share.
    pub struct LeftOutSection {
        /// Its number.
        pub site: u32,
        /// Its name.
        pub name: String,
        /// Why.
        pub why: Text,
    }

    /// A section that does not meet its target.
    pub struct OffTarget {
        /// Its number.
        pub site: u32,
        /// Its name.
        pub name: String,
        /// Target class.
        pub target: u8,
        /// Class 1 to 6.
        pub class: Option<u8>,
        /// Items over the target with the multiples of **its** limits.
        pub over: Text,
    }
}

/// Takes choices into a plan.
///
/// # Errors
/// A message that names the choice and what was expected.
pub fn choose_basins(plan: &mut WaterPlan, choices: &BasinChoices) -> Result<(), String> {
    let background = |choice: &BackgroundChoice| {
        let item = Parameter::from_key(&choice.item).or_else(|| Parameter::read_in(&choice.item, Medium::Water));
        let item = item.filter(|item| item.item().medium == Medium::Water);
        let item = item.ok_or_else(|| format!("background «{}»: not an item of water", choice.item))?;
        Ok((choice.section.clone(), item))
    };
    plan.groups = GroupPlan {
        denominator: match choices.denominator.as_str() {
            "" | "all-sections" => Denominator::AllSections,
            "sections-with-item" => Denominator::SectionsWithItem,
            key => return Err(format!("denominator «{key}»: expected all-sections or sections-with-item")),
        },
        lake_points: match choices.lake_points.as_str() {
            "" | "left-out" => LakePoints::LeftOut,
            "counted" => LakePoints::Counted,
            key => return Err(format!("lake_points «{key}»: expected left-out or counted")),
        },
        background: choices.background.iter().map(background).collect::<Result<_, String>>()?,
        documented_targets: match choices.documented_targets.as_str() {
            "" | "none" => None,
            key => Some(
                DocumentedTargets::from_key(key)
                    .ok_or_else(|| format!("documented_targets «{key}»: expected none or qinghai-outbound"))?,
            ),
        },
    };
    let default = Thresholds::default();
    let thresholds = Thresholds {
        some: points("some_points", &choices.some_points, default.some)?,
        marked: points("marked_points", &choices.marked_points, default.marked)?,
    };
    if thresholds.marked < thresholds.some {
        return Err("marked_points: expected no fewer than some_points".to_owned());
    }
    plan.changes = ChangePlan {
        matched: match choices.matched.as_str() {
            "" | "all" => Matched::All,
            "common" => Matched::Common,
            key => return Err(format!("matched «{key}»: expected all or common")),
        },
        thresholds,
    };
    plan.trends = TrendPlan {
        level: match choices.level.as_str() {
            "" | "0.05" => Level::FivePerCent,
            "0.01" => Level::OnePerCent,
            key => return Err(format!("level «{key}»: expected 0.05 or 0.01")),
        },
        critical_values: match choices.critical_values.as_str() {
            "" | "common" => CriticalValues::Common,
            "other" => CriticalValues::Other,
            key => return Err(format!("critical_values «{key}»: expected common or other")),
        },
    };
    Ok(())
}

fn points(what: &str, text: &str, default: Amount) -> Result<Amount, String> {
    if text.is_empty() {
        return Ok(default);
    }
    let points = text.trim().parse::<Amount>().ok();
    let points = points.filter(|points| (Amount::ZERO..=Amount::whole(200)).contains(points));
    points.ok_or_else(|| format!("{what} «{text}»: expected percentage points such as 10"))
}

/// By what sections are put together, as a person wrote it; empty for the first way that the data allow.
///
/// # Errors
/// A message that says what was expected.
pub fn group_by(evaluation: &WaterEvaluation, key: &str) -> Result<GroupBy, String> {
    match key {
        "" => Ok(ways(evaluation).into_iter().next().unwrap_or_default()),
        key => GroupBy::from_key(key)
            .ok_or_else(|| format!("by «{key}»: expected river, basin, city, county, province, boundary or all")),
    }
}

/// By what the data allow to put sections together.
pub(super) fn ways(evaluation: &WaterEvaluation) -> Vec<GroupBy> {
    GroupBy::ALL.into_iter().filter(|by| !evaluation.groups(*by).groups.is_empty()).collect()
}

pub(super) fn way(by: GroupBy) -> KeyView {
    KeyView { key: by.key().to_owned(), words: by.words().into() }
}

/// The name of a group.
pub(super) fn group_name(group: &Group) -> Text {
    match group.by {
        GroupBy::All => Text::new("全部断面", "all sections"),
        GroupBy::Boundary => match Boundary::ALL.into_iter().find(|boundary| boundary.key() == group.name) {
            Some(Boundary::Provincial) => Text::new("省界断面", "provincial boundary sections"),
            Some(Boundary::Outbound) => Text::new("出境断面", "outbound sections"),
            Some(Boundary::Inbound) => Text::new("入境断面", "inbound sections"),
            Some(Boundary::City) => Text::new("市（州）界断面", "city boundary sections"),
            None => Text::same(&group.name),
        },
        _ => Text::same(&group.name),
    }
}

/// The stretch with this key; the last of all without one.
pub(super) fn stretch(evaluation: &WaterEvaluation, key: &str) -> Result<Span, String> {
    match key {
        "" => Ok(evaluation.spans().last().copied().unwrap_or(Span::Year(1))),
        key => super::super::evaluation::span(key),
    }
}

/// A share in per cent, one decimal.
pub(super) fn share(part: u32, whole: u32) -> String {
    percent(part, whole, 1).map(|share| format!("{share:.1}")).unwrap_or_default()
}

/// The groups that a query asks for.
///
/// # Errors
/// When the query asks for what there is not.
pub fn groups(evaluation: &WaterEvaluation, query: &GroupQuery) -> Result<GroupsView, String> {
    let (by, span) = (group_by(evaluation, &query.by)?, stretch(evaluation, &query.span)?);
    let found = evaluation.groups(by);
    let rows: Vec<GroupRow> = found
        .groups
        .iter()
        .enumerate()
        .filter_map(|(number, group)| Some(group_row(evaluation, number, group, &evaluation.group(group, span)?)))
        .collect();
    Ok(GroupsView {
        finding: finding(by, span, &rows),
        by: way(by),
        ways: ways(evaluation).into_iter().map(way).collect(),
        span: span_key(span),
        notices: notices(evaluation, by, &rows, found.ungrouped.len()),
        rows,
        ungrouped: found.ungrouped.iter().map(|&site| name(evaluation, site)).collect(),
    })
}

fn group_row(evaluation: &WaterEvaluation, number: usize, group: &Group, period: &GroupPeriod) -> GroupRow {
    let class_in = |result: &GroupResult, at: usize| result.region.grades.get(at).and_then(|(_, grade)| grade.class);
    let section = |(at, section): (usize, &crate::assess::SectionPeriod)| {
        let class = class_in(&period.plain, at)?;
        let deducted = period.deducted.as_ref().and_then(|result| class_in(result, at));
        Some(GroupSection {
            site: section.site.0,
            name: name(evaluation, section.site),
            class: class.number(),
            deducted: deducted.filter(|other| *other != class).map(Class::number),
            main: multiple::text(&section.judged.main),
        })
    };
    let left_out = |site: SiteId, why: Text| LeftOutSection { site: site.0, name: name(evaluation, site), why };
    let mut without: Vec<LeftOutSection> = period
        .not_monitored
        .iter()
        .map(|&site| left_out(site, Text::new("该时段没有监测数据", "no data in the period")))
        .collect();
    without.extend(period.fallen().map(|(site, why)| left_out(site, fallen_text(evaluation, site, period.span, why))));
    let thin =
        period.sections.iter().filter(|section| section.judged.grade.class.is_some() && section.enough != Enough::Yes);
    let name = group_name(group);
    GroupRow {
        number: u32::try_from(number).unwrap_or(u32::MAX),
        finding: bulletin(&name, period, without.len()),
        name,
        members: u32::try_from(group.members.len()).unwrap_or(u32::MAX),
        plain: numbers(evaluation, &period.plain),
        deducted: period.deducted.as_ref().map(|result| numbers(evaluation, result)),
        sections: period.sections.iter().enumerate().filter_map(section).collect(),
        left_out: without,
        thin: u32::try_from(thin.count()).unwrap_or(u32::MAX),
    }
}

/// Why a section with samples has no class: as the data say it, where they do.
fn fallen_text(evaluation: &WaterEvaluation, site: SiteId, span: Span, why: Fallen) -> Text {
    let (mut said, mut not_sampled) = (Vec::new(), false);
    for sample in evaluation.table().samples(site).filter(|sample| span.contains(sample.stamp.date())) {
        if !sample.suspended.is_empty() && !said.contains(&sample.suspended) {
            said.push(sample.suspended);
        }
        not_sampled |= sample.readings.iter().any(|one| one.reading == Reading::Missing(Missing::NotSampled));
    }
    let words = why.words();
    match (said.is_empty(), not_sampled && why == Fallen::NoItems) {
        (false, _) => {
            let said = said.join("、");
            Text::new(format!("{}：{said}", words.zh), format!("{}: {said}", words.en))
        }
        (true, true) => Text::new("断流、冰封等，未采样", "dry, frozen or otherwise not sampled"),
        (true, false) => words.into(),
    }
}

fn numbers(evaluation: &WaterEvaluation, result: &GroupResult) -> GroupNumbers {
    let (sections, targets) = (&result.region.sections, &result.targets);
    let (basis, class, unclear) = match &result.region.basis {
        Basis::Means { grade, .. } => ("means", grade.class, false),
        Basis::Shares { state, .. } => ("shares", None, state.unclear),
        Basis::Nothing => ("nothing", None, false),
    };
    let off = targets.results.iter().filter(|result| result.verdict == Verdict::Exceeded).filter_map(|result| {
        Some(OffTarget {
            site: result.place.0,
            name: name(evaluation, result.place),
            target: result.target?.number(),
            class: result.class.map(Class::number),
            over: multiple::text(&result.over),
        })
    });
    GroupNumbers {
        evaluated: sections.count(),
        classes: Class::ALL.into_iter().map(|class| sections.of(class)).collect(),
        shares: Class::ALL.into_iter().map(|class| share(sections.of(class), sections.count())).collect(),
        good: sections.good(),
        good_share: share(sections.good(), sections.count()),
        worst_share: share(sections.of(Class::WorseThanV), sections.count()),
        basis: basis.to_owned(),
        class: class.map(Class::number),
        level: result.region.level().map(|state| state as u8),
        state: result.region.state().map(Text::from).unwrap_or_default(),
        unclear,
        main: main_text(&result.region.basis),
        with_target: targets.evaluated,
        on_target: targets.attained,
        target_rate: share(targets.attained, targets.evaluated),
        off_target: off.collect(),
    }
}

fn main_text(basis: &Basis) -> Text {
    match basis {
        Basis::Means { main, .. } => multiple::text(main),
        Basis::Shares { main, .. } => region::text(main),
        Basis::Nothing => Text::default(),
    }
}

/// `Ⅱ类 1 个、Ⅲ类 2 个`.
fn classes_text(sections: &Sections) -> Text {
    let there = || Class::ALL.into_iter().filter(|class| sections.of(*class) > 0);
    let zh: Vec<String> = there().map(|class| format!("{}类 {} 个", class.words().zh, sections.of(class))).collect();
    let en: Vec<String> =
        there().map(|class| format!("{} of class {}", sections.of(class), class.words().en)).collect();
    Text::new(zh.join("、"), en.join(", "))
}

/// What a bulletin says of a river, basin or region.
fn bulletin(name: &Text, period: &GroupPeriod, without: usize) -> Text {
    let span = span_words::span(period.span);
    let region = &period.plain.region;
    let count = region.sections.count();
    if count == 0 {
        return Text::new(
            format!("{}，{}没有可以评价的断面。", span.zh, name.zh),
            format!("{}, {}: no section can be evaluated.", span.en, name.en),
        );
    }
    let mut text = match &region.basis {
        Basis::Shares { .. } => {
            let said = shares_text(&region.sections);
            Text::new(
                format!("{}，{} {count} 个断面中，{}", span.zh, name.zh, said.zh),
                format!("{}, {}: of {count} sections {}", span.en, name.en, said.en),
            )
        }
        _ => {
            let said = classes_text(&region.sections);
            Text::new(
                format!("{}，{} {count} 个断面：{}", span.zh, name.zh, said.zh),
                format!("{}, {}: {count} sections, {}", span.en, name.en, said.en),
            )
        }
    };
    push(&mut text, &state_text(&period.plain));
    let targets = &period.plain.targets;
    if let Some(rate) = targets.rate() {
        let (met, all) = (targets.attained, targets.evaluated);
        text.zh.push_str(&format!("；有目标的 {all} 个断面中达标 {met} 个，达标率 {rate:.1}%"));
        text.en.push_str(&format!("; {met} of {all} with a target meet it ({rate:.1} %)"));
    }
    if let Some(deducted) = &period.deducted {
        let said = shares_text(&deducted.region.sections);
        text.zh.push_str(&format!("。扣除自然背景后，{}", said.zh));
        text.en.push_str(&format!(". Without natural background {}", said.en));
        push(&mut text, &state_text(deducted));
    }
    if without > 0 {
        text.zh.push_str(&format!("。另有 {without} 个断面未监测或未评价，不参加统计"));
        text.en.push_str(&format!(". {without} sections were not monitored or not evaluated and are in no share"));
    }
    text.zh.push('。');
    text.en.push('.');
    text
}

fn push(text: &mut Text, more: &Text) {
    if !more.zh.is_empty() {
        text.zh.push_str(&format!("；{}", more.zh));
        text.en.push_str(&format!("; {}", more.en));
    }
}

/// `Ⅰ～Ⅲ类 17 个，占 70.8%；劣Ⅴ类 1 个，占 4.2%`.
fn shares_text(sections: &Sections) -> Text {
    let (good, worst, all) = (sections.good(), sections.of(Class::WorseThanV), sections.count());
    let (of_good, of_worst) = (share(good, all), share(worst, all));
    Text::new(
        format!("Ⅰ～Ⅲ类 {good} 个，占 {of_good}%；劣Ⅴ类 {worst} 个，占 {of_worst}%"),
        format!("{good} are of class I to III ({of_good} %) and {worst} worse than V ({of_worst} %)"),
    )
}

/// `轻度污染，主要污染指标为总磷(29.2%)`.
pub(super) fn state_text(result: &GroupResult) -> Text {
    let Some(state) = result.region.state() else { return Text::default() };
    let mut text = match &result.region.basis {
        Basis::Means { grade, .. } => {
            let class = grade.class.map(Class::words).unwrap_or(Words::same("–"));
            Text::new(
                format!("按断面均值评价为{}类，{}", class.zh, state.zh),
                format!("the means over the sections are of class {}, {}", class.en, state.en),
            )
        }
        _ => Text::new(state.zh, state.en),
    };
    let main = main_text(&result.region.basis);
    if !main.zh.is_empty() {
        text.zh.push_str(&format!("，主要污染指标为{}", main.zh));
        text.en.push_str(&format!(", main pollutants {}", main.en));
    }
    text
}

fn finding(by: GroupBy, span: Span, rows: &[GroupRow]) -> Text {
    let (span, by) = (span_words::span(span), by.words());
    match rows {
        [] => Text::new(
            format!("{}：没有可以按{}归并的断面。", span.zh, by.zh),
            format!("{}: no sections to put together by {}.", span.en, by.en),
        ),
        [one] => one.finding.clone(),
        rows => {
            let states = crate::water::share::State::ALL.into_iter().filter_map(|state| {
                let count = rows.iter().filter(|row| row.plain.level == Some(state as u8)).count();
                (count > 0)
                    .then(|| (format!("{} {count} 个", state.words().zh), format!("{count} {}", state.words().en)))
            });
            let (zh, en): (Vec<String>, Vec<String>) = states.unzip();
            let worst = rows.iter().filter(|row| row.plain.level > Some(2)).max_by_key(|row| row.plain.level);
            let (mut zh, mut en) = (zh.join("、"), en.join(", "));
            if let Some(row) = worst {
                zh.push_str(&format!("；最差为{}（{}）", row.name.zh, row.plain.state.zh));
                en.push_str(&format!("; the worst is {} ({})", row.name.en, row.plain.state.en));
            }
            let count = rows.len();
            Text::new(
                format!("{}，按{}归并为 {count} 组：{zh}。", span.zh, by.zh),
                format!("{}, {count} groups by {}: {en}.", span.en, by.en),
            )
        }
    }
}

fn notices(evaluation: &WaterEvaluation, by: GroupBy, rows: &[GroupRow], ungrouped: usize) -> Vec<Text> {
    let plan = &evaluation.plan().groups;
    let mut notices = Vec::new();
    if ungrouped > 0 {
        notices.push(Text::new(
            format!("{ungrouped} 个断面的数据没有“{}”，未归入任何一组", by.words().zh),
            format!("{ungrouped} sections of which the data do not say the {} are in no group", by.words().en),
        ));
    }
    notices.push(Text::new(
        "断面少于 5 个时先求各指标的断面平均值再定类；5 个及以上按类别比例定性，不给出类别（环办〔2011〕22号）；比例按分数比较，不按修约后的百分数",
        "fewer than 5 sections are averaged item by item and the means graded; with 5 or more the shares of classes decide \
         and no class is given (环办〔2011〕22号); shares are compared as fractions, not as rounded percentages",
    ));
    if rows.iter().any(|row| row.plain.basis == "shares") {
        notices.push(match plan.denominator {
            Denominator::AllSections => Text::new(
                "断面超标率的分母为全部参评断面；没有该指标的断面也在其中",
                "exceedance rates are of all sections with a class, those without the item included",
            ),
            Denominator::SectionsWithItem => {
                Text::new("断面超标率的分母为有该指标的断面", "exceedance rates are of the sections that have the item")
            }
        });
    }
    if rows.iter().any(|row| row.plain.unclear) {
        notices.push(Text::new(
            "有一组Ⅰ～Ⅲ类恰为 60 %、劣Ⅴ类恰为 40 %：评价办法各版本的条件不一致，按重度污染",
            "a group has exactly 60 % of class I to III and 40 % worse than V, where copies of the rule differ; it is taken as heavily polluted",
        ));
    }
    if !evaluation.lakes().is_empty() {
        notices.push(match plan.lake_points {
            LakePoints::LeftOut => Text::new(
                "湖库点位不计入河流、流域和区域的断面比例，另行评价；国家和省级发布的“优良断面比例”常含湖库点位，可在选项中计入",
                "points of lakes are not counted as sections and are evaluated by themselves; headline shares of releases often contain them, which can be chosen",
            ),
            LakePoints::Counted => Text::new(
                "湖库点位按湖库限值定类后计入断面比例，不进入断面均值",
                "points of lakes are graded by the limits of lakes and counted as sections; they do not enter the means",
            ),
        });
    }
    if rows.iter().any(|row| row.deducted.is_some()) {
        notices.push(Text::new(
            "自然背景由使用者声明；扣除前后的结果并列，应同时使用",
            "natural background is as declared by the user; results with and without it belong side by side",
        ));
    }
    if by == GroupBy::Boundary {
        notices.push(Text::new(
            "交界断面的结果归上游地区负责；出境断面看对目标的达标情况",
            "what a boundary section shows is charged to the region upstream; outbound sections are held against their targets",
        ));
    }
    if let Some(set) = plan.documented_targets {
        let Words { zh, en } = set.words();
        notices.push(Text::new(
            format!("没有目标的断面采用所选的文件目标——{zh}"),
            format!("sections without a target take the chosen documented ones: {en}"),
        ));
    }
    if rows.iter().any(|row| row.thin > 0) {
        notices.push(Text::new(
            "有断面的有效月份少于要求，仍参加统计",
            "some sections have fewer months than the period needs and are counted all the same",
        ));
    }
    notices
}

/// How the result of a group came about; with `deducted` that without natural background.
#[must_use]
pub fn explain_group(
    evaluation: &WaterEvaluation,
    by: GroupBy,
    number: usize,
    span: Span,
    deducted: bool,
) -> Option<Explanation> {
    let groups = evaluation.groups(by);
    let group = groups.groups.get(number)?;
    let mut steps = Recorder::on();
    let result = if deducted {
        evaluation.group_deducted_traced(group, span, &mut steps)?
    } else {
        evaluation.group_traced(group, span, &mut steps)?.plain
    };
    let (name, period) = (group_name(group), span_words::span(span));
    let state = state_text(&result);
    Some(Explanation {
        title: if state.zh.is_empty() {
            Text::new("没有可以评价的断面", "no section can be evaluated")
        } else {
            state
        },
        place: Text::new(format!("{} {}", name.zh, period.zh), format!("{}, {}", name.en, period.en)),
        steps: steps.into_steps().into_iter().map(step).collect(),
        readings: sections_behind(evaluation, &result),
        others: Vec::new(),
        advice: vec![Text::new(
            "各断面的类别由其时段均值评价，见各断面的说明",
            "the class of each section is that of its means over the period; see the explanation of the section",
        )],
    })
}

/// The sections that a result stands on.
fn sections_behind(evaluation: &WaterEvaluation, result: &GroupResult) -> Vec<ReadingView> {
    let view = |(site, grade): &(SiteId, crate::water::section::SectionGrade)| {
        let decided = grade.deciding;
        ReadingView {
            item: Text::same(name(evaluation, *site)),
            text: String::new(),
            used: grade.class.map(|class| class.words().zh.to_owned()).unwrap_or_default(),
            note: if decided.is_empty() {
                Text::default()
            } else {
                Text::new(format!("决定指标：{}", decided.names_zh()), format!("decided by {}", decided.names_en()))
            },
            file: String::new(),
            row: 0,
            column: 0,
        }
    };
    result.region.grades.iter().map(view).collect()
}

/// The head of [`groups_table`].
#[must_use]
pub fn groups_head() -> Vec<String> {
    const HEAD: [&str; 31] = [
        "by",
        "name",
        "period",
        "background",
        "sections",
        "evaluated",
        "class_1",
        "class_2",
        "class_3",
        "class_4",
        "class_5",
        "class_6",
        "share_1",
        "share_2",
        "share_3",
        "share_4",
        "share_5",
        "share_6",
        "good",
        "share_good",
        "share_worst",
        "basis",
        "class_of_means",
        "state",
        "unclear",
        "main_pollutants",
        "with_target",
        "on_target",
        "target_rate",
        "off_target",
        "left_out",
    ];
    HEAD.iter().map(|name| (*name).to_owned()).collect()
}

/// One row a group, and a further one without natural background where some was named.
#[must_use]
pub fn groups_table(view: &GroupsView, zh: bool) -> Vec<Vec<String>> {
    let said = |text: &Text| if zh { text.zh.clone() } else { text.en.clone() };
    let row = |row: &GroupRow, numbers: &GroupNumbers, background: &str| {
        let mut cells = vec![
            view.by.key.clone(),
            said(&row.name),
            view.span.key.clone(),
            background.to_owned(),
            row.members.to_string(),
            numbers.evaluated.to_string(),
        ];
        cells.extend(numbers.classes.iter().map(u32::to_string));
        cells.extend(numbers.shares.iter().cloned());
        let class = numbers.class.and_then(Class::from_number).map(Class::words);
        let off =
            numbers.off_target.iter().map(|off| format!("{} {}", off.name, said(&off.over)).trim_end().to_owned());
        let without = row.left_out.iter().map(|left| format!("{}: {}", left.name, said(&left.why)));
        cells.extend([
            numbers.good.to_string(),
            numbers.good_share.clone(),
            numbers.worst_share.clone(),
            numbers.basis.clone(),
            class.map(|words| said(&words.into())).unwrap_or_default(),
            said(&numbers.state),
            numbers.unclear.to_string(),
            said(&numbers.main),
            numbers.with_target.to_string(),
            numbers.on_target.to_string(),
            numbers.target_rate.clone(),
            off.collect::<Vec<_>>().join("; "),
            without.collect::<Vec<_>>().join("; "),
        ]);
        cells
    };
    let of = |group: &GroupRow| {
        let deducted = group.deducted.as_ref().map(|numbers| row(group, numbers, "deducted"));
        std::iter::once(row(group, &group.plain, "included")).chain(deducted).collect::<Vec<_>>()
    };
    view.rows.iter().flat_map(of).collect()
}
