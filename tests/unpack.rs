//! Files that are packed: workbooks, archives, web pages; and what is wrong with some of them.
#![allow(clippy::unwrap_used, clippy::expect_used)]
#![cfg(not(target_arch = "wasm32"))]

use std::io::{Cursor, Read, Write};

use envgrade::fold::Sink;
use envgrade::ingest::{FileReport, ReadOptions, read_bytes};
use envgrade::issue::{Code, Issue, Issues};
use envgrade::observation::{FileId, Record, SiteTable};
use envgrade::unpack::{Fault, Note, Parts, Source, is_packed, parts};
use rust_xlsxwriter::{Format, Formula, Workbook};
use zip::write::{SimpleFileOptions, ZipWriter};

/// What came out of a file.
#[derive(Debug, Default)]
struct Out {
    texts: Vec<(String, String)>,
    notes: Vec<(Code, u32, u16, String)>,
    refused: Vec<(String, Code)>,
}

impl Parts for Out {
    fn part(&mut self, name: &str, source: &mut dyn Source) -> Result<(), Fault> {
        let mut bytes = Vec::new();
        source.open()?.read_to_end(&mut bytes)?;
        // It can be opened again.
        let mut again = Vec::new();
        source.open()?.read_to_end(&mut again)?;
        assert_eq!(bytes, again);
        self.texts.push((name.to_owned(), String::from_utf8_lossy(&bytes).into_owned()));
        Ok(())
    }

    fn note(&mut self, note: Note<'_>) {
        assert!(!self.texts.is_empty() || !self.refused.is_empty(), "a note comes after its part");
        self.notes.push((note.code, note.row, note.column, note.text.to_owned()));
    }

    fn refused(&mut self, name: &str, code: Code, _: &str) {
        self.refused.push((name.to_owned(), code));
    }
}

fn open(name: &str, bytes: &[u8]) -> Out {
    assert!(is_packed(bytes));
    let mut out = Out::default();
    parts(name, bytes, &mut out);
    assert!(!out.texts.is_empty() || !out.refused.is_empty(), "something is always said");
    out
}

