//! Files as bad as files get: nothing panics, what is refused is said with its place, and the good rows beside it stay.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use std::io::{Cursor, Write as _};

use envgrade::assess::{Assessment, Assessor};
use envgrade::fold::Sink;
use envgrade::ingest::{Encoding, FileReport, ReadOptions, read_bytes};
use envgrade::issue::{Code, Issue};
use envgrade::observation::{DustPeriod, FileId, Record, SiteTable};
use envgrade::plan::Plan;
use envgrade::quantity::Reading;
use zip::write::{SimpleFileOptions, ZipWriter};

/// Everything that came of a file, which is assessed as well.
struct Torn {
    assessor: Assessor,
    /// Number of the row and every reading that is there.
    values: Vec<(u32, String)>,
    issues: Vec<(Code, u32, u16)>,
}

impl Torn {
    fn record(&mut self, record: &Record<'_>) {
        for cell in record.cells {
            let text = match cell.reading {
                Reading::Value(value) => value.to_string(),
                Reading::Missing(_) => continue,
                other => format!("{other:?}"),
            };
            self.values.push((record.origin.row, text));
        }
    }
}

impl Sink for Torn {
    fn air(&mut self, sites: &SiteTable, record: &Record<'_>) {
        self.record(record);
        self.assessor.air(sites, record);
    }
    fn water(&mut self, sites: &SiteTable, record: &Record<'_>) {
        self.record(record);
        self.assessor.water(sites, record);
    }
    fn issue(&mut self, issue: Issue<'_>) {
        self.issues.push((issue.code, issue.origin.row, issue.column));
        self.assessor.issue(issue);
    }
    fn dust(&mut self, period: DustPeriod) {
        self.assessor.dust(period);
    }
}

struct Read {
    values: Vec<(u32, String)>,
    issues: Vec<(Code, u32, u16)>,
    reports: Vec<FileReport>,
    assessment: Assessment,
}

impl Read {
    fn values(&self) -> Vec<(u32, &str)> {
        self.values.iter().map(|(row, text)| (*row, text.as_str())).collect()
    }

    #[track_caller]
    fn says(&self, code: Code, row: u32, column: u16) {
        assert!(self.issues.contains(&(code, row, column)), "{:?}", self.issues);
        assert!(self.assessment.issues().count(code) > 0);
    }

    fn has(&self, code: Code) -> bool {
        self.issues.iter().any(|issue| issue.0 == code)
    }
}

fn read(name: &str, bytes: impl AsRef<[u8]>) -> Read {
    let mut torn = Torn { assessor: Assessor::new(Plan::default()), values: Vec::new(), issues: Vec::new() };
    let mut sites = SiteTable::default();
    let reports = read_bytes(FileId(0), name, bytes.as_ref(), &ReadOptions::default(), &mut sites, &mut torn);
    assert!(!reports.is_empty(), "there is always a report");
    Read { values: torn.values, issues: torn.issues, reports, assessment: torn.assessor.finish(sites) }
}

const HEADER: &str = "城市,日期,PM2.5(μg/m³),SO2(μg/m³)\n";

/// A table of days whose second row is `bad`, between two good ones.
fn between(bad: impl AsRef<[u8]>) -> Read {
    let mut bytes = format!("{HEADER}甲市,2024-03-01,35,6\n").into_bytes();
    bytes.extend_from_slice(bad.as_ref());
    bytes.extend_from_slice("\n甲市,2024-03-03,37,8\n".as_bytes());
    read("file.csv", bytes)
}

/// The values of the good rows of [`between`], the last of which stands in row `last`.
#[track_caller]
fn good_rows_are_there(read: &Read, last: u32) {
    let values = read.values();
    for value in [(2, "35"), (2, "6"), (last, "37"), (last, "8")] {
        assert!(values.contains(&value), "{value:?} in {values:?}, {:?}", read.issues);
    }
}

#[test]
fn ragged_rows() {
    for bad in [
        "甲市",
        "甲市,2024-03-02",
        "甲市,2024-03-02,36",
        "甲市,2024-03-02,36,7,9,9,9,9",
        ",,,,,,,,",
        "甲市,2024-03-02,36,7,,,",
    ] {
        good_rows_are_there(&between(bad), 4);
    }
}

#[test]
fn quotes_in_quotes_and_quotes_that_never_end() {
    let read = between("\"甲\"\"乙\"\"市\",2024-03-02,\"36\",\"7\"");
    good_rows_are_there(&read, 4);
    assert!(read.values().contains(&(3, "36")));
    good_rows_are_there(&between("甲\"市,2024-03-02,3\"6,7"), 4);
    // A record is a row, as a spreadsheet counts.
    good_rows_are_there(&between("\"甲\n市\",2024-03-02,36,7"), 4);
    // A quotation mark that never ends takes what comes after it; what came before stays.
    let read = between("\"甲市,2024-03-02,36,7");
    assert_eq!(read.values()[..2], [(2, "35"), (2, "6")]);
}

