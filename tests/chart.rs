//! Drawings: what is drawn agrees with the view, stays inside, does not overlap, and is well-formed.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use envgrade::calendar::Date;
use envgrade::chart::calendar::{self, CalendarDay, CalendarView};
use envgrade::chart::matrix::{self, MatrixCell, MatrixView};
use envgrade::chart::{DrawOptions, DrawingView, Mark};
use envgrade::grade::{Category, Class};
use envgrade::words::{CountView, Text};

fn options(width: u32, lang: &str, theme: &str) -> DrawOptions {
    DrawOptions {
        width,
        scale: 1.0,
        lang: lang.to_owned(),
        theme: theme.to_owned(),
        font: "\"Noto Sans CJK SC\", sans-serif".to_owned(),
        source: None,
    }
}

fn sheet(width: u32, lang: &str, theme: &str) -> DrawOptions {
    let source = Text::new("数据：示例.csv；HJ 633-2012（采样日期）", "Data: example.csv; HJ 633-2012 (by date)");
    DrawOptions { source: Some(source), ..options(width, lang, theme) }
}

/// A plain generator of numbers, the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Days from `from` on, with all categories and some days that are not valid.
fn year(year: i32, days: usize) -> CalendarView {
    let mut numbers = Numbers(7);
    let first = Date::new(year, 1, 1).unwrap();
    let days: Vec<CalendarDay> = (0..days)
        .map(|n| {
            let number = u32::try_from(n).unwrap();
            let spring = (60..140).contains(&n);
            let aqi = match numbers.below(if spring { 12 } else { 60 }) {
                0 => u16::try_from(100 + numbers.below(390)).unwrap(),
                _ => u16::try_from(20 + numbers.below(85)).unwrap(),
            };
            let valid = numbers.below(40) != 0;
            let note = if valid { Text::same("PM10") } else { Text::new("PM10 缺测", "PM10 is missing") };
            CalendarDay {
                date: first.plus_days(i32::try_from(n).unwrap()).to_string(),
                aqi: valid.then_some(aqi),
                category: if valid { Category::of(aqi).number() } else { 0 },
                note: if valid && aqi <= 50 { Text::default() } else { note },
                id: number,
            }
        })
        .collect();
    let legend = (0..=6)
        .map(|category| CountView {
            key: category.to_string(),
            label: Category::from_number(category)
                .map_or(Text::new("无有效数据", "no valid data"), |c| c.words().into()),
            count: u32::try_from(days.iter().filter(|day| day.category == category).count()).unwrap(),
        })
        .collect();
    CalendarView {
        site: "模拟城市（示例）".to_owned(),
        year,
        finding: Text::new(
            "338 个优良日，占 363 个有效日的 93.1%。超标的 25 天里 21 天首要污染物是 PM10，集中在 3—5 月。",
            "338 good days, 93.1 % of 363 valid days. PM10 is the primary pollutant on 21 of 25 exceeding days.",
        ),
        days,
        legend,
    }
}

fn sections(rows: u32, months: u32) -> MatrixView {
    const NAMES: [&str; 12] = [
        "扎马隆",
        "黑嘴桥",
        "西钢桥",
        "新宁桥",
        "朝阳桥",
        "报社桥",
        "小峡桥",
        "边墙村（民和桥）",
        "布哈河入青海湖口",
        "龙羊峡库区出水口",
        "享堂",
        "Section with a very long English name at the bridge",
    ];
    let mut numbers = Numbers(3);
    let mut cells = Vec::new();
    for row in 0..rows {
        for column in 0..months {
            if numbers.below(25) == 0 {
                continue;
            }
            let class = [1, 2, 2, 2, 2, 3, 3, 4, 5, 6, 0, 2][usize::try_from(numbers.below(12)).unwrap()];
            cells.push(MatrixCell {
                row,
                column,
                class,
                note: if class == 0 {
                    Text::new("无数据", "no data")
                } else {
                    Text::new("氨氮", "ammonia nitrogen")
                },
                id: row * months + column,
            });
        }
    }
    let legend = (0..=6)
        .map(|class| CountView {
            key: class.to_string(),
            label: Class::from_number(class).map_or(Text::new("未评价", "not graded"), |c| c.words().into()),
            count: u32::try_from(cells.iter().filter(|cell| cell.class == class).count()).unwrap(),
        })
        .collect();
    let name = |n: u32| match n / 12 {
        0 => NAMES[(n % 12) as usize].to_owned(),
        more => format!("{}{more}", NAMES[(n % 12) as usize]),
    };
    MatrixView {
        sections: (0..rows).map(name).collect(),
        periods: (0..months).map(|n| format!("{:04}-{:02}", 2021 + (n + 3) / 12, (n + 3) % 12 + 1)).collect(),
        finding: Text::new("湟水上游常年Ⅱ类，民和桥 4 个月为Ⅲ类。", "The upper Huangshui is of class II all year."),
        cells,
        legend,
    }
}

