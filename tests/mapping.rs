//! What a person says of how a file is to be read takes the place of what was recognised.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use envgrade::assess::{Assessment, Assessor};
use envgrade::fold::Sink;
use envgrade::ingest::{ColumnMapping, Encoding, FileReport, Mapping, ReadOptions, read_bytes, role_of};
use envgrade::issue::{Issue, Issues};
use envgrade::observation::{FileId, Record, SiteTable};
use envgrade::parameter::Parameter;
use envgrade::plan::{Body, Plan};
use envgrade::quantity::{Reading, Unit};
use envgrade::schema::Kind;

/// Everything that came of a file: site, body, target, time, item and value.
#[derive(Default)]
struct Seen(Vec<String>, Issues);

impl Seen {
    fn record(&mut self, sites: &SiteTable, record: &Record<'_>) {
        let site = sites.get(record.site);
        for cell in record.cells.iter().filter(|cell| !matches!(cell.reading, Reading::Missing(_))) {
            let Reading::Value(value) = cell.reading else { continue };
            self.0.push(format!(
                "{} {:?} {:?} {:?} {} {value}",
                site.name,
                site.body,
                site.target,
                record.when,
                cell.parameter.symbol()
            ));
        }
    }
}

impl Sink for Seen {
    fn air(&mut self, sites: &SiteTable, record: &Record<'_>) {
        self.record(sites, record);
    }
    fn water(&mut self, sites: &SiteTable, record: &Record<'_>) {
        self.record(sites, record);
    }
    fn issue(&mut self, issue: Issue<'_>) {
        self.1.add(issue);
    }
}

fn read(bytes: &[u8], options: &ReadOptions) -> (Vec<String>, FileReport) {
    let mut seen = Seen::default();
    let reports = read_bytes(FileId(0), "file.csv", bytes, options, &mut SiteTable::default(), &mut seen);
    (seen.0, reports.into_iter().next().unwrap())
}

fn by(mapping: Mapping) -> ReadOptions {
    ReadOptions { mappings: vec![mapping], ..ReadOptions::default() }
}

fn column(header: &str, role: &str) -> ColumnMapping {
    let role = (!role.is_empty()).then(|| role_of(role).expect(role));
    ColumnMapping { header: header.to_owned(), column: 0, role, unit: None }
}

const TABLE: &str = "断面,采样时间,甲,乙(mg/L),氨氮(mg/L)\n桥,2024-03-01,2.5,0.12,0.3\n桥,2024-04-01,2.7,0.13,0.4\n";

#[test]
fn columns_that_nothing_knows_are_read_as_a_person_says() {
    let (plain, report) = read(TABLE.as_bytes(), &ReadOptions::default());
    assert_eq!(plain.len(), 2);
    assert!(!report.mapped);
    let mapping = Mapping {
        signature: report.signature.clone(),
        columns: vec![column("甲", "reading:codmn"), column("乙(mg/L)", "reading:tp"), column("氨氮(mg/L)", "aside")],
        body: Some(Body::Lake),
        target: Some(envgrade::grade::Class::III),
        ..Mapping::default()
    };
    let (mapped, report) = read(TABLE.as_bytes(), &by(mapping.clone()));
    assert!(report.mapped);
    assert_eq!(mapped.len(), 4);
    assert!(mapped[0].starts_with("桥 Some(Lake) Some(III)") && mapped[0].ends_with("CODMn 2.5"), "{}", mapped[0]);
    assert!(mapped[1].ends_with("TP 0.12"));
    // Saved and read again it says the same.
    assert_eq!(Mapping::read(&mapping.to_json()).as_ref(), Ok(&mapping));
    // Columns in another order have the same header; those of another table do not.
    let permuted = "氨氮(mg/L),乙(mg/L),采样时间,甲,断面\n0.3,0.12,2024-03-01,2.5,桥\n0.4,0.13,2024-04-01,2.7,桥\n";
    let (mut again, report) = read(permuted.as_bytes(), &by(mapping.clone()));
    let mut mapped = mapped;
    again.sort();
    mapped.sort();
    assert_eq!((again, report.mapped), (mapped, true));
    let other = TABLE.replace("乙", "丙");
    assert!(!read(other.as_bytes(), &by(mapping)).1.mapped);
}

#[test]
fn a_unit_that_a_person_says_is_not_judged_again() {
    let table = "城市,日期,PM2.5,PM10,CO\n甲,2024-03-01,35,60,0.8\n甲,2024-03-02,36,61,0.9\n";
    let unit = |header: &str, unit: Unit| ColumnMapping { unit: Some(unit), ..column(header, "") };
    let mapping = Mapping { columns: vec![unit("PM2.5", Unit::NG_PER_M3)], ..Mapping::default() };
    let (seen, report) = read(table.as_bytes(), &by(mapping));
    assert_eq!(report.kind, Kind::AirDaily);
    assert!(seen[0].ends_with("PM2.5 0.035"), "{}", seen[0]);
}

#[test]
fn what_a_person_says_stands_before_what_was_recognised() {
    let table = "断面,采样时间,高锰酸盐指数,高指(审核后)\n桥,2024-03-01,2.5,3.5\n";
    let mapping = Mapping { columns: vec![column("高指(审核后)", "reading:codmn")], ..Mapping::default() };
    let (seen, report) = read(table.as_bytes(), &by(mapping));
    assert_eq!(seen.len(), 1);
    assert!(seen[0].ends_with("CODMn 3.5"), "{}", seen[0]);
    assert!(!report.columns[2].used);
}

