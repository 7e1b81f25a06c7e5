//! `envgrade water-lakes`, `water-rank`, `water-zones`, `water-black-odorous` and `acid-rain`.

use std::process::ExitCode;

use super::arguments::{Lang, Request};
use super::water::{once, ready, written_table};
use envgrade::assess::WaterEvaluation;
use envgrade::calendar::Span;
use envgrade::report::evaluation::span;
use envgrade::report::view::Explanation;
use envgrade::report::water_evaluation as water;
use envgrade::words::Text;

/// The stretch that a stretch is compared with: the one that was asked for, otherwise the same a year before.
fn base(request: &Request, now: Span) -> Result<Span, String> {
    request.against.as_deref().map_or(Ok(now.a_year_before()), span)
}

/// Says the findings, and gathers the notices of all stretches once each.
fn told<'a>(views: impl Iterator<Item = (&'a Text, &'a Vec<Text>)>, lang: Lang) -> Vec<Text> {
    once(views.flat_map(|(finding, notices)| {
        eprintln!("{}", lang.of(finding));
        notices.clone()
    }))
}

/// A head and the rows of all stretches below it.
fn table<V>(head: Vec<String>, views: &[V], rows: impl Fn(&V) -> Vec<Vec<String>>) -> Vec<Vec<String>> {
    let mut table = vec![head];
    views.iter().for_each(|view| table.extend(rows(view)));
    table
}

pub fn lakes(request: &Request) -> Result<ExitCode, String> {
    let (evaluation, unreadable) = ready(request)?;
    let query = |span: String| {
        let base = request.against.clone().unwrap_or_default();
        water::lake_rows(&evaluation, &water::LakeQuery { span, base })
    };
    let spans = query(String::new())?.spans;
    let views = spans.iter().map(|span| query(span.key.clone())).collect::<Result<Vec<_>, String>>()?;
    let notes = told(views.iter().map(|view| (&view.finding, &view.notices)), request.lang);
    let zh = request.lang == Lang::Zh;
    let rows = || table(water::lakes_head(), &views, |view| water::lakes_table(view, zh));
    let explanations = (0..evaluation.lakes().len()).flat_map(|lake| {
        let evaluation = &evaluation;
        evaluation.spans_of_lake(lake).into_iter().filter_map(move |span| water::explain_lake(evaluation, lake, span))
    });
    written_table(rows, &views, &notes, explanations, request, unreadable)
}

pub fn rank(request: &Request) -> Result<ExitCode, String> {
    let (evaluation, unreadable) = ready(request)?;
    let query = |span: &Span| {
        let base = request.against.clone().unwrap_or_default();
        water::city_rows(&evaluation, &water::CityQuery { span: span.to_string(), base })
    };
    let spans = evaluation.spans();
    let bases = spans.iter().map(|span| base(request, *span)).collect::<Result<Vec<_>, String>>()?;
    let views = spans.iter().map(query).collect::<Result<Vec<_>, String>>()?;
    let notes = told(views.iter().map(|view| (&view.finding, &view.notices)), request.lang);
    let zh = request.lang == Lang::Zh;
    let rows = || table(water::cities_head(), &views, |view| water::cities_table(view, zh));
    let explanations = views.iter().zip(spans.iter().zip(&bases)).flat_map(|(view, (span, base))| {
        view.rows.iter().filter_map(|city| water::explain_city(&evaluation, &city.name, *span, *base))
    });
    written_table(rows, &views, &notes, explanations, request, unreadable)
}

pub fn zones(request: &Request) -> Result<ExitCode, String> {
    let (evaluation, unreadable) = ready(request)?;
    let spans = evaluation.spans();
    let views = spans.iter().map(|span| water::zone_rows(&evaluation, &span.to_string()));
    let views = views.collect::<Result<Vec<_>, String>>()?;
    let notes = told(views.iter().map(|view| (&view.finding, &view.notices)), request.lang);
    let zh = request.lang == Lang::Zh;
    let rows = || table(water::zones_head(), &views, |view| water::zones_table(view, zh));
    let explanations = views.iter().zip(&spans).flat_map(|(view, span)| {
        view.rows.iter().filter_map(|zone| water::explain_zone(&evaluation, zone.zone as usize, *span))
    });
    written_table(rows, &views, &notes, explanations, request, unreadable)
}

pub fn black_odorous(request: &Request) -> Result<ExitCode, String> {
    let (evaluation, unreadable) = ready(request)?;
    let spans = evaluation.spans();
    let views = spans.iter().map(|span| water::black_odorous_rows(&evaluation, &span.to_string()));
    let views = views.collect::<Result<Vec<_>, String>>()?;
    let notes = told(views.iter().map(|view| (&view.finding, &view.notices)), request.lang);
    let zh = request.lang == Lang::Zh;
    let rows = || table(water::black_odorous_head(), &views, |view| water::black_odorous_table(view, zh));
    let explanations = evaluation.table().sites().flat_map(|(site, _)| {
        let evaluation: &WaterEvaluation = &evaluation;
        let of_span = move |span: &Span| water::explain_black_odorous(evaluation, site, *span);
        spans.iter().filter_map(of_span).collect::<Vec<Explanation>>()
    });
    written_table(rows, &views, &notes, explanations, request, unreadable)
}

pub fn acid_rain(request: &Request) -> Result<ExitCode, String> {
    let (evaluation, unreadable) = ready(request)?;
    let spans = evaluation.rain_spans();
    let views = spans.iter().map(|span| water::rain_rows(&evaluation, &span.to_string()));
    let views = views.collect::<Result<Vec<_>, String>>()?;
    let notes = told(views.iter().map(|view| (&view.finding, &view.notices)), request.lang);
    let zh = request.lang == Lang::Zh;
    let rows = || table(water::rain_head(), &views, |view| water::rain_table(view, zh));
    let explanations = views
        .iter()
        .zip(&spans)
        .flat_map(|(view, span)| view.rows.iter().filter_map(|row| water::explain_rain(&evaluation, &row.key, *span)));
    written_table(rows, &views, &notes, explanations, request, unreadable)
}
