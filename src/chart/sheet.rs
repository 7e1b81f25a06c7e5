//! An SVG document: the drawing alone, or a sheet that can be passed on and still says what it is.

use plotters::prelude::{DrawingBackend, SVGBackend};

use super::DrawOptions;
use super::palette::{Paint, Theme};
use super::pen::{Align, DrawError, Letters, Pen, Rect, SMALL, Surface, ems, lines};
use crate::words::{CountView, Words};

/// Units of the document in a CSS pixel: backends draw in whole units, and curves want finer ones.
const UNITS: f64 = 4.0;
/// The font family of all letters: that of the document, which names it once.
const INHERITED: &str = "inherit";
const MARGIN: f64 = 24.0;
const TITLE: f64 = 19.0;
const FINDING: f64 = 14.0;
const SOURCE: f64 = 12.0;

/// The mark on everything that leaves the page.
const REFERENCE: Words = Words::new("参考结果，非官方发布", "Reference result, not an official release");

/// What a sheet says around a drawing.
pub(super) struct Sheet<'a> {
    pub title: &'a str,
    pub finding: &'a str,
    pub legend: &'a [CountView],
    pub paint: fn(u8) -> Paint,
    /// What stands inside a mark of a category or class, in English or not.
    pub numeral: fn(u8, bool) -> &'static str,
}

/// Puts a drawing on paper.
type Drawing<'a> = &'a dyn Fn(&mut Pen<'_, SVGBackend<'_>>) -> Result<(), DrawError>;

