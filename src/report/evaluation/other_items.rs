//! The other items of table 2 and the items of annex A as a table, a sentence, an explanation and CSV.

use super::super::explain::step;
use super::super::line::Line;
use super::super::view::Explanation;
use super::rows::fixed;
use super::view::{OtherItemRow, OtherItemsView, OtherValueView};
use super::words;
use crate::air::other_items::{Judged, OtherItem, OtherItemYear};
use crate::air::period::DayRate;
use crate::assess::{Evaluation, Judgement, Level, OtherOutcome, OtherYear, Reference, other_decimals};
use crate::edition::EditionChoice;
use crate::grade::Verdict;
use crate::parameter::Parameter;
use crate::quantity::Amount;
use crate::standard::gb3095::{CLAUSE_OF_ANNEX_A, Period, clause_of_other_items};
use crate::trace::Recorder;
use crate::words::{Text, Words};
use std::io::{self, Write};

fn value(key: String, label: Text, judged: &Judged, item: Parameter) -> OtherValueView {
    OtherValueView {
        key,
        label,
        value: fixed(judged.held.map(|held| held.value), item.item().decimals),
        limit: judged.held.map(|held| held.limit.to_string()).unwrap_or_default(),
        multiple: fixed(judged.held.and_then(|held| held.multiple), 2),
        verdict: judged.verdict.key().to_owned(),
        note: judged.enough.words(),
    }
}

/// The values of a year by table 2.
fn judged(year: &OtherItemYear) -> Vec<OtherValueView> {
    let item = year.item.parameter();
    let mut values = vec![value("year".to_owned(), Period::Year.words().into(), &year.mean, item)];
    if let Some((percent, percentile)) = year.item.percentile().zip(year.percentile) {
        let label = Text::new(format!("第 {percent} 百分位数"), format!("P{percent}"));
        values.push(value(format!("p{percent}"), label, &percentile, item));
    }
    for (number, quarter) in (1..).zip(year.quarters.iter().flatten()) {
        let label = Text::new(format!("第 {number} 季度平均"), format!("mean of quarter {number}"));
        values.push(value(format!("q{number}"), label, quarter, item));
    }
    values
}

fn mean(year: &OtherYear, limit: Option<Amount>) -> OtherValueView {
    OtherValueView {
        key: "year".to_owned(),
        label: Period::Year.words().into(),
        value: fixed(year.mean, other_decimals(year.item)),
        limit: limit.map(|limit| limit.to_string()).unwrap_or_default(),
        multiple: String::new(),
        verdict: String::new(),
        note: Text::default(),
    }
}

/// The values of a year beside annex A: the mean always, with its reference value or without.
fn information(year: &OtherYear, references: &[Reference]) -> Vec<OtherValueView> {
    let of_year = references.iter().find(|reference| reference.printed.period == Period::Year);
    let mut values = vec![mean(year, of_year.map(|reference| reference.printed.value))];
    for reference in references.iter().filter(|reference| reference.printed.period == Period::Day) {
        let area = reference.printed.area.unwrap_or(Words::same(""));
        let above = reference.days_above.unwrap_or_default();
        values.push(OtherValueView {
            key: "day".to_owned(),
            label: Words::new("最高日平均", "highest daily mean").into(),
            value: reference.value.to_string(),
            limit: reference.printed.value.to_string(),
            multiple: String::new(),
            verdict: String::new(),
            note: Text::new(
                format!("{}参考值；{above} 天高于它", area.zh),
                format!("reference value for {}; {above} days above it", area.en),
            ),
        });
    }
    values
}

