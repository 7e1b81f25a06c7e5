//! `envgrade evaluate`, `rank` and `change`.

use std::fmt::Write as _;
use std::io::{BufWriter, Write};
use std::process::ExitCode;

use super::arguments::{Format, Lang, Request};
use super::assess::told;
use super::{json, read, written};
use envgrade::assess::Evaluation;
use envgrade::calendar::Span;
use envgrade::edition::EditionChoice;
use envgrade::report;
use envgrade::report::evaluation::view::{EvaluationChoices, NumbersView};
use envgrade::report::evaluation::write_table;
use envgrade::words::Text;

/// Reads the files and makes them ready for evaluation.
pub fn ready(request: &Request) -> Result<(Evaluation, bool), String> {
    let mut choices = EvaluationChoices { ..request.evaluation.clone() };
    if let Some(period) = &request.period {
        choices.spans.clone_from(period);
    }
    // Wrong choices are said before files are read.
    report::evaluation::evaluation_plan(&choices, &[])?;
    let read = read(request);
    let plan = report::evaluation::evaluation_plan(&choices, read.assessment.dust())?;
    let view = report::result(&read.assessment, &read.reports);
    let plain = report::plain(&view, request.lang == Lang::Zh);
    eprint!("{}{}", plain.summary, plain.issues);
    Ok((Evaluation::new(read.assessment.day_table(), plan), read.unreadable))
}

/// The edition that a ranking or a comparison goes by: the first that was asked for.
pub fn edition(request: &Request) -> EditionChoice {
    request.evaluation.editions.first().and_then(|key| EditionChoice::from_key(key)).unwrap_or_default()
}

pub fn evaluate(request: &Request) -> Result<ExitCode, String> {
    let (evaluation, unreadable) = ready(request)?;
    let view = report::evaluation::evaluation(&evaluation);
    let mut out = BufWriter::new(std::io::stdout().lock());
    let lang = |text: &Text| request.lang.of(text).to_owned();
    let result = match request.format {
        Format::Csv => report::evaluation::write_evaluation_csv(&evaluation, &mut out),
        Format::Json => json(&view, &mut out),
        Format::Text => {
            let mut text = String::new();
            let _ = writeln!(text, "{}", lang(&view.finding));
            for row in &view.rows {
                let part = if row.part.is_empty() { String::new() } else { format!(" [{}]", row.part) };
                let _ = writeln!(
                    text,
                    "\n{} · {}{part} · {} · {} {}",
                    lang(&row.name),
                    lang(&row.span_words),
                    lang(&row.edition),
                    row.verdict,
                    lang(&row.why)
                );
                numbers(&row.plain, &mut text);
                if let Some(years) = &row.three_years {
                    let _ = writeln!(
                        text,
                        "  3 a: mean {}  P {}  {} {}",
                        years.means.join(" / "),
                        years.percentiles.join(" / "),
                        years.verdict,
                        years.over.join(", ")
                    );
                }
                if let Some(deducted) = &row.deducted {
                    let _ = match request.lang {
                        Lang::Zh => writeln!(text, " 扣除 {} 个沙尘日：", row.dust_days),
                        Lang::En => writeln!(text, " Without {} dust days:", row.dust_days),
                    };
                    numbers(deducted, &mut text);
                }
            }
            for notice in &view.notices {
                let _ = writeln!(text, "\n* {}", lang(notice));
            }
            out.write_all(text.as_bytes())
        }
    }
    .and_then(|()| if request.explain { explain(&evaluation, request, &mut out) } else { Ok(()) })
    .and_then(|()| out.flush());
    if request.format != Format::Text {
        eprintln!("{}", lang(&view.finding));
        for notice in &view.notices {
            eprintln!("* {}", lang(notice));
        }
    }
    written(result, unreadable)
}

fn numbers(numbers: &NumbersView, text: &mut String) {
    for item in &numbers.items {
        let over = |multiple: &str| if multiple.is_empty() { String::new() } else { format!(" (+{multiple})") };
        let limit = |limit: &str| if limit.is_empty() { String::new() } else { format!(" / {limit}") };
        let _ = writeln!(
            text,
            "  {:<6} {:>5} d  mean {}{}{}  P{} {}{}{}  {} %  {}",
            item.symbol,
            item.days,
            item.mean,
            limit(&item.mean_limit),
            over(&item.mean_multiple),
            item.percent,
            item.percentile,
            limit(&item.percentile_limit),
            over(&item.percentile_multiple),
            item.rate,
            if item.coverage == "enough" { "" } else { &item.coverage }
        );
    }
    let _ = writeln!(
        text,
        "  AQI <= 100: {} / {} = {} %   {:?}   index {} ({})",
        numbers.good,
        numbers.valid,
        numbers.good_ratio,
        numbers.categories,
        numbers.composite.sum,
        numbers.composite.main.join(", ")
    );
}

