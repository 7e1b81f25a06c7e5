//! One table on its way to text: cells at their places, what was merged, and what there is to note.

use std::io::{self, Read};

use super::value::{self, Moment};
use super::{Fault, MOST_OF_BOOK, Note, Parts, Source};
use crate::issue::Code;
use crate::sorting::sort_by_key;

/// Most cells of one sheet.
const MOST_CELLS: usize = 20_000_000;
/// Most bytes of text in the cells of one sheet.
const MOST_TEXT: usize = MOST_OF_BOOK as usize;
/// Columns that a spreadsheet has.
pub(super) const COLUMNS: u32 = 16_384;
/// Rows that a spreadsheet has.
pub(super) const ROWS: u32 = 1_048_576;
/// Notes of one kind that are kept of a sheet.
const MOST_NOTES: usize = 1000;
/// Bytes that are written at a time.
const STEP: usize = 64 << 10;

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    /// Words.
    Text,
    /// A number.
    Number,
    /// A day; in a column of times its midnight.
    Day,
    /// A day with a time.
    Time,
}

#[derive(Debug, Clone, Copy)]
struct Cell {
    row: u32,
    start: u32,
    length: u32,
    column: u16,
    held: Held,
}

/// An area of merged cells, first and last row and column from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Merged {
    pub(super) first: (u32, u32),
    pub(super) last: (u32, u32),
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Kept {
    code: Code,
    row: u32,
    column: u32,
    text: String,
}

/// The cells of a sheet that hold something, rows and columns from 0.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    cells: Vec<Cell>,
    text: String,
    merged: Vec<Merged>,
    notes: Vec<Kept>,
    /// By column, whether it has a time of day: its days are midnights then.
    times: Vec<bool>,
    scratch: String,
}

impl Sheet {
    pub(super) fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Rows that have at least two cells.
    pub(super) fn rows_of_data(&self) -> usize {
        let pairs = self.cells.windows(2).filter(|pair| pair[0].row == pair[1].row).map(|pair| pair[0].row);
        let mut last = None;
        pairs.filter(|row| last.replace(*row) != Some(*row)).count()
    }

    /// Adds a cell; one without text is none.
    pub(super) fn add(&mut self, row: u32, column: u32, held: Held, text: &str) -> Result<(), Fault> {
        if text.is_empty() || row >= ROWS || column >= COLUMNS {
            return Ok(());
        }
        if self.cells.len() >= MOST_CELLS || self.text.len() + text.len() > MOST_TEXT {
            return Err(Fault::new(Code::TooMuchUnpacked));
        }
        let start = self.text.len();
        // A sign that no text has would make the part look like something else.
        if text.contains('\0') {
            self.text.extend(text.chars().filter(|sign| *sign != '\0'));
        } else {
            self.text.push_str(text);
        }
        self.place(row, column, held, start);
        Ok(())
    }

    /// Adds a number.
    pub(super) fn add_number(&mut self, row: u32, column: u32, number: f64) -> Result<(), Fault> {
        self.written(row, column, |out| {
            value::number(number, out);
            Held::Number
        })
    }

    /// Adds a date or a time of day by its serial number.
    pub(super) fn add_serial(&mut self, row: u32, column: u32, serial: f64, base_1904: bool) -> Result<(), Fault> {
        self.written(row, column, |out| held(value::serial(serial, base_1904, out)))
    }

    /// Adds a length of time in days.
    pub(super) fn add_duration(&mut self, row: u32, column: u32, days: f64) -> Result<(), Fault> {
        self.written(row, column, |out| {
            value::duration(days, out);
            Held::Number
        })
    }

    /// Adds a date or time of ISO 8601.
    pub(super) fn add_iso(&mut self, row: u32, column: u32, text: &str) -> Result<(), Fault> {
        self.written(row, column, |out| held(value::iso(text, out)))
    }

    /// Adds a length of time or a time of day of ISO 8601.
    pub(super) fn add_iso_duration(&mut self, row: u32, column: u32, text: &str) -> Result<(), Fault> {
        self.written(row, column, |out| {
            value::iso_duration(text, out);
            Held::Number
        })
    }

    fn written(&mut self, row: u32, column: u32, write: impl FnOnce(&mut String) -> Held) -> Result<(), Fault> {
        let mut text = std::mem::take(&mut self.scratch);
        text.clear();
        let held = write(&mut text);
        let done = self.add(row, column, held, &text);
        self.scratch = text;
        done
    }

    #[allow(clippy::cast_possible_truncation)]
    fn place(&mut self, row: u32, column: u32, held: Held, start: usize) {
        let length = (self.text.len() - start) as u32;
        if held == Held::Time {
            let column = column as usize;
            self.times.resize(self.times.len().max(column + 1), false);
            self.times[column] = true;
        }
        // Both bounds were checked.
        self.cells.push(Cell { row, start: start as u32, length, column: column as u16, held });
    }

