//! Trends of water as tables, sentences and explanations.

use super::super::evaluation::words as span_words;
use super::super::explain::step;
use super::super::view::Explanation;
use super::groups::{group_by, group_name};
use super::notes::{name, thin};
use crate::assess::{
    GroupBy, LeftOut, PeriodValue, WaterEvaluation, WaterSeries, WaterTrend, WaterTrendItem, water_trend,
};
use crate::calendar::{Span, SpanKind};
use crate::observation::SiteId;
use crate::quantity::Amount;
use crate::statistics::trend::{FEWEST_PERIODS, Probability, Trend};
use crate::trace::Recorder;
use crate::words::{Text, Words, view};

view! {
    /// Whose trends to send: those of a section, or those of a group.
    pub struct WaterTrendQuery {
        /// Number of the section; null for a group.
        pub site: Option<u32>,
        /// By what sections are put together.
        pub by: String,
        /// Number of the group.
        pub number: u32,
    }

    /// Trends of a section or a group over the periods of the choices.
    pub struct WaterTrendsView {
        /// The finding, in one sentence.
        pub finding: Text,
        /// Whose they are.
        pub name: Text,
        /// From what to what the slope goes: `每年`, `每月`.
        pub per: Text,
        /// The numbers with a value in some period.
        pub rows: Vec<WaterTrendRow>,
        /// What a reader must know beside the numbers.
        pub notices: Vec<Text>,
    }

    /// A number over periods.
    pub struct WaterTrendRow {
        /// Key that `explain_water_trend` takes.
        pub key: String,
        /// What.
        pub label: Text,
        /// Unit.
        pub unit: String,
        /// The values that enter.
        pub values: Vec<PeriodPoint>,
        /// The periods that do not, and why.
        pub left_out: Vec<PeriodReason>,
        /// Rank correlation with time.
        pub coefficient: String,
        /// Its critical value; empty where the table has none.
        pub critical: String,
        /// `rising`, `falling`, `not-significant` or `not-assessable`.
        pub trend: String,
        /// That in words.
        pub trend_words: Text,
        /// What it means: `better`, `worse`, or empty.
        pub meaning: String,
        /// That in words.
        pub meaning_words: Text,
        /// S of Mann and Kendall.
        pub score: String,
        /// Its two-sided probability.
        pub probability: String,
        /// Slope of Theil and Sen from a period to the next.
        pub slope: String,
        /// Probability of the seasonal test of Kendall, where periods are parts of years.
        pub seasonal_probability: String,
        /// Seasonal slope per year.
        pub seasonal_slope: String,
    }

    /// The value of a period.
    pub struct PeriodPoint {
        /// Key of the period.
        pub span: String,
        /// The value as printed and ranked.
        pub value: String,
        /// Whether nothing was detected.
        pub below: bool,
        /// Sections that it stands on.
        pub sections: u32,
    }

    /// A period that takes no part.
    pub struct PeriodReason {
        /// Key of the period.
        pub span: String,
        /// Why.
        pub why: Text,
    }
}

fn label(item: WaterTrendItem) -> Text {
    match item {
        WaterTrendItem::ShareGood => Text::new("Ⅰ～Ⅲ类断面比例", "Share of class I to III"),
        WaterTrendItem::ShareWorst => Text::new("劣Ⅴ类断面比例", "Share of worse than V"),
        WaterTrendItem::Mean(item) => item.name().into(),
    }
}

const fn unit(item: WaterTrendItem) -> &'static str {
    match item {
        WaterTrendItem::ShareGood | WaterTrendItem::ShareWorst => "%",
        WaterTrendItem::Mean(item) => item.item().unit.name(),
    }
}

/// A value as it is printed: shares with one decimal, means as they stand after rounding.
fn printed(item: WaterTrendItem, value: Amount) -> String {
    match item {
        WaterTrendItem::ShareGood | WaterTrendItem::ShareWorst => format!("{value:.1}"),
        WaterTrendItem::Mean(_) => value.written(),
    }
}

/// A probability with four decimals.
fn probability(probability: f64, method: Probability) -> String {
    let exact = Amount::from_logarithm(probability).map(|exact| exact.round(4));
    let text = match exact {
        Some(exact) if exact < Amount::decimal(1, 4) => "< 0.0001".to_owned(),
        exact => exact.map(|exact| format!("{exact:.4}")).unwrap_or_default(),
    };
    if method == Probability::Exact || text.is_empty() { text } else { format!("≈ {text}") }
}

