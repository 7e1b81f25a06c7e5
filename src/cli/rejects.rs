//! The rows of which something was refused, as a table that a person can correct and give back.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use envgrade::assess::Assessment;
use envgrade::ingest::{FileReport, ReadOptions, write_refused};
use envgrade::observation::FileId;
use envgrade::schema::Kind;

/// Writes the refused rows of all files to one table, file below file, each with its own header; answers what to say.
pub fn write(
    path: &Path,
    assessment: &Assessment,
    reports: &[FileReport],
    options: &ReadOptions,
    chinese: bool,
) -> io::Result<String> {
    let issues = assessment.issues();
    let mut out = BufWriter::new(File::create(path)?);
    // Tells spreadsheets that the text is UTF-8.
    out.write_all("\u{feff}".as_bytes())?;
    let mut files = 0;
    for (number, report) in (0..=u16::MAX).zip(reports) {
        let refused = issues.refusals_of(FileId(number));
        if refused.is_empty() || matches!(report.kind, Kind::Corrections | Kind::Unknown) {
            continue;
        }
        files += 1;
        write_refused(&report.name, options, refused, chinese, &mut out)?;
    }
    out.flush()?;
    let (path, more) = (path.display(), issues.refusals_beyond());
    let mut told = if chinese {
        format!("{path}: 有未用内容的行，来自 {files} 个文件；改正后与原文件一起再次读取")
    } else {
        format!("{path}: rows with something refused, of {files} files; correct them and read them beside the files")
    };
    if more > 0 {
        told += &if chinese {
            format!("；另有 {more} 处超出可保留的数量，未写出")
        } else {
            format!("; {more} more are beyond what is kept and are not written")
        };
    }
    Ok(told)
}
