//! Chart data of an assessment, computed where the assessment is.

use super::calendar::{CalendarDay, CalendarView};
use super::matrix::{MatrixCell, MatrixView};
use crate::assess::Assessment;
use crate::calendar::Month;
use crate::grade::{Category, Class};
use crate::observation::SiteId;
use crate::words::{CountView, Text};

/// The calendar of one site in one year under a finding.
#[must_use]
pub fn calendar(assessment: &Assessment, site: SiteId, year: i32, finding: Text) -> CalendarView {
    let mut counts = [0_u32; 7];
    let mut days = Vec::new();
    for day in assessment.air_days_in(site, year).filter_map(|number| assessment.air_day(number)) {
        let category = day.index.category().map_or(0, Category::number);
        counts[usize::from(category)] += 1;
        let note = match day.dropped() {
            Some(reason) => reason.words().into(),
            None => Text::new(day.index.primary.join("、"), day.index.primary.join(", ")),
        };
        days.push(CalendarDay {
            date: day.date.to_string(),
            aqi: day.index.aqi.ok(),
            category,
            note,
            id: number(day.number),
        });
    }
    CalendarView {
        site: assessment.sites().get(site).label(),
        year,
        finding,
        days,
        legend: legend(&counts, |number| Category::from_number(number).map(|category| category.words().into())),
    }
}

/// The classes of all sections by month under a finding.
#[must_use]
pub fn matrix(assessment: &Assessment, finding: Text) -> MatrixView {
    let months: Vec<_> = (0..assessment.months_len()).filter_map(|number| assessment.month(number)).collect();
    let mut periods: Vec<Month> = months.iter().map(|month| month.month).collect();
    crate::sorting::sort_by_key(&mut periods, |month| *month);
    periods.dedup();
    let mut sections: Vec<SiteId> = months.iter().map(|month| month.site).collect();
    sections.dedup();
    let mut counts = [0_u32; 7];
    let mut row = 0;
    let cells = months
        .iter()
        .map(|month| {
            while sections.get(row).is_some_and(|section| *section != month.site) {
                row += 1;
            }
            let class = month.judged.grade.class;
            let class_number = class.map_or(0, Class::number);
            counts[usize::from(class_number)] += 1;
            let deciding = month.judged.grade.deciding;
            let note = match (month.judged.fallen, class) {
                (Some(reason), _) => reason.words().into(),
                (None, Some(Class::I)) | (None, None) => Text::default(),
                _ => Text::new(deciding.names_zh(), deciding.names_en()),
            };
            MatrixCell {
                row: number(row),
                column: number(periods.binary_search(&month.month).unwrap_or(0)),
                class: class_number,
                note,
                id: number(month.number),
            }
        })
        .collect();
    MatrixView {
        sections: sections.iter().map(|site| assessment.sites().get(*site).label()).collect(),
        periods: periods.iter().map(Month::to_string).collect(),
        finding,
        cells,
        legend: legend(&counts, |number| Class::from_number(number).map(|class| class.words().into())),
    }
}

fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// Grades that occur, best first, then what is not graded.
fn legend(counts: &[u32; 7], words: impl Fn(u8) -> Option<Text>) -> Vec<CountView> {
    let graded = (1_u8..=6).filter_map(|grade| Some((grade, words(grade)?)));
    let not_graded = (0, Text::new("无有效数据", "no valid data"));
    graded
        .chain([not_graded])
        .filter(|(grade, _)| counts[usize::from(*grade)] > 0)
        .map(|(grade, label)| CountView { key: grade.to_string(), label, count: counts[usize::from(grade)] })
        .collect()
}