fn row(result: &WaterTrend) -> WaterTrendRow {
    let item = result.item;
    let point = |value: &PeriodValue| PeriodPoint {
        span: value.span.to_string(),
        value: printed(item, value.value),
        below: value.below,
        sections: value.sections,
    };
    let reason = |(span, why): &(Span, LeftOut)| PeriodReason {
        span: span.to_string(),
        why: match why {
            LeftOut::TooFewMonths(enough) => thin(*enough),
            LeftOut::NoValue => Text::new("没有数据", "no value"),
            LeftOut::OtherKind => Text::new("时段类型不同", "another kind of period"),
        },
    };
    let meaning = item.meaning(result.spearman.trend);
    let three = |amount: Option<Amount>| amount.map(|amount| format!("{amount:.3}")).unwrap_or_default();
    WaterTrendRow {
        key: item.key().to_owned(),
        label: label(item),
        unit: unit(item).to_owned(),
        values: result.values.iter().map(point).collect(),
        left_out: result.left_out.iter().map(reason).collect(),
        coefficient: three(result.spearman.coefficient),
        critical: three(result.spearman.critical),
        trend: result.spearman.trend.key().to_owned(),
        trend_words: result.spearman.trend.words().into(),
        meaning: meaning.map(|words| words.en.to_owned()).unwrap_or_default(),
        meaning_words: meaning.map(Text::from).unwrap_or_default(),
        score: result.mann_kendall.map(|test| test.score.to_string()).unwrap_or_default(),
        probability: result.mann_kendall.map(|test| probability(test.probability, test.method)).unwrap_or_default(),
        slope: result.theil_sen.map(|line| line.slope.written()).unwrap_or_default(),
        seasonal_probability: result
            .seasonal
            .map(|test| probability(test.probability, test.method))
            .unwrap_or_default(),
        seasonal_slope: result.seasonal_slope.map(|(slope, _)| slope.written()).unwrap_or_default(),
    }
}

/// Whose trends are asked for, with their series; `None` where there is no such section or group.
fn subject(evaluation: &WaterEvaluation, query: &WaterTrendQuery) -> Result<Option<(Text, WaterSeries)>, String> {
    if let Some(site) = query.site {
        let site = SiteId(site);
        let known = (site.0 as usize) < evaluation.table().len();
        return Ok(known.then(|| (Text::same(name(evaluation, site)), evaluation.series(site))));
    }
    let by: GroupBy = group_by(evaluation, &query.by)?;
    let groups = evaluation.groups(by).groups;
    Ok(groups.get(query.number as usize).map(|group| (group_name(group), evaluation.group_series(group))))
}

/// The trends of a section or a group; `None` where there is none.
///
/// # Errors
/// When the query asks for what there is not.
pub fn water_trends(evaluation: &WaterEvaluation, query: &WaterTrendQuery) -> Result<Option<WaterTrendsView>, String> {
    let Some((name, series)) = subject(evaluation, query)? else { return Ok(None) };
    let plan = evaluation.plan().trends;
    let results: Vec<WaterTrend> = WaterTrendItem::all()
        .map(|item| water_trend(&series, item, plan, &mut Recorder::off()))
        .filter(|result| !result.values.is_empty())
        .collect();
    Ok(Some(WaterTrendsView {
        finding: finding(&name, &results),
        name,
        per: per(&results),
        rows: results.iter().map(row).collect(),
        notices: notices(&results),
    }))
}

/// From which period to which the slope goes.
fn per(results: &[WaterTrend]) -> Text {
    let span = results.first().and_then(|result| result.values.first()).map(|value| value.span);
    match span.and_then(Span::kind) {
        Some(SpanKind::Year) => Text::new("每年", "per year"),
        Some(SpanKind::HalfYear) => Text::new("每半年", "per half-year"),
        Some(SpanKind::Quarter | SpanKind::Season) => Text::new("每季", "per quarter"),
        Some(SpanKind::Month) => Text::new("每月", "per month"),
        None => Text::new("每时段", "per period"),
    }
}

fn finding(name: &Text, results: &[WaterTrend]) -> Text {
    let most = results.iter().map(|result| result.values.len()).max().unwrap_or(0);
    if most < FEWEST_PERIODS as usize {
        return Text::new(
            format!("{}：有效时段 {most} 个，不足 {FEWEST_PERIODS} 个，不能用秩相关系数评价趋势。", name.zh),
            format!("{}: {most} periods, fewer than the {FEWEST_PERIODS} that a rank correlation needs.", name.en),
        );
    }
    let with = |trend: Trend| -> (Vec<String>, Vec<String>) {
        let found = results.iter().filter(|result| result.spearman.trend == trend);
        let named = |result: &WaterTrend| {
            let label = label(result.item);
            match result.item.meaning(trend) {
                Some(Words { zh, en }) => (format!("{}（{zh}）", label.zh), format!("{} ({en})", label.en)),
                None => (label.zh, label.en),
            }
        };
        found.map(named).unzip()
    };
    let (falling, rising) = (with(Trend::Falling), with(Trend::Rising));
    let or = |list: &[String], separator: &str, none: &str| {
        if list.is_empty() { none.to_owned() } else { list.join(separator) }
    };
    Text::new(
        format!("{}：显著下降 {}；显著上升 {}。", name.zh, or(&falling.0, "、", "无"), or(&rising.0, "、", "无")),
        format!(
            "{}: significant fall of {}; significant rise of {}.",
            name.en,
            or(&falling.1, ", ", "none"),
            or(&rising.1, ", ", "none")
        ),
    )
}

