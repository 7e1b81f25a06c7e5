//! One file, chunk by chunk.

use std::ops::Range;

use super::corrections::{OfFile, Picker, check};
use super::decode::not_text;
use super::feed::{is_feed, table_of_feed};
use super::layout::{Layout, dialect_of, rows_of};
use super::lines::{Dialect, Found, Lines, Refused, split_slowly};
use super::release::{Table, table_of_json};
use super::rows::{Row, Rows};
use super::{DecodeAs, Encoding, FileReport, ReadOptions};
use crate::fold::Sink;
use crate::issue::{Code, Issue, Refusal};
use crate::observation::{FileId, Origin, SiteTable};
use crate::schema::Kind;
use crate::words::Text;

/// Bytes from whose rows the layout is judged.
const SAMPLE: usize = 256 << 10;
/// Bytes that are waited for when the order of day and month is still open.
const SAMPLE_OF_DATES: usize = 4 << 20;
/// Largest file that is held as a whole.
const HELD_CAP: usize = 256 << 20;
/// Bytes that are worked on at a time.
const STEP: usize = 256 << 10;

/// Rows of data that are looked at for dates without a year.
pub(super) const NOTED: u32 = 50;

/// What the file turned out to be so far.
pub(super) enum State {
    /// Not enough bytes yet to tell.
    Waiting,
    /// A table of lines.
    Table(Box<Rows>, Dialect),
    /// JSON, or the XML feed of the air network, held until its end.
    Held { feed: bool },
    /// Nothing to read; the rest is let pass.
    Refused(Text),
}

/// Reads one file; see the [module](super) for an example.
pub struct FileReader {
    pub(super) file: FileId,
    name: String,
    pub(super) encoding: Encoding,
    options: ReadOptions,
    pub(super) bytes: u64,
    pub(super) state: State,
    pub(super) lines: Lines,
    /// Rows so far, as a spreadsheet counts.
    pub(super) row: u32,
    /// A part of a file is read apart from the others; what was refused in it.
    pub(super) apart: Option<u32>,
    cells: Vec<Range<u32>>,
    text: Vec<u8>,
    held: Vec<u8>,
    /// Bytes to wait for before the layout is judged.
    sample: usize,
    pub(super) corrected: OfFile,
    /// Where the file is read to write out rows of it.
    pub(super) picker: Option<Box<Picker>>,
}

impl FileReader {
    /// A reader at the begin of a file. `encoding` is what the bytes were written in; those that are pushed are UTF-8
    /// in any case.
    #[must_use]
    pub fn new(file: FileId, name: &str, encoding: Encoding, options: &ReadOptions) -> FileReader {
        FileReader {
            file,
            name: name.to_owned(),
            encoding,
            options: options.clone(),
            bytes: 0,
            state: State::Waiting,
            lines: Lines::new(),
            row: 0,
            apart: None,
            cells: Vec::new(),
            text: Vec::new(),
            held: Vec::new(),
            sample: SAMPLE,
            corrected: options.corrections.of(name),
            picker: None,
        }
    }

    /// A reader that hands out no records: it writes the rows of which something was refused as CSV, with the header of
    /// the file and the reasons, for a person to correct. The file is read as with [`FileReader::new`]; the text is taken
    /// with [`FileReader::take_refused`].
    #[must_use]
    pub fn of_refused(
        name: &str,
        encoding: Encoding,
        options: &ReadOptions,
        refused: Vec<Refusal>,
        chinese: bool,
    ) -> FileReader {
        let picker = Some(Box::new(Picker::new(name, refused, chinese)));
        FileReader { picker, ..FileReader::new(FileId(0), name, encoding, options) }
    }

    /// What [`FileReader::of_refused`] has written since the last call: UTF-8 without a byte order mark.
    pub fn take_refused(&mut self) -> Vec<u8> {
        self.picker.as_mut().map(|picker| picker.take()).unwrap_or_default()
    }

    /// Ends the file of [`FileReader::of_refused`] and answers what is left to write.
    #[must_use]
    pub fn end_refused<S: Sink>(mut self, sites: &mut SiteTable, sink: &mut S) -> Vec<u8> {
        let _ = self.read_rest(sites, sink);
        self.take_refused()
    }

    /// Rows of data read so far.
    #[must_use]
    pub fn rows(&self) -> u32 {
        match &self.state {
            State::Table(rows, _) => rows.rows,
            _ => 0,
        }
    }

    /// Reads the next bytes of the file, UTF-8 or decoded to it; characters may be cut between two calls.
    ///
    /// # Errors
    /// [`DecodeAs`] when the bytes are in another encoding: the file must be begun again with a new reader, decoded from
    /// that encoding, and everything the sink received from it forgotten.
    pub fn push<S: Sink>(&mut self, bytes: &[u8], sites: &mut SiteTable, sink: &mut S) -> Result<(), DecodeAs> {
        self.bytes += bytes.len() as u64;
        for step in bytes.chunks(STEP) {
            match &self.state {
                State::Refused(_) => return Ok(()),
                State::Held { .. } if self.held.len() + step.len() > HELD_CAP => {
                    self.refuse(Code::TooMuchJson, "", sink);
                    return Ok(());
                }
                State::Held { .. } => self.held.extend_from_slice(step),
                State::Waiting => {
                    self.lines.push(step);
                    self.judge(false, sites, sink)?;
                }
                State::Table(..) => {
                    self.lines.push(step);
                    self.read_rows(false, sites, sink)?;
                }
            }
        }
        Ok(())
    }