#[test]
fn header_and_first_row_can_be_said() {
    let table =
        "断面,氨氮,总磷\n这一行是说明,氨氮,总磷\n甲断面,乙日期,丙\n—,—,—\n桥,2024-03-01,0.3\n桥,2024-04-01,0.4\n";
    let mapping = Mapping {
        header_row: Some(3),
        first_row: Some(5),
        columns: vec![column("甲断面", "site"), column("乙日期", "date"), column("丙", "reading:nh3n")],
        ..Mapping::default()
    };
    let (seen, report) = read(table.as_bytes(), &by(mapping));
    assert_eq!((report.header_row, report.first_row, report.rows), (3, 5, 2));
    assert_eq!(seen.len(), 2);
    assert!(seen[1].ends_with("NH3-N 0.4"));
}

#[test]
fn a_table_without_header_is_read_by_numbers_of_columns() {
    let table = "桥,2024-03-01,0.3,0.1\n桥,2024-04-01,0.4,0.2\n";
    let (none, report) = read(table.as_bytes(), &ReadOptions::default());
    assert_eq!((none.len(), report.kind), (0, Kind::Unknown));
    let numbered = |number: u32, role: &str| ColumnMapping { column: number, ..column("", role) };
    let mapping = Mapping {
        header_row: Some(0),
        columns: vec![numbered(1, "site"), numbered(2, "date"), numbered(3, "reading:nh3n"), numbered(4, "reading:tp")],
        ..Mapping::default()
    };
    let (seen, report) = read(table.as_bytes(), &by(mapping));
    assert_eq!((report.header_row, report.first_row, seen.len()), (0, 1, 4));
    assert!(seen[3].ends_with("TP 0.2"));
}

#[test]
fn items_of_rows_can_be_said() {
    let table = "断面,日期,项目,结果,单位\n桥,2024-03-01,氨氮,0.3,mg/L\n桥,2024-03-01,高指,2.5,mg/L\n桥,2024-03-01,总磷,0.1,mg/L\n";
    let (plain, _) = read(table.as_bytes(), &ReadOptions::default());
    assert_eq!(plain.len(), 2);
    let mapping =
        Mapping { columns: vec![column("高指", "reading:codmn"), column("总磷", "aside")], ..Mapping::default() };
    let (seen, _) = read(table.as_bytes(), &by(mapping));
    assert_eq!(seen.len(), 2);
    assert!(seen[1].ends_with("CODMn 2.5"), "{seen:?}");
}

#[test]
fn big5_is_read_where_somebody_says_it() {
    // 城市,日期,PM2.5(μg/m3),PM10(μg/m3) / 臺北,… in Big5.
    let mut table = b"\xab\xb0\xa5\xab,\xa4\xe9\xb4\xc1,PM2.5,PM10\n".to_vec();
    for day in 1..=9 {
        table.extend_from_slice(b"\xbb\x4f\xa5\x5f,");
        table.extend_from_slice(format!("2024-03-0{day},35,60\n").as_bytes());
    }
    let options = ReadOptions { encoding: Some(Encoding::Big5), ..ReadOptions::default() };
    let (seen, report) = read(&table, &options);
    assert_eq!((report.encoding, report.kind, seen.len()), (Encoding::Big5, Kind::AirDaily, 18));
    assert!(seen[0].starts_with("臺北 "), "{}", seen[0]);
}

#[test]
fn a_mapping_moves_the_class() {
    let assess = |options: &ReadOptions| -> Assessment {
        let (mut sites, mut assessor) = (SiteTable::default(), Assessor::new(Plan::default()));
        read_bytes(FileId(0), "x.csv", TABLE.as_bytes(), options, &mut sites, &mut assessor);
        assessor.finish(sites)
    };
    let worst = |assessment: &Assessment| {
        let classes = (0..assessment.water_len()).filter_map(|n| assessment.sample(n)?.judged.grade.class);
        classes.max()
    };
    let plain = assess(&ReadOptions::default());
    let mapping = Mapping {
        columns: vec![column("甲", "reading:cod"), column("乙(mg/L)", "reading:tp")],
        ..Mapping::default()
    };
    let mapped = assess(&by(mapping));
    assert_eq!(worst(&plain), Some(envgrade::grade::Class::II));
    assert_eq!(worst(&mapped), Some(envgrade::grade::Class::III));
    assert_eq!(Parameter::from_key("tp"), Some(Parameter::Tp));
}

#[test]
fn a_report_as_a_mapping_reads_the_same_again() {
    for table in [
        TABLE,
        "城市,日期,PM2.5,PM10,SO2,NO2,CO,O3_8h\n甲,2024-03-01,35,60,9,28,0.8,76\n",
        "断面,日期,项目,结果,单位\n桥,2024-03-01,氨氮,0.3,mg/L\n桥,2024-03-01,总磷,0.1,mg/L\n",
        "标题\n断面名称,采样时间,总磷(μg/L),pH\n桥,2024-03-01,30,8.1\n",
    ] {
        let (plain, report) = read(table.as_bytes(), &ReadOptions::default());
        let (mapped, again) = read(table.as_bytes(), &by(Mapping::of_report(&report)));
        assert!(again.mapped && !plain.is_empty(), "{table}");
        assert_eq!((mapped, again.kind), (plain, report.kind), "{table}");
    }
}