fn row(evaluation: &Evaluation, place: usize, year: &OtherYear) -> OtherItemRow {
    let item = year.item.item();
    let annex = Text::new("GB 3095-2026 附录A 参考值", "reference values of GB 3095-2026 annex A");
    let grade = evaluation.plan().grade.words();
    let (edition, clause, values, rate) = match &year.outcome {
        OtherOutcome::Judged(result) => {
            let limits = result.limits.words();
            let edition = Text::new(format!("{}（{}）", limits.zh, grade.zh), format!("{}, {}", limits.en, grade.en));
            (edition, clause_of_other_items(result.limits), judged(result), result.day_rate)
        }
        OtherOutcome::TwoEditions(rate) => (
            Text::new(format!("跨越两版标准（{}）", grade.zh), format!("two editions, {}", grade.en)),
            "GB 3095 表2",
            vec![mean(year, None)],
            *rate,
        ),
        OtherOutcome::Information(references) if references.is_empty() => (
            Text::new("没有限值或参考值", "no limit and no reference value"),
            "",
            vec![mean(year, None)],
            DayRate::default(),
        ),
        OtherOutcome::Information(references) => {
            (annex, CLAUSE_OF_ANNEX_A, information(year, references), DayRate::default())
        }
    };
    let information = matches!(year.outcome, OtherOutcome::Information(_));
    let verdict = verdict(year);
    let points = evaluation.other_points(place, year.item);
    OtherItemRow {
        item: item.key.to_owned(),
        symbol: item.symbol.to_owned(),
        label: item.name.into(),
        unit: item.unit.name().to_owned(),
        year: year.year,
        points: u32::try_from(points).unwrap_or(u32::MAX),
        edition,
        clause: clause.to_owned(),
        information,
        days: year.days,
        verdict: verdict.map(Verdict::key).unwrap_or_default().to_owned(),
        verdict_words: verdict
            .map_or_else(|| Text::new("仅供参考", "for information"), |verdict| verdict.words().into()),
        why: match &year.outcome {
            OtherOutcome::TwoEditions(_) => Judgement::TwoEditions.why_none(),
            OtherOutcome::Judged(result) if result.verdict == Verdict::NotAssessable => too_few(result),
            _ => Text::default(),
        },
        values,
        days_judged: rate.valid,
        days_within: rate.attaining,
        rate: fixed(rate.rate(), 1),
    }
}

/// The verdict of a year; `None` where the values are for information.
fn verdict(year: &OtherYear) -> Option<Verdict> {
    match &year.outcome {
        OtherOutcome::Judged(result) => Some(result.verdict),
        OtherOutcome::TwoEditions(_) => Some(Verdict::NotAssessable),
        OtherOutcome::Information(_) => None,
    }
}

/// What is the matter with the first value that has too few days.
fn too_few(result: &OtherItemYear) -> Text {
    let all = [Some(result.mean), result.percentile].into_iter().flatten().chain(result.quarters.into_iter().flatten());
    let thin = all.filter(|judged| judged.verdict == Verdict::NotAssessable).map(|judged| judged.enough.words()).next();
    thin.unwrap_or_default()
}

/// The years of the other items at a place under an edition.
#[must_use]
pub fn other_items(evaluation: &Evaluation, place: usize, choice: EditionChoice) -> OtherItemsView {
    let years = evaluation.other_items(place, choice);
    let rows: Vec<OtherItemRow> = years.iter().map(|year| row(evaluation, place, year)).collect();
    let name = words::place(evaluation, place);
    let mut notices = Vec::new();
    if evaluation.plan().level == Level::Region {
        notices.push(Text::new("其他项目按点位或城市评价", "Other items are evaluated by points or cities"));
    }
    if rows.iter().any(|row| !row.information) {
        notices.push(Text::new(
            "其他项目如何实施由国务院生态环境主管部门或省级人民政府规定（GB 3095-2026 4.5）；采样日是否均匀分布，只数天数看不出来",
            "How the other items are put into force is for the ministry or the provinces to say (GB 3095-2026 4.5). Whether \
             samples are spread evenly cannot be seen from a count of days",
        ));
    }
    if rows.iter().any(|row| row.information) {
        notices.push(Text::new(
            "附录A 为资料性附录：参考值供制定地方标准使用，不作达标评价",
            "Annex A is informative: its reference values are for provincial standards and judge nothing",
        ));
    }
    OtherItemsView { finding: finding(&name, &years), name, rows, notices }
}

/// The latest year in one sentence.
fn finding(name: &Text, years: &[OtherYear]) -> Text {
    let Some(latest) = years.iter().map(|year| year.year).max() else {
        return Text::new(
            format!("{}：没有其他项目的日值。", name.zh),
            format!("{}: no daily values of other items.", name.en),
        );
    };
    let of = |wanted: Option<Verdict>| -> Vec<String> {
        let of_year = years.iter().filter(|year| year.year == latest && verdict(year) == wanted);
        of_year.map(|year| year.item.symbol().to_owned() + &over(year)).collect()
    };
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for (verdict, in_zh, in_en) in [
        (Some(Verdict::Exceeded), "超标", "exceeded by"),
        (Some(Verdict::Attained), "达标", "attained by"),
        (Some(Verdict::NotAssessable), "无法评价", "not assessable"),
        (None, "仅供参考", "for information"),
    ] {
        let items = of(verdict);
        if !items.is_empty() {
            zh.push(format!("{in_zh} {}", items.join("、")));
            en.push(format!("{in_en} {}", items.join(", ")));
        }
    }
    Text::new(
        format!("{} {latest} 年其他项目：{}。", name.zh, zh.join("；")),
        format!("{}, other items in {latest}: {}.", name.en, en.join("; ")),
    )
}

