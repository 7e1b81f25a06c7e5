//! A result in plain lines, for a terminal.

use super::view::{AgreementView, ResultView};
use crate::words::Text;

/// Issues of one cause that are printed.
const PRINTED: usize = 10;

/// Plain lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plain {
    /// How the files were understood, findings, agreement.
    pub summary: String,
    /// Issues as `file:row:column: severity: message`.
    pub issues: String,
}

/// The lines of a result, in Chinese or English.
#[must_use]
pub fn plain(view: &ResultView, chinese: bool) -> Plain {
    let of = |text: &Text| if chinese { text.zh.clone() } else { text.en.clone() };
    let mut summary = String::new();
    let mut line = |text: String| {
        summary.push_str(&text);
        summary.push('\n');
    };
    for file in view.files.iter().take(20) {
        line(format!("{}: {}", file.name, of(&file.understood)));
    }
    if view.files.len() > 20 {
        line(format!("… {}", view.files.len() - 20));
    }
    if let Some(air) = &view.air {
        line(of(&air.finding));
        air.fallen_out.iter().for_each(|count| line(format!("  {}: {}", of(&count.label), count.count)));
        air.agreement.iter().for_each(|a| agreement(a, &of, &mut line));
        air.notices.iter().for_each(|notice| line(format!("  {}", of(notice))));
    }
    if let Some(water) = &view.water {
        line(of(&water.finding));
        water.fallen_out.iter().for_each(|count| line(format!("  {}: {}", of(&count.label), count.count)));
        water.agreement.iter().for_each(|a| agreement(a, &of, &mut line));
        let unknown = water.sections.iter().filter(|section| !section.body_known);
        for body in ["river", "lake"] {
            let count = unknown.clone().filter(|section| section.body == body).count();
            if count > 0 {
                let (zh, en) = if body == "river" { ("河流", "rivers") } else { ("湖库", "lakes") };
                line(of(&Text::new(
                    format!("  {count} 个断面没有说明水体类型，总磷按{zh}限值评价（--body、--lake、--river 可更改）"),
                    format!(
                        "  {count} sections do not say what body of water they are; total phosphorus is judged by the limits of {en} (--body, --lake, --river)"
                    ),
                )));
            }
        }
        water.notices.iter().for_each(|notice| line(format!("  {}", of(notice))));
    }
    let mut issues = String::new();
    for issue in &view.issues {
        for place in issue.places.iter().take(PRINTED) {
            let found = if place.text.is_empty() { String::new() } else { format!(" «{}»", place.text) };
            let header = if place.header.is_empty() { String::new() } else { format!(" {}", place.header) };
            issues.push_str(&format!(
                "{}:{}:{}: {}: {}{header}{found}\n",
                place.file,
                place.row,
                place.column,
                issue.severity,
                of(&issue.message)
            ));
        }
        let more = issue.count as usize - issue.places.len().min(PRINTED).min(issue.count as usize);
        if more > 0 {
            issues.push_str(&format!("{}: {} (+{more})\n", issue.severity, of(&issue.message)));
        }
    }
    Plain { summary, issues }
}

fn agreement(view: &AgreementView, of: &dyn Fn(&Text) -> String, line: &mut dyn FnMut(String)) {
    let share = if view.compared == 0 {
        String::new()
    } else {
        let share = crate::statistics::percent(view.same, view.compared, 3);
        share.map(|share| format!(" ({share:.3} %)")).unwrap_or_default()
    };
    line(format!("  {}: {} / {}{share}", of(&view.what), view.same, view.compared));
    for count in view.causes.iter().chain(&view.not_compared) {
        line(format!("    {}: {}", of(&count.label), count.count));
    }
    for difference in view.differences.iter().take(6) {
        line(format!("    {}: {} ≠ {}", difference.place, difference.ours, difference.official));
    }
}