#[test]
fn every_control_character() {
    for byte in (0u8..32).chain([127]).filter(|byte| !b"\n\r".contains(byte)) {
        let mut bad = "甲市,2024-03-02,3".as_bytes().to_vec();
        bad.extend([byte, b'6', b',', b'7']);
        let read = between(&bad);
        good_rows_are_there(&read, 4);
    }
    for c in ["\u{85}", "\u{2028}", "\u{feff}", "\u{200b}", "\u{fffe}", "\u{10ffff}"] {
        good_rows_are_there(&between(format!("甲市,2024-03-02,3{c}6,7")), 4);
    }
}

#[test]
fn ten_thousand_columns() {
    let wide = |first: &str, other: &dyn Fn(usize) -> String| {
        let mut line = first.to_owned();
        for number in 0..10_000 {
            line.push(',');
            line.push_str(&other(number));
        }
        line + "\n"
    };
    let text = wide(HEADER.trim_end(), &|number| format!("列{number}"))
        + &wide("甲市,2024-03-01,35,6", &|_| "x".to_owned())
        + "甲市,2024-03-02,36,7\n";
    let read = read("wide.csv", text);
    assert_eq!(read.values(), [(2, "35"), (2, "6"), (3, "36"), (3, "7")]);
    good_rows_are_there(&between(wide("甲市,2024-03-02,36,7", &|_| "1".to_owned()).trim_end()), 4);
}

#[test]
fn cells_and_rows_beyond_all_bounds() {
    for (mebibytes, code) in [(2, Code::CellTooLong), (24, Code::RecordTooLong)] {
        let read = between(format!("{},2024-03-02,36,7", "长".repeat((mebibytes << 20) / 3)));
        read.says(code, 3, 0);
        good_rows_are_there(&read, 4);
        assert_eq!(read.values().len(), 4);
    }
}

#[test]
fn line_ends() {
    let rows = ["城市,日期,PM2.5(μg/m³)", "甲市,2024-03-01,35", "甲市,2024-03-02,36", "甲市,2024-03-03,37"];
    let expected = [(2, "35"), (3, "36"), (4, "37")];
    assert_eq!(read("cr.csv", rows.join("\r")).values(), expected);
    assert_eq!(read("crlf.csv", rows.join("\r\n")).values(), expected);
    assert_eq!(read("mixed.csv", format!("{}\r\n{}\n{}\r\n{}", rows[0], rows[1], rows[2], rows[3])).values(), expected);
    assert_eq!(read("bom.csv", format!("\u{feff}\u{feff}{}", rows.join("\n"))).values(), expected);
}

#[test]
fn nothing_to_read() {
    for (text, why) in [
        ("", "nothing"),
        ("\n\n\n", "ends of lines"),
        (" ,\t, \n  ", "blanks"),
        ("\u{feff}", "a mark"),
        ("\0\0\0\0", "NUL"),
    ] {
        let read = read("empty.csv", text);
        assert_eq!(read.values(), [], "{why}");
        assert!(!read.issues.is_empty(), "{why} is said");
        assert_eq!(read.reports[0].used, 0);
    }
    let read = read("header.csv", HEADER);
    assert_eq!((read.values(), read.reports[0].rows), (vec![], 0));
}

#[test]
fn the_same_header_again_and_again() {
    let read = read(
        "thrice.csv",
        "城市,日期,PM2.5(μg/m³),PM2.5(μg/m³),PM2.5(μg/m³)\n甲市,2024-03-01,35,36,37\n甲市,2024-03-02,38,39,40\n",
    );
    assert_eq!(read.values(), [(2, "35"), (3, "38")]);
    assert!(read.has(Code::DuplicateColumn), "{:?}", read.issues);
    let text = format!("{HEADER}甲市,2024-03-01,35,6\n").repeat(3).replacen("03-01", "03-02", 1);
    let again = super_read(&text);
    assert_eq!(again.values()[..2], [(2, "35"), (2, "6")]);
}

fn super_read(text: &str) -> Read {
    read("again.csv", text)
}

#[test]
fn odd_numbers() {
    for (cell, value) in [
        ("３６", Some("36")),
        ("３６．５", Some("36.5")),
        ("\"1,036\"", Some("1036")),
        ("-0", None),
        ("1e400", None),
        ("1e-400", Some("0.000000000000000000000000000000000001")),
        ("1e999999999999999999999", None),
        ("\u{200f}36\u{200f}", None),
        ("\u{202e}63", None),
        ("0x24", None),
        ("36..5", None),
        ("NaN", None),
        ("Infinity", None),
        ("99999999999999999999999999999999999999", None),
    ] {
        let read = between(format!("甲市,2024-03-02,{cell},7"));
        good_rows_are_there(&read, 4);
        let own = read.values.iter().find(|(row, text)| *row == 3 && text != "7").map(|(_, text)| text.as_str());
        assert_eq!(own, value, "{cell}: {:?}", read.issues);
        assert!(value.is_some() || cell == "NaN" || read.issues.iter().any(|issue| issue.1 == 3), "{cell} is told of");
    }
}