    /// Notes something about a cell, rows and columns from 0.
    pub(super) fn note(&mut self, code: Code, row: u32, column: u32, text: &str) {
        if self.notes.iter().rev().take(MOST_NOTES).filter(|note| note.code == code).count() < MOST_NOTES {
            self.notes.push(Kept { code, row: row + 1, column: column + 1, text: text.to_owned() });
        }
    }

    /// Notes something about the sheet as a whole.
    pub(super) fn note_whole(&mut self, code: Code, text: &str) {
        self.notes.push(Kept { code, row: 0, column: 0, text: text.to_owned() });
    }

    pub(super) fn merge(&mut self, first: (u32, u32), last: (u32, u32)) {
        self.merged.push(Merged { first, last });
    }

    fn text_of(&self, cell: Cell) -> &str {
        let start = cell.start as usize;
        self.text.get(start..start + cell.length as usize).unwrap_or_default()
    }

    /// Puts the cells into order, and fills the rows of merged cells.
    pub(super) fn arrange(&mut self) -> Result<(), Fault> {
        if !self.cells.is_sorted_by_key(|cell| (cell.row, cell.column)) {
            sort_by_key(&mut self.cells, |cell| (cell.row, cell.column));
        }
        self.cells.dedup_by_key(|cell| (cell.row, cell.column));
        self.fill()
    }

    /// A place or date that is merged over rows of the body stands for each of them. What is merged in the header stays
    /// as it is, and a number is one number.
    fn fill(&mut self) -> Result<(), Fault> {
        if !self.merged.iter().any(|merged| merged.last.0 > merged.first.0) {
            return Ok(());
        }
        let Some(body) = self.first_row_of_body() else { return Ok(()) };
        let last_row = self.cells.last().map_or(0, |cell| cell.row);
        let merged = std::mem::take(&mut self.merged);
        let (mut added, mut from) = (Vec::new(), Vec::new());
        for Merged { first, last } in merged {
            if last.0 <= first.0 || first.0 < body {
                continue;
            }
            let Ok(at) = self.cells.binary_search_by_key(&first, |cell| (cell.row, u32::from(cell.column))) else {
                continue;
            };
            let cell = self.cells[at];
            let dated = matches!(cell.held, Held::Day | Held::Time);
            if cell.held == Held::Number || (!dated && is_measured(self.text_of(cell))) {
                continue;
            }
            let rows = first.0 + 1..=last.0.min(last_row);
            if self.cells.len() + added.len() + rows.clone().count() > MOST_CELLS {
                return Err(Fault::new(Code::TooMuchUnpacked));
            }
            added.extend(rows.map(|row| Cell { row, ..cell }));
            from.push(cell);
        }
        for cell in from {
            let text = self.text_of(cell).to_owned();
            self.note(Code::MergedFilled, cell.row, u32::from(cell.column), &text);
        }
        self.cells.append(&mut added);
        sort_by_key(&mut self.cells, |cell| (cell.row, cell.column));
        // Behind a merged cell there should be nothing; if there is, what came first stays.
        self.cells.dedup_by_key(|cell| (cell.row, cell.column));
        Ok(())
    }

    /// The first row with two numbers or dates, or with one where rows have only two cells.
    fn first_row_of_body(&self) -> Option<u32> {
        self.cells.chunk_by(|a, b| a.row == b.row).find_map(|row| {
            let is_like_number = |cell: &&Cell| cell.held != Held::Text || value::is_like_number(self.text_of(**cell));
            let numbers = row.iter().filter(is_like_number).count();
            (numbers >= if row.len() > 2 { 2 } else { 1 }).then(|| row[0].row)
        })
    }

    /// Hands the table on, with what there is to note about it.
    pub(super) fn hand_on(mut self, name: &str, parts: &mut dyn Parts) -> Result<(), Fault> {
        let notes = std::mem::take(&mut self.notes);
        parts.part(name, &mut self)?;
        for note in &notes {
            let column = u16::try_from(note.column).unwrap_or(u16::MAX);
            parts.note(Note { code: note.code, row: note.row, column, text: &note.text });
        }
        Ok(())
    }

    /// Writes the rows from this one on, some at a time; says which row comes next.
    fn write(&self, mut at: usize, row: &mut u32, out: &mut Vec<u8>) -> usize {
        while at < self.cells.len() && out.len() < STEP {
            let first = self.cells[at];
            if first.row > *row {
                // Rows without any cell, some thousand at a time.
                let blank = (first.row - *row).min(STEP as u32);
                out.resize(out.len() + blank as usize, b'\n');
                *row += blank;
                continue;
            }
            let mut column = 0;
            while let Some(cell) = self.cells.get(at).filter(|cell| cell.row == first.row) {
                out.resize(out.len() + usize::from(cell.column.saturating_sub(column)), b',');
                column = cell.column;
                let text = self.text_of(*cell);
                quote(text, out);
                if cell.held == Held::Day && self.times.get(usize::from(column)) == Some(&true) {
                    out.extend_from_slice(b" 00:00");
                }
                at += 1;
            }
            out.push(b'\n');
            *row += 1;
        }
        at
    }
}

