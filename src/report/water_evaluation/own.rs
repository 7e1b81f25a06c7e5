//! Limits that a person brings: the table as it was read, and sites over periods held against it.

use super::super::evaluation::view::KeyView;
use super::super::evaluation::words as span_words;
use super::super::view::Explanation;
use super::further::{
    ItemValue, SampleLine, count, explanation_of_period, explanation_of_sample, joined, sample_lines, sample_of,
    span_of, value, verdict, with_multiple,
};
use super::notes::span_key;
use super::notes::{name, whereabouts};
use super::view::SectionQuery;
use crate::assess::{LimitCounts, OwnPeriod, WaterEvaluation};
use crate::calendar::Span;
use crate::grade::Verdict;
use crate::observation::SiteId;
use crate::quantity::Reading;
use crate::standard::own::{OwnLimit, OwnTable};
use crate::statistics::percent;
use crate::trace::Recorder;
use crate::water::groundwater::Finding;
use crate::water::own_limits::{OwnGrade, OwnResult};
use crate::words::{Text, view};

view! {
    /// A table of limits as it was read.
    pub struct OwnLimitsView {
        /// Its name.
        pub name: String,
        /// The limits.
        pub limits: Vec<OwnLimitView>,
        /// Rows that were not used.
        pub errors: Vec<RowErrorView>,
    }

    /// A limit.
    pub struct OwnLimitView {
        /// Row in the table, from 1.
        pub row: u32,
        /// Key of the item.
        pub item: String,
        /// Its name.
        pub name: Text,
        /// `≤ 0.3`, `≥ 5`, `6~9`.
        pub limit: String,
        /// Its unit.
        pub unit: String,
        /// Whether the row names no unit, so that the unit of the item was taken.
        pub unit_assumed: bool,
    }

    /// A row that was not used.
    pub struct RowErrorView {
        /// Row in the table, from 1.
        pub row: u32,
        /// What is the matter and what to do.
        pub message: Text,
    }

    /// Sites over a period held against own limits.
    pub struct OwnRows {
        /// The finding, in one sentence.
        pub finding: Text,
        /// The stretch.
        pub span: KeyView,
        /// The limits.
        pub limits: Vec<OwnLimitView>,
        /// Rows that match the query.
        pub total: u32,
        /// The rows.
        pub rows: Vec<OwnRow>,
        /// What a reader must know beside the numbers.
        pub notices: Vec<Text>,
    }

    /// A site over a period held against own limits.
    pub struct OwnRow {
        /// Number that `explain_own` takes.
        pub site: u32,
        /// Its name.
        pub name: String,
        /// River or basin, city and province as far as they are known.
        pub whereabouts: String,
        /// Key of the stretch.
        pub span: String,
        /// Verdict on the means: `attained`, `exceeded` or `not-assessable`.
        pub verdict: String,
        /// What the means exceed, with multiples.
        pub over: Text,
        /// Samples that keep every limit that could be assessed.
        pub within: u32,
        /// Samples that were assessed.
        pub assessed: u32,
        /// `within ÷ assessed` in per cent, one decimal; empty without a sample.
        pub share: String,
        /// The worst exceedance of a sample, with its multiple.
        pub worst: Text,
        /// When that was.
        pub worst_at: String,
        /// Each limit, in the order of the table.
        pub limits: Vec<OwnItem>,
        /// Samples that have a reading of any item.
        pub all_samples: u32,
        /// The latest of them.
        pub samples: Vec<SampleLine>,
    }

    /// What a period says to one limit.
    pub struct OwnItem {
        /// The mean against the limit.
        pub mean: ItemValue,
        /// Samples that keep it.
        pub attained: u32,
        /// Samples that do not.
        pub exceeded: u32,
        /// Samples without a reading.
        pub missing: u32,
        /// The largest multiple of a sample, empty without any.
        pub worst: String,
        /// When that was.
        pub worst_at: String,
    }
}

fn limit_view(limit: &OwnLimit) -> OwnLimitView {
    OwnLimitView {
        row: limit.row,
        item: limit.item.key().to_owned(),
        name: limit.item.name().into(),
        limit: limit.written.to_string(),
        unit: limit.unit.name().to_owned(),
        unit_assumed: limit.unit_assumed,
    }
}

/// Reads a table of limits as text and says what of it was understood.
#[must_use]
pub fn own_limits(name: &str, text: &str) -> OwnLimitsView {
    let (table, errors) = OwnTable::read_text(name, text);
    OwnLimitsView {
        name: table.name.clone(),
        limits: table.limits.iter().map(limit_view).collect(),
        errors: errors.iter().map(|error| RowErrorView { row: error.row, message: error.message() }).collect(),
    }
}

