//! `envgrade inspect`: how files are understood, one line a file, and column by column.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::arguments::{Format, Request};
use super::{Read, files, json, name, options, read, written};
use envgrade::assess::{Agreement, Assessment, Assessor};
use envgrade::fold::Sink;
use envgrade::ingest::{FileReport, Mapping, read_path};
use envgrade::issue::{Issue, Severity};
use envgrade::observation::{DustPeriod, FileId, Record, SiteId, SiteTable};
use envgrade::plan::Plan;
use envgrade::report;
use envgrade::report::view::{ColumnView, FileView, IssueView, SuggestionView};
use envgrade::schema::Kind;

/// What was found of one file.
#[derive(Serialize)]
struct Found {
    /// How it was read.
    #[serde(flatten)]
    file: FileView,
    /// Character that sets cells apart; empty for what is no text table.
    delimiter: &'static str,
    sites: usize,
    /// Issues, by severity.
    errors: u32,
    warnings: u32,
    notes: u32,
    /// Rows with an official value that were compared, and those that agree.
    compared: u32,
    same: u32,
    issues: Vec<IssueView>,
    /// Columns that nothing knows, with items whose names are near.
    suggestions: Vec<Near>,
}

#[derive(Serialize)]
struct Near {
    column: u32,
    items: Vec<SuggestionView>,
}

pub fn inspect(request: &Request) -> Result<ExitCode, String> {
    let (paths, problems) = files(&request.paths);
    for problem in &problems {
        eprintln!("envgrade: {problem}");
    }
    let mut unreadable = !problems.is_empty();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut result = if request.format == Format::Csv { out.write_all(HEADER.as_bytes()) } else { Ok(()) };
    for path in &paths {
        for found in read_alone(path, request) {
            unreadable |= found.file.kind == Kind::Unknown.key();
            result = result.and_then(|()| match request.format {
                Format::Csv => out.write_all(line(&found).as_bytes()),
                Format::Json => json(&found, &mut out),
                Format::Text => out.write_all(text(&found, request).as_bytes()),
            });
        }
    }
    written(result.and_then(|()| out.flush()), unreadable)
}

/// `envgrade mapping`: how the first table of a file is read, as a mapping to correct by hand.
pub fn mapping(request: &Request) -> Result<ExitCode, String> {
    let Read { reports, .. } = read(&Request { rejects: None, ..request.clone() });
    let report = reports.iter().find(|report| report.first_row > 0).ok_or("no table was found")?;
    let written = std::io::stdout().lock().write_all(Mapping::of_report(report).to_json().as_bytes());
    super::written(written, false)
}

const HEADER: &str =
    "file,kind,encoding,delimiter,header_row,columns,rows,used,sites,errors,warnings,notes,compared,same\n";

/// Keeps what comes of each part of a path apart: its sites, its issues, its agreement.
struct Apart {
    plan: Plan,
    parts: Vec<(Assessor, HashSet<SiteId>)>,
}

impl Apart {
    fn of(&mut self, file: FileId) -> &mut (Assessor, HashSet<SiteId>) {
        while self.parts.len() <= usize::from(file.0) {
            self.parts.push((Assessor::new(self.plan.clone()), HashSet::new()));
        }
        &mut self.parts[usize::from(file.0)]
    }
}

impl Sink for Apart {
    fn air(&mut self, sites: &SiteTable, record: &Record<'_>) {
        let (assessor, found) = self.of(record.origin.file);
        found.insert(record.site);
        assessor.air(sites, record);
    }

    fn water(&mut self, sites: &SiteTable, record: &Record<'_>) {
        let (assessor, found) = self.of(record.origin.file);
        found.insert(record.site);
        assessor.water(sites, record);
    }

    fn issue(&mut self, issue: Issue<'_>) {
        self.of(issue.origin.file).0.issue(issue);
    }

    fn dust(&mut self, period: DustPeriod) {
        let file = period.origin.map_or(FileId(0), |origin| origin.file);
        self.of(file).0.dust(period);
    }
}

