//! `envgrade groundwater`, `water-sources`, `water-limits` and `water-profiles`.

use std::process::ExitCode;

use super::arguments::{Lang, Request};
use super::water::{ready, written_table};
use envgrade::assess::WaterEvaluation;
use envgrade::calendar::Span;
use envgrade::observation::SiteId;
use envgrade::report::view::Explanation;
use envgrade::report::water_evaluation as water;
use envgrade::report::water_evaluation::view::SectionQuery;
use envgrade::words::Text;

/// What one of the evaluations gives for all periods.
struct Whole<V> {
    views: Vec<V>,
    findings: Vec<Text>,
    notices: Vec<Text>,
}

fn whole<V>(
    evaluation: &WaterEvaluation,
    rows: impl Fn(&WaterEvaluation, &SectionQuery) -> Result<V, String>,
    told: impl Fn(&V) -> (Text, Vec<Text>),
) -> Result<Whole<V>, String> {
    let query = |span: Span| SectionQuery {
        span: span.to_string(),
        site: None,
        offset: 0,
        limit: u32::MAX,
        grades: Vec::new(),
    };
    let views = evaluation.spans().into_iter().map(|span| rows(evaluation, &query(span)));
    let views = views.collect::<Result<Vec<V>, String>>()?;
    let findings = views.iter().map(|view| told(view).0).collect();
    let notices = views.first().map(|view| told(view).1).unwrap_or_default();
    Ok(Whole { views, findings, notices })
}

/// Says what was noticed about the cells of further items, as `file:row:column`.
fn say_issues(evaluation: &WaterEvaluation, request: &Request) {
    for group in water::further_issues(evaluation).issues {
        eprintln!("{} ({}): {}", group.severity, group.count, request.lang.of(&group.message));
        for place in group.places.iter().take(5) {
            eprintln!("  {}:{}:{} {} «{}»", place.file, place.row, place.column, place.header, place.text);
        }
    }
}

fn write<V: serde::Serialize>(
    (evaluation, unreadable): (&WaterEvaluation, bool),
    request: &Request,
    whole: &Whole<V>,
    head: Vec<String>,
    table: impl Fn(&WaterEvaluation, bool) -> Vec<Vec<String>>,
    explain: impl Fn(&WaterEvaluation, SiteId, Span) -> Option<Explanation>,
) -> Result<ExitCode, String> {
    say_issues(evaluation, request);
    for finding in &whole.findings {
        eprintln!("{}", request.lang.of(finding));
    }
    let rows = || {
        let mut rows = vec![head];
        rows.extend(table(evaluation, request.lang == Lang::Zh));
        rows
    };
    let explain = &explain;
    let explanations = evaluation.table().sites().flat_map(|(site, _)| {
        evaluation.spans_of(site).into_iter().filter_map(move |span| explain(evaluation, site, span))
    });
    written_table(rows, &whole.views, &whole.notices, explanations, request, unreadable)
}

pub fn groundwater(request: &Request) -> Result<ExitCode, String> {
    let (evaluation, unreadable) = ready(request)?;
    if evaluation.wells().is_empty() {
        return Err(
            "no site is said to be groundwater; add a column 样品类型 with 地下水, or --as groundwater".to_owned()
        );
    }
    let wells = evaluation.wells();
    let whole = whole(&evaluation, water::well_rows, |view| (view.finding.clone(), view.notices.clone()))?;
    write((&evaluation, unreadable), request, &whole, water::wells_head(), water::wells_table, |of, site, span| {
        wells.contains(&site).then(|| water::explain_well(of, site, span))?
    })
}

pub fn sources(request: &Request) -> Result<ExitCode, String> {
    let (evaluation, unreadable) = ready(request)?;
    if evaluation.sources().is_empty() {
        return Err(
            "no site is said to be a drinking-water source; add a column 水源类型, or --as surface-source or groundwater-source"
                .to_owned(),
        );
    }
    let sources = evaluation.sources();
    let whole = whole(&evaluation, water::source_rows, |view| (view.finding.clone(), view.notices.clone()))?;
    write((&evaluation, unreadable), request, &whole, water::sources_head(), water::sources_table, |of, site, span| {
        sources.contains(&site).then(|| water::explain_source(of, site, span))?
    })
}

pub fn limits(request: &Request) -> Result<ExitCode, String> {
    let standards = &request.water.standards;
    if standards.limits.trim().is_empty() {
        let template = envgrade::standard::own::OwnTable::TEMPLATE;
        return Err(format!("--limits TABLE is needed, a CSV such as:\n{template}"));
    }
    let read = water::own_limits(&standards.limits_name, &standards.limits);
    for error in &read.errors {
        eprintln!("--limits: {}", request.lang.of(&error.message));
    }
    if read.limits.is_empty() {
        return Err("--limits: no row of the table can be used".to_owned());
    }
    let (evaluation, unreadable) = ready(request)?;
    let whole = whole(&evaluation, water::own_rows, |view| (view.finding.clone(), view.notices.clone()))?;
    write((&evaluation, unreadable), request, &whole, water::own_head(), water::own_table, water::explain_own)
}

pub fn profiles(request: &Request) -> Result<ExitCode, String> {
    let (evaluation, unreadable) = ready(request)?;
    let whole = whole(&evaluation, water::profile_rows, |view| (view.finding.clone(), view.notices.clone()))?;
    let (head, table) = (water::profiles_head(), water::profiles_table);
    write((&evaluation, unreadable), request, &whole, head, table, water::explain_profiles)
}