#[test]
#[ignore = "writes drawings to target/drawings to be looked at"]
fn drawings_to_look_at() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/drawings");
    std::fs::create_dir_all(&folder).unwrap();
    let save = |name: &str, svg: String| std::fs::write(folder.join(format!("{name}.svg")), svg).unwrap();
    for (width, lang, theme) in [(1088, "zh", "light"), (760, "en", "light"), (328, "zh", "dark"), (328, "en", "light")]
    {
        let name = format!("{width}-{lang}-{theme}");
        save(&format!("calendar-{name}"), calendar::svg(&year(2024, 366), &sheet(width, lang, theme)));
        save(&format!("matrix-12x12-{name}"), matrix::svg(&sections(12, 12), &sheet(width, lang, theme)));
    }
    save("calendar-480", calendar::svg(&year(2024, 366), &sheet(480, "zh", "light")));
    save("calendar-240", calendar::svg(&year(2024, 366), &sheet(240, "zh", "light")));
    save("calendar-1088-dark", calendar::svg(&year(2024, 366), &sheet(1088, "en", "dark")));
    save("calendar-one-day", calendar::svg(&year(2025, 1), &sheet(1088, "zh", "light")));
    save("calendar-no-day", calendar::svg(&year(2025, 0), &sheet(328, "zh", "light")));
    save("matrix-40x36", matrix::svg(&sections(40, 36), &sheet(1088, "zh", "light")));
    save("matrix-40x36-narrow", matrix::svg(&sections(40, 36), &sheet(328, "zh", "dark")));
    save("matrix-1x1", matrix::svg(&sections(1, 1), &sheet(1088, "zh", "light")));
    save("matrix-0x0", matrix::svg(&sections(0, 0), &sheet(328, "zh", "light")));
}

/// The same official colours, written down a second time from the tables.
const AIR: [&str; 7] = ["#D9D9D9", "#00E400", "#FFFF00", "#FF7E00", "#FF0000", "#99004C", "#7E0023"];
const WATER: [&str; 7] = ["#D9D9D9", "#A8DCFF", "#4A9FF5", "#1E8E3E", "#FFE94A", "#FF9D2E", "#B00020"];

/// Widths from a small phone to a wide screen.
const WIDTHS: [u32; 9] = [200, 264, 288, 328, 480, 639, 640, 1088, 1600];

fn inside_and_apart(drawing: &DrawingView) {
    for mark in &drawing.marks {
        assert!(mark.x >= 0.0 && mark.y >= 0.0 && mark.w > 8.0 && mark.h > 8.0);
        assert!(mark.x + mark.w <= f64::from(drawing.width), "{} of {}", mark.x + mark.w, drawing.width);
        assert!(mark.y + mark.h <= f64::from(drawing.height), "{} of {}", mark.y + mark.h, drawing.height);
    }
    // Rows and columns are those that the eye sees, so that arrow keys go where they point.
    for (n, a) in drawing.marks.iter().enumerate() {
        for b in &drawing.marks[n + 1..] {
            let apart = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
            assert!(apart, "{} lies on {}", a.label.en, b.label.en);
            assert_eq!(a.row == b.row, (a.y - b.y).abs() < 0.1, "{} {}", a.label.en, b.label.en);
            assert_eq!(a.row < b.row, a.y + 0.1 < b.y);
            if a.row == b.row {
                assert_eq!(a.column < b.column, a.x < b.x);
            }
        }
    }
}

