//! Sections over periods.

use super::super::evaluation::words as span_words;
use super::super::rows::body_key;
use super::notes::{count, name, notices, span_key, thin, whereabouts};
use super::view::{ItemMean, MonthClass, SectionQuery, SectionRow, SectionRows, SiteOption, WaterEvaluationView};
use crate::assess::{Enough, Fallen, SectionPeriod, WaterEvaluation};
use crate::calendar::Span;
use crate::grade::{Class, Verdict};
use crate::observation::SiteId;
use crate::quantity::Reading;
use crate::sorted::SortedMap;
use crate::water::mean::Mean;
use crate::water::multiple;
use crate::water::share::Sections;
use crate::words::{CountView, Text};

/// What there is to look at.
#[must_use]
pub fn water_evaluation(evaluation: &WaterEvaluation) -> WaterEvaluationView {
    let site = |site: SiteId| {
        let (body, body_known) = evaluation.body(site);
        SiteOption { site: site.0, name: name(evaluation, site), body: body_key(body).to_owned(), body_known }
    };
    WaterEvaluationView {
        sites: evaluation.table().sites().map(|(id, _)| site(id)).collect(),
        sections: count(evaluation.sections().len()),
        lakes: count(evaluation.lakes().len()),
        cities: count(evaluation.city_names().len()),
        black_odorous: evaluation.has_black_odorous(),
        rain_sites: count(evaluation.rain_sites().len()),
        wells: count(evaluation.wells().len()),
        sources: count(evaluation.sources().len()),
        spans: evaluation.spans().into_iter().map(span_key).collect(),
        notices: notices(evaluation),
    }
}

/// The sections that a query asks for; `None` where no site has the stretch.
///
/// # Errors
/// When the stretch is not one.
pub fn section_rows(evaluation: &WaterEvaluation, query: &SectionQuery) -> Result<SectionRows, String> {
    let span = match query.span.as_str() {
        "" => evaluation.spans().last().copied().unwrap_or(Span::Year(1)),
        key => super::super::evaluation::span(key)?,
    };
    let (mut shares, mut fallen) = (Sections::default(), SortedMap::<Fallen, u32>::default());
    let (mut total, mut rows, mut targets) = (0, Vec::new(), (0, 0));
    for site in evaluation.surface_sites() {
        if query.site.is_some_and(|only| only != site.0) {
            continue;
        }
        let Some(result) = evaluation.section(site, span) else { continue };
        match result.judged.fallen {
            Some(reason) => *fallen.of(reason) += 1,
            None => shares.add(&result.judged.grade),
        }
        match result.judged.target {
            Some((_, Verdict::Attained)) => targets = (targets.0 + 1, targets.1 + 1),
            Some((_, Verdict::Exceeded)) => targets.1 += 1,
            _ => {}
        }
        let grade = result.judged.grade.class.map_or(0, Class::number);
        if !query.grades.is_empty() && !query.grades.contains(&grade) {
            continue;
        }
        if total >= query.offset && rows.len() < query.limit as usize {
            rows.push(section_row(evaluation, &result));
        }
        total += 1;
    }
    let class_count = |class: Class| CountView {
        key: class.number().to_string(),
        label: class.words().into(),
        count: shares.of(class),
    };
    let why = |(reason, count): (&Fallen, &u32)| CountView {
        key: reason.key().to_owned(),
        label: reason.words().into(),
        count: *count,
    };
    Ok(SectionRows {
        finding: finding(span, &shares, targets),
        span: span_key(span),
        classes: Class::ALL.into_iter().map(class_count).collect(),
        fallen_out: fallen.iter().map(why).collect(),
        total,
        rows,
    })
}

