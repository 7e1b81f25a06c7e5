//! Months of sections: the same from single samples and from sums, in any order and any parts.

use envgrade::assess::{Assessment, Assessor, MonthMeans, SampleTable};
use envgrade::calendar::{Date, Stamp};
use envgrade::fold::{Fold, Sink};
use envgrade::grade::Class;
use envgrade::issue::Code;
use envgrade::observation::{Averaging, Cell, FileId, Official, Origin, Record, Site, SiteId, SiteTable, When};
use envgrade::parameter::Parameter;
use envgrade::plan::Plan;
use envgrade::quantity::{Amount, Missing, Reading};
use envgrade::report::view::Query;
use proptest::prelude::*;

const ITEMS: [Parameter; 5] =
    [Parameter::Do, Parameter::Ph, Parameter::AmmoniaN, Parameter::Tp, Parameter::FaecalColiform];

/// A row of some items of a sample.
#[derive(Debug, Clone, Copy)]
struct Row {
    site: u32,
    /// Hours since 2024-01-28, day 19,750.
    time: u16,
    /// Which of [`ITEMS`], as bits.
    items: u8,
    suspended: bool,
    /// Number of its vertical, 0 for none.
    vertical: u8,
}

/// What is measured follows from when and where, so that no order of rows makes a contradiction.
fn reading(row: Row, item: usize) -> Reading {
    let z =
        (u64::from(row.time) * 40_503 + u64::from(row.site) * 977 + u64::from(row.vertical) * 31 + item as u64 * 7_919)
            % 1_009;
    let digits = i64::try_from(z).unwrap_or(0);
    match (item, z % 10) {
        (_, 0) => Reading::Missing(Missing::NoData),
        (1, _) => Reading::Value(Amount::decimal(500 + digits % 500, 2)),
        (_, 1) => Reading::Below(Amount::decimal(digits + 1, 3)),
        (_, 2) => Reading::Value(Amount::decimal(digits, 5)),
        (4, 3) => Reading::Above(Amount::whole(24_000)),
        (_, 4) => Reading::NotDetected,
        _ => Reading::Value(Amount::decimal(digits, 2)),
    }
}

fn add(assessor: &mut Assessor, sites: &SiteTable, row: Row, number: u32) {
    let taken = (0..ITEMS.len()).filter(|item| row.items >> item & 1 == 1);
    let cells: Vec<Cell> = taken
        .map(|item| Cell {
            parameter: ITEMS[item],
            averaging: Averaging::Sample,
            reading: reading(row, item),
            column: u16::try_from(item).unwrap_or(0),
        })
        .collect();
    let date = Date::from_days(19_750).unwrap_or_else(|| panic!("no day")).plus_days(i32::from(row.time / 24));
    let record = Record {
        site: SiteId(row.site),
        when: When::Stamp(Stamp::Minute(date, row.time % 24 * 60)),
        origin: Origin { file: FileId(0), row: number },
        cells: &cells,
        others: &[],
        vertical: ["", "左", "中", "右"][usize::from(row.vertical)],
        official: Official::default(),
        suspended: if row.suspended { "维护" } else { "" },
    };
    assessor.water(sites, &record);
}

fn sites() -> SiteTable {
    let mut sites = SiteTable::default();
    for name in ["甲", "乙", "丙"] {
        sites.intern(name.as_bytes(), || Site { name: name.into(), target: Some(Class::III), ..Site::default() });
    }
    sites
}

fn assessor(rows: &[Row], keep: u32) -> Assessor {
    let mut assessor = Assessor::new(Plan { keep_samples: Some(keep), ..Plan::default() });
    let sites = sites();
    for (&row, number) in rows.iter().zip(1..) {
        add(&mut assessor, &sites, row, number);
    }
    assessor
}

fn months(assessment: &Assessment) -> Vec<(u32, MonthMeans)> {
    let site = |number| assessment.month(number).map_or(u32::MAX, |month| month.site.0);
    (0..assessment.months_len()).filter_map(|n| Some((site(n), assessment.month_means(n)?))).collect()
}