/// The sites that a query asks for, held against the limits of the plan; no rows without limits.
///
/// # Errors
/// When the stretch is not one.
pub fn own_rows(evaluation: &WaterEvaluation, query: &SectionQuery) -> Result<OwnRows, String> {
    let span = span_of(evaluation, &query.span)?;
    let (mut total, mut rows, mut samples, mut sites) = (0, Vec::new(), (0, 0), (0, 0));
    for (site, _) in evaluation.table().sites() {
        if query.site.is_some_and(|only| only != site.0) {
            continue;
        }
        let Some(period) = evaluation.own(site, span) else { continue };
        let (within, assessed) = period.within();
        samples = (samples.0 + within, samples.1 + assessed);
        match period.means.verdict {
            Verdict::Attained => sites = (sites.0 + 1, sites.1 + 1),
            Verdict::Exceeded => sites.1 += 1,
            Verdict::NotAssessable => {}
        }
        if total >= query.offset && rows.len() < query.limit as usize {
            rows.push(row(evaluation, &period));
        }
        total += 1;
    }
    Ok(OwnRows {
        finding: finding(evaluation, span, sites, samples),
        span: span_key(span),
        limits: evaluation.plan().own.limits.iter().map(limit_view).collect(),
        total,
        rows,
        notices: notices(evaluation),
    })
}

fn finding(evaluation: &WaterEvaluation, span: Span, sites: (u32, u32), samples: (u32, u32)) -> Text {
    let (span, table) = (span_words::span(span), &evaluation.plan().own);
    if table.limits.is_empty() {
        return Text::new("还没有可用的限值。", "There are no limits yet.");
    }
    let share = percent(samples.0, samples.1, 1);
    let (Some(share), Some(of_sites)) = (share, percent(sites.0, sites.1, 1)) else {
        return Text::new(
            format!("{}没有限值所列指标的监测值。", span.zh),
            format!("{}: no reading of an item that has a limit.", span.en),
        );
    };
    Text::new(
        format!(
            "{}，按{} {} 条限值：{} 个样品中 {} 个达标，占 {share:.1}%；按均值 {} 个点位中 {} 个达标，占 {of_sites:.1}%。",
            span.zh,
            if table.name.is_empty() { "自定标准" } else { table.name.as_str() },
            table.limits.len(),
            samples.1,
            samples.0,
            sites.1,
            sites.0
        ),
        format!(
            "{}, by {} limits{}: {} of {} samples keep them ({share:.1} %); by their means {} of {} sites do ({of_sites:.1} %).",
            span.en,
            table.limits.len(),
            if table.name.is_empty() { String::new() } else { format!(" of {}", table.name) },
            samples.0,
            samples.1,
            sites.0,
            sites.1
        ),
    )
}

fn notices(evaluation: &WaterEvaluation) -> Vec<Text> {
    let assumed = evaluation.plan().own.limits.iter().filter(|limit| limit.unit_assumed).count();
    let mut notices = vec![Text::new(
        "等于限值为达标；低于检出限的按检出限的一半比较；数值不修约；没有监测值的指标不等于达标",
        "equal to a limit keeps it; half the detection limit is compared; nothing is rounded; an item without a reading has not passed",
    )];
    if assumed > 0 {
        notices.push(Text::new(
            format!("{assumed} 条限值没有写单位，按指标的标准单位（多为 mg/L）"),
            format!("{assumed} limits name no unit; that of the item is taken, mostly mg/L"),
        ));
    }
    notices
}

/// What a grade exceeds, with multiples.
fn over(grade: &OwnGrade) -> Text {
    let over = grade.with(Verdict::Exceeded);
    joined(&over.map(|result| with_multiple(result.limit.item, result.multiple())).collect::<Vec<_>>())
}

fn row(evaluation: &WaterEvaluation, period: &OwnPeriod) -> OwnRow {
    let (within, assessed) = period.within();
    let worst = period.worst();
    let pairs = period.limits.iter().zip(&period.means.results);
    OwnRow {
        site: period.site.0,
        name: name(evaluation, period.site),
        whereabouts: whereabouts(evaluation.table().site(period.site)),
        span: period.span.to_string(),
        verdict: verdict(period.means.verdict),
        over: over(&period.means),
        within,
        assessed,
        share: percent(within, assessed, 1).map(|share| format!("{share:.1}")).unwrap_or_default(),
        worst: worst.map(|worst| with_multiple(worst.limit.item, worst.worst)).unwrap_or_default(),
        worst_at: worst.and_then(|worst| worst.worst_at).map(|stamp| stamp.to_string()).unwrap_or_default(),
        limits: pairs.map(|(counts, mean)| item(counts, mean)).collect(),
        all_samples: count(period.samples.len()),
        samples: sample_lines(
            evaluation,
            period.site,
            &period.samples,
            |sample| (sample.stamp, Some(sample.origin)),
            |sample| SampleLine {
                number: None,
                when: sample.stamp.to_string(),
                class: None,
                verdict: verdict(sample.grade.verdict),
                over: over(&sample.grade),
                items: count(sample.grade.results.iter().filter(|result| result.held.is_some()).count()),
                withdrawn: String::new(),
            },
        ),
    }
}