/// The one table of a file.
fn table(bytes: &[u8]) -> String {
    let out = open("x.xls", bytes);
    assert_eq!((out.texts.len(), out.refused.as_slice()), (1, &[][..]), "{out:?}");
    out.texts.into_iter().next().unwrap().1
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn workbook(fill: impl Fn(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book);
    book.save_to_buffer().unwrap()
}

const AIR: &str = "日期,AQI,PM2.5,PM10\n2024-03-01,75,40,100\n2024-03-02,50,30,40\n";

#[test]
fn cells_become_text_at_their_places() {
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let time = Format::new().set_num_format("yyyy-mm-dd hh:mm");
    let clock = Format::new().set_num_format("hh:mm");
    let length = Format::new().set_num_format("[h]:mm");
    let book = workbook(|book| {
        let sheet = book.add_worksheet().set_name("3月").unwrap();
        sheet.write(1, 1, "断面, \"甲\"\n乙").unwrap();
        sheet.write(2, 1, 0.1 + 0.2).unwrap();
        sheet.write(2, 2, 1e-5).unwrap();
        sheet.write(2, 3, true).unwrap();
        sheet.write_with_format(3, 0, 45_352.0, &day).unwrap();
        sheet.write_with_format(3, 1, 45_352.0, &time).unwrap();
        sheet.write_with_format(4, 1, 45_352.0 + 1.0 / 24.0, &time).unwrap();
        sheet.write_with_format(3, 2, 0.375, &clock).unwrap();
        sheet.write_with_format(3, 3, 1.25, &length).unwrap();
        sheet.write(3, 4, "2024-03-01").unwrap();
        sheet.write(5, 0, 12).unwrap();
    });
    let out = open("book.xlsx", &book);
    assert_eq!(
        out.texts,
        [(
            "book.xlsx › 3月".to_owned(),
            "\n,\"断面, \"\"甲\"\"\n乙\"\n,0.3,0.00001,TRUE\n2024-03-01,2024-03-01 00:00,09:00,30:00,2024-03-01\n,2024-03-01 01:00\n12\n"
                .to_owned()
        )]
    );
    assert_eq!((out.notes, out.refused), (vec![], vec![]));
}

#[test]
fn formulas_stand_for_their_saved_results() {
    let book = workbook(|book| {
        let sheet = book.add_worksheet();
        sheet.write_formula(0, 0, Formula::new("=1+1").set_result("2")).unwrap();
        sheet.write_formula(0, 1, Formula::new("=\"a\"&\"b\"").set_result("ab")).unwrap();
        sheet.write_formula(0, 2, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    });
    let out = open("x.xlsx", &book);
    assert_eq!(out.texts[0].1, "2,ab\n");
    assert_eq!(out.notes, [(Code::ErrorValue, 1, 3, "#DIV/0!".to_owned())]);
    let sheet = "<worksheet><sheetData><row r=\"2\"><c r=\"B2\"><v>1</v></c><c r=\"D2\"><f>A1</f></c>\
        <c r=\"E2\"><f t=\"shared\" si=\"0\"/><v></v></c></row></sheetData></worksheet>";
    let out = open("x.xlsx", &book_of(|writer| writer.write_all(sheet.as_bytes()).unwrap()));
    assert_eq!(out.texts[0].1, "\n,1\n");
    let places: Vec<_> = out.notes.iter().map(|(code, row, column, _)| (*code, *row, *column)).collect();
    assert_eq!(places, [(Code::NoCachedValue, 2, 4), (Code::NoCachedValue, 2, 5)]);
}

#[test]
fn hidden_sheets_are_left_out_and_said() {
    let book = |all: bool| {
        workbook(move |book| {
            book.add_worksheet().set_name("下拉").unwrap().set_hidden(true).write(0, 0, "河流").unwrap();
            let sheet = book.add_worksheet().set_name("数据").unwrap();
            if !all {
                sheet.write(0, 0, "x").unwrap();
            }
            sheet.set_active(true);
        })
    };
    let out = open("b.xlsx", &book(false));
    assert_eq!(out.texts, [("b.xlsx › 数据".to_owned(), "x\n".to_owned())]);
    assert_eq!(out.notes, [(Code::HiddenSheets, 0, 0, "下拉".to_owned())]);
    let out = open("b.xlsx", &book(true));
    assert_eq!(out.texts, [("b.xlsx › 下拉".to_owned(), "河流\n".to_owned())]);
    assert_eq!(out.notes, [(Code::HiddenSheetUsed, 0, 0, "下拉".to_owned())]);
    let out = open("b.xlsx", &workbook(|book| _ = book.add_worksheet()));
    assert_eq!(out.refused, [("b.xlsx".to_owned(), Code::NoTable)]);
}

#[test]
fn merged_places_stand_for_each_row() {
    let book = workbook(|book| {
        let sheet = book.add_worksheet();
        let plain = Format::new();
        sheet.merge_range(0, 0, 0, 3, "月报", &plain).unwrap();
        sheet.merge_range(1, 0, 2, 0, "断面", &plain).unwrap();
        sheet.merge_range(1, 1, 2, 1, "日期", &plain).unwrap();
        sheet.merge_range(1, 2, 1, 3, "项目", &plain).unwrap();
        sheet.write(2, 2, "氨氮").unwrap();
        sheet.write(2, 3, "总磷").unwrap();
        sheet.merge_range(3, 0, 5, 0, "甲", &plain).unwrap();
        for row in 3..6_u16 {
            sheet.write(u32::from(row), 1, format!("2024-0{}-05", row - 2)).unwrap();
            sheet.write(u32::from(row), 3, 0.1).unwrap();
        }
        sheet.merge_range(3, 2, 5, 2, "", &plain).unwrap();
        sheet.write(3, 2, 0.5).unwrap();
    });
    let out = open("x.xlsx", &book);
    assert_eq!(
        out.texts[0].1,
        "月报\n断面,日期,项目\n,,氨氮,总磷\n甲,2024-01-05,0.5,0.1\n甲,2024-02-05,,0.1\n甲,2024-03-05,,0.1\n"
    );
    assert_eq!(out.notes, [(Code::MergedFilled, 4, 1, "甲".to_owned())]);
}

#[test]
fn archives_are_followed() {
    let book = workbook(|book| drop(book.add_worksheet().set_name("一").unwrap().write(0, 0, "x")));
    let bytes = zipped(&[
        ("__MACOSX/._a.csv", b"\0\0"),
        ("2024/a.csv", AIR.as_bytes()),
        ("2024/.DS_Store", b"\0"),
        ("b.xlsx", &book),
        ("c.csv.gz", &gzipped(b"c\n1\n")),
        ("inner.zip", &zipped(&[("d.csv", b"d\n")])),
        ("photo.png", b"\x89PNG\r\n\x1a\n"),
    ]);
    let out = open("a.zip", &bytes);
    let names: Vec<_> = out.texts.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        ["a.zip › 2024/a.csv", "a.zip › b.xlsx › 一", "a.zip › c.csv.gz › c.csv", "a.zip › inner.zip › d.csv"]
    );
    assert_eq!(out.texts[0].1, AIR);
    let notes: Vec<_> = out.notes.iter().map(|(code, _, _, text)| (*code, text.as_str())).collect();
    assert_eq!(
        notes,
        [
            (Code::MemberSkipped, "__MACOSX/._a.csv"),
            (Code::MemberSkipped, "2024/.DS_Store"),
            (Code::MemberSkipped, "photo.png"),
        ]
    );
    assert_eq!(out.refused, []);
}

#[test]
fn archives_within_archives_end_somewhere() {
    let mut bytes = zipped(&[("a.csv", b"a\n")]);
    for level in 1..4 {
        bytes = zipped(&[(&format!("{level}.zip"), &bytes)]);
    }
    assert_eq!(open("x.zip", &bytes).refused, [("x.zip › 3.zip › 2.zip › 1.zip".to_owned(), Code::TooDeep)]);
}

#[test]
fn names_in_gbk_are_read() {
    let bytes = zipped(&[("0123456789.csv", b"a\n")]);
    let (name, _, _) = encoding_rs::GB18030.encode("西宁日报.csv");
    let mut gbk = name.into_owned();
    gbk.resize(14, b'_');
    let mut renamed = bytes.clone();
    let mut places = Vec::new();
    while let Some(at) = renamed.windows(14).position(|window| window == b"0123456789.csv") {
        renamed[at..at + 14].copy_from_slice(&gbk);
        places.push(at);
    }
    assert_eq!(places.len(), 2);
    let out = open("z.zip", &renamed);
    assert_eq!(out.texts, [("z.zip › 西宁日报.csv__".to_owned(), "a\n".to_owned())]);
}

#[test]
fn a_bad_member_costs_that_member() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for name in ["bad.csv", "good.csv", "odd.csv", "locked.csv"] {
        writer.start_file(name, stored).unwrap();
        writer.write_all(name.replace(".csv", ",1\n").as_bytes()).unwrap();
    }
    let mut bytes = writer.finish().unwrap().into_inner();
    let at = |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).position(|window| window == what).unwrap();
    let content = at(&bytes, b"bad,1");
    bytes[content] = b'B';
    // In the directory: another method for one, the flag of encryption for the other.
    for (name, place, value) in [("odd.csv", 10, 12), ("locked.csv", 8, 1)] {
        let directory = bytes.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
        let name_at = directory + at(&bytes[directory..], name.as_bytes());
        bytes[name_at - 46 + place] = value;
    }
    let out = open("z.zip", &bytes);
    assert_eq!(out.texts, [("z.zip › good.csv".to_owned(), "good,1\n".to_owned())]);
    assert_eq!(
        out.refused,
        [
            ("z.zip › bad.csv".to_owned(), Code::Damaged),
            ("z.zip › odd.csv".to_owned(), Code::UnknownCompression),
            ("z.zip › locked.csv".to_owned(), Code::Protected),
        ]
    );
}