/// By how much a year exceeds at most, in brackets.
fn over(year: &OtherYear) -> String {
    let OtherOutcome::Judged(result) = &year.outcome else { return String::new() };
    let all = [Some(result.mean), result.percentile].into_iter().flatten().chain(result.quarters.into_iter().flatten());
    let exceeded = all.filter(|judged| judged.verdict == Verdict::Exceeded);
    match exceeded.filter_map(|judged| judged.held?.multiple).max() {
        Some(times) => format!(" (+{times:.2})"),
        None => String::new(),
    }
}

/// How the result of an item over a year came about; `None` where it has no daily value.
#[must_use]
pub fn explain_other_item(
    evaluation: &Evaluation,
    place: usize,
    item: Parameter,
    year: i32,
    choice: EditionChoice,
) -> Option<Explanation> {
    let mut steps = Recorder::on();
    let result = evaluation.other_item_traced(place, item, year, choice, &mut steps)?;
    let row = row(evaluation, place, &result);
    let name = words::place(evaluation, place);
    let mut advice = match row.points {
        0 | 1 => Vec::new(),
        points => vec![Text::new(
            format!("由 {points} 个点位每日的城市值统计：先得城市日均值，再求年均值"),
            format!("from daily city values over {points} points; the statistics are those of the city's days"),
        )],
    };
    if !row.why.zh.is_empty() {
        advice.push(row.why);
    }
    if OtherItem::of(item).is_some_and(|item| item.percentile().is_some()) {
        advice.push(Text::new(
            "百分位数是否参加评价，未能从 HJ 663 原文核对，可在选项中去掉",
            "Whether percentiles are judged could not be checked in the text of HJ 663; they can be left out",
        ));
    }
    let (verdict, mean) = (row.verdict_words, fixed(result.mean, other_decimals(item)));
    Some(Explanation {
        title: Text::new(
            format!("{} 年均值 {mean} {}：{}", row.symbol, row.unit, verdict.zh),
            format!("{} annual mean {mean} {}: {}", row.symbol, row.unit, verdict.en),
        ),
        place: Text::new(format!("{} {year} 年", name.zh), format!("{}, {year}", name.en)),
        steps: steps.into_steps().into_iter().map(step).collect(),
        readings: Vec::new(),
        others: Vec::new(),
        advice,
    })
}

const HEAD: [&str; 16] = [
    "place",
    "year",
    "item",
    "unit",
    "points",
    "limits",
    "days",
    "verdict",
    "what",
    "value",
    "limit",
    "times_over",
    "value_verdict",
    "days_judged",
    "days_within",
    "information",
];

/// Writes the other items of all places as CSV in UTF-8: one row a place, item, year and value. `limit` is a reference
/// value of annex A where `information` is true.
///
/// # Errors
/// What the writer returns.
pub fn write_other_items_csv(evaluation: &Evaluation, choice: EditionChoice, out: &mut impl Write) -> io::Result<()> {
    let mut line = Line::default();
    HEAD.iter().for_each(|name| line.cell(name));
    line.end(out)?;
    for place in 0..evaluation.len() {
        for row in other_items(evaluation, place, choice).rows {
            for value in &row.values {
                line.text(&words::place(evaluation, place).zh);
                line.show(row.year);
                line.cell(&row.symbol);
                line.cell(&row.unit);
                line.show(row.points);
                line.cell(&row.edition.en);
                line.show(row.days);
                line.cell(&row.verdict);
                line.cell(&value.key);
                line.cell(&value.value);
                line.cell(&value.limit);
                line.cell(&value.multiple);
                line.cell(&value.verdict);
                line.show(row.days_judged);
                line.show(row.days_within);
                line.show(row.information);
                line.end(out)?;
            }
        }
    }
    Ok(())
}