fn item(counts: &LimitCounts, mean: &OwnResult) -> OwnItem {
    let limit = &counts.limit;
    let compared = mean.held.and_then(|held| held.compared);
    let shown = match (mean.held, compared) {
        (_, Some(compared)) => value(limit.item, Finding::Reading(Reading::Value(compared)), limit.unit),
        (Some(_), None) => Text::same("ND"),
        (None, None) => Text::default(),
    };
    OwnItem {
        mean: ItemValue {
            key: limit.item.key().to_owned(),
            name: limit.item.name().into(),
            unit: limit.unit.name().to_owned(),
            value: shown,
            class: None,
            limit: limit.written.to_string(),
            multiple: mean.multiple().map(|times| format!("{times:.1}")).unwrap_or_default(),
            verdict: verdict(mean.verdict()),
            proven: mean.held.is_none_or(|held| held.proven),
        },
        attained: counts.attained,
        exceeded: counts.exceeded,
        missing: counts.missing,
        worst: counts.worst.map(|times| format!("{times:.1}")).unwrap_or_default(),
        worst_at: counts.worst_at.map(|stamp| stamp.to_string()).unwrap_or_default(),
    }
}

fn title(grade: &OwnGrade) -> Text {
    let (words, over) = (grade.verdict.words(), over(grade));
    let by = |text: &str, open: &str| if text.is_empty() { String::new() } else { format!("{open}{text}") };
    Text::new(
        format!("自定标准：{}{}", words.zh, by(&over.zh, "，")),
        format!("Own limits: {}{}", words.en, by(&over.en, ", ")),
    )
}

/// How the verdict on the means of a site over a period came about; `None` without limits or samples.
#[must_use]
pub fn explain_own(evaluation: &WaterEvaluation, site: SiteId, span: Span) -> Option<Explanation> {
    let mut steps = Recorder::on();
    let period = evaluation.own_traced(site, span, &mut steps)?;
    Some(explanation_of_period(evaluation, (site, span), title(&period.means), steps, notices(evaluation)))
}

/// How the verdict on a sample came about; `None` where there is no such sample.
#[must_use]
pub fn explain_own_sample(evaluation: &WaterEvaluation, site: SiteId, number: u32) -> Option<Explanation> {
    let sample = sample_of(evaluation, site, number)?;
    let mut steps = Recorder::on();
    let held = evaluation.own_sample(site, &sample, &mut steps);
    Some(explanation_of_sample(evaluation, site, sample, title(&held.grade), steps))
}

/// The head of [`own_table`].
#[must_use]
pub fn own_head() -> Vec<String> {
    const HEAD: [&str; 17] = [
        "site",
        "whereabouts",
        "period",
        "item",
        "limit",
        "unit",
        "mean",
        "verdict_of_mean",
        "times_over",
        "proven",
        "samples_within",
        "samples_over",
        "samples_missing",
        "share_within",
        "worst_times_over",
        "worst_at",
        "limit_row",
    ];
    HEAD.map(str::to_owned).to_vec()
}

/// One row a site, period and limit, in Chinese or English; above them one of all limits.
#[must_use]
pub fn own_table(evaluation: &WaterEvaluation, zh: bool) -> Vec<Vec<String>> {
    let said = |text: &Text| if zh { text.zh.clone() } else { text.en.clone() };
    let mut rows = Vec::new();
    for (site, _) in evaluation.table().sites() {
        for period in evaluation.spans_of(site).into_iter().filter_map(|span| evaluation.own(site, span)) {
            let view = row(evaluation, &period);
            let begin = || vec![view.name.clone(), view.whereabouts.clone(), view.span.clone()];
            let mut cells = begin();
            let blank = String::new;
            cells.extend([
                if zh { "全部" } else { "all" }.to_owned(),
                blank(),
                blank(),
                blank(),
                view.verdict.clone(),
                blank(),
                blank(),
            ]);
            cells.extend([
                view.within.to_string(),
                (view.assessed - view.within).to_string(),
                blank(),
                view.share.clone(),
            ]);
            cells.extend([said(&view.worst), view.worst_at.clone(), blank()]);
            rows.push(cells);
            for (item, counts) in view.limits.iter().zip(&period.limits) {
                let share = percent(item.attained, item.attained + item.exceeded, 1);
                let mut cells = begin();
                let mean = &item.mean;
                cells.extend([said(&mean.name), mean.limit.clone(), mean.unit.clone(), said(&mean.value)]);
                cells.extend([mean.verdict.clone(), mean.multiple.clone(), mean.proven.to_string()]);
                cells.extend([item.attained, item.exceeded, item.missing].map(|number| number.to_string()));
                cells.extend([share.map(|share| format!("{share:.1}")).unwrap_or_default(), item.worst.clone()]);
                cells.extend([item.worst_at.clone(), counts.limit.row.to_string()]);
                rows.push(cells);
            }
        }
    }
    rows
}
