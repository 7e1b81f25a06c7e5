//! Several readers of one file give what one gives, wherever the file is cut.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fmt::Write as _;

use envgrade::air::hours::DayHours;
use envgrade::air::period::PlaceDay;
use envgrade::assess::{Assessment, Assessor, RangeReader, absorb};
use envgrade::calendar::Date;
use envgrade::ingest::{Decoder, Encoding, FileReader, FileReport, ReadOptions};
use envgrade::observation::{FileId, Site, SiteTable};
use envgrade::plan::Plan;
use envgrade::report;
use proptest::prelude::*;

/// Numbers that look like chance.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    fn one_in(&mut self, number: u64) -> bool {
        self.below(number) == 0
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Hours,
    HoursByItem,
    HoursBySite,
    Days,
    DaysByItem,
    Samples,
    SamplesByItem,
}

const SHAPES: [Shape; 7] = [
    Shape::Hours,
    Shape::HoursByItem,
    Shape::HoursBySite,
    Shape::Days,
    Shape::DaysByItem,
    Shape::Samples,
    Shape::SamplesByItem,
];

/// A table of about so many bytes. What is odd in it stands behind the first 300 KB, too: there the layout is known and
/// the parts begin.
fn table(shape: Shape, seed: u64, bytes: usize, end: &str) -> String {
    let mut chance = Chance(seed);
    let odd = chance.below(4);
    let header = match shape {
        Shape::Hours => "时间,城市,站点,PM2.5(μg/m3),PM10(μg/m3),SO2,NO2,O3,CO(mg/m3),AQI",
        Shape::HoursByItem => "时间,站点,项目,数值",
        Shape::HoursBySite => "date,hour,type,1001A,1002A,1003A,1004A,1005A,1006A,1007A,1008A",
        Shape::Days => "日期,城市,PM2.5(μg/m3),PM10(μg/m3),SO2,NO2,O3_8h,CO(mg/m3),AQI,质量等级",
        Shape::DaysByItem => "日期,城市,项目,数值",
        Shape::Samples => {
            "采样时间,河流,断面名称,垂线,pH,溶解氧(mg/L),高锰酸盐指数(mg/L),氨氮(mg/L),总磷(mg/L),总氮(mg/L),砷,水质类别"
        }
        Shape::SamplesByItem => "采样时间,断面名称,项目,结果(mg/L)",
    };
    let mut text = format!("{header}{end}");
    let items: &[&str] = match shape {
        Shape::HoursByItem => &["PM2.5", "PM10", "O3", "AQI", "PM1", "NO2"],
        Shape::HoursBySite => &["AQI", "PM2.5", "PM10", "O3", "PM2.5_24h"],
        Shape::DaysByItem => &["PM2.5", "PM10", "O3_8h", "AQI"],
        Shape::SamplesByItem => &["溶解氧", "氨氮", "总磷", "总氮", "叶绿素a", "铊"],
        _ => &[""],
    };
    let sites = 1 + chance.below(6);
    let cell = |chance: &mut Chance, most: u64| match chance.below(60) {
        0 => String::new(),
        1 => "--".to_owned(),
        2 if odd > 1 => "4o".to_owned(),
        3 if odd > 1 => format!("-{}", chance.below(9)),
        4 => format!("<{}", chance.below(9)),
        5 => format!("{}.{}", chance.below(most), chance.below(10_000)),
        6 => format!("\"{}\"", chance.below(most)),
        _ => format!("{}", chance.below(most)),
    };
    // A row of values that fit their header, most of the time.
    let air = |chance: &mut Chance, text: &mut String| {
        let coarse = 60 + chance.below(80);
        let fine = cell(chance, 30);
        write!(text, ",{fine},{coarse}").unwrap();
        for most in [20, 38, 100, 2] {
            write!(text, ",{}", cell(chance, most)).unwrap();
        }
        write!(text, ",{}", if chance.one_in(50) { 40 } else { (coarse - 50).div_ceil(2) + 50 }).unwrap();
    };
    let mut row = 0_u64;
    while text.len() < bytes {
        if odd > 0 && chance.one_in(300) {
            match chance.below(8) {
                0 => text += header,
                1 => text += "合计,1,2",
                2 => text += "\"a\"\"b\nc,\n",
                3 => text += "2024-13-45,x,y,1,2",
                4 if odd == 3 && chance.one_in(3) => text += "\"never closed",
                5 => text += "2024-03-01,short",
                _ => {}
            }
            text += end;
        }
        // The row before once more, with the same or with another value.
        let again = odd == 3 && chance.one_in(400);
        row += u64::from(!again);
        let number = row / items.len() as u64;
        let (time, site) = (number / sites, number % sites + u64::from(text.len() > bytes / 2));
        let (day, hour) = (time / 24, time % 24);
        let date = |days: u64| Date::from_days(8_000 + i32::try_from(days % 20_000).unwrap()).unwrap();
        let name = match chance.below(if odd > 1 { 40 } else { 1_000_000 }) {
            0 => format!("点 {site}"),
            1 => format!("\"点{site}\""),
            2 => format!("\"点{site}\n（北）\""),
            _ => format!("点{site}"),
        };
        let item = items[usize::try_from(row % items.len() as u64).unwrap()];
        match shape {
            Shape::Hours => {
                write!(text, "{} {hour:02}:00,甲城,{name}", date(day)).unwrap();
                air(&mut chance, &mut text);
            }
            Shape::HoursByItem => {
                write!(text, "{} {hour:02}:00,{name},{item},{}", date(day), cell(&mut chance, 300)).unwrap();
            }
            Shape::HoursBySite => {
                write!(text, "{},{},{item}", date(number / 24).to_string().replace('-', ""), number % 24).unwrap();
                (0..8).for_each(|_| write!(text, ",{}", cell(&mut chance, 300)).unwrap());
            }
            Shape::Days => {
                write!(text, "{},{name}", date(time)).unwrap();
                air(&mut chance, &mut text);
                write!(text, ",{}", ["优", "良", "轻度污染", ""][usize::try_from(chance.below(4)).unwrap()]).unwrap();
            }
            Shape::DaysByItem => write!(text, "{},{name},{item},{}", date(time), cell(&mut chance, 300)).unwrap(),
            Shape::Samples => {
                let vertical = if chance.one_in(20) { "左" } else { "" };
                write!(text, "{} {:02}:00,黄河,{name},{vertical},7.{}", date(day), hour, chance.below(100)).unwrap();
                (0..6).for_each(|_| write!(text, ",{}", cell(&mut chance, 9)).unwrap());
                write!(text, ",{}", ["Ⅱ", "Ⅲ", ""][usize::try_from(chance.below(3)).unwrap()]).unwrap();
            }
            Shape::SamplesByItem => {
                write!(text, "{} {hour:02}:00,{name},{item},{}", date(day), cell(&mut chance, 9)).unwrap();
            }
        }
        text += end;
    }
    text
}