#[test]
fn gzip_of_several_members_is_one_file() {
    let bytes = [gzipped(b"a\n"), gzipped(b"b\n")].concat();
    assert_eq!(open("a.csv.gz", &bytes).texts, [("a.csv.gz › a.csv".to_owned(), "a\nb\n".to_owned())]);
    let cut = &bytes[..bytes.len() - 5];
    assert_eq!(open("a.csv.gz", cut).refused, [("a.csv.gz › a.csv".to_owned(), Code::Damaged)]);
}

/// A workbook whose one sheet is this XML, or so many zeros.
fn book_of(sheet: impl Fn(&mut ZipWriter<Cursor<Vec<u8>>>)) -> Vec<u8> {
    let book = workbook(|book| drop(book.add_worksheet().write(0, 0, 1)));
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let member = archive.by_index(index).unwrap();
        let name = member.name().unwrap().into_owned();
        if name.contains("sheet1.xml") {
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            drop(member);
            sheet(&mut writer);
        } else {
            writer.raw_copy_file(member).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn bombs_are_refused() {
    let megabyte = vec![b' '; 1 << 20];
    let book = book_of(|writer| (0..513).for_each(|_| writer.write_all(&megabyte).unwrap()));
    assert!(book.len() < 1 << 20);
    assert_eq!(open("x.xlsx", &book).refused, [("x.xlsx".to_owned(), Code::TooMuchUnpacked)]);
    // A text that unpacks to more than a gigabyte, and what lies behind it.
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("a.csv", SimpleFileOptions::default()).unwrap();
    (0..1025).for_each(|_| writer.write_all(&megabyte).unwrap());
    writer.start_file("b.csv", SimpleFileOptions::default()).unwrap();
    writer.write_all(b"b\n").unwrap();
    let bomb = writer.finish().unwrap().into_inner();
    let reports =
        read_bytes(FileId(0), "x.zip", &bomb, &ReadOptions::default(), &mut SiteTable::default(), &mut Log::default());
    let kinds: Vec<_> = reports.iter().map(|report| (report.name.as_str(), report.kind.key())).collect();
    assert_eq!(kinds, [("x.zip › a.csv", "unknown"), ("x.zip", "unknown")]);
    assert_eq!(reports[0].understood, Code::TooMuchUnpacked.words().into());
    let many: Vec<_> = (0..10_001).map(|number| (format!("{number}.csv"), b"a\n")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
    assert_eq!(open("x.zip", &zipped(&many)).refused, [("x.zip".to_owned(), Code::TooMuchUnpacked)]);
}

#[test]
fn broken_workbooks_are_refused_or_read_in_part() {
    let whole = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\" t=\"e\"><v>#ODD</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v>";
    let out = open("x.xlsx", &book_of(|writer| writer.write_all(whole.as_bytes()).unwrap()));
    assert_eq!(out.texts, [("x.xlsx › Sheet1".to_owned(), "1\n".to_owned())]);
    assert_eq!(out.notes, [(Code::PartlyDamaged, 0, 0, String::new())]);
    let book = workbook(|book| drop(book.add_worksheet().write(0, 0, 1)));
    for cut in [5, 100, book.len() / 2, book.len() - 3] {
        let out = open("x.xlsx", &book[..cut]);
        assert_eq!(out.refused, [("x.xlsx".to_owned(), Code::Damaged)], "{cut}");
    }
    // A list of strings that promises more than there can be.
    let strings = b"<sst uniqueCount=\"99999999999\"><si><t>x</t></si></sst>";
    let bytes =
        zipped(&[("[Content_Types].xml", b"<x/>"), ("xl/workbook.xml", b"<x/>"), ("xl/sharedStrings.xml", strings)]);
    assert_eq!(open("x.xlsx", &bytes).refused, [("x.xlsx".to_owned(), Code::Damaged)]);
    let word = zipped(&[("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")]);
    assert_eq!(open("x.docx", &word).refused, [("x.docx".to_owned(), Code::NotText)]);
}

#[test]
fn any_cut_and_any_changed_byte_comes_back() {
    let book = workbook(|book| {
        let sheet = book.add_worksheet();
        (0..20).for_each(|row| _ = sheet.write(row, 0, format!("text {row}")).unwrap().write(row, 1, row).unwrap());
    });
    let files =
        [book, zipped(&[("a.csv", AIR.as_bytes())]), gzipped(AIR.as_bytes()), SHEET_OF_2003.as_bytes().to_vec()];
    for file in files {
        for step in 1..200 {
            let at = step * 7919 % file.len();
            let mut changed = file.clone();
            changed[at] ^= 0x55;
            let mut out = Out::default();
            parts("x", &changed, &mut out);
            parts("x", &file[..at], &mut out);
        }
    }
}

const SHEET_OF_2003: &str = r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="水质"><Table><Row ss:Index="2"><Cell><Data ss:Type="String">断面 &amp; 名</Data></Cell><Cell ss:Index="3"><Data ss:Type="String">氨氮</Data></Cell></Row>
<Row><Cell ss:MergeDown="1"><Data ss:Type="String">甲</Data></Cell><Cell><Data ss:Type="DateTime">2024-03-01T00:00:00.000</Data></Cell><Cell><Data ss:Type="Number">0.30000000000000004</Data></Cell></Row>
<Row><Cell ss:Index="2"><Data ss:Type="DateTime">2024-03-02T08:00:00.000</Data></Cell><Cell><Data ss:Type="Error">#N/A</Data></Cell></Row></Table></Worksheet>
<Worksheet ss:Name="隐"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table><WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>
</Workbook>"#;

#[test]
fn sheets_of_2003_are_read() {
    let out = open("x.xls", SHEET_OF_2003.as_bytes());
    assert_eq!(
        out.texts,
        [("x.xls › 水质".to_owned(), "\n断面 & 名,,氨氮\n甲,2024-03-01 00:00,0.3\n甲,2024-03-02 08:00\n".to_owned())]
    );
    let codes: Vec<_> = out.notes.iter().map(|note| (note.0, note.1, note.2)).collect();
    assert_eq!(codes, [(Code::ErrorValue, 4, 3), (Code::MergedFilled, 3, 1), (Code::HiddenSheets, 0, 0)]);
}

#[test]
fn open_documents_are_read() {
    let content = r#"<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:calcext="c" xmlns:style="s">
<office:automatic-styles><style:style style:name="ta1"><style:table-properties table:display="true"/></style:style><style:style style:name="ta2"><style:table-properties table:display="false"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="数据" table:style-name="ta1">
<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>断面<text:s text:c="2"/>A</text:p><office:annotation><text:p>注</text:p></office:annotation></table:table-cell><table:table-cell office:value-type="float" office:value="0.30000000000000004"><text:p>0.3</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2024-03-01T08:00:00"/><table:table-cell office:value-type="time" office:time-value="PT09H30M00S"/><table:table-cell office:value-type="boolean" office:boolean-value="true"/><table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="7"/></table:table-row>
<table:table-row table:number-rows-repeated="1048571"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
</table:table><table:table table:name="隐" table:style-name="ta2"><table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#;
    let mime = b"application/vnd.oasis.opendocument.spreadsheet";
    let bytes = zipped(&[("mimetype", mime), ("content.xml", content.as_bytes())]);
    let out = open("x.ods", &bytes);
    assert_eq!(
        out.texts,
        [("x.ods › 数据".to_owned(), "\n\n断面  A,0.3,2024-03-01 08:00,09:30,TRUE\n7,7\n7,7\n".to_owned())]
    );
    let codes: Vec<_> = out.notes.iter().map(|note| (note.0, note.1, note.2)).collect();
    assert_eq!(codes, [(Code::ErrorValue, 3, 6), (Code::HiddenSheets, 0, 0)]);
    let locked =
        zipped(&[("mimetype", mime), ("META-INF/manifest.xml", b"<m:encryption-data/>"), ("content.xml", b"\x01")]);
    assert_eq!(open("x.ods", &locked).refused, [("x.ods".to_owned(), Code::Protected)]);
}

#[test]
fn pages_in_gbk_are_read() {
    let page = "<html><head><meta http-equiv=Content-Type content='text/html; charset=gb2312'></head><body><table border=1><tr><td colspan=3>水质月报</td></tr><tr><th>断面</th><th>日期</th><th>氨氮(mg/L)</th></tr><tr><td rowspan=2>下村桥</td><td>2024-03-01</td><td>0.12</td></tr><tr><td>2024-03-02</td><td>&lt;0.05</td></tr></table></body></html>";
    let (bytes, _, _) = encoding_rs::GB18030.encode(page);
    assert_eq!(table(&bytes), "水质月报\n断面,日期,氨氮(mg/L)\n下村桥,2024-03-01,0.12\n下村桥,2024-03-02,<0.05\n");
    assert_eq!(open("x.html", b"<html><p>nothing</p></html>").refused, [("x.html".to_owned(), Code::NoTable)]);
}

#[derive(Default)]
struct Log {
    records: Vec<(u16, u32)>,
    issues: Issues,
}

impl Sink for Log {
    fn air(&mut self, _: &SiteTable, record: &Record<'_>) {
        self.records.push((record.origin.file.0, record.origin.row));
    }
    fn water(&mut self, _: &SiteTable, record: &Record<'_>) {
        self.records.push((record.origin.file.0, record.origin.row));
    }
    fn issue(&mut self, issue: Issue<'_>) {
        self.issues.add(issue);
    }
}

fn read(name: &str, bytes: &[u8]) -> (Vec<FileReport>, Log) {
    let mut log = Log::default();
    let reports = read_bytes(FileId(7), name, bytes, &ReadOptions::default(), &mut SiteTable::default(), &mut log);
    (reports, log)
}

#[test]
fn parts_are_files_of_their_own() {
    let (gbk, _, _) = encoding_rs::GB18030.encode(AIR);
    let bytes =
        zipped(&[("甲.csv", AIR.as_bytes()), ("坏.xlsx", b"PK\x03\x04"), ("乙.csv", &gbk), ("说明.pdf", b"%PDF-1.7")]);
    let (reports, log) = read("年.zip", &bytes);
    let said: Vec<_> = reports.iter().map(|r| (r.name.as_str(), r.kind.key(), r.encoding.label(), r.rows)).collect();
    assert_eq!(
        said,
        [
            ("年.zip › 甲.csv", "air-daily", "UTF-8", 2),
            ("年.zip › 坏.xlsx", "unknown", "UTF-8", 0),
            ("年.zip › 乙.csv", "air-daily", "GB18030", 2),
        ]
    );
    assert_eq!(log.records, [(7, 2), (7, 3), (9, 2), (9, 3)]);
    let place = |code| log.issues.groups().into_iter().find(|(found, _)| *found == code).unwrap().1.places[0].clone();
    assert_eq!(place(Code::Damaged).origin.file, FileId(8));
    assert_eq!(
        (place(Code::MemberSkipped).origin.file, place(Code::MemberSkipped).text.as_str()),
        (FileId(9), "说明.pdf")
    );
}

#[test]
fn renaming_changes_nothing() {
    let book = workbook(|book| {
        let sheet = book.add_worksheet();
        for (row, line) in (0..).zip(AIR.lines()) {
            line.split(',').zip(0..).for_each(|(cell, column)| _ = sheet.write(row, column, cell).unwrap());
        }
    });
    for name in ["a.xlsx", "a.xls", "a.csv", "a"] {
        let (reports, log) = read(name, &book);
        assert_eq!((reports.len(), reports[0].kind.key(), log.records.len()), (1, "air-daily", 2));
    }
    let (reports, _) = read("a.xls", AIR.as_bytes());
    assert_eq!((reports[0].name.as_str(), reports[0].kind.key()), ("a.xls", "air-daily"));
}
