//! `envgrade other-items`.

use std::fmt::Write as _;
use std::io::{BufWriter, Write};
use std::process::ExitCode;

use super::arguments::{Format, Request};
use super::assess::told;
use super::evaluate::{edition, ready};
use super::{json, written};
use envgrade::assess::Level;
use envgrade::parameter::Parameter;
use envgrade::report::evaluation as report;
use envgrade::report::evaluation::view::OtherItemsView;
use envgrade::words::Text;

pub fn other_items(request: &Request) -> Result<ExitCode, String> {
    let mut request = request.clone();
    if request.evaluation.level.is_empty() {
        // They are sampled at points.
        request.evaluation.level = Level::Point.key().to_owned();
    }
    let (evaluation, unreadable) = ready(&request)?;
    let choice = edition(&request);
    let lang = |text: &Text| request.lang.of(text).to_owned();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut result = match request.format {
        Format::Csv => report::write_other_items_csv(&evaluation, choice, &mut out),
        Format::Json | Format::Text => Ok(()),
    };
    let mut said: Vec<Text> = Vec::new();
    for place in 0..evaluation.len() {
        let view = report::other_items(&evaluation, place, choice);
        if view.rows.is_empty() {
            continue;
        }
        result = result.and_then(|()| match request.format {
            Format::Csv => Ok(()),
            Format::Json => json(&view, &mut out),
            Format::Text => out.write_all(text(&view, &lang).as_bytes()),
        });
        if request.explain {
            for row in &view.rows {
                let item = Parameter::from_key(&row.item);
                let explanation =
                    item.and_then(|item| report::explain_other_item(&evaluation, place, item, row.year, choice));
                result = result.and_then(|()| match explanation {
                    Some(explanation) => out.write_all(told(&explanation, request.lang).as_bytes()),
                    None => Ok(()),
                });
            }
        }
        eprintln!("{}", lang(&view.finding));
        for notice in view.notices {
            if !said.contains(&notice) {
                eprintln!("* {}", lang(&notice));
                said.push(notice);
            }
        }
    }
    written(result.and_then(|()| out.flush()), unreadable)
}

fn text(view: &OtherItemsView, lang: &impl Fn(&Text) -> String) -> String {
    let mut text = String::new();
    for row in &view.rows {
        let (edition, verdict) = (lang(&row.edition), lang(&row.verdict_words));
        let name = lang(&view.name);
        let (why, days) = (lang(&row.why), row.days);
        let _ = writeln!(text, "{name} · {} · {} · {days} d · {edition} · {verdict} {why}", row.symbol, row.year);
        for value in &row.values {
            let limit = if value.limit.is_empty() { String::new() } else { format!(" / {}", value.limit) };
            let over = if value.multiple.is_empty() { String::new() } else { format!(" (+{})", value.multiple) };
            let (label, note) = (lang(&value.label), lang(&value.note));
            let _ = writeln!(text, "  {label} {}{limit} {}{over}  {note}", value.value, row.unit);
        }
        if row.days_judged > 0 {
            let _ = writeln!(text, "  {} / {} d = {} %", row.days_within, row.days_judged, row.rate);
        }
    }
    text
}