/// All that can be seen of an assessment: CSV, overview with issues and files, daily values and hours by site, samples.
type Seen = (String, String, Vec<(Site, Vec<PlaceDay>, Vec<(Date, [DayHours; 6])>)>, Vec<u8>);

fn seen(assessment: &Assessment, file: FileReport) -> Seen {
    let files = [file];
    let mut csv = Vec::new();
    report::write_csv(assessment, &mut csv).unwrap();
    let view = report::result(assessment, &files);
    let whole = report::Whole { assessment, view: &view, files: &files, explain: false };
    let issues = format!("{:?} {:?}", assessment.issues(), files);
    let json = serde_json::to_string(&whole).unwrap() + &issues;
    let table = assessment.day_table();
    let of_site = |site| (table.site(site).clone(), table.days(site).collect(), table.hours(site).collect());
    let days = (0..table.len()).map(of_site).collect();
    (String::from_utf8(csv).unwrap(), json, days, assessment.sample_table(&files).to_bytes())
}

fn alone(bytes: &[u8], encoding: Encoding, plan: &Plan) -> Seen {
    let (mut sites, mut assessor) = (SiteTable::default(), Assessor::new(plan.clone()));
    let mut reader = FileReader::new(FileId(0), "t.csv", encoding, &ReadOptions::default());
    let mut text = String::new();
    reader.push(Decoder::new(encoding).decode(bytes, true, &mut text), &mut sites, &mut assessor).unwrap();
    let file = reader.end(&mut sites, &mut assessor).unwrap();
    seen(&assessor.finish(sites), file)
}

/// How many parts were taken in, and what came of it.
fn in_parts(bytes: &[u8], encoding: Encoding, plan: &Plan, cuts: &[usize]) -> (usize, Seen) {
    let options = ReadOptions::default();
    let (mut sites, mut assessor) = (SiteTable::default(), Assessor::new(plan.clone()));
    let mut reader = FileReader::new(FileId(0), "t.csv", encoding, &options);
    let mut helper = RangeReader::new(FileId(0), "t.csv", encoding, &options, plan);
    let decoded = |range: &[u8]| {
        let mut text = String::new();
        Decoder::within(encoding).decode(range, true, &mut text).to_vec()
    };
    let laid_out =
        bytes.chunks(100_000).map(|chunk| helper.head(&decoded(chunk))).find(|answer| *answer != Some(false));
    let (mut at, mut absorbed) = (0, 0);
    for (number, &cut) in cuts.iter().chain([&bytes.len()]).enumerate() {
        let range = &bytes[at..cut];
        at = cut;
        let last = at == bytes.len();
        if number > 0 && laid_out == Some(Some(true)) {
            helper.begin();
            decoded(range).chunks(70_001).for_each(|chunk| helper.push(chunk));
            if let Some(part) = helper.end(last)
                && absorb(&part, &mut reader, &mut sites, &mut assessor).unwrap()
            {
                absorbed += 1;
                continue;
            }
        }
        reader.push(&decoded(range), &mut sites, &mut assessor).unwrap();
    }
    let file = reader.end(&mut sites, &mut assessor).unwrap();
    (absorbed, seen(&assessor.finish(sites), file))
}

