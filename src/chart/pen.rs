//! A pen that turns CSS pixels into the whole pixels of a backend.

use std::fmt;

use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontDesc, FontFamily, FontStyle, RGBColor, TextStyle};

use super::DrawOptions;

/// How a backend sets letters, which plotters leaves to each of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surface {
    /// An HTML canvas: the size is the CSS size, the middle is the middle of the letters.
    Canvas,
    /// SVG: the size is divided by 1.24, the top is 0.76 em above the base line.
    Svg,
}

/// A backend that could not draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawError(pub(crate) String);

impl fmt::Display for DrawError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the drawing failed: {}", self.0)
    }
}

impl std::error::Error for DrawError {}

/// A rectangle in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rect {
    pub x: f64,
    pub y: f64,
    pub w: f64,
    pub h: f64,
}

impl Rect {
    pub(super) fn centre(self) -> (f64, f64) {
        (self.x + self.w / 2.0, self.y + self.h / 2.0)
    }
}

/// Where a text stands against its position.
#[derive(Debug, Clone, Copy)]
pub(super) enum Align {
    Start,
    Middle,
    End,
}

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letters {
    pub size: f64,
    pub bold: bool,
    pub align: Align,
    pub colour: RGBColor,
}

/// Smallest size of letters in CSS pixels.
pub(super) const SMALL: f64 = 11.0;

/// Draws on a backend with a scale and an origin.
pub(super) struct Pen<'a, DB: DrawingBackend> {
    pub backend: &'a mut DB,
    pub surface: Surface,
    pub scale: f64,
    pub origin: (f64, f64),
    pub family: &'a str,
}

impl<'a, DB: DrawingBackend> Pen<'a, DB> {
    /// A pen with the scale and the letters that were asked for.
    pub(super) fn new(backend: &'a mut DB, surface: Surface, options: &'a DrawOptions) -> Pen<'a, DB> {
        let scale = if options.scale.is_finite() { options.scale.clamp(0.05, 16.0) } else { 1.0 };
        Pen { backend, surface, scale, origin: (0.0, 0.0), family: &options.font }
    }

    #[allow(clippy::cast_possible_truncation)]
    fn at(&self, x: f64, y: f64) -> (i32, i32) {
        let place = |v: f64| (v * self.scale).round() as i32;
        (place(x + self.origin.0), place(y + self.origin.1))
    }

    /// A plain filled rectangle.
    pub(super) fn fill(&mut self, r: Rect, colour: RGBColor) -> Result<(), DrawError> {
        let (from, to) = (self.at(r.x, r.y), self.at(r.x + r.w, r.y + r.h));
        self.backend.draw_rect(from, to, &colour, true).map_err(failed)
    }

    /// A filled rectangle with rounded corners and an outline inside its edge.
    pub(super) fn tile(&mut self, r: Rect, fill: RGBColor, outline: RGBColor) -> Result<(), DrawError> {
        self.rounded(r, 3.0, outline)?;
        self.rounded(Rect { x: r.x + 1.0, y: r.y + 1.0, w: r.w - 2.0, h: r.h - 2.0 }, 2.0, fill)
    }

    /// A filled rectangle with rounded corners.
    pub(super) fn rounded(&mut self, r: Rect, radius: f64, colour: RGBColor) -> Result<(), DrawError> {
        let ((x0, y0), (x1, y1)) = (self.at(r.x, r.y), self.at(r.x + r.w, r.y + r.h));
        // A quarter of a circle as a chain of three: its ends and its middle, 0.29 radii from both sides.
        #[allow(clippy::cast_possible_truncation)]
        let (far, near) = ((radius * self.scale).round() as i32, (radius * self.scale * 0.29).round() as i32);
        let corners = [
            (x0, y0 + far),
            (x0 + near, y0 + near),
            (x0 + far, y0),
            (x1 - far, y0),
            (x1 - near, y0 + near),
            (x1, y0 + far),
            (x1, y1 - far),
            (x1 - near, y1 - near),
            (x1 - far, y1),
            (x0 + far, y1),
            (x0 + near, y1 - near),
            (x0, y1 - far),
        ];
        self.backend.fill_polygon(corners, &colour).map_err(failed)
    }

    /// Diagonal lines inside a rectangle, upwards to the right, every `step` CSS pixels.
    pub(super) fn hatch(&mut self, r: Rect, step: f64, colour: RGBColor) -> Result<(), DrawError> {
        let mut sum = step;
        while sum < r.w + r.h {
            // The points of the edge where the distances from the left and from the top add up to `sum`.
            let (left, top) = ((sum - r.h).max(0.0), (sum - r.w).max(0.0));
            let from = (r.x + left, r.y + (sum - left));
            let to = (r.x + (sum - top), r.y + top);
            let half = 0.5;
            let stroke = [
                self.at(from.0 - half, from.1 - half),
                self.at(to.0 - half, to.1 - half),
                self.at(to.0 + half, to.1 + half),
                self.at(from.0 + half, from.1 + half),
            ];
            self.backend.fill_polygon(stroke, &colour).map_err(failed)?;
            sum += step;
        }
        Ok(())
    }

    /// A line of text with its middle at height `y`.
    pub(super) fn text(&mut self, text: &str, x: f64, y: f64, letters: Letters) -> Result<(), DrawError> {
        let (size, y, v_pos) = match self.surface {
            Surface::Canvas => (letters.size, y + 0.03 * letters.size, VPos::Center),
            // The base line is 0.37 em below the middle of capitals, figures and ideographs.
            Surface::Svg => (letters.size * 1.24, y + (0.37 - 0.76) * letters.size, VPos::Top),
        };
        let h_pos = match letters.align {
            Align::Start => HPos::Left,
            Align::Middle => HPos::Center,
            Align::End => HPos::Right,
        };
        let weight = if letters.bold { FontStyle::Bold } else { FontStyle::Normal };
        let font = FontDesc::new(FontFamily::Name(self.family), size * self.scale, weight);
        let style = TextStyle::from(font).color(&letters.colour).pos(Pos::new(h_pos, v_pos));
        let place = self.at(x, y);
        // XML does not know control characters, and no reader sees them.
        if text.contains(char::is_control) {
            let seen: String = text.chars().filter(|c| !c.is_control()).collect();
            return self.backend.draw_text(&seen, &style, place).map_err(failed);
        }
        self.backend.draw_text(text, &style, place).map_err(failed)
    }
}