fn explain(evaluation: &Evaluation, request: &Request, out: &mut impl Write) -> std::io::Result<()> {
    for place in 0..evaluation.len() {
        let spans = evaluation.spans(&evaluation.days(place));
        for (span, &choice) in spans.iter().flat_map(|span| evaluation.plan().editions.iter().map(move |c| (span, c))) {
            for part in 0.. {
                let explanation = report::evaluation::explain_evaluation(evaluation, place, *span, choice, part);
                let Some(explanation) = explanation else { break };
                out.write_all(told(&explanation, request.lang).as_bytes())?;
            }
        }
    }
    Ok(())
}

/// The head of a table, where the answer is one.
fn headed(request: &Request, head: Vec<String>, out: &mut impl Write) -> std::io::Result<()> {
    if request.format == Format::Json { Ok(()) } else { write_table(&[head], out) }
}

/// The one period that a command needs.
fn period(request: &Request) -> Result<Span, String> {
    let text = request.period.as_deref().ok_or("--period is missing, for example --period 2024-05")?;
    report::evaluation::span(text)
}

pub fn rank(request: &Request) -> Result<ExitCode, String> {
    let span = period(request)?;
    let (evaluation, unreadable) = ready(request)?;
    let view = report::evaluation::ranking(&evaluation, span, edition(request));
    let mut out = BufWriter::new(std::io::stdout().lock());
    let lang = |text: &Text| request.lang.of(text).to_owned();
    let result = if request.format == Format::Json {
        json(&view, &mut out)
    } else {
        write_table(&report::evaluation::ranking_table(&view, request.lang == Lang::Zh), &mut out)
    };
    eprintln!("{}", lang(&view.finding));
    eprintln!("{}", lang(&view.edition));
    for place in &view.left_out {
        eprintln!("- {}", lang(place));
    }
    for notice in &view.notices {
        eprintln!("* {}", lang(notice));
    }
    written(result.and_then(|()| out.flush()), unreadable)
}

pub fn change(request: &Request) -> Result<ExitCode, String> {
    let now = period(request)?;
    let before = match &request.against {
        Some(text) => report::evaluation::span(text)?,
        None => now.a_year_before(),
    };
    let (evaluation, unreadable) = ready(request)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let lang = |text: &Text| request.lang.of(text).to_owned();
    let mut result = headed(request, report::evaluation::changes_head(), &mut out);
    for place in 0..evaluation.len() {
        let Some(view) = report::evaluation::changes(&evaluation, place, before, now, edition(request)) else {
            continue;
        };
        result = result.and_then(|()| {
            if request.format == Format::Json {
                return json(&view, &mut out);
            }
            let zh = request.lang == Lang::Zh;
            write_table(&report::evaluation::changes_table(&view, evaluation.name(place), zh), &mut out)
        });
        eprintln!("{}", lang(&view.finding));
    }
    written(result.and_then(|()| out.flush()), unreadable)
}

pub fn trend(request: &Request) -> Result<ExitCode, String> {
    let (evaluation, unreadable) = ready(request)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let lang = |text: &Text| request.lang.of(text).to_owned();
    let mut result = headed(request, report::evaluation::trends_head(), &mut out);
    for place in 0..evaluation.len() {
        let view = report::evaluation::trends(&evaluation, place, edition(request));
        result = result.and_then(|()| {
            if request.format == Format::Json {
                return json(&view, &mut out);
            }
            write_table(&report::evaluation::trends_table(&view, request.lang == Lang::Zh), &mut out)
        });
        if request.explain {
            for row in &view.rows {
                let Some(item) = envgrade::assess::TrendItem::from_key(&row.key) else { continue };
                let explanation = report::evaluation::explain_trend(&evaluation, place, item, edition(request));
                result = result.and_then(|()| match explanation {
                    Some(explanation) => out.write_all(told(&explanation, request.lang).as_bytes()),
                    None => Ok(()),
                });
            }
        }
        eprintln!("{}", lang(&view.finding));
    }
    written(result.and_then(|()| out.flush()), unreadable)
}

pub fn compare(request: &Request) -> Result<ExitCode, String> {
    let (evaluation, unreadable) = ready(request)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut result = headed(request, report::evaluation::comparison_head(), &mut out);
    for place in 0..evaluation.len() {
        let days = evaluation.days(place);
        let mut years: Vec<i32> = days.iter().map(|day| day.date.year()).collect();
        years.dedup();
        for year in years.into_iter().filter(|year| request.of.is_none_or(|of| of == *year)) {
            let Some(view) = report::evaluation::comparison(&evaluation, place, year) else { continue };
            result = result.and_then(|()| {
                if request.format == Format::Json {
                    return json(&view, &mut out);
                }
                write_table(&report::evaluation::comparison_table(&view, request.lang == Lang::Zh), &mut out)
            });
            if request.explain
                && let Some(explanation) = report::evaluation::explain_comparison(&evaluation, place, year)
            {
                result = result.and_then(|()| out.write_all(told(&explanation, request.lang).as_bytes()));
            }
            eprintln!("{}", request.lang.of(&view.finding));
        }
    }
    written(result.and_then(|()| out.flush()), unreadable)
}