/// What a period says, in one sentence.
fn finding(span: Span, shares: &Sections, (on_target, with_target): (u32, u32)) -> Text {
    let (span, all) = (span_words::span(span), shares.count());
    if all == 0 {
        return Text::new(
            format!("{}没有可以评价的断面。", span.zh),
            format!("{}: no section can be evaluated.", span.en),
        );
    }
    let share = |number: u32| crate::statistics::percent(number, all, 1).unwrap_or_default();
    let (good, worst) = (shares.good(), shares.of(Class::WorseThanV));
    let mut text = Text::new(
        format!(
            "{}，参评的 {all} 个断面（点位）中，Ⅰ～Ⅲ类 {good} 个，占 {:.1}%；劣Ⅴ类 {worst} 个，占 {:.1}%",
            span.zh,
            share(good),
            share(worst)
        ),
        format!(
            "{}: of {all} sites evaluated, {good} are of class I to III ({:.1} %) and {worst} worse than V ({:.1} %)",
            span.en,
            share(good),
            share(worst)
        ),
    );
    if with_target > 0 {
        let rate = crate::statistics::percent(on_target, with_target, 1).unwrap_or_default();
        text.zh.push_str(&format!("；有目标的 {with_target} 个中达标 {on_target} 个，达标率 {rate:.1}%"));
        text.en.push_str(&format!("; {on_target} of {with_target} with a target meet it ({rate:.1} %)"));
    }
    text.zh.push('。');
    text.en.push('.');
    text
}

pub(super) fn section_row(evaluation: &WaterEvaluation, result: &SectionPeriod) -> SectionRow {
    let judged = &result.judged;
    let (months_on_target, months_judged) = result.months_on_target();
    let names = |items: crate::water::Items| items.iter().map(|item| item.name().into()).collect();
    SectionRow {
        site: result.site.0,
        name: name(evaluation, result.site),
        whereabouts: whereabouts(evaluation.table().site(result.site)),
        span: result.span.to_string(),
        body: body_key(judged.choices.body).to_owned(),
        body_known: judged.body_known,
        class: judged.grade.class.map(Class::number),
        state: judged.grade.state().map(Text::from).unwrap_or_default(),
        why_not: judged.fallen.map(|reason| reason.words().into()),
        deciding: names(judged.grade.deciding),
        main: multiple::text(&judged.main),
        indicators: count(judged.grade.evaluated.len()),
        unproven: names(judged.grade.unproven),
        target: judged.target.map(|(target, _)| target.number()),
        verdict: judged.target.map(|(_, verdict)| verdict.key().to_owned()),
        over_target: multiple::text(&judged.over_target),
        months_on_target,
        months_judged,
        months: result
            .months
            .iter()
            .map(|(month, class, verdict)| MonthClass {
                month: month.to_string(),
                class: class.map(Class::number),
                verdict: verdict.key().to_owned(),
            })
            .collect(),
        thin: if judged.fallen == Some(Fallen::TooFewMonths) { Text::default() } else { thin(shown(result)) },
        samples: result.samples,
        suspended: result.suspended,
        nitrogen: result.nitrogen().map(Class::number),
        coliform: result.coliform().map(Class::number),
        items: result.means.iter().map(|mean| item_mean(result, mean)).collect(),
    }
}

/// Whether there are enough months; of a section without a class nothing is said.
fn shown(result: &SectionPeriod) -> Enough {
    if result.judged.grade.class.is_none() { Enough::Yes } else { result.enough }
}

fn item_mean(result: &SectionPeriod, mean: &Mean) -> ItemMean {
    ItemMean {
        key: mean.item.item().key.to_owned(),
        name: mean.item.name().into(),
        unit: mean.item.item().unit.name().to_owned(),
        value: value(mean),
        class: result.judged.grade.of(mean.item).map(Class::number),
    }
}

/// A mean as text, with two decimals more than an evaluation takes.
pub(super) fn value(mean: &Mean) -> String {
    written(mean.item, mean.reading)
}

/// A reading as text, with two decimals more than an evaluation takes.
pub(super) fn written(item: crate::parameter::Parameter, reading: Reading) -> String {
    let rounded = |amount: crate::quantity::Amount| amount.round_keeping_a_digit(item.item().decimals + 2).written();
    match reading {
        Reading::Value(value) => rounded(value),
        Reading::Below(limit) => format!("<{}", rounded(limit)),
        Reading::Above(bound) => format!(">{}", rounded(bound)),
        Reading::NotDetected => "ND".to_owned(),
        Reading::Missing(_) => String::new(),
    }
}