/// Behind the line ends that follow these places of a thousand.
fn cuts(bytes: &[u8], places: &[usize]) -> Vec<usize> {
    let mut cuts: Vec<usize> = places.iter().map(|place| bytes.len() * place / 1000).collect();
    for cut in &mut cuts {
        *cut = bytes[*cut..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |end| *cut + end + 1);
    }
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

fn check(shape: Shape, seed: u64, places: &[usize], crlf: bool, gb: bool, plan: &Plan) -> usize {
    let text = table(shape, seed, 360_000, if crlf { "\r\n" } else { "\n" });
    let (bytes, encoding) = if gb {
        (encoding_rs::GB18030.encode(&text).0.into_owned(), Encoding::Gb18030)
    } else {
        (text.into_bytes(), Encoding::Utf8)
    };
    let one = alone(&bytes, encoding, plan);
    let cuts = cuts(&bytes, places);
    let (absorbed, several) = in_parts(&bytes, encoding, plan, &cuts);
    for (name, one, several) in [("CSV", &one.0, &several.0), ("view, issues, files", &one.1, &several.1)] {
        if one != several {
            let at = one.bytes().zip(several.bytes()).take_while(|(a, b)| a == b).count();
            let near = |text: &str| {
                String::from_utf8_lossy(&text.as_bytes()[at.saturating_sub(200)..(at + 200).min(text.len())])
                    .into_owned()
            };
            panic!("{shape:?} {seed} {places:?} {name} differs:\n{}\n----\n{}", near(one), near(several));
        }
    }
    assert!(one.2 == several.2, "{shape:?} {seed} {places:?}: days");
    assert!(one.3 == several.3, "{shape:?} {seed} {places:?}: samples");
    absorbed
}

#[test]
fn parts_of_plain_tables_are_taken_in() {
    // Without anything odd in it.
    let seed = (0..).find(|&seed| Chance(seed).below(4) == 0).unwrap();
    for shape in SHAPES {
        let absorbed = check(shape, seed, &[800, 850, 900, 950], false, false, &Plan::default());
        assert_eq!(absorbed, 4, "{shape:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, ..ProptestConfig::default() })]

    #[test]
    fn any_cuts_give_one_result(
        shape in prop::sample::select(&SHAPES),
        seed: u64,
        places in prop::collection::vec(600_usize..1000, 1..6),
        crlf: bool,
        gb: bool,
        few: bool,
        keep_hours: bool,
    ) {
        let plan = Plan { keep_samples: few.then_some(9_000), keep_hours, ..Plan::default() };
        check(shape, seed, &places, crlf, gb, &plan);
    }
}

#[test]
fn spoilt_parts_are_refused_or_read_but_never_a_panic() {
    let options = ReadOptions::default();
    for shape in SHAPES {
        let text = table(shape, 7, 290_000, "\n");
        let cut = cuts(text.as_bytes(), &[950])[0];
        let mut helper = RangeReader::new(FileId(0), "t.csv", Encoding::Utf8, &options, &Plan::default());
        helper.head(text.as_bytes());
        helper.begin();
        helper.push(&text.as_bytes()[cut..]);
        let Some(part) = helper.end(true) else { continue };
        let mut chance = Chance(1);
        for _ in 0..5 {
            let mut spoilt = part.clone();
            let at = usize::try_from(chance.below(spoilt.len() as u64)).unwrap();
            spoilt[at] ^= 1 << chance.below(8);
            if chance.one_in(3) {
                spoilt.truncate(at);
            }
            let (mut sites, mut assessor) = (SiteTable::default(), Assessor::new(Plan::default()));
            let mut reader = FileReader::new(FileId(0), "t.csv", Encoding::Utf8, &options);
            reader.push(&text.as_bytes()[..cut], &mut sites, &mut assessor).unwrap();
            let _ = absorb(&spoilt, &mut reader, &mut sites, &mut assessor);
            reader.end(&mut sites, &mut assessor).unwrap();
            let assessment = assessor.finish(sites);
            report::write_csv(&assessment, &mut Vec::new()).unwrap();
        }
    }
}
