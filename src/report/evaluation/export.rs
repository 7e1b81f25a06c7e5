//! An evaluation as CSV.

use super::super::line::Line;
use super::rows::{fixed, row};
use super::words;
use crate::air::Pollutant;
use crate::assess::{Evaluation, Numbers};
use crate::standard::hj663::YEAR_ITEMS;
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
