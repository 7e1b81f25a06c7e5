//! `envgrade water-basins`, `water-river`, `water-change` and `water-trend`.

use std::process::ExitCode;

use super::arguments::{Lang, Request};
use super::water::{once, ready, written_table};
use envgrade::assess::WaterEvaluation;
use envgrade::calendar::Span;
use envgrade::report::evaluation::span;
use envgrade::report::water_evaluation::along::{RiverQuery, explain_river, river, river_head, river_table};
use envgrade::report::water_evaluation::changes::{
    WaterChangeQuery, explain_water_change, water_changes, water_changes_head, water_changes_table,
};
use envgrade::report::water_evaluation::groups::{
    GroupQuery, GroupsView, explain_group, group_by, groups, groups_head, groups_table,
};
use envgrade::report::water_evaluation::trends::{
    WaterTrendQuery, explain_water_trend, water_trends, water_trends_head, water_trends_table,
};

/// By what sections are put together; empty for the first way that the data allow.
fn by(request: &Request) -> String {
    request.by.clone().unwrap_or_default()
}

pub fn basins(request: &Request) -> Result<ExitCode, String> {
    let (evaluation, unreadable) = ready(request)?;
    let query = |span: String| GroupQuery { by: by(request), span };
    let spans = evaluation.spans();
    let views = spans.iter().map(|span| groups(&evaluation, &query(span.to_string())));
    let views = views.collect::<Result<Vec<_>, String>>()?;
    for row in views.iter().flat_map(|view| &view.rows) {
        eprintln!("{}", request.lang.of(&row.finding));
    }
    let by = group_by(&evaluation, &by(request))?;
    let table = || {
        let rows = views.iter().flat_map(|view| groups_table(view, request.lang == Lang::Zh));
        std::iter::once(groups_head()).chain(rows).collect()
    };
    let of_span = |(span, view): (&Span, &GroupsView)| {
        let (evaluation, span, view) = (&evaluation, *span, view.clone());
        view.rows.into_iter().flat_map(move |row| {
            let number = row.number as usize;
            [false, true].into_iter().filter_map(move |deducted| explain_group(evaluation, by, number, span, deducted))
        })
    };
    let explanations = spans.iter().zip(&views).flat_map(of_span);
    let notes = once(views.iter().flat_map(|view| view.notices.clone()));
    written_table(table, &views, &notes, explanations, request, unreadable)
}

pub fn along(request: &Request) -> Result<ExitCode, String> {
    let (evaluation, unreadable) = ready(request)?;
    let by = group_by(&evaluation, &by(request))?;
    let spans = evaluation.spans();
    let (mut views, mut rows, mut explained) = (Vec::new(), Vec::new(), Vec::new());
    for (number, _) in (0_u32..).zip(evaluation.groups(by).groups) {
        for span in &spans {
            let query = RiverQuery { by: by.key().to_owned(), number, span: span.to_string() };
            let Some(view) = river(&evaluation, &query)? else { continue };
            eprintln!("{}", request.lang.of(&view.finding));
            // Items differ from river to river, so each table has its head.
            rows.push(river_head(&view));
            rows.extend(river_table(&view, request.lang == Lang::Zh));
            if request.explain {
                explained.extend(explain_river(&evaluation, by, number as usize, *span));
            }
            views.push(view);
        }
    }
    let notes = once(views.iter().flat_map(|view| view.notices.clone()));
    written_table(|| rows, &views, &notes, explained.into_iter(), request, unreadable)
}

pub fn change(request: &Request) -> Result<ExitCode, String> {
    let text = request.period.clone().ok_or("--period is missing, for example --period 2024")?;
    let now = span(&text)?;
    let before = request.against.as_deref().map_or(Ok(now.a_year_before()), span)?;
    let (evaluation, unreadable) = ready(request)?;
    let query = WaterChangeQuery { by: by(request), now: text, before: before.to_string() };
    let view = water_changes(&evaluation, &query)?;
    for row in &view.rows {
        eprintln!("{}", request.lang.of(&row.finding));
    }
    let by = group_by(&evaluation, &by(request))?;
    let table = || {
        let rows = water_changes_table(&view, request.lang == Lang::Zh);
        std::iter::once(water_changes_head()).chain(rows).collect()
    };
    let explained =
        view.rows.iter().filter_map(|row| explain_water_change(&evaluation, by, row.number as usize, (before, now)));
    written_table(table, &view, &view.notices, explained, request, unreadable)
}

/// Whose trends are asked for: of the section that was named, of every section, or of the groups.
fn subjects(evaluation: &WaterEvaluation, request: &Request) -> Result<Vec<WaterTrendQuery>, String> {
    let of_site = |site: u32| WaterTrendQuery { site: Some(site), by: String::new(), number: 0 };
    if let Some(name) = &request.site {
        let sites = evaluation.table().sites().filter(|(_, site)| site.name == *name || site.label() == *name);
        let found: Vec<_> = sites.map(|(site, _)| of_site(site.0)).collect();
        return if found.is_empty() { Err(format!("--site {name}: no section has this name")) } else { Ok(found) };
    }
    if request.by.as_deref() == Some("section") {
        return Ok(evaluation.table().sites().map(|(site, _)| of_site(site.0)).collect());
    }
    let by = group_by(evaluation, &by(request))?;
    let groups = evaluation.groups(by).groups;
    Ok((0..).zip(groups).map(|(number, _)| WaterTrendQuery { site: None, by: by.key().to_owned(), number }).collect())
}

pub fn trend(request: &Request) -> Result<ExitCode, String> {
    let (evaluation, unreadable) = ready(request)?;
    let (mut views, mut explained) = (Vec::new(), Vec::new());
    for query in subjects(&evaluation, request)? {
        let Some(view) = water_trends(&evaluation, &query)? else { continue };
        eprintln!("{}", request.lang.of(&view.finding));
        if request.explain {
            for row in &view.rows {
                explained.extend(explain_water_trend(&evaluation, &query, &row.key)?);
            }
        }
        views.push(view);
    }
    let table = || {
        let rows = views.iter().flat_map(|view| water_trends_table(view, request.lang == Lang::Zh));
        std::iter::once(water_trends_head()).chain(rows).collect()
    };
    let notes = once(views.iter().flat_map(|view| view.notices.clone()));
    written_table(table, &views, &notes, explained.into_iter(), request, unreadable)
}