fn held(moment: Moment) -> Held {
    match moment {
        Moment::Day => Held::Day,
        Moment::Time => Held::Time,
        Moment::Clock | Moment::Number => Held::Number,
    }
}

/// Whether a text is a reading rather than a date or a name.
fn is_measured(text: &str) -> bool {
    value::is_like_number(text) && !text.contains(['-', '/', '年', '月', '日', ':', '：'])
}

/// Writes a cell by the rules of CSV.
fn quote(text: &str, out: &mut Vec<u8>) {
    if !text.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
        out.extend_from_slice(text.as_bytes());
        return;
    }
    out.push(b'"');
    for byte in text.bytes() {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
    out.push(b'"');
}

impl Source for Sheet {
    fn open(&mut self) -> Result<Box<dyn Read + '_>, Fault> {
        Ok(Box::new(Written { sheet: self, at: 0, row: 0, buffer: Vec::new(), given: 0 }))
    }

    fn is_utf8(&self) -> bool {
        true
    }
}

/// A sheet being written as text.
struct Written<'a> {
    sheet: &'a Sheet,
    at: usize,
    row: u32,
    buffer: Vec<u8>,
    given: usize,
}

impl Read for Written<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.given == self.buffer.len() {
            self.buffer.clear();
            self.given = 0;
            self.at = self.sheet.write(self.at, &mut self.row, &mut self.buffer);
        }
        let rest = &self.buffer[self.given..];
        let count = rest.len().min(out.len());
        out[..count].copy_from_slice(&rest[..count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::unpack) fn text_of(sheet: &mut Sheet) -> String {
        let mut text = String::new();
        let opened = sheet.open().and_then(|mut source| Ok(source.read_to_string(&mut text)?));
        assert!(opened.is_ok());
        text
    }

    fn add(sheet: &mut Sheet, row: u32, column: u32, text: &str) {
        let held = if value::is_like_number(text) { Held::Number } else { Held::Text };
        assert_eq!(sheet.add(row, column, held, text), Ok(()));
    }

    #[test]
    fn cells_keep_their_places() {
        let mut sheet = Sheet::default();
        add(&mut sheet, 3, 1, "b,\"\n");
        add(&mut sheet, 1, 2, "a");
        add(&mut sheet, 3, 0, "0\0");
        assert_eq!(sheet.arrange(), Ok(()));
        assert_eq!(text_of(&mut sheet), "\n,,a\n\n0,\"b,\"\"\n\"\n");
    }

    #[test]
    fn a_place_merged_over_rows_of_the_body_stands_for_each() {
        let mut sheet = Sheet::default();
        for (row, column, text) in [
            (0, 0, "断面"),
            (0, 1, "月"),
            (0, 2, "氨氮"),
            (1, 2, "mg/L"),
            (2, 0, "甲"),
            (2, 1, "2024-01"),
            (2, 2, "0.1"),
            (3, 1, "2024-02"),
            (3, 2, "0.2"),
            (4, 1, "2024-03"),
        ] {
            add(&mut sheet, row, column, text);
        }
        sheet.merge((0, 0), (1, 0));
        sheet.merge((2, 0), (4, 0));
        sheet.merge((3, 2), (4, 2));
        assert_eq!(sheet.arrange(), Ok(()));
        assert_eq!(text_of(&mut sheet), "断面,月,氨氮\n,,mg/L\n甲,2024-01,0.1\n甲,2024-02,0.2\n甲,2024-03\n");
        assert_eq!(sheet.notes.len(), 1);
    }

    #[test]
    fn days_in_a_column_of_times_are_midnights() {
        let mut sheet = Sheet::default();
        for (row, serial) in [(0, 45_352.0), (1, 45_352.25)] {
            assert_eq!(sheet.add_serial(row, 0, serial, false), Ok(()));
            assert_eq!(sheet.add_serial(row, 1, 45_352.0, false), Ok(()));
        }
        assert_eq!(text_of(&mut sheet), "2024-03-01 00:00,2024-03-01\n2024-03-01 06:00,2024-03-01\n");
    }

    #[test]
    fn a_cell_far_away_costs_no_memory() {
        let mut sheet = Sheet::default();
        add(&mut sheet, ROWS - 1, COLUMNS - 1, "x");
        add(&mut sheet, ROWS, 0, "beyond");
        let mut length = 0;
        let mut source = sheet.open().unwrap_or_else(|fault| panic!("{fault}"));
        let mut chunk = [0; 1000];
        while let Ok(count @ 1..) = source.read(&mut chunk) {
            length += count;
        }
        assert_eq!(length, (ROWS + COLUMNS) as usize);
    }
}
