//! An evaluation of water as tables for CSV.

use super::sections::section_row;
use crate::assess::WaterEvaluation;
use crate::calendar::Span;
use crate::grade::Class;
use crate::words::Text;

/// The head of [`sections_table`].
#[must_use]
pub fn sections_head(evaluation: &WaterEvaluation) -> Vec<String> {
    const HEAD: [&str; 20] = [
        "section",
        "whereabouts",
        "period",
        "body",
        "class",
        "state",
        "why_not",
        "deciding",
        "main_pollutants",
        "items_evaluated",
        "unproven",
        "target",
        "verdict",
        "over_target",
        "months_on_target",
        "months_judged",
        "samples",
        "too_few_months",
        "class_total_nitrogen",
        "class_faecal_coliform",
    ];
    let items = items(evaluation).into_iter().flat_map(|item| {
        let key = item.item().key.replace('-', "_");
        [key.clone(), format!("{key}_class")]
    });
    HEAD.iter().map(|name| (*name).to_owned()).chain(items).collect()
}

/// The items that any site has, in the order of the register.
fn items(evaluation: &WaterEvaluation) -> Vec<crate::parameter::Parameter> {
    let sites = evaluation.table().sites();
    let means = sites.flat_map(|(site, _)| evaluation.months(site)).flat_map(|month| &month.means);
    let mut items: Vec<_> = means.map(crate::water::mean::PeriodMean::item).collect();
    crate::sorting::sort_by_key(&mut items, |item| *item);
    items.dedup();
    items
}

/// One row a section and period, in Chinese or English.
#[must_use]
pub fn sections_table(evaluation: &WaterEvaluation, zh: bool) -> Vec<Vec<String>> {
    let items = items(evaluation);
    let mut rows = Vec::new();
    for site in evaluation.surface_sites() {
        for span in evaluation.spans_of(site) {
            rows.extend(row(evaluation, site, span, &items, zh));
        }
    }
    rows
}

fn row(
    evaluation: &WaterEvaluation,
    site: crate::observation::SiteId,
    span: Span,
    items: &[crate::parameter::Parameter],
    zh: bool,
) -> Option<Vec<String>> {
    let result = evaluation.section(site, span)?;
    let row = section_row(evaluation, &result);
    let said = |text: &Text| if zh { text.zh.clone() } else { text.en.clone() };
    let list = |texts: &[Text]| texts.iter().map(said).collect::<Vec<_>>().join(if zh { "、" } else { ", " });
    let class = |number: Option<u8>| {
        let class = number.and_then(Class::from_number).map(Class::words);
        class.map_or(String::new(), |words| if zh { words.zh.to_owned() } else { words.en.to_owned() })
    };
    let mut cells = vec![
        row.name.clone(),
        row.whereabouts.clone(),
        row.span.clone(),
        row.body.clone(),
        class(row.class),
        said(&row.state),
        row.why_not.as_ref().map(said).unwrap_or_default(),
        list(&row.deciding),
        said(&row.main),
        row.indicators.to_string(),
        list(&row.unproven),
        class(row.target),
        row.verdict.clone().unwrap_or_default(),
        said(&row.over_target),
        row.months_on_target.to_string(),
        row.months_judged.to_string(),
        row.samples.to_string(),
        said(&row.thin),
        class(row.nitrogen),
        class(row.coliform),
    ];
    for item in items {
        let found = row.items.iter().find(|mean| mean.key == item.item().key);
        cells.push(found.map(|mean| mean.value.clone()).unwrap_or_default());
        cells.push(found.map(|mean| class(mean.class)).unwrap_or_default());
    }
    Some(cells)
}
