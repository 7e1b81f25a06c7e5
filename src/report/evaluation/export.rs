//! An evaluation as CSV.

use super::super::line::Line;
use super::rows::{fixed, row};
use super::view::{ChangeRow, ChangeView, ComparisonView, RankingRow, RankingView, TrendRow, TrendsView, YearValue};
use super::words;
use crate::air::Pollutant;
use crate::assess::{Evaluation, Numbers};
use crate::quantity::Amount;
use crate::standard::hj663::YEAR_ITEMS;
use crate::words::Text;
use std::io::{self, Write};

const HEAD: [&str; 13] = [
    "place",
    "period",
    "first",
    "last",
    "edition",
    "limits",
    "index",
    "series",
    "verdict",
    "over",
    "calendar_days",
    "days_with_data",
    "dust_days",
];
const DAYS: [&str; 12] = [
    "valid_days",
    "good_days",
    "good_ratio",
    "days_excellent",
    "days_good",
    "days_light",
    "days_moderate",
    "days_heavy",
    "days_severe",
    "composite",
    "main",
    "annex_c",
];

/// Writes the rows of an evaluation as CSV in UTF-8: one row a place, period, edition and series (`plain`, and
/// `dust-deducted` where dust days were declared).
///
/// # Errors
/// What the writer returns.
pub fn write_evaluation_csv(evaluation: &Evaluation, out: &mut impl Write) -> io::Result<()> {
    let mut line = Line::default();
    HEAD.iter().chain(&DAYS).for_each(|name| line.cell(name));
    for (pollutant, item) in Pollutant::ALL.into_iter().zip(YEAR_ITEMS) {
        let symbol = pollutant.symbol().to_ascii_lowercase().replace('.', "");
        for what in ["days", "coverage", "mean", "mean_limit", "mean_times_over"] {
            line.show(format_args!("{symbol}_{what}"));
        }
        for what in ["", "_limit", "_times_over"] {
            line.show(format_args!("{symbol}_p{}{what}", item.percentile));
        }
        line.show(format_args!("{symbol}_days_within"));
        line.show(format_args!("{symbol}_single_index"));
    }
    line.end(out)?;
    for result in evaluation.all() {
        let view = row(evaluation, &result);
        let series: [(&str, Option<&Numbers>); 2] =
            [("plain", Some(&result.plain)), ("dust-deducted", result.deducted.as_ref())];
        for (name, numbers) in series {
            let Some(numbers) = numbers else { continue };
            let shown = if name == "plain" { Some(&view.plain) } else { view.deducted.as_ref() };
            let Some(shown) = shown else { continue };
            line.text(&words::place(evaluation, result.place).zh);
            line.cell(&view.span);
            line.show(result.part.days.first());
            line.show(result.part.days.last());
            line.cell(&view.choice);
            line.cell(result.part.edition.limits.words().en);
            line.cell(result.part.edition.index.name());
            line.cell(name);
            // The verdict is one on the plain numbers; with dust deducted it is that of the annual items.
            line.cell(match &numbers.year {
                Some(year) if name != "plain" && result.cities.is_none() => year.verdict.key(),
                _ => &view.verdict,
            });
            line.show(numbers.year.as_ref().map(|year| year.over).unwrap_or_default());
            line.show(view.calendar_days);
            line.show(view.days_with_data);
            line.show(view.dust_days);
            line.show(shown.valid);
            line.show(shown.good);
            line.cell(&shown.good_ratio);
            shown.categories.iter().for_each(|count| line.show(count));
            line.cell(&shown.composite.sum);
            line.cell(&shown.composite.main.join(" "));
            line.cell(shown.annex_c.as_ref().map_or("", |index| &index.sum));
            for (pollutant, item) in Pollutant::ALL.into_iter().zip(&shown.items) {
                line.show(item.days);
                line.cell(&item.coverage);
                line.cell(&item.mean);
                line.cell(&item.mean_limit);
                line.cell(&item.mean_multiple);
                line.cell(&item.percentile);
                line.cell(&item.percentile_limit);
                line.cell(&item.percentile_multiple);
                line.show(item.attaining_days);
                line.cell(&fixed(numbers.composite.single[pollutant as usize], 2));
            }
            line.end(out)?;
        }
    }
    Ok(())
}

/// Writes a table as CSV in UTF-8. Cells that a spreadsheet would take for a formula get an apostrophe in front, unless they
/// are numbers.
///
/// # Errors
/// What the writer returns.
pub fn write_table(rows: &[Vec<String>], out: &mut impl Write) -> io::Result<()> {
    let mut line = Line::default();
    for row in rows {
        for cell in row {
            if cell.parse::<Amount>().is_ok() { line.cell(cell) } else { line.text(cell) }
        }
        line.end(out)?;
    }
    Ok(())
}