/// The months after the way from one module to the other.
fn handed_over(assessment: &Assessment) -> Vec<(String, MonthMeans)> {
    let bytes = assessment.sample_table(&[]).to_bytes();
    let table = SampleTable::from_bytes(&bytes).unwrap_or_default();
    let months = table.sites().map(|(id, site)| table.months(id).into_iter().map(|month| (site.name.clone(), month)));
    months.flatten().collect()
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (0_u32..3, 0_u16..240, 0_u8..32, 0_u8..8, 0_u8..8);
    let row = row.prop_map(|(site, time, items, chance, vertical)| Row {
        site,
        time,
        items,
        suspended: chance == 0,
        vertical: vertical.saturating_sub(4),
    });
    prop::collection::vec(row, 0..120)
}

/// Rows of which no two have the same item of the same sample.
fn apart(rows: &[Row]) -> Vec<Row> {
    let mut seen = std::collections::BTreeMap::new();
    let fresh = |row: &Row| {
        let before = seen.entry((row.site, row.time, row.vertical)).or_insert(0_u8);
        let items = row.items & !*before;
        *before |= items;
        Row { items, ..*row }
    };
    rows.iter().map(fresh).collect()
}

proptest! {
    #[test]
    fn sums_are_what_single_samples_are(rows in rows(), keep in 0_u32..200) {
        let kept = assessor(&rows, u32::MAX).finish(sites());
        let folded = assessor(&rows, keep).finish(sites());
        prop_assert_eq!(months(&kept), months(&folded));
        let without_missing = |mut months: Vec<(String, MonthMeans)>| {
            months.iter_mut().for_each(|(_, month)| month.means.retain(|mean| mean.count() + mean.undetected() > 0));
            months
        };
        prop_assert_eq!(without_missing(handed_over(&kept)), without_missing(handed_over(&folded)));
        let issues = |a: &Assessment| a.issues().count(Code::Duplicate) + a.issues().count(Code::Contradiction);
        // That a vertical has what the section has is said once where sums are kept.
        if rows.iter().all(|row| row.vertical == 0) {
            prop_assert_eq!(issues(&kept), issues(&folded));
        }
        for number in 0..kept.months_len() {
            let [one, other] = [&kept, &folded].map(|a| a.month(number).unwrap());
            prop_assert_eq!((one.site, one.month, one.used, one.suspended), (other.site, other.month, other.used, other.suspended));
            prop_assert_eq!((one.judged.grade, one.judged.target), (other.judged.grade, other.judged.target));
        }
    }

    #[test]
    fn a_flipped_byte_is_read_or_refused(at in 0_usize..2_000, bits in 1_u8..=255) {
        let rows: Vec<Row> = (0..100).map(|time| Row { site: 0, time, items: 31, suspended: time % 9 == 0, vertical: 0 }).collect();
        let mut bytes = assessor(&rows, 0).finish(sites()).sample_table(&[]).to_bytes();
        let at = at % bytes.len();
        bytes[at] ^= bits;
        if let Ok(table) = SampleTable::from_bytes(&bytes) {
            for (site, _) in table.sites() {
                table.months(site).iter().for_each(|month| drop(month.means()));
            }
        }
    }

    #[test]
    fn the_order_of_rows_is_irrelevant(rows in rows(), keep in prop::sample::select(vec![0_u32, 30, u32::MAX]), seed in any::<u64>()) {
        let rows = apart(&rows);
        let mut others = rows.clone();
        others.sort_by_key(|row| (u64::from(row.time) * 31 + u64::from(row.site) * 7 + u64::from(row.items)).wrapping_mul(seed | 1));
        let [one, other] = [rows, others].map(|rows| months(&assessor(&rows, keep).finish(sites())));
        prop_assert_eq!(one, other);
    }

    #[test]
    fn parts_are_the_whole(rows in rows(), cut in 0_usize..120, keep in prop::array::uniform2(prop::sample::select(vec![0_u32, 30, u32::MAX])), swapped in any::<bool>()) {
        // Parts that overlap can be told apart where one of them still has its samples.
        let told_apart = keep[0].max(keep[1]) == u32::MAX;
        let rows = if told_apart { rows } else { apart(&rows) };
        let of_sample = |row: &Row| Row { suspended: (u32::from(row.time) + row.site).is_multiple_of(5), ..*row };
        let rows: Vec<Row> = rows.iter().map(of_sample).collect();
        let whole = assessor(&rows, u32::MAX).finish(sites());
        let (first, second) = rows.split_at(cut.min(rows.len()));
        let (mut first, mut second) = (assessor(first, keep[0]), assessor(second, keep[1]));
        if swapped {
            std::mem::swap(&mut first, &mut second);
        }
        first.merge(second, &[SiteId(0), SiteId(1), SiteId(2)]);
        let merged = first.finish(sites());
        prop_assert_eq!(months(&whole), months(&merged));
        prop_assert_eq!(merged.issues().count(Code::SamplesLost), 0);
    }
}