/// The fill of the smallest polygon of an SVG around a place in CSS pixels, and the text that stands in it.
fn at<'a>(svg: &'a str, mark: &Mark) -> (&'a str, Vec<&'a str>) {
    fn attribute<'a>(line: &'a str, name: &str) -> Option<&'a str> {
        let from = line.find(&format!(" {name}=\""))? + name.len() + 3;
        let rest = &line[from..];
        Some(&rest[..rest.find('"')?])
    }
    let (x, y) = ((mark.x + mark.w / 2.0) * 4.0, (mark.y + mark.h / 2.0) * 4.0);
    let mut fill = "";
    let mut texts = Vec::new();
    let mut lines = svg.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("<polygon") {
            let points: Vec<(f64, f64)> = attribute(line, "points")
                .unwrap()
                .split_whitespace()
                .map(|point| point.split_once(',').unwrap())
                .map(|(x, y)| (x.parse().unwrap(), y.parse().unwrap()))
                .collect();
            let spans = |part: fn(&(f64, f64)) -> f64, at: f64| {
                points.iter().any(|p| part(p) <= at) && points.iter().any(|p| part(p) >= at)
            };
            // Hatch lines have four corners, tiles have twelve.
            if points.len() == 12 && spans(|p| p.0, x) && spans(|p| p.1, y) {
                fill = attribute(line, "fill").unwrap();
            }
        } else if line.starts_with("<text") {
            let place = |name| attribute(line, name).unwrap().parse::<f64>().unwrap();
            let text = lines.next().unwrap();
            let within = |v: f64, from: f64, size: f64| v >= from * 4.0 && v <= (from + size) * 4.0;
            if within(place("x"), mark.x, mark.w) && within(place("y"), mark.y, mark.h) {
                texts.push(text);
            }
        }
    }
    (fill, texts)
}

#[test]
fn every_day_has_one_square_that_says_what_it_is() {
    let view = year(2024, 366);
    for width in WIDTHS {
        let options = options(width, "zh", "light");
        let drawing = calendar::layout(&view, &options);
        inside_and_apart(&drawing);
        assert_eq!(drawing.marks.len(), 366, "{width}");
        assert!(drawing.width <= width.max(160));
        let svg = calendar::svg(&view, &options);
        for (mark, day) in drawing.marks.iter().zip(&view.days).step_by(17) {
            assert_eq!(mark.id, day.id);
            let (fill, texts) = at(&svg, mark);
            assert_eq!(fill, AIR[usize::from(day.category)], "{}", day.date);
            let aqi = day.aqi.map(|aqi| aqi.to_string());
            match Category::from_number(day.category) {
                Some(category) => {
                    let words = category.words();
                    assert!(mark.label.zh.contains(words.zh) && mark.label.en.contains(words.en));
                    assert!(mark.label.zh.starts_with(&format!("{} AQI {}", day.date, aqi.as_deref().unwrap())));
                    let shown = texts.contains(&day.category.to_string().as_str());
                    assert!(shown || texts.contains(&aqi.as_deref().unwrap()), "{width} {} {texts:?}", day.date);
                }
                None => {
                    assert_eq!(mark.label.zh, format!("{} 无有效数据：PM10 缺测", day.date));
                    assert_eq!(mark.label.en, format!("{} no valid data: PM10 is missing", day.date));
                    assert!(texts.is_empty());
                }
            }
        }
    }
}

#[test]
fn the_year_is_cut_into_what_fits() {
    let view = year(2024, 366);
    let rows = |width| {
        let drawing = calendar::layout(&view, &options(width, "zh", "light"));
        drawing.marks.iter().map(|mark| mark.row).max().unwrap() + 1
    };
    // One band of weeks, two bands, two months beside each other, one month.
    assert_eq!((rows(1088), rows(760), rows(328), rows(200)), (7, 14, 36, 72));
}