fn failed(error: impl fmt::Display) -> DrawError {
    DrawError(error.to_string())
}

/// Width of a text in ems, estimated: ideographs are one em wide, capitals two thirds, other letters and figures less.
pub(super) fn ems(text: &str) -> f64 {
    text.chars().map(em).sum()
}

fn em(c: char) -> f64 {
    match c {
        '\u{2150}'..='\u{218f}' | '\u{2e80}'.. | '…' | '—' => 1.0,
        'A'..='Z' => 0.67,
        '0'..='9' => 0.6,
        'i' | 'j' | 'l' | '.' | ',' | ' ' | '(' | ')' | '-' => 0.36,
        'm' | 'w' | '%' => 0.85,
        _ => 0.56,
    }
}

/// The text, or its beginning and `…` when it is wider than `room` CSS pixels.
pub(super) fn shortened(text: &str, size: f64, room: f64) -> String {
    if ems(text) * size <= room {
        return text.to_owned();
    }
    let mut left = room / size - 1.0;
    let kept = text.chars().take_while(|&c| {
        left -= em(c);
        left >= 0.0
    });
    kept.chain(['…']).collect()
}

/// The lines of a text that is set `room` CSS pixels wide: broken between words and beside ideographs.
pub(super) fn lines(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0.0;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let wide = |c: char| em(c) >= 1.0;
        let mut end = first.len_utf8();
        if !wide(first) {
            end = rest.find(|c: char| c == ' ' || wide(c)).map_or(rest.len(), |at| at.max(1));
        }
        // Marks that close a phrase stay with what they close.
        while let Some(c) = rest[end..].chars().next().filter(|c| "，。；：、！？）」》 ".contains(*c)) {
            end += c.len_utf8();
        }
        let (piece, after) = rest.split_at(end);
        let width = ems(piece) * size;
        if used + width > room && used > 0.0 {
            lines.push(String::new());
            used = 0.0;
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(piece);
        }
        used += width;
        rest = after;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_and_broken_where_they_may_be() {
        assert_eq!(shortened("民和桥", 12.0, 36.0), "民和桥");
        assert_eq!(shortened("布哈河入青海湖口", 12.0, 60.0), "布哈河入…");
        let text = "全年 363 个有效日，338 个优良日。";
        let broken = lines(text, 10.0, 80.0);
        assert!(broken.len() > 1 && broken.concat() == text, "{broken:?}");
        assert!(broken.iter().all(|line| !line.starts_with('，') && !line.starts_with('。')));
        assert_eq!(lines("", 10.0, 80.0), [""]);
        assert_eq!(lines("Unbreakable", 10.0, 8.0), ["Unbreakable"]);
    }
}
