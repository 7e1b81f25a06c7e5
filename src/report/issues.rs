//! What was noticed about the data, as a table.

use std::io::{self, Write};

use super::line::Line;
use crate::assess::Assessment;
use crate::ingest::FileReport;

/// Writes the issues that are kept as CSV in UTF-8, one row a place and the worst first; behind the first 200 places of a
/// cause a row says how many more there are.
///
/// # Errors
/// What the writer returns.
pub fn write_issues(
    assessment: &Assessment,
    files: &[FileReport],
    chinese: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let head: [&str; 8] = if chinese {
        ["严重程度", "代码", "说明", "文件", "行", "列", "表头", "原文"]
    } else {
        ["severity", "code", "message", "file", "row", "column", "header", "text"]
    };
    let mut line = Line::default();
    head.iter().for_each(|name| line.cell(name));
    line.end(out)?;
    for issue in super::overview::issues(assessment.issues(), files) {
        let severity = match (issue.severity.as_str(), chinese) {
            ("error", true) => "未参与计算",
            ("warning", true) => "已使用，请核对",
            (_, true) => "提示",
            (severity, false) => severity,
        };
        let message = if chinese { &issue.message.zh } else { &issue.message.en };
        for place in &issue.places {
            [severity, &issue.code, message].into_iter().for_each(|cell| line.cell(cell));
            line.text(&place.file);
            line.option((place.row > 0).then_some(place.row));
            line.option((place.column > 0).then_some(place.column));
            line.text(&place.header);
            line.text(&place.text);
            line.end(out)?;
        }
        let more = issue.count as usize - issue.places.len().min(issue.count as usize);
        if more > 0 {
            [severity, &issue.code, message, "", "", "", ""].into_iter().for_each(|cell| line.cell(cell));
            line.cell(&if chinese { format!("另有 {more} 处") } else { format!("{more} more") });
            line.end(out)?;
        }
    }
    Ok(())
}