    /// Reads what is left at the end of the file, and reports.
    ///
    /// # Errors
    /// As [`FileReader::push`].
    pub fn end<S: Sink>(mut self, sites: &mut SiteTable, sink: &mut S) -> Result<FileReport, DecodeAs> {
        self.read_rest(sites, sink)?;
        Ok(self.report())
    }

    /// Reads what is left.
    pub(super) fn read_rest<S: Sink>(&mut self, sites: &mut SiteTable, sink: &mut S) -> Result<(), DecodeAs> {
        if matches!(self.state, State::Waiting) {
            self.judge(true, sites, sink)?;
        }
        match self.state {
            State::Held { feed } => {
                let held = std::mem::take(&mut self.held);
                self.read_held(&held, feed, sites, sink)?;
            }
            State::Table(..) => self.read_rows(true, sites, sink)?,
            State::Waiting | State::Refused(_) => {}
        }
        if let State::Table(rows, _) = &mut self.state {
            rows.end(sites, sink);
            self.corrected.end(sink);
        }
        Ok(())
    }

    /// How the file was read.
    #[cold]
    pub(super) fn report(self) -> FileReport {
        let mut report = FileReport {
            understood: Text::default(),
            encoding: self.encoding,
            bytes: self.bytes,
            ..FileReport::unread(&self.name)
        };
        match self.state {
            State::Table(rows, dialect) => {
                report.kind = rows.layout.kind;
                report.delimiter = std::str::from_utf8(dialect.delimiter).unwrap_or_default();
                (report.rows, report.used) = (rows.rows, rows.used);
                let row = |index: usize| u32::try_from(index + 1).unwrap_or(u32::MAX);
                report.header_row = rows.layout.header_row.map_or(0, row);
                report.first_row = row(rows.layout.first_row);
                report.mapped = rows.layout.mapping.is_some();
                let Layout { understood, mut columns, item, signature, sample, .. } = rows.layout;
                (report.signature, report.sample) = (signature, sample);
                if let Some(column) =
                    item.and_then(|item| columns.get_mut(item)).filter(|_| !rows.other_items.is_empty())
                {
                    let others = rows.other_items.join("、");
                    column.note = if report.kind == Kind::Water {
                        let words = super::layout::HANDED_ON;
                        Text::new(format!("{}：{others}", words.zh), format!("{}: {others}", words.en))
                    } else {
                        Text::new(format!("不参与评价的项目：{others}"), format!("items that are not graded: {others}"))
                    };
                }
                report.understood = understood;
                report.columns = columns;
            }
            State::Refused(why) => report.understood = why,
            State::Waiting | State::Held { .. } => {}
        }
        report
    }

    /// Judges what the file is, when there are enough bytes to tell.
    #[cold]
    fn judge<S: Sink>(&mut self, last: bool, sites: &mut SiteTable, sink: &mut S) -> Result<(), DecodeAs> {
        let whole = self.lines.buffer();
        if whole.len() < self.sample && !last {
            return Ok(());
        }
        let mark = if whole.starts_with(&[0xef, 0xbb, 0xbf]) { 3 } else { 0 };
        // Exactly so many bytes, so that the chunks do not matter.
        let sample = &whole[mark..whole.len().min(self.sample).max(mark)];
        let last = last && whole.len() <= self.sample;
        if let Some(what) = not_text(sample) {
            self.refuse(Code::NotText, what, sink);
            return Ok(());
        }
        let first = sample.iter().copied().find(|byte| !byte.is_ascii_whitespace());
        let feed = first == Some(b'<') && is_feed(sample);
        if feed || matches!(first, Some(b'{' | b'[')) {
            self.held = whole[mark..].to_vec();
            self.lines = Lines::new();
            self.state = State::Held { feed };
            return Ok(());
        }
        let dialect = dialect_of(sample, last);
        let rows = rows_of(sample, dialect, last, usize::MAX);
        if rows.len() < 3 && !last && self.sample < super::lines::RECORD_CAP {
            self.sample *= 4;
            return self.judge(false, sites, sink);
        }
        let layout = Layout::find(&rows, false, &self.name, &self.options);
        if layout.open_order && !last && self.sample < SAMPLE_OF_DATES {
            self.sample *= 4;
            return self.judge(false, sites, sink);
        }
        if self.encoding == Encoding::Utf8 {
            // The header must be readable, and without one the rows by which the layout was judged.
            let header = layout.header_row.map_or(rows.len(), |at| at + 1);
            let broken = rows.iter().take(header).flatten().any(|cell| cell.contains('\u{fffd}'));
            if broken && std::str::from_utf8(sample).is_err_and(|error| error.error_len().is_some()) {
                return Err(DecodeAs(Encoding::Gb18030));
            }
        }
        self.lines.rewind(mark);
        let mut rows = Box::new(Rows::new(self.file, layout, self.encoding));
        rows.begin(sites, sink);
        self.state = State::Table(rows, dialect);
        self.read_rows(last, sites, sink)
    }

