//! Trends as tables and explanations.

use super::super::explain::step;
use super::super::view::Explanation;
use super::rows::fixed;
use super::view::{TrendRow, TrendsView, YearReason, YearValue};
use super::words;
use crate::assess::{Evaluation, TrendItem, TrendResult, trend};
use crate::edition::EditionChoice;
use crate::quantity::Amount;
use crate::standard::hj663::YEAR_ITEMS;
use crate::statistics::trend::{Probability, Trend};
use crate::trace::Recorder;
use crate::words::Text;

fn label(item: TrendItem) -> Text {
    match item {
        TrendItem::Mean(pollutant) => {
            Text::new(format!("{} 年均值", pollutant.symbol()), format!("{} annual mean", pollutant.symbol()))
        }
        TrendItem::Percentile(pollutant) => {
            let percent = YEAR_ITEMS[pollutant as usize].percentile;
            Text::new(
                format!("{} 第 {percent} 百分位数", pollutant.symbol()),
                format!("{} P{percent}", pollutant.symbol()),
            )
        }
        TrendItem::GoodDays => Text::new("优良天数比例", "Share of good days"),
        TrendItem::Composite => Text::new("综合指数", "Composite index"),
    }
}

fn unit(item: TrendItem) -> &'static str {
    match item {
        TrendItem::Mean(pollutant) | TrendItem::Percentile(pollutant) => pollutant.parameter().item().unit.name(),
        TrendItem::GoodDays => "%",
        TrendItem::Composite => "",
    }
}

fn row(result: &TrendResult) -> TrendRow {
    let decimals = result.item.decimals();
    let years = |values: &[(i32, Amount)]| {
        values.iter().map(|(year, value)| YearValue { year: *year, value: fixed(Some(*value), decimals) }).collect()
    };
    TrendRow {
        key: result.item.key(),
        label: label(result.item),
        unit: unit(result.item).to_owned(),
        years: years(&result.years),
        left_out: result
            .left_out
            .iter()
            .map(|(year, coverage)| YearReason { year: *year, why: coverage.words() })
            .collect(),
        coefficient: fixed(result.spearman.coefficient, 3),
        critical: fixed(result.spearman.critical, 3),
        trend: result.spearman.trend.key().to_owned(),
        trend_words: result.spearman.trend.words().into(),
        score: result.mann_kendall.map(|test| test.score.to_string()).unwrap_or_default(),
        probability: result.mann_kendall.map(|test| probability(test.probability)).unwrap_or_default(),
        exact: result.mann_kendall.is_some_and(|test| test.method == Probability::Exact),
        slope: fixed(result.theil_sen.map(|line| line.slope), decimals + 1),
        moving: years(&result.moving),
    }
}

/// A probability with four decimals.
fn probability(probability: f64) -> String {
    let exact = Amount::from_logarithm(probability);
    match exact {
        Some(exact) if exact < Amount::decimal(1, 4) => "< 0.0001".to_owned(),
        exact => fixed(exact, 4),
    }
}

/// The trends of a place over its years.
#[must_use]
pub fn trends(evaluation: &Evaluation, place: usize, choice: EditionChoice) -> TrendsView {
    let annual = evaluation.annual(place, choice);
    let results: Vec<TrendResult> = TrendItem::all()
        .into_iter()
        .map(|item| trend(&annual, item, &mut Recorder::off()))
        .filter(|result| !result.years.is_empty())
        .collect();
    let name = words::place(evaluation, place);
    let with = |trend: Trend| -> (Vec<String>, Vec<String>) {
        results
            .iter()
            .filter(|result| result.spearman.trend == trend)
            .map(|result| label(result.item))
            .map(|label| (label.zh, label.en))
            .unzip()
    };
    let (falling, rising) = (with(Trend::Falling), with(Trend::Rising));
    let or_none = |list: &[String], separator: &str, none: &str| {
        if list.is_empty() { none.to_owned() } else { list.join(separator) }
    };
    let most = results.iter().map(|result| result.years.len()).max().unwrap_or(0);
    let finding = if most < 5 {
        Text::new(
            format!("{}：有效年份 {most} 个，不足 5 个，不能用秩相关系数评价趋势。", name.zh),
            format!("{}: {most} valid years, fewer than the five that a rank correlation needs.", name.en),
        )
    } else {
        Text::new(
            format!(
                "{}：显著下降 {}；显著上升 {}。",
                name.zh,
                or_none(&falling.0, "、", "无"),
                or_none(&rising.0, "、", "无")
            ),
            format!(
                "{}: significant fall of {}; significant rise of {}.",
                name.en,
                or_none(&falling.1, ", ", "none"),
                or_none(&rising.1, ", ", "none")
            ),
        )
    };
    let mut notices = vec![Text::new(
        "趋势按秩相关系数与临界值判定（HJ 663 附录B，N ≥ 5）；Mann-Kendall 和 Theil-Sen 供参考。三年滑动平均按字面取三个年值的平均，HJ 663-2026 的细则未能核对",
        "Trends go by the rank correlation and its critical value (HJ 663 annex B, N ≥ 5); Mann-Kendall and Theil-Sen stand \
         beside it. The three-year mean is the plain mean of three annual values; the rules of HJ 663-2026 could not be \
         checked",
    )];
    if choice == EditionChoice::ByDate {
        notices.push(Text::new(
            "优良天数比例和综合指数按各年当时的标准，标准改变的前后不可比；选定一版标准可得到可比的序列",
            "Shares of good days and composite indices go by the standards of each year and are not comparable across a \
             change; one edition for all years makes them so",
        ));
    }
    TrendsView { finding, name, rows: results.iter().map(row).collect(), notices }
}

/// How a trend came about.
#[must_use]
pub fn explain_trend(
    evaluation: &Evaluation,
    place: usize,
    item: TrendItem,
    choice: EditionChoice,
) -> Option<Explanation> {
    let mut steps = Recorder::on();
    let result = trend(&evaluation.annual(place, choice), item, &mut steps);
    if result.years.is_empty() {
        return None;
    }
    let (name, label, trend) = (words::place(evaluation, place), label(item), result.spearman.trend.words());
    let years: Vec<String> = result.years.iter().map(|(year, value)| format!("{year}: {value}")).collect();
    Some(Explanation {
        title: Text::new(format!("{}：{}", label.zh, trend.zh), format!("{}: {}", label.en, trend.en)),
        place: Text::new(format!("{}（{}）", name.zh, years.join("，")), format!("{} ({})", name.en, years.join(", "))),
        steps: steps.into_steps().into_iter().map(step).collect(),
        readings: Vec::new(),
        others: Vec::new(),
        advice: result
            .left_out
            .iter()
            .map(|(year, coverage)| {
                let why = coverage.words();
                Text::new(format!("{year} 年不参加：{}", why.zh), format!("{year} is left out: {}", why.en))
            })
            .collect(),
    })
}
