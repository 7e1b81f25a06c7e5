//! Commands.

mod arguments;
mod assess;
mod convert;
mod draw;
mod evaluate;
mod hours;
mod inspect;
mod lakes;
mod other_items;
mod rejects;
mod standards;
mod water;
mod water_basins;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use arguments::{HELP, Request, arguments};
use envgrade::assess::{Assessment, Assessor, read_path};
use envgrade::ingest::{FileReport, ReadOptions, read_corrections};
use envgrade::observation::{FileId, SiteTable};
use envgrade::plan::Plan;
use envgrade::schema::Kind;

pub fn run() -> Result<ExitCode, String> {
    let Some(request) = arguments()? else { return Ok(ExitCode::SUCCESS) };
    let words: Vec<&str> = request.command.iter().map(String::as_str).collect();
    match words.as_slice() {
        [
            "assess"
            | "convert"
            | "inspect"
            | "mapping"
            | "groundwater"
            | "water-sources"
            | "water-limits"
            | "water-profiles"
            | "water"
            | "water-basins"
            | "water-river"
            | "water-change"
            | "water-trend"
            | "evaluate"
            | "rank"
            | "change"
            | "trend"
            | "compare"
            | "other-items"
            | "hours"
            | "dust-hours"
            | "water-lakes"
            | "water-rank"
            | "water-zones"
            | "water-black-odorous"
            | "acid-rain",
        ]
        | ["draw", "calendar" | "matrix"]
            if request.paths.is_empty() =>
        {
            Err("no file given; see envgrade --help".to_owned())
        }
        ["assess"] => assess::assess(&request),
        ["mapping"] => inspect::mapping(&request),
        ["convert"] => convert::convert(&request),
        ["inspect"] => inspect::inspect(&request),
        ["water"] => water::sections(&request),
        ["groundwater"] => standards::groundwater(&request),
        ["water-sources"] => standards::sources(&request),
        ["water-limits"] => standards::limits(&request),
        ["water-profiles"] => standards::profiles(&request),
        ["water-basins"] => water_basins::basins(&request),
        ["water-river"] => water_basins::along(&request),
        ["water-change"] => water_basins::change(&request),
        ["water-trend"] => water_basins::trend(&request),
        ["water-lakes"] => lakes::lakes(&request),
        ["water-rank"] => lakes::rank(&request),
        ["water-zones"] => lakes::zones(&request),
        ["water-black-odorous"] => lakes::black_odorous(&request),
        ["acid-rain"] => lakes::acid_rain(&request),
        ["evaluate"] => evaluate::evaluate(&request),
        ["rank"] => evaluate::rank(&request),
        ["change"] => evaluate::change(&request),
        ["compare"] => evaluate::compare(&request),
        ["other-items"] => other_items::other_items(&request),
        ["hours"] => hours::hours(&request),
        ["dust-hours"] => hours::dust_hours(&request),
        ["trend"] => evaluate::trend(&request),
        ["draw", figure @ ("calendar" | "matrix")] => draw::draw(&request, figure),
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

pub struct Read {
    pub assessment: Assessment,
    pub reports: Vec<FileReport>,
    pub unreadable: bool,
}

pub fn read(request: &Request) -> Read {
    let (files, problems) = files(&request.paths);
    for problem in &problems {
        eprintln!("envgrade: {problem}");
    }
    let mut options = options(request);
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut sites = SiteTable::default();
    let mut assessor = Assessor::new(request.plan.clone());
    let mut reports = Vec::new();
    let mut unreadable = !problems.is_empty();
    // Corrected rows have to be known before the files that they belong to are read.
    let mut data = Vec::new();
    for path in files {
        // What cannot be opened is said below.
        match (read_corrections(&path), u16::try_from(reports.len())) {
            (Ok(Some(text)), Ok(number)) => {
                reports.push(options.corrections.add(FileId(number), &name(&path), &text, &mut assessor));
            }
            _ => data.push(path),
        }
    }
    for path in &data {
        let Ok(number) = u16::try_from(reports.len()) else {
            eprintln!("envgrade: only the first 65,536 files are read");
            unreadable = true;
            break;
        };
        match read_path(FileId(number), path, &options, threads, &mut sites, &mut assessor) {
            Ok(mut parts) => {
                unreadable |= parts.iter().any(|report| report.kind == Kind::Unknown);
                reports.append(&mut parts);
            }
            Err(error) => {
                eprintln!("envgrade: {}: {error}", path.display());
                unreadable = true;
                reports.push(FileReport::unread(&name(path)));
            }
        }
    }
    let read = reports.iter().filter(|report: &&FileReport| report.kind != Kind::Corrections);
    options.corrections.unmatched(read.map(|report| report.name.as_str()), &mut assessor);
    let assessment = assessor.finish(sites);
    if let Some(path) = &request.rejects {
        match rejects::write(path, &assessment, &reports, &options, request.lang == arguments::Lang::Zh) {
            Ok(told) => eprintln!("{told}"),
            Err(error) => {
                eprintln!("envgrade: --rejects {}: {error}", path.display());
                unreadable = true;
            }
        }
    }
    Read { assessment, reports, unreadable }
}

/// How files are to be read.
fn options(request: &Request) -> ReadOptions {
    let Plan { year, hours, names, .. } = request.plan;
    ReadOptions {
        year,
        hours,
        names,
        mappings: request.mappings.clone(),
        encoding: request.encoding.or(request.mappings.iter().find_map(|mapping| mapping.encoding)),
        ..ReadOptions::default()
    }
}

fn name(path: &Path) -> String {
    path.display().to_string()
}

/// What became of writing to standard output.
fn written(result: std::io::Result<()>, unreadable: bool) -> Result<ExitCode, String> {
    match result {
        // A reader such as head has had enough.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        Err(error) => Err(format!("standard output: {error}")),
        Ok(()) => Ok(ExitCode::from(u8::from(unreadable))),
    }
}

/// Writes a value as one line of JSON.
fn json(value: &impl serde::Serialize, out: &mut impl Write) -> std::io::Result<()> {
    serde_json::to_writer(&mut *out, value).map_err(std::io::Error::from)?;
    out.write_all(b"\n")
}
