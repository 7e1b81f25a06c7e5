//! The command line: the same core on files.

use std::fmt::Write as _;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use envgrade::assess::{Assessment, Assessor};
use envgrade::chart::{self, DrawOptions};
use envgrade::edition::EditionChoice;
use envgrade::ingest::{FileReport, ReadOptions, read_path};
use envgrade::observation::{FileId, SiteId, SiteTable};
use envgrade::plan::{Body, HourChoice, Plan, Rounding, RoundingChoice};
use envgrade::report;
use envgrade::schema::Kind;
use envgrade::words::Text;

const HELP: &str = "\
envgrade grades water and air monitoring data by the standards in force on the day of each sample.

Usage:
  envgrade assess FILE...              grade files, or all files of a folder
  envgrade draw calendar FILE...       the AQI calendar as SVG   [--site NAME] [--of YEAR]
  envgrade draw matrix FILE...         section classes by month as SVG

Options:
  --edition by-date|2012|2026-transition|2026-final
                                       standards to judge by (default: by-date, those in force on the day)
  --rounding raw|evaluation            what is compared with water limits (default: raw for samples, evaluation for
                                       means of a month)
  --body river|lake                    body of water where the data do not say (default: river)
  --lake NAME, --river NAME            the body of one section; may be given many times
  --year YYYY                          year of dates that are written without one
  --hours ending|beginning             what an hour label names (default: by format)
  --format csv|json|text               what goes to standard output (default: csv)
  --explain                            how each result came about, in Chinese and English, with its rows
  --lang zh|en                         language of texts (default: zh)
  -h, --help      -V, --version

Standard error gets how the files were understood, the agreement with official columns, and issues as
file:row:column. The exit code is 0 unless a file cannot be read at all.
";

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(message) => {
            eprintln!("envgrade: {message}");
            ExitCode::from(2)
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Csv,
    Json,
    Text,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Lang {
    Zh,
    En,
}

impl Lang {
    fn of(self, text: &Text) -> &str {
        match self {
            Lang::Zh => &text.zh,
            Lang::En => &text.en,
        }
    }
}

struct Request {
    command: Vec<String>,
    paths: Vec<PathBuf>,
    plan: Plan,
    format: Format,
    explain: bool,
    lang: Lang,
    site: Option<String>,
    of: Option<i32>,
}

fn arguments() -> Result<Option<Request>, String> {
    use lexopt::prelude::*;

    let mut request = Request {
        command: Vec::new(),
        paths: Vec::new(),
        plan: Plan::default(),
        format: Format::Csv,
        explain: false,
        lang: Lang::Zh,
        site: None,
        of: None,
    };
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next().map_err(|e| e.to_string())? {
        match argument {
            Short('h') | Long("help") => {
                print!("{HELP}");
                return Ok(None);
            }
            Short('V') | Long("version") => {
                println!("envgrade {}", env!("CARGO_PKG_VERSION"));
                return Ok(None);
            }
            Long("edition") => {
                let key = text(&mut parser, "edition")?;
                request.plan.edition = EditionChoice::from_key(&key)
                    .ok_or_else(|| format!("--edition {key}: expected by-date, 2012, 2026-transition or 2026-final"))?;
            }
            Long("rounding") => {
                request.plan.rounding = match text(&mut parser, "rounding")?.as_str() {
                    "raw" => RoundingChoice::Always(Rounding::Raw),
                    "evaluation" => RoundingChoice::Always(Rounding::Evaluation),
                    "auto" => RoundingChoice::Auto,
                    other => return Err(format!("--rounding {other}: expected raw or evaluation")),
                };
            }
            Long("body") => {
                request.plan.body = match text(&mut parser, "body")?.as_str() {
                    "river" => Body::River,
                    "lake" => Body::Lake,
                    other => return Err(format!("--body {other}: expected river or lake")),
                };
            }
            Long("lake") => drop(request.plan.bodies.insert(text(&mut parser, "lake")?, Body::Lake)),
            Long("river") => drop(request.plan.bodies.insert(text(&mut parser, "river")?, Body::River)),
            Long("year") => request.plan.year = Some(year("year", &text(&mut parser, "year")?)?),
            Long("of") => request.of = Some(year("of", &text(&mut parser, "of")?)?),
            Long("site") => request.site = Some(text(&mut parser, "site")?),
            Long("hours") => {
                request.plan.hours = match text(&mut parser, "hours")?.as_str() {
                    "ending" => HourChoice::Ending,
                    "beginning" => HourChoice::Beginning,
                    "auto" => HourChoice::Auto,
                    other => return Err(format!("--hours {other}: expected ending or beginning")),
                };
            }
            Long("format") => {
                request.format = match text(&mut parser, "format")?.as_str() {
                    "csv" => Format::Csv,
                    "json" => Format::Json,
                    "text" => Format::Text,
                    other => return Err(format!("--format {other}: expected csv, json or text")),
                };
            }
            Long("lang") => {
                request.lang = match text(&mut parser, "lang")?.as_str() {
                    "zh" => Lang::Zh,
                    "en" => Lang::En,
                    other => return Err(format!("--lang {other}: expected zh or en")),
                };
            }
            Long("explain") => request.explain = true,
            Value(value) if request.command.is_empty() || request.command == ["draw"] => {
                request.command.push(value.string().map_err(|e| e.to_string())?);
            }
            Value(value) => request.paths.push(value.into()),
            other => return Err(format!("{}; see envgrade --help", other.unexpected())),
        }
    }
    Ok(Some(request))
}

/// The value of an option.
fn text(parser: &mut lexopt::Parser, option: &str) -> Result<String, String> {
    use lexopt::ValueExt as _;
    parser.value().and_then(|value| value.parse()).map_err(|error| format!("--{option}: {error}"))
}

fn year(option: &str, text: &str) -> Result<i32, String> {
    text.parse()
        .ok()
        .filter(|year| (1900..=2200).contains(year))
        .ok_or_else(|| format!("--{option} {text}: expected a year such as 2024"))
}

fn run() -> Result<ExitCode, String> {
    let Some(request) = arguments()? else { return Ok(ExitCode::SUCCESS) };
    let words: Vec<&str> = request.command.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["assess"] | ["draw", "calendar" | "matrix"] if request.paths.is_empty() => {
            Err("no file given; see envgrade --help".to_owned())
        }
        ["assess"] => assess(&request),
        ["draw", figure @ ("calendar" | "matrix")] => draw(&request, figure),
        [] => Err(format!("no command given\n\n{HELP}")),
        _ => Err(format!("unknown command «{}»; see envgrade --help", words.join(" "))),
    }
}