fn notices(results: &[WaterTrend]) -> Vec<Text> {
    let mut notices = vec![Text::new(
        "趋势按秩相关系数（Daniel 法，N ≥ 5）与临界值判定，等于临界值不算显著；Mann-Kendall、Theil-Sen 和季节性 Kendall 供参考",
        "trends go by the rank correlation of Daniel (N ≥ 5); equal to the critical value is not significant. Mann-Kendall, \
         Theil-Sen and seasonal Kendall stand beside it",
    )];
    let any = |wanted: fn(&PeriodValue) -> bool| results.iter().any(|result| result.values.iter().any(wanted));
    if results.iter().any(|result| result.spearman.critical.is_none() && result.values.len() >= FEWEST_PERIODS as usize)
    {
        notices.push(Text::new(
            "临界值表没有 N = 11、13 和 14 以上的奇数及 30 以上，这些时段数不能判定；可看 Mann-Kendall 的概率",
            "the table of critical values has no N = 11, 13, no odd numbers above 14 and none above 30; Mann-Kendall has a \
             probability there",
        ));
    }
    if any(|value| value.below) {
        notices.push(Text::new(
            "有时段全部未检出，按检出限的一半排序；检出限改变会造成虚假的趋势",
            "in some periods nothing was detected and half the detection limit is ranked; a change of the limit makes a trend \
             of its own",
        ));
    }
    let uneven = |result: &WaterTrend| result.values.windows(2).any(|pair| pair[0].sections != pair[1].sections);
    if results.iter().any(uneven) {
        notices.push(Text::new(
            "各时段的断面数不同，均值和比例的变化可能来自断面的增减",
            "the number of sections changes between periods, which can make a trend of its own",
        ));
    }
    if results.iter().any(|result| !result.left_out.is_empty()) {
        notices.push(Text::new(
            "没有数据或月份不足的时段不参加检验",
            "periods without data or with too few months take no part in the tests",
        ));
    }
    notices
}

/// How a trend came about.
///
/// # Errors
/// When the query asks for what there is not.
pub fn explain_water_trend(
    evaluation: &WaterEvaluation,
    query: &WaterTrendQuery,
    key: &str,
) -> Result<Option<Explanation>, String> {
    let Some((name, series)) = subject(evaluation, query)? else { return Ok(None) };
    let Some(item) = WaterTrendItem::from_key(key) else { return Ok(None) };
    let mut steps = Recorder::on();
    let result = water_trend(&series, item, evaluation.plan().trends, &mut steps);
    if result.values.is_empty() {
        return Ok(None);
    }
    let (label, trend) = (label(item), result.spearman.trend.words());
    let values: Vec<String> =
        result.values.iter().map(|value| format!("{}: {}", value.span, printed(item, value.value))).collect();
    let left_out = row(&result).left_out;
    let left = |left: &PeriodReason| {
        Text::new(
            format!("{} 不参加：{}", left.span, left.why.zh),
            format!("{} is left out: {}", left.span, left.why.en),
        )
    };
    Ok(Some(Explanation {
        title: Text::new(format!("{}：{}", label.zh, trend.zh), format!("{}: {}", label.en, trend.en)),
        place: Text::new(
            format!("{}（{}）", name.zh, values.join("，")),
            format!("{} ({})", name.en, values.join(", ")),
        ),
        steps: steps.into_steps().into_iter().map(step).collect(),
        readings: Vec::new(),
        others: Vec::new(),
        advice: left_out.iter().map(left).collect(),
    }))
}

/// The title of a period, for the page.
#[must_use]
pub fn period_words(span: Span) -> Text {
    span_words::span(span)
}

/// The head of [`water_trends_table`].
#[must_use]
pub fn water_trends_head() -> Vec<String> {
    const HEAD: [&str; 14] = [
        "name",
        "what",
        "unit",
        "periods",
        "values",
        "r_s",
        "critical",
        "trend",
        "meaning",
        "mann_kendall_s",
        "p",
        "slope_per_period",
        "seasonal_p",
        "seasonal_slope_per_year",
    ];
    HEAD.iter().map(|name| (*name).to_owned()).collect()
}

/// The trends of a section or a group as rows.
#[must_use]
pub fn water_trends_table(view: &WaterTrendsView, zh: bool) -> Vec<Vec<String>> {
    let said = |text: &Text| if zh { text.zh.clone() } else { text.en.clone() };
    let joined =
        |row: &WaterTrendRow, what: fn(&PeriodPoint) -> &str| row.values.iter().map(what).collect::<Vec<_>>().join(" ");
    let row = |row: &WaterTrendRow| {
        vec![
            said(&view.name),
            row.key.clone(),
            row.unit.clone(),
            joined(row, |value| &value.span),
            joined(row, |value| &value.value),
            row.coefficient.clone(),
            row.critical.clone(),
            row.trend.clone(),
            row.meaning.clone(),
            row.score.clone(),
            row.probability.clone(),
            row.slope.clone(),
            row.seasonal_probability.clone(),
            row.seasonal_slope.clone(),
        ]
    };
    view.rows.iter().map(row).collect()
}