#[test]
fn a_file_given_twice_counts_once_even_in_sums() {
    let rows: Vec<Row> = (0..100)
        .map(|time| Row { site: time % 3, time: time as u16, items: 31, suspended: false, vertical: 0 })
        .collect();
    let once = assessor(&rows, 10).finish(sites());
    let mut twice = assessor(&rows, 10);
    twice.merge(assessor(&rows[..90], 10), &[SiteId(0), SiteId(1), SiteId(2)]);
    let twice = twice.finish(sites());
    assert_eq!(months(&once), months(&twice));
    assert_eq!((twice.issues().count(Code::SamplesLost), twice.issues().count(Code::Duplicate)), (0, 3));
    // Parts of one month that overlap: said, not guessed.
    let mut overlapping = assessor(&rows[..60], 10);
    overlapping.merge(assessor(&rows[30..], 10), &[SiteId(0), SiteId(1), SiteId(2)]);
    assert_eq!(overlapping.finish(sites()).issues().count(Code::SamplesLost), 3);
}

#[test]
fn months_stand_in_the_place_of_too_many_samples() {
    let rows: Vec<Row> = (0..200).map(|time| Row { site: 0, time, items: 31, suspended: false, vertical: 0 }).collect();
    let assessment = assessor(&rows, 100).finish(sites());
    assert!(assessment.only_months());
    assert_eq!((assessment.water_len(), assessment.months_len()), (2, 2));
    let totals = assessment.water_totals();
    assert_eq!((totals.sections[0].results, totals.classes.iter().sum::<u32>()), (2, 2));
    let query = Query { site: None, offset: 0, limit: 10, grades: Vec::new(), issue: String::new() };
    let rows = envgrade::report::water_rows(&assessment, &query);
    assert_eq!(rows.rows.iter().map(|row| row.period.as_str()).collect::<Vec<_>>(), ["2024-01", "2024-02"]);
    let explained = envgrade::report::explain_water(&assessment, &[], 1).unwrap();
    assert!(explained.place.zh.contains("2024-02") && explained.steps.iter().any(|step| step.formula.contains('÷')));
    let view = envgrade::report::result(&assessment, &[]).water.unwrap();
    assert!(view.finding.en.contains("2 means of months") && view.notices[0].en.contains("too many samples"));
    let mut csv = Vec::new();
    envgrade::report::write_csv(&assessment, &mut csv).unwrap();
    assert_eq!(String::from_utf8(csv).unwrap().lines().count(), 3);
}

#[test]
fn verticals_of_a_section_are_one_sample() {
    let text = "断面名称,采样日期,垂线,pH,氨氮(mg/L)\n\
        甲,2024-05-06,左,6,0.2\n甲,2024-05-06,中,8,0.4\n甲,2024-05-06,右,8,0.9\n甲,2024-05-20,左,7,1.5\n";
    for keep in [u32::MAX, 0] {
        let plan = Plan { keep_samples: Some(keep), ..Plan::default() };
        let (mut sites, mut assessor) = (SiteTable::default(), Assessor::new(plan));
        let options = envgrade::ingest::ReadOptions::default();
        envgrade::ingest::read_bytes(FileId(0), "a.csv", text.as_bytes(), &options, &mut sites, &mut assessor);
        let assessment = assessor.finish(sites);
        assert_eq!(assessment.issues().count(Code::Contradiction), 0);
        let month = assessment.month_means(0).unwrap();
        let ammonia = month.means.iter().find(|mean| mean.item() == Parameter::AmmoniaN).unwrap();
        assert_eq!((month.used, ammonia.value()), (2, Some(Amount::whole(1))));
        if keep > 0 {
            // −lg((10⁻⁶ + 2 × 10⁻⁸) ÷ 3)
            let found = assessment.sample(0).unwrap();
            let explained = envgrade::report::explain_water(&assessment, &[], found.number).unwrap();
            assert!(explained.steps.iter().any(|step| step.formula.contains("≈ 6.4685")), "{:?}", explained.steps);
            assert_eq!(explained.readings.len(), 6);
        }
    }
}
