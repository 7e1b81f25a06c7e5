//! `envgrade assess`.

use std::fmt::Write as _;
use std::io::{BufWriter, Write};
use std::process::ExitCode;

use super::arguments::{Format, Lang, Request};
use super::{Read, read};
use envgrade::assess::Assessment;
use envgrade::ingest::FileReport;
use envgrade::report;
use envgrade::report::view::Explanation;
use envgrade::words::Text;

pub fn assess(request: &Request) -> Result<ExitCode, String> {
    let Read { assessment, reports, unreadable } = read(request);
    let view = report::result(&assessment, &reports);
    let told = report::plain(&view, request.lang == Lang::Zh);
    let mut out = BufWriter::new(std::io::stdout().lock());
    let written = match request.format {
        Format::Csv => report::write_csv(&assessment, &mut out),
        Format::Json => {
            let whole =
                report::Whole { assessment: &assessment, view: &view, files: &reports, explain: request.explain };
            super::json(&whole, &mut out)
        }
        Format::Text => out.write_all(told.summary.as_bytes()),
    }
    .and_then(|()| {
        if request.explain && request.format != Format::Json {
            explain(&assessment, &reports, request, &mut out)?;
        }
        out.flush()
    });
    if request.format != Format::Text {
        eprint!("{}", told.summary);
    }
    eprint!("{}", told.issues);
    super::written(written, unreadable)
}

fn explain(
    assessment: &Assessment,
    reports: &[FileReport],
    request: &Request,
    out: &mut impl Write,
) -> std::io::Result<()> {
    for explanation in report::explanations(assessment, reports) {
        out.write_all(told(&explanation, request.lang).as_bytes())?;
    }
    Ok(())
}

/// An explanation as text.
pub fn told(explanation: &Explanation, lang: Lang) -> String {
    let mut text = String::new();
    let said = |text: &Text| lang.of(text).to_owned();
    let _ = writeln!(text, "\n{} · {}", said(&explanation.place), said(&explanation.title));
    for step in &explanation.steps {
        let _ = writeln!(text, "  {}: {}  {} [{}]", said(&step.label), step.formula, said(&step.words), step.clause);
    }
    for reading in &explanation.readings {
        let _ = writeln!(
            text,
            "  {}:{}:{}  {} «{}» {} {}",
            reading.file,
            reading.row,
            reading.column,
            said(&reading.item),
            reading.text,
            reading.used,
            said(&reading.note)
        );
    }
    for other in &explanation.others {
        let _ = writeln!(text, "  {}: {}", said(&other.edition), said(&other.result));
    }
    text
}