    /// Notes something about the file that was noticed before its bytes came: row and column from 1, 0 for all.
    #[cold]
    pub fn note(&self, code: Code, row: u32, column: u16, text: &str, sink: &mut impl Sink) {
        let origin = Origin { file: self.file, row };
        sink.issue(Issue { code, origin, column, header: "", text });
    }

    /// Lets the file be: it cannot be read, for this cause.
    #[cold]
    pub fn refuse(&mut self, code: Code, text: &str, sink: &mut impl Sink) {
        self.note(code, 0, 0, text, sink);
        self.lines = Lines::new();
        self.held = Vec::new();
        self.state = State::Refused(code.words().into());
    }

    /// Reads the whole rows that the buffer holds.
    pub(super) fn read_rows<S: Sink>(
        &mut self,
        last: bool,
        sites: &mut SiteTable,
        sink: &mut S,
    ) -> Result<(), DecodeAs> {
        let State::Table(rows, dialect) = &mut self.state else { return Ok(()) };
        let (first_row, last_noted) = match self.apart {
            Some(_) => (0, 0),
            None => (rows.first_row(), rows.first_row().saturating_add(NOTED)),
        };
        loop {
            let bytes = match self.lines.next(*dialect, last, &mut self.cells) {
                Found::More => return Ok(()),
                Found::Refused(why) => {
                    self.apart = self.apart.map(|refused| refused.saturating_add(1));
                    let unclosed = why == Refused::Unclosed;
                    self.row += u32::from(!unclosed);
                    let code = match why {
                        Refused::Cell => Code::CellTooLong,
                        Refused::Record => Code::RecordTooLong,
                        Refused::Unclosed => Code::UnclosedQuote,
                    };
                    let number = self.row + u32::from(unclosed);
                    rows.issue(sink, code, Row { bytes: &[], cells: &[], number }, 0, b"");
                    continue;
                }
                Found::Record => self.lines.buffer(),
                Found::Marked(record, marks) => {
                    let record = &self.lines.buffer()[record];
                    split_slowly(record, marks, dialect.delimiter, &mut self.text, &mut self.cells);
                    &self.text
                }
            };
            self.row += 1;
            let mut row = Row { bytes, cells: &self.cells, number: self.row };
            if self.row <= first_row {
                if let Some(picker) = &mut self.picker
                    && rows.layout.header_row.is_some_and(|at| self.row as usize > at)
                {
                    picker.header((0..row.cells.len()).map(|at| String::from_utf8_lossy(row.cell(at)).into_owned()));
                }
                continue;
            }
            let original = if self.picker.is_some() { check(row) } else { 0 };
            if self.row == self.corrected.next {
                row = self.corrected.instead_of(row, sink);
            }
            if let Some(picker) = &mut self.picker {
                picker.row(original, row, &rows.layout);
                continue;
            }
            if self.row <= last_noted {
                rows.note_year(row, sink);
            }
            rows.row(row, sites, sink)?;
        }
    }

    /// Reads a table out of JSON or XML.
    #[cold]
    fn read_held<S: Sink>(
        &mut self,
        held: &[u8],
        feed: bool,
        sites: &mut SiteTable,
        sink: &mut S,
    ) -> Result<(), DecodeAs> {
        if self.encoding == Encoding::Utf8 && std::str::from_utf8(held).is_err() {
            return Err(DecodeAs(Encoding::Gb18030));
        }
        let text = String::from_utf8_lossy(held);
        let table = if feed { table_of_feed(&text) } else { table_of_json(&text) };
        let Some(Table { header, rows: body }) = table else {
            self.refuse(Code::BadJson, "", sink);
            return Ok(());
        };
        let sample: Vec<Vec<String>> = std::iter::once(header).chain(body.iter().take(4000).cloned()).collect();
        let layout = Layout::find(&sample, true, &self.name, &self.options);
        let mut rows = Box::new(Rows::new(self.file, layout, Encoding::Gb18030));
        rows.begin(sites, sink);
        let (mut bytes, mut cells) = (Vec::new(), Vec::new());
        for (number, record) in (1..).zip(&body) {
            bytes.clear();
            cells.clear();
            for cell in record {
                let start = bytes.len();
                bytes.extend_from_slice(cell.as_bytes());
                cells.push(super::lines::range(start, bytes.len()));
            }
            let mut row = Row { bytes: &bytes, cells: &cells, number };
            let original = check(row);
            if number == self.corrected.next {
                row = self.corrected.instead_of(row, sink);
            }
            if let Some(picker) = &mut self.picker {
                picker.row(original, row, &rows.layout);
                continue;
            }
            rows.note_year(row, sink);
            rows.row(row, sites, sink)?;
        }
        self.state = State::Table(rows, Dialect { delimiter: b"", end: b'\n' });
        Ok(())
    }
}