impl Sheet<'_> {
    /// The document around a drawing of `width` by `height` CSS pixels.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub(super) fn svg(&self, width: f64, height: f64, options: &DrawOptions, drawing: Drawing<'_>) -> String {
        let source = options.source.as_ref();
        let margin = if source.is_some() { MARGIN } else { 0.0 };
        let title = lines(self.title, TITLE, width);
        let finding = lines(self.finding, FINDING, width);
        let keys = self.keys(width, options);
        let foot: Vec<String> = source.map_or(Vec::new(), |source| {
            let mark = if options.english() { REFERENCE.en } else { REFERENCE.zh };
            [options.say(source), mark].iter().filter(|t| !t.is_empty()).flat_map(|t| lines(t, SOURCE, width)).collect()
        });
        let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        let (mut top, mut sheet_height) = (0.0, height);
        if source.is_some() {
            top = margin + count(title.len()) * 28.0 + count(finding.len()) * 22.0 + 12.0;
            let keys_height = keys.last().map_or(0.0, |key| key.y + 34.0);
            sheet_height = top + height + 16.0 + keys_height + count(foot.len()) * 19.0 + margin;
        }
        let (sheet_width, sheet_height) = ((width + 2.0 * margin).ceil(), sheet_height.ceil());

        let mut body = String::new();
        let units = ((sheet_width * UNITS) as u32, (sheet_height * UNITS) as u32);
        let mut backend = SVGBackend::with_string(&mut body, units);
        let theme = Theme::named(&options.theme);
        let mut pen = Pen { scale: UNITS, family: INHERITED, ..Pen::new(&mut backend, Surface::Svg, options) };
        let result: Result<(), DrawError> = (|| {
            if source.is_some() {
                pen.fill(Rect { x: 0.0, y: 0.0, w: sheet_width, h: sheet_height }, theme.paper)?;
                let letters = Letters { size: TITLE, bold: true, align: Align::Start, colour: theme.ink };
                let mut y = margin + 12.0;
                for line in &title {
                    pen.text(line, margin, y, letters)?;
                    y += 28.0;
                }
                for line in &finding {
                    pen.text(line, margin, y, Letters { size: FINDING, bold: false, ..letters })?;
                    y += 22.0;
                }
                pen.origin = (margin, top);
            }
            drawing(&mut pen)?;
            if source.is_some() {
                pen.origin = (margin, top + height + 16.0);
                self.paint_keys(&mut pen, &keys, theme, options.english())?;
                let mut y = keys.last().map_or(0.0, |key| key.y + 34.0) + 8.0;
                pen.fill(Rect { x: 0.0, y: y - 14.0, w: width, h: 1.0 }, theme.line)?;
                for line in &foot {
                    let letters = Letters { size: SOURCE, bold: false, align: Align::Start, colour: theme.label };
                    pen.text(line, 0.0, y, letters)?;
                    y += 19.0;
                }
            }
            Ok(())
        })();
        // Writing to memory does not fail; were it to, the document would end early, still well-formed.
        let _ = result.and_then(|()| backend.present().map_err(|e| DrawError(e.to_string())));
        drop(backend);
        self.with_head(&body, sheet_width, sheet_height, options)
    }

    /// The document with our own first tag: CSS size, finer units, name and description for readers that cannot see it.
    fn with_head(&self, body: &str, width: f64, height: f64, options: &DrawOptions) -> String {
        let inside = body.split_once('\n').map_or("", |(_, inside)| inside);
        let mut document = String::with_capacity(inside.len() + 600);
        document.push_str(&format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {} {}\" role=\"img\" xml:lang=\"{}\" font-family=\"",
            width * UNITS,
            height * UNITS,
            if options.english() { "en" } else { "zh-CN" },
        ));
        escape(&options.font, &mut document);
        document.push_str("\">\n<title>");
        escape(self.title, &mut document);
        document.push_str("</title>\n<desc>");
        escape(self.finding, &mut document);
        document.push_str("</desc>\n");
        // What the backend says of every shape goes without saying.
        document.push_str(&inside.replace(" opacity=\"1\"", "").replace(" font-family=\"inherit\"", ""));
        document
    }

    /// Where the entries of the legend stand, from the left, in as many lines as they need.
    fn keys(&self, width: f64, options: &DrawOptions) -> Vec<Key> {
        let (mut x, mut y) = (0.0, 0.0);
        let mut keys = Vec::new();
        // What has no grade comes last.
        let (graded, not_graded): (Vec<_>, Vec<_>) =
            self.legend.iter().filter(|entry| entry.count > 0).partition(|entry| entry.key != "0");
        for entry in graded.into_iter().chain(not_graded) {
            let text = format!("{} {}", options.say(&entry.label), entry.count);
            let long = 34.0 + ems(&text) * 13.0 + 22.0;
            if x > 0.0 && x + long > width {
                (x, y) = (0.0, y + 26.0);
            }
            keys.push(Key { x, y, number: entry.key.parse().unwrap_or(0), text });
            x += long;
        }
        keys
    }

    fn paint_keys<DB: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, DB>,
        keys: &[Key],
        theme: Theme,
        english: bool,
    ) -> Result<(), DrawError> {
        for key in keys {
            let paint = (self.paint)(key.number);
            let square = Rect { x: key.x, y: key.y, w: 26.0, h: 18.0 };
            let (x, y) = square.centre();
            pen.tile(square, paint.fill, theme.outline(paint.fill))?;
            let letters = Letters { size: SMALL, bold: false, align: Align::Middle, colour: paint.letter };
            if key.number == 0 {
                pen.hatch(Rect { x: key.x + 2.0, y: key.y + 2.0, w: 22.0, h: 14.0 }, 5.0, theme.hatch())?;
            } else {
                pen.text((self.numeral)(key.number, english), x, y, letters)?;
            }
            let letters = Letters { size: 13.0, bold: false, align: Align::Start, colour: theme.ink };
            pen.text(&key.text, key.x + 34.0, y, letters)?;
        }
        Ok(())
    }
}

/// An entry of the legend.
struct Key {
    x: f64,
    y: f64,
    number: u8,
    text: String,
}

fn escape(text: &str, into: &mut String) {
    for c in text.chars() {
        match c {
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '"' => into.push_str("&quot;"),
            '&' => into.push_str("&amp;"),
            // Characters that XML does not know.
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => into.push(c),
        }
    }
}
