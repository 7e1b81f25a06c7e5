//! `envgrade water`.

use std::io::{BufWriter, Write};
use std::process::ExitCode;

use super::arguments::{Format, Lang, Request};
use super::assess::told;
use super::{json, read, written};
use envgrade::assess::WaterEvaluation;
use envgrade::report;
use envgrade::report::evaluation::write_table;
use envgrade::report::water_evaluation as water;
use envgrade::report::water_evaluation::view::SectionQuery;
use envgrade::words::Text;

/// Reads the files and makes their samples ready for evaluation.
pub fn ready(request: &Request) -> Result<(WaterEvaluation, bool), String> {
    let mut choices = request.water.clone();
    if let Some(period) = &request.period {
        choices.spans.clone_from(period);
    }
    // Wrong choices are said before files are read.
    let plan = water::water_plan(&choices)?;
    let read = read(request);
    let view = report::result(&read.assessment, &read.reports);
    let plain = report::plain(&view, request.lang == Lang::Zh);
    eprint!("{}{}", plain.summary, plain.issues);
    Ok((WaterEvaluation::new(read.assessment.sample_table(&read.reports), plan), read.unreadable))
}

/// Writes a table, its finding and notices to where they belong.
pub fn written_table(
    table: impl FnOnce() -> Vec<Vec<String>>,
    view: &impl serde::Serialize,
    notes: &[Text],
    explanations: impl Iterator<Item = report::view::Explanation>,
    request: &Request,
    unreadable: bool,
) -> Result<ExitCode, String> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut result =
        if request.format == Format::Json { json(view, &mut out) } else { write_table(&table(), &mut out) };
    if request.explain {
        for explanation in explanations {
            result = result.and_then(|()| out.write_all(told(&explanation, request.lang).as_bytes()));
        }
    }
    for note in notes {
        eprintln!("* {}", request.lang.of(note));
    }
    written(result.and_then(|()| out.flush()), unreadable)
}

/// The notices of several answers, each once.
pub fn once(notices: impl Iterator<Item = Text>) -> Vec<Text> {
    let mut all: Vec<Text> = Vec::new();
    notices.for_each(|notice| {
        if !all.contains(&notice) {
            all.push(notice);
        }
    });
    all
}

pub fn sections(request: &Request) -> Result<ExitCode, String> {
    let (evaluation, unreadable) = ready(request)?;
    let query = |span: String| SectionQuery { span, site: None, offset: 0, limit: u32::MAX, grades: Vec::new() };
    let spans = evaluation.spans();
    let views = spans.iter().map(|span| water::section_rows(&evaluation, &query(span.to_string())));
    let views = views.collect::<Result<Vec<_>, String>>()?;
    for view in &views {
        eprintln!("{}", request.lang.of(&view.finding));
    }
    let table = || {
        let mut table = vec![water::sections_head(&evaluation)];
        table.extend(water::sections_table(&evaluation, request.lang == Lang::Zh));
        table
    };
    let explanations = evaluation.surface_sites().into_iter().flat_map(|site| {
        let evaluation = &evaluation;
        evaluation.spans_of(site).into_iter().filter_map(move |span| water::explain_section(evaluation, site, span))
    });
    let notes = water::water_evaluation(&evaluation).notices;
    written_table(table, &views, &notes, explanations, request, unreadable)
}