#[test]
fn months_that_stand_alone_begin_and_end_with_the_data() {
    let mut view = year(2024, 366);
    view.days.retain(|day| ("2024-03-30"..="2024-05-02").contains(&day.date.as_str()));
    let drawing = calendar::layout(&view, &options(328, "zh", "light"));
    inside_and_apart(&drawing);
    assert_eq!(drawing.marks.len(), 34);
    let svg = calendar::svg(&view, &options(328, "zh", "light"));
    assert!(["3月", "4月", "5月"].iter().all(|month| svg.contains(month)));
    assert!(!svg.contains("2月") && !svg.contains("6月"));
    // Without days all months are there, empty.
    view.days.clear();
    assert!(calendar::svg(&view, &options(328, "zh", "light")).contains("12月"));
}

#[test]
fn days_that_are_not_of_the_year_or_no_days_have_no_square() {
    let mut view = year(2023, 3);
    for date in ["2024-01-01", "2023-02-29", "2023-13-01", "2023-01-02", "", "2023-01", "-1", "2023-01-02-3"] {
        view.days.push(CalendarDay { date: date.to_owned(), ..view.days[0].clone() });
    }
    assert_eq!(calendar::layout(&view, &options(1088, "zh", "light")).marks.len(), 3);
    view.year = i32::MAX;
    assert!(calendar::layout(&view, &options(328, "zh", "light")).marks.is_empty());
    assert!(calendar::svg(&view, &options(328, "zh", "light")).ends_with("</svg>\n"));
}

#[test]
fn every_cell_has_one_tile_that_says_its_class() {
    for (rows, months) in [(1, 1), (12, 12), (40, 36)] {
        let view = sections(rows, months);
        for (width, lang) in [(200, "en"), (328, "zh"), (1088, "en"), (1600, "zh")] {
            let options = options(width, lang, "dark");
            let drawing = matrix::layout(&view, &options);
            if rows <= 12 {
                inside_and_apart(&drawing);
            }
            assert_eq!(drawing.marks.len(), view.cells.len());
            assert!(drawing.marks.iter().all(|mark| mark.x > f64::from(drawing.label_width)));
            let svg = matrix::svg(&view, &options);
            for (mark, cell) in drawing.marks.iter().zip(&view.cells).step_by(29) {
                let (fill, texts) = at(&svg, mark);
                assert_eq!(fill, WATER[usize::from(cell.class)]);
                let numeral = match (Class::from_number(cell.class), lang) {
                    (None, _) => "—",
                    (Some(Class::WorseThanV), "en") => "&gt;V",
                    (Some(class), "en") => class.words().en,
                    (Some(class), _) => class.words().zh,
                };
                assert_eq!(texts, [numeral]);
                assert!(mark.label.zh.starts_with(&view.sections[cell.row as usize]));
                assert!(mark.label.en.contains(&view.periods[cell.column as usize]));
                assert_eq!((mark.id, mark.row, mark.column), (cell.id, cell.row, cell.column));
            }
        }
    }
}

#[test]
fn many_months_widen_the_drawing_and_strange_cells_are_left_out() {
    let wide = matrix::layout(&sections(3, 36), &options(328, "zh", "light"));
    assert!(wide.width > 1000 && wide.label_width <= 110);
    let narrow = matrix::layout(&sections(3, 3), &options(328, "zh", "light"));
    assert_eq!(narrow.width, 328);
    let mut view = sections(3, 3);
    let inside = view.cells.len();
    let outside = |row, column| MatrixCell { row, column, class: 2, note: Text::default(), id: 0 };
    view.cells.extend([outside(3, 0), outside(0, 3), outside(u32::MAX, u32::MAX), view.cells[0].clone()]);
    view.periods[0] = "2021 first quarter, and more".to_owned();
    assert_eq!(matrix::layout(&view, &options(328, "zh", "light")).marks.len(), inside);
    assert!(matrix::svg(&view, &options(328, "zh", "light")).contains("…"));
}

