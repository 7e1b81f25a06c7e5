//! Colours: the official ones of the air quality index, the customary ones of water classes, and a quiet ground.

use plotters::style::RGBColor;

/// How a mark is filled and lettered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Paint {
    pub fill: RGBColor,
    pub letter: RGBColor,
}

const BLACK: RGBColor = RGBColor(0, 0, 0);
const WHITE: RGBColor = RGBColor(255, 255, 255);

const fn on_light(fill: RGBColor) -> Paint {
    Paint { fill, letter: BLACK }
}

const fn on_dark(fill: RGBColor) -> Paint {
    Paint { fill, letter: WHITE }
}

/// HJ 633-2026 annex A, table A.1 (the same values as HJ 633-2012 table 2); normative.
const AIR: [Paint; 6] = [
    on_light(RGBColor(0, 228, 0)),   // 优       绿色
    on_light(RGBColor(255, 255, 0)), // 良       黄色
    on_light(RGBColor(255, 126, 0)), // 轻度污染 橙色
    on_light(RGBColor(255, 0, 0)),   // 中度污染 红色
    on_dark(RGBColor(153, 0, 76)),   // 重度污染 紫色
    on_dark(RGBColor(126, 0, 35)),   // 严重污染 褐红色
];

/// 环办〔2011〕22号 names the colours (蓝 绿 黄 橙 红) without values; these keep the names and stay apart for
/// colour-blind readers.
const WATER: [Paint; 6] = [
    on_light(RGBColor(168, 220, 255)), // Ⅰ   蓝色
    on_light(RGBColor(74, 159, 245)),  // Ⅱ   蓝色
    on_light(RGBColor(30, 142, 62)),   // Ⅲ   绿色
    on_light(RGBColor(255, 233, 74)),  // Ⅳ   黄色
    on_light(RGBColor(255, 157, 46)),  // Ⅴ   橙色
    on_dark(RGBColor(176, 0, 32)),     // 劣Ⅴ 红色
];

/// Data that give no grade: grey, always hatched.
const NOT_GRADED: Paint = on_light(RGBColor(217, 217, 217));

/// The paint of an AQI category, 1 to 6; grey for anything else.
pub(super) fn air(category: u8) -> Paint {
    AIR.get(usize::from(category).wrapping_sub(1)).copied().unwrap_or(NOT_GRADED)
}

/// The paint of a water class, 1 to 6; grey for anything else.
pub(super) fn water(class: u8) -> Paint {
    WATER.get(usize::from(class).wrapping_sub(1)).copied().unwrap_or(NOT_GRADED)
}

/// Everything that is not a grade.
#[derive(Debug, Clone, Copy)]
pub(super) struct Theme {
    dark: bool,
    /// Titles.
    pub ink: RGBColor,
    /// Labels.
    pub label: RGBColor,
    /// What a sheet is printed on.
    pub paper: RGBColor,
    /// Lines between months.
    pub border: RGBColor,
    /// A place without data.
    pub empty: RGBColor,
    /// Hairlines.
    pub line: RGBColor,
}

impl Theme {
    pub(super) fn named(name: &str) -> Theme {
        if name == "dark" {
            Theme {
                dark: true,
                ink: RGBColor(230, 237, 239),
                label: RGBColor(179, 193, 199),
                paper: RGBColor(22, 34, 40),
                border: RGBColor(122, 138, 146),
                empty: RGBColor(40, 56, 64),
                line: RGBColor(74, 93, 102),
            }
        } else {
            Theme {
                dark: false,
                ink: RGBColor(20, 35, 43),
                label: RGBColor(70, 90, 100),
                paper: WHITE,
                border: RGBColor(120, 136, 144),
                empty: RGBColor(246, 248, 248),
                line: RGBColor(221, 228, 231),
            }
        }
    }

    /// The outline of a mark: official yellow and green vanish on white, dark red vanishes on a dark ground.
    pub(super) fn outline(&self, fill: RGBColor) -> RGBColor {
        if self.dark { mix(fill, WHITE, 45) } else { mix(fill, BLACK, 55) }
    }

    /// The lines of a hatch over [`NOT_GRADED`].
    pub(super) fn hatch(&self) -> RGBColor {
        RGBColor(172, 179, 183)
    }
}

/// The letter of a paint, a third of the way to its fill.
pub(super) fn softer(paint: Paint) -> RGBColor {
    mix(paint.letter, paint.fill, 33)
}

/// `percent` of the second colour in the first.
#[allow(clippy::cast_possible_truncation)]
fn mix(a: RGBColor, b: RGBColor, percent: u32) -> RGBColor {
    let part = |a: u8, b: u8| ((u32::from(a) * (100 - percent) + u32::from(b) * percent) / 100) as u8;
    RGBColor(part(a.0, b.0), part(a.1, b.1), part(a.2, b.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Contrast ratio of WCAG 2.2.
    fn contrast(a: RGBColor, b: RGBColor) -> f64 {
        let light = |c: RGBColor| {
            let part = |v: u8| {
                let v = f64::from(v) / 255.0;
                if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * part(c.0) + 0.7152 * part(c.1) + 0.0722 * part(c.2) + 0.05
        };
        let (a, b) = (light(a), light(b));
        if a > b { a / b } else { b / a }
    }

    #[test]
    fn every_letter_and_every_edge_can_be_seen() {
        for category in 1..=2 {
            assert!(contrast(softer(air(category)), air(category).fill) >= 4.5);
        }
        for theme in [Theme::named("light"), Theme::named("dark")] {
            assert!(contrast(theme.label, theme.paper) >= 4.5);
            for paint in AIR.into_iter().chain(WATER).chain([NOT_GRADED]) {
                assert!(contrast(paint.letter, paint.fill) >= 4.5, "{paint:?}");
                let edge = contrast(theme.outline(paint.fill), theme.paper).max(contrast(paint.fill, theme.paper));
                assert!(edge >= 3.0, "{paint:?} {edge}");
            }
        }
    }
}