/// Reads one path on its own.
fn read_alone(path: &Path, request: &Request) -> Vec<Found> {
    let mut apart = Apart { plan: request.plan.clone(), parts: Vec::new() };
    let mut sites = SiteTable::default();
    let reports = read_path(FileId(0), path, &options(request), &mut sites, &mut apart).unwrap_or_else(|error| {
        eprintln!("envgrade: {}: {error}", path.display());
        vec![FileReport::unread(&name(path))]
    });
    apart.of(FileId(u16::try_from(reports.len().saturating_sub(1)).unwrap_or(u16::MAX)));
    let parts = reports.iter().enumerate().zip(apart.parts);
    parts
        .map(|((number, report), (assessor, found))| {
            found_of(number, report, &assessor.finish(sites.clone()), found.len())
        })
        .collect()
}

fn found_of(number: usize, report: &FileReport, assessment: &Assessment, sites: usize) -> Found {
    // Issues name their file by its number among the parts.
    let reports: Vec<FileReport> = std::iter::repeat_n(report.clone(), number + 1).collect();
    let count = |severity: Severity| {
        let groups = assessment.issues().groups();
        groups.iter().filter(|(code, _)| code.severity() == severity).map(|(_, group)| group.count).sum()
    };
    let (air, water) = (assessment.air_totals(), assessment.water_totals());
    let agreements = [&air.daily, &air.hourly, &water.agreement];
    let agreements = || agreements.iter().filter_map(|agreement| agreement.as_ref());
    let file = report::file(report);
    let near = |column: &ColumnView| {
        let unknown = column.role_key.is_empty() && !column.header.is_empty();
        let items = if unknown { report::suggestions(&column.header, &file.kind) } else { Vec::new() };
        (!items.is_empty()).then_some(Near { column: column.column, items })
    };
    Found {
        suggestions: file.columns.iter().filter_map(near).collect(),
        file,
        delimiter: report.delimiter,
        sites,
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        notes: count(Severity::Note),
        compared: agreements().map(Agreement::compared).sum(),
        same: agreements().map(|agreement| agreement.same).sum(),
        issues: report::result(assessment, &reports).issues,
    }
}

/// The line of a file as CSV.
fn line(found: &Found) -> String {
    let quoted = |text: &str| {
        if text.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.to_owned()
        }
    };
    let file = &found.file;
    let delimiter = match found.delimiter {
        "\t" => "tab",
        " " => "blanks",
        other => other,
    };
    let counts = [
        file.header_row,
        u32::try_from(file.columns.len()).unwrap_or(u32::MAX),
        file.rows,
        file.used,
        u32::try_from(found.sites).unwrap_or(u32::MAX),
        found.errors,
        found.warnings,
        found.notes,
        found.compared,
        found.same,
    ];
    let texts = [&file.name, &file.kind, &file.encoding, delimiter].map(quoted);
    texts.into_iter().chain(counts.map(|count| count.to_string())).collect::<Vec<_>>().join(",") + "\n"
}

/// A file in words: the line, the sentence, the columns, the issues by cause.
fn text(found: &Found, request: &Request) -> String {
    let of = |text: &envgrade::words::Text| request.lang.of(text).to_owned();
    let file = &found.file;
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{}\n  {} · {} · {} / {} · {} ×! · {} ×? · {} ×i",
        file.name, file.kind, file.encoding, file.used, file.rows, found.errors, found.warnings, found.notes
    );
    let _ = writeln!(text, "  {}", of(&file.understood));
    if found.compared > 0 {
        let _ = writeln!(text, "  = {} / {}", found.same, found.compared);
    }
    for column in &file.columns {
        let mark = if column.used { '+' } else { '-' };
        let parts = [of(&column.role), column.unit.clone(), of(&column.note)];
        let told = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        let _ = writeln!(text, "  {mark} {} «{}» {told}", column.column, column.header);
        let near = found.suggestions.iter().filter(|near| near.column == column.column);
        for suggestion in near.flat_map(|near| &near.items) {
            let _ = writeln!(text, "      ? {} ({})", of(&suggestion.name), suggestion.key);
        }
    }
    for issue in &found.issues {
        let place = issue.places.first();
        let (row, header, cell) = place.map_or((0, "", ""), |place| (place.row, &*place.header, &*place.text));
        let _ = writeln!(
            text,
            "  ! {} × {} ({}): {} [{row} {header} «{cell}»]",
            issue.count,
            issue.code,
            issue.severity,
            of(&issue.message)
        );
    }
    text.push('\n');
    text
}