/// Reads tags and references as XML asks; panics where they are not well-formed.
fn check_xml(svg: &str) -> usize {
    let mut open = Vec::new();
    let mut count = 0;
    let mut rest = svg;
    let text = |text: &str| {
        for (at, _) in text.match_indices('&') {
            let entity = &text[at..];
            let known = ["&lt;", "&gt;", "&amp;", "&quot;", "&apos;"];
            assert!(known.iter().any(|k| entity.starts_with(k)), "{entity}");
        }
        assert!(!text.contains('>') && !text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
    };
    while let Some((before, after)) = rest.split_once('<') {
        text(before);
        let (tag, after) = after.split_once('>').expect("a tag ends");
        rest = after;
        count += 1;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
            continue;
        }
        let name = tag.split_whitespace().next().unwrap().trim_end_matches('/');
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        let mut names: Vec<&str> = tag.split('"').step_by(2).map(str::trim).filter(|s| s.ends_with('=')).collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "twice the same attribute in {tag}");
        if !tag.ends_with('/') {
            open.push(name);
        }
    }
    text(rest);
    assert!(open.is_empty(), "{open:?}");
    count
}

#[test]
fn documents_are_well_formed_whatever_names_are_in_them() {
    let evil = "<b>\"O'Neill\" & 桥</b>\u{0}\u{7}]]>";
    let mut days = year(2024, 366);
    days.site = evil.to_owned();
    days.finding = Text::same(evil);
    days.legend[1].label = Text::same(evil);
    let mut cells = sections(5, 5);
    cells.sections[0] = evil.to_owned();
    cells.periods[1] = evil.to_owned();
    for width in WIDTHS {
        for mut options in [options(width, "zh", "light"), sheet(width, "en", "dark")] {
            options.font = evil.to_owned();
            if let Some(source) = &mut options.source {
                source.en = evil.to_owned();
            }
            assert!(check_xml(&calendar::svg(&days, &options)) > 366);
            assert!(check_xml(&matrix::svg(&cells, &options)) > 25);
        }
    }
}

#[test]
fn an_svg_alone_is_the_drawing_and_a_sheet_says_what_it_is() {
    let view = year(2024, 366);
    let alone = calendar::svg(&view, &options(1088, "zh", "light"));
    let drawing = calendar::layout(&view, &options(1088, "zh", "light"));
    let size = format!(
        "width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {2} {3}\"",
        drawing.width,
        drawing.height,
        drawing.width * 4,
        drawing.height * 4
    );
    assert!(alone.lines().next().unwrap().contains(&size), "{}", alone.lines().next().unwrap());
    assert!(alone.contains("<title>模拟城市（示例） 2024 年每日空气质量指数（AQI）</title>"));
    assert!(alone.contains(&format!("<desc>{}</desc>", view.finding.zh)));
    assert!(!alone.contains("参考结果"));
    let text: String = calendar::svg(&view, &sheet(1088, "zh", "light")).split(['<', '>']).map(str::trim).collect();
    for part in
        ["338 个优良日，占 363 个有效日的 93.1%", "数据：示例.csv；HJ 633-2012", "参考结果，非官方发布", "无有效数据"]
    {
        assert!(text.contains(part), "{part}");
    }
    assert!(calendar::svg(&view, &sheet(1088, "en", "light")).contains("Reference result, not an official release"));
}

#[test]
fn letters_are_never_smaller_than_eleven() {
    for width in WIDTHS {
        for svg in [
            calendar::svg(&year(2024, 366), &sheet(width, "en", "light")),
            matrix::svg(&sections(12, 36), &sheet(width, "zh", "light")),
        ] {
            for size in svg.split("font-size=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
                assert!(size.parse::<f64>().unwrap() >= 43.99, "{width} {size}");
            }
        }
    }
}

#[test]
fn the_same_view_gives_the_same_drawing_and_another_theme_another() {
    let view = sections(12, 12);
    let light = matrix::svg(&view, &options(700, "zh", "light"));
    assert_eq!(light, matrix::svg(&view, &options(700, "zh", "light")));
    assert_ne!(light, matrix::svg(&view, &options(700, "zh", "dark")));
    assert_ne!(light, matrix::svg(&view, &options(700, "en", "light")));
}

#[test]
fn ten_years_and_two_hundred_sections_are_no_matter() {
    let years: Vec<CalendarView> = (2015..2025).map(|n| year(n, 365)).collect();
    let matrix = sections(200, 36);
    let drawn: usize = years.iter().map(|view| calendar::svg(view, &options(1088, "zh", "light")).len()).sum();
    assert!(drawn > 365 * 10 * 100);
    assert_eq!(matrix::layout(&matrix, &options(1088, "zh", "light")).height, 42 + 200 * 26);
}