/// Files of the paths given; of folders, all files below in the order of their names.
fn files(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<String>) {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    let mut waiting: Vec<PathBuf> = paths.iter().rev().cloned().collect();
    while let Some(path) = waiting.pop() {
        if !path.is_dir() {
            files.push(path);
            continue;
        }
        match std::fs::read_dir(&path) {
            Ok(entries) => {
                let mut below: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
                below.sort_by(|a, b| b.cmp(a));
                waiting.append(&mut below);
            }
            Err(error) => problems.push(format!("{}: {error}", path.display())),
        }
    }
    (files, problems)
}

struct Read {
    assessment: Assessment,
    reports: Vec<FileReport>,
    unreadable: bool,
}

fn read(request: &Request) -> Read {
    let (files, problems) = files(&request.paths);
    for problem in &problems {
        eprintln!("envgrade: {problem}");
    }
    let options = ReadOptions { year: request.plan.year, hours: request.plan.hours };
    let mut sites = SiteTable::default();
    let mut assessor = Assessor::new(request.plan.clone());
    let mut reports = Vec::new();
    let mut unreadable = !problems.is_empty();
    for (number, path) in files.iter().enumerate() {
        let Ok(number) = u16::try_from(number) else {
            eprintln!("envgrade: only the first 65,536 files are read");
            unreadable = true;
            break;
        };
        match read_path(FileId(number), path, &options, &mut sites, &mut assessor) {
            Ok(report) => {
                unreadable |= report.kind == Kind::Unknown;
                reports.push(report);
            }
            Err(error) => {
                eprintln!("envgrade: {}: {error}", path.display());
                unreadable = true;
                reports.push(FileReport::unread(&name(path)));
            }
        }
    }
    Read { assessment: assessor.finish(sites), reports, unreadable }
}

fn name(path: &Path) -> String {
    path.display().to_string()
}

fn assess(request: &Request) -> Result<ExitCode, String> {
    let Read { assessment, reports, unreadable } = read(request);
    let view = report::result(&assessment, &reports);
    let told = report::plain(&view, request.lang == Lang::Zh);
    let mut out = BufWriter::new(std::io::stdout().lock());
    let written = match request.format {
        Format::Csv => report::write_csv(&assessment, &mut out),
        Format::Json => {
            let whole =
                report::Whole { assessment: &assessment, view: &view, files: &reports, explain: request.explain };
            serde_json::to_writer(&mut out, &whole).map_err(std::io::Error::from).and_then(|()| {
                out.write_all(
                    b"
",
                )
            })
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
    match written {
        // A reader such as head has had enough.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        Err(error) => Err(format!("standard output: {error}")),
        Ok(()) => Ok(ExitCode::from(u8::from(unreadable))),
    }
}

fn explain(
    assessment: &Assessment,
    reports: &[FileReport],
    request: &Request,
    out: &mut impl Write,
) -> std::io::Result<()> {
    for explanation in report::explanations(assessment, reports) {
        let mut text = String::new();
        let said = |text: &Text| request.lang.of(text).to_owned();
        let _ = writeln!(text, "\n{} · {}", said(&explanation.place), said(&explanation.title));
        for step in &explanation.steps {
            let _ =
                writeln!(text, "  {}: {}  {} [{}]", said(&step.label), step.formula, said(&step.words), step.clause);
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
        out.write_all(text.as_bytes())?;
    }
    Ok(())
}

fn draw(request: &Request, figure: &str) -> Result<ExitCode, String> {
    let Read { assessment, unreadable, .. } = read(request);
    let options = DrawOptions {
        width: 960,
        scale: 1.0,
        lang: if request.lang == Lang::Zh { "zh".into() } else { "en".into() },
        theme: "light".into(),
        font: "system-ui, \"Noto Sans CJK SC\", \"Microsoft YaHei\", sans-serif".into(),
        source: Some(Text::new("GB 3838-2002 / HJ 633 / GB 3095", "GB 3838-2002 / HJ 633 / GB 3095")),
    };
    let svg = if figure == "matrix" {
        let finding = report::matrix_finding(&assessment);
        chart::matrix::svg(&chart::data::matrix(&assessment, finding), &options)
    } else {
        let (site, years) = report::air_sites(&assessment)
            .into_iter()
            .find(|site| request.site.as_ref().is_none_or(|name| site.name == *name))
            .map(|site| (site.site, site.years))
            .ok_or("no air data of this site in the files")?;
        let year = request.of.or(years.last().copied()).ok_or("the site has no days")?;
        let site = SiteId(site);
        let finding = report::calendar_finding(&assessment, site, year);
        chart::calendar::svg(&chart::data::calendar(&assessment, site, year, finding), &options)
    };
    std::io::stdout().write_all(svg.as_bytes()).map_err(|error| format!("standard output: {error}"))?;
    Ok(ExitCode::from(u8::from(unreadable)))
}