#[test]
fn dates_as_text() {
    for date in [
        "三月二日",
        "2024年3月2日",
        "2024-02-30",
        "20240302",
        "45353",
        "0000-00-00",
        "2024-13-01",
        "'2024-03-02",
        "99999999999999999999",
        "2024-03-02T25:61:61Z",
    ] {
        let read = between(format!("甲市,{date},36,7"));
        good_rows_are_there(&read, 4);
    }
}

#[test]
fn json_that_is_deep_or_huge() {
    for text in
        ["[".repeat(200_000), "{\"a\":".repeat(200_000), format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000))]
    {
        let read = read("deep.json", text);
        assert_eq!(read.values(), []);
        assert!(!read.issues.is_empty());
    }
    let row =
        |date: &str, value: &str| format!("{{\"城市\":\"甲市\",\"日期\":\"2024-03-{date}\",\"PM2.5(μg/m³)\":{value}}}");
    for huge in ["1e400".to_owned(), "-1e400".to_owned(), "9".repeat(100_000)] {
        let read = read("huge.json", format!("[{},{},{}]", row("01", "35"), row("02", &huge), row("03", "37")));
        let texts: Vec<_> = read.values().iter().map(|value| value.1).collect();
        assert_eq!(texts, ["35", "37"], "{:?}", read.issues);
        read.says(Code::TooLarge, 2, 3);
    }
    // Of decimals beyond any instrument the first count.
    let long = read("long.json", format!("[{}]", row("02", &format!("35.{}", "1".repeat(100_000)))));
    assert!(long.values()[0].1.starts_with("35.111111"), "{:?}", long.values());
}

#[test]
fn entities_are_not_expanded() {
    let mut text = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY e0 \"35353535\">".to_owned();
    for level in 1..12 {
        text += &format!("<!ENTITY e{level} \"{}\">", format!("&e{};", level - 1).repeat(10));
    }
    text += "]><ArrayOfAQI><AQI><Area>甲市</Area><PM2_5>&e11;</PM2_5><TimePoint>2024-03-01T01:00:00</TimePoint></AQI></ArrayOfAQI>";
    let read = read("bomb.xml", text);
    assert_eq!(read.values(), []);
    assert!(!read.issues.is_empty());
}

#[test]
fn encodings_cut_in_half() {
    let text = "城市,日期,PM2.5(μg/m³)\n甲市,2024-03-01,35\n甲市,2024-03-02,36\n甲";
    for big in [false, true] {
        let mut bytes: Vec<u8> = "\u{feff}"
            .encode_utf16()
            .chain(text.encode_utf16())
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect();
        bytes.pop();
        let read = read("cut.csv", bytes);
        assert_eq!(read.values(), [(2, "35"), (3, "36")], "{:?}", read.issues);
    }
    // 城市,日期,PM2.5 in GBK.
    let mut bytes =
        b"\xb3\xc7\xca\xd0,\xc8\xd5\xc6\xda,PM2.5\n\xbc\xd7\xca\xd0,2024-03-01,35\n\xbc\xd7\xca\xd0,2024-03-02,36\n"
            .to_vec();
    bytes.push(0xbc);
    let read = read("cut.csv", bytes);
    assert_eq!(read.values(), [(2, "35"), (3, "36")], "{:?}", read.issues);
    assert!(matches!(read.reports[0].encoding, Encoding::Gb18030));
}

#[test]
fn bytes_that_are_no_text_between_good_rows() {
    good_rows_are_there(&between(b"\xff\xfe\xfd,2024-03-02,36,7"), 4);
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn packed_files_that_burst_or_break() {
    let good = format!("{HEADER}甲市,2024-03-01,35,6\n");
    // The sheet of a workbook is opened as a whole, and one that grows a thousandfold is not a table.
    let book = zipped(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", &vec![b' '; 48 << 20])]);
    let bytes = zipped(&[("bomb.xlsx", &book), ("good.csv", good.as_bytes())]);
    let read_zip = read("a.zip", bytes);
    assert_eq!(read_zip.values(), [(2, "35"), (2, "6")], "{:?}", read_zip.issues);
    assert!(!read_zip.issues.is_empty());

    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in good.lines().enumerate() {
        for (column, cell) in line.split(',').enumerate() {
            sheet.write(row as u32, column as u16, cell).unwrap();
        }
    }
    let bytes = workbook.save_to_buffer().unwrap();
    assert_eq!(read("whole.xlsx", &bytes).values(), [(2, "35"), (2, "6")]);
    for part in 1..16 {
        let read = read("cut.xlsx", &bytes[..bytes.len() * part / 16]);
        assert!(!read.issues.is_empty(), "cut at {part}/16");
    }
}
