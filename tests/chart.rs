//! Drawings: what is drawn agrees with the view, stays inside, does not overlap, and is well-formed.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use envgrade::calendar::Date;
use envgrade::chart::DrawOptions;
use envgrade::chart::calendar::{self, CalendarDay, CalendarView};
use envgrade::chart::matrix::{self, MatrixCell, MatrixView};
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