fn words_of(zh: bool) -> impl Fn(&Text) -> String {
    move |text| if zh { text.zh.clone() } else { text.en.clone() }
}

fn cells<const N: usize>(names: [&str; N]) -> Vec<String> {
    names.map(str::to_owned).to_vec()
}

/// A ranking as a table with a head, its words in Chinese or English.
#[must_use]
pub fn ranking_table(view: &RankingView, zh: bool) -> Vec<Vec<String>> {
    let said = words_of(zh);
    let mut head =
        cells(["rank", "place", "composite", "main", "change_percent", "change_rank", "enough_days", "dust_deducted"]);
    for symbol in ["so2", "no2", "co_p95", "o3_p90", "pm10", "pm25"] {
        head.extend([symbol.to_owned(), format!("index_{symbol}")]);
    }
    let row = |row: &RankingRow| {
        let mut cells = vec![
            row.rank.to_string(),
            said(&row.name),
            row.index.sum.clone(),
            row.index.main.join(" "),
            row.change.clone(),
            row.change_rank.map(|rank| rank.to_string()).unwrap_or_default(),
            row.enough.to_string(),
            row.deducted.to_string(),
        ];
        for (concentration, single) in row.concentrations.iter().zip(&row.index.single) {
            cells.extend([concentration.clone(), single.clone()]);
        }
        cells
    };
    std::iter::once(head).chain(view.rows.iter().map(row)).collect()
}

/// The head of [`changes_table`].
#[must_use]
pub fn changes_head() -> Vec<String> {
    cells(["place", "what", "unit", "before", "now", "difference", "percent", "direction"])
}

/// One period against another as rows; `place` stands in front.
#[must_use]
pub fn changes_table(view: &ChangeView, place: &str, zh: bool) -> Vec<Vec<String>> {
    let said = words_of(zh);
    let row = |row: &ChangeRow| {
        vec![
            place.to_owned(),
            said(&row.label),
            row.unit.clone(),
            row.before.clone(),
            row.now.clone(),
            row.difference.clone(),
            row.percent.clone(),
            row.direction.clone(),
        ]
    };
    view.rows.iter().map(row).collect()
}

/// The head of [`trends_table`].
#[must_use]
pub fn trends_head() -> Vec<String> {
    cells([
        "place",
        "what",
        "unit",
        "years",
        "values",
        "r_s",
        "critical",
        "trend",
        "mann_kendall_s",
        "p",
        "p_exact",
        "slope_per_year",
        "three_year_means",
    ])
}

/// The trends of a place as rows.
#[must_use]
pub fn trends_table(view: &TrendsView, zh: bool) -> Vec<Vec<String>> {
    let name = words_of(zh)(&view.name);
    let joined =
        |values: &[YearValue], what: fn(&YearValue) -> String| values.iter().map(what).collect::<Vec<_>>().join(" ");
    let row = |row: &TrendRow| {
        vec![
            name.clone(),
            row.key.clone(),
            row.unit.clone(),
            joined(&row.years, |value| value.year.to_string()),
            joined(&row.years, |value| value.value.clone()),
            row.coefficient.clone(),
            row.critical.clone(),
            row.trend.clone(),
            row.score.clone(),
            row.probability.clone(),
            row.exact.to_string(),
            row.slope.clone(),
            joined(&row.moving, |value| format!("{}:{}", value.year, value.value)),
        ]
    };
    view.rows.iter().map(row).collect()
}

/// The head of [`comparison_table`].
#[must_use]
pub fn comparison_head() -> Vec<String> {
    cells(["place", "year", "rule", "item", "averaging", "value", "unit", "limit", "verdict", "note"])
}

/// A year by several rules as rows.
#[must_use]
pub fn comparison_table(view: &ComparisonView, zh: bool) -> Vec<Vec<String>> {
    let said = words_of(zh);
    let name = said(&view.name);
    let mut rows = Vec::new();
    for group in &view.groups {
        let begin = || vec![name.clone(), view.year.to_string(), group.key.clone()];
        for row in &group.rows {
            let mut cells = begin();
            cells.extend([
                said(&row.item),
                said(&row.averaging),
                row.value.clone(),
                row.unit.clone(),
                row.limit.clone(),
            ]);
            cells.extend([row.verdict.clone(), said(&row.note)]);
            rows.push(cells);
        }
        for count in &group.counts {
            let mut cells = begin();
            cells.extend([String::new(), said(&count.label), count.count.to_string()]);
            cells.resize(10, String::new());
            rows.push(cells);
        }
    }
    rows
}
