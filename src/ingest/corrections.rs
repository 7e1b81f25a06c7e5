//! Rows that were refused, written out with the reason, corrected by a person, and read again in the place of the ones
//! they came from.
//!
//! A corrected row does not stand for itself: the file it came from is read once more as it was read before, and where
//! the row stood the corrected one is taken. So nothing is read twice, and the columns mean what they meant.

use std::ops::Range;
use std::sync::Arc;

use super::FileReport;
use super::layout::{Layout, rows_of};
use super::lines::Dialect;
use super::rows::Row;
use crate::fold::Sink;
use crate::issue::{Code, Issue, Refusal};
use crate::observation::{FileId, Origin};
#[cfg(not(target_arch = "wasm32"))]
use crate::observation::{Record, SiteTable};
use crate::schema::Kind;
use crate::sorting::{sort_by, sort_by_key};
use crate::words::Text;

/// Columns that are added to the header of the file: its name, the row in it, a check of the row as it was, how much of
/// it was used, and why.
const ADDED: [[&str; 5]; 2] =
    [["来源文件", "来源行", "校验码", "使用情况", "原因"], ["source file", "source row", "check", "use", "reason"]];
/// Most corrected rows that are held.
const MOST: usize = 200_000;

/// A corrected row.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Corrected {
    /// Number of the name of its file.
    file: u32,
    row: u32,
    check: u32,
    bytes: Vec<u8>,
    cells: Vec<Range<u32>>,
    /// Where it is written.
    origin: Origin,
}

/// Corrected rows of the files of a run. They have to be there before the files are read that they belong to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Corrections(Arc<Held>);

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Held {
    files: Vec<String>,
    rows: Vec<Corrected>,
}

impl Corrections {
    /// Whether a file holds corrected rows, by its first bytes in UTF-8.
    #[must_use]
    pub fn begin(first: &[u8]) -> bool {
        dialect(first).is_some()
    }

    /// Whether there is no corrected row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.rows.is_empty()
    }

    /// Takes the rows of a file of corrections, whose text is UTF-8. Of a row that is corrected twice the later one
    /// counts.
    pub fn add(&mut self, file: FileId, name: &str, text: &[u8], sink: &mut impl Sink) -> FileReport {
        let mut report = FileReport::unread(name);
        report.kind = Kind::Corrections;
        report.bytes = text.len() as u64;
        let Some(dialect) = dialect(text) else { return report };
        report.delimiter = std::str::from_utf8(dialect.delimiter).unwrap_or_default();
        let Held { mut files, mut rows } = Arc::unwrap_or_clone(std::mem::take(&mut self.0));
        // Where the added columns begin; every part of the file brings its header.
        let mut added = 0;
        for (number, cells) in (1..).zip(rows_of(text, dialect, true, usize::MAX)) {
            if let Some(at) = added_at(&cells) {
                added = at;
                continue;
            }
            let cell = |at: usize| cells.get(added + at).map_or("", String::as_str);
            // Further rows of a header, and empty ones.
            if cell(0).is_empty() && cell(1).is_empty() {
                continue;
            }
            report.rows += 1;
            let origin = Origin { file, row: number };
            let (Ok(row), Some(check), true) = (cell(1).parse(), read_check(cell(2)), rows.len() < MOST) else {
                sink.issue(Issue { code: Code::CorrectionUnused, origin, column: 0, header: "", text: cell(1) });
                continue;
            };
            report.used += 1;
            let file = files.iter().position(|known| known == cell(0)).unwrap_or_else(|| {
                files.push(cell(0).to_owned());
                files.len() - 1
            });
            let mut corrected = Corrected {
                file: u32::try_from(file).unwrap_or(u32::MAX),
                row,
                check,
                bytes: Vec::new(),
                cells: Vec::new(),
                origin,
            };
            let behind = cells.get(added + ADDED[0].len()..).unwrap_or_default();
            for cell in cells.iter().take(added).chain(behind) {
                let start = corrected.bytes.len();
                corrected.bytes.extend_from_slice(cell.as_bytes());
                corrected.cells.push(super::lines::range(start, corrected.bytes.len()));
            }
            rows.push(corrected);
        }
        sort_by_key(&mut rows, |corrected| (corrected.file, corrected.row));
        report.understood = Text::new(
            format!("更正行：{} 行，代入原文件的相应各行", report.used),
            format!("Corrected rows: {}, read in the place of the rows they came from", report.used),
        );
        self.0 = Arc::new(Held { files, rows });
        report
    }

    /// Says which corrected rows belong to none of these files.
    pub fn unmatched<'a>(&self, names: impl Iterator<Item = &'a str> + Clone, sink: &mut impl Sink) {
        for corrected in &self.0.rows {
            let of = self.0.files.get(corrected.file as usize).map_or("", String::as_str);
            if !names.clone().any(|name| self.file_of(name) == Some(corrected.file)) {
                let Corrected { origin, .. } = *corrected;
                sink.issue(Issue { code: Code::CorrectionUnused, origin, column: 0, header: "", text: of });
            }
        }
    }

    /// The number of a file's name: the name as given, or the last part of its path.
    fn file_of(&self, name: &str) -> Option<u32> {
        let files = &self.0.files;
        let found = files.iter().position(|known| known == name);
        let found = found.or_else(|| files.iter().position(|known| last_part(known) == last_part(name)));
        found.and_then(|at| u32::try_from(at).ok())
    }

    /// The corrected rows of the file with this name.
    pub(super) fn of(&self, name: &str) -> OfFile {
        let mut own = OfFile { held: self.clone(), range: 0..0, next: u32::MAX };
        if let Some(file) = self.file_of(name) {
            let rows = &self.0.rows;
            let start = rows.partition_point(|corrected| corrected.file < file);
            own.range = start..start + rows[start..].partition_point(|corrected| corrected.file == file);
            own.find_next();
        }
        own
    }
}

/// The corrected rows of one file while it is read.
pub(super) struct OfFile {
    held: Corrections,
    range: Range<usize>,
    /// The next row that is corrected; none is `u32::MAX`.
    pub(super) next: u32,
}

impl OfFile {
    fn find_next(&mut self) {
        self.next = self.held.0.rows.get(self.range.clone()).and_then(<[_]>::first).map_or(u32::MAX, |first| first.row);
    }

    /// The corrected row in the place of this one, whose number is the next; the row itself where it is not the one that
    /// was corrected.
    #[cold]
    pub(super) fn instead_of<'a>(&'a mut self, row: Row<'a>, sink: &mut impl Sink) -> Row<'a> {
        let rows = &self.held.0.rows;
        let mut at = self.range.start;
        while at + 1 < self.range.end && rows[at + 1].row == row.number {
            at += 1;
        }
        self.range.start = at + 1;
        self.find_next();
        let corrected = &self.held.0.rows[at];
        if corrected.check != check(row) {
            let Corrected { origin, .. } = *corrected;
            let text = &row.number.to_string();
            sink.issue(Issue { code: Code::CorrectionUnused, origin, column: 0, header: "", text });
            return row;
        }
        // Empty cells behind the last fill the table up to the added columns.
        let is_filled = |cell: &Range<u32>| !cell.is_empty();
        let filled = corrected.cells.iter().rposition(is_filled).map_or(0, |last| last + 1);
        let cells = corrected.cells.get(..filled.max(row.cells.len())).unwrap_or(&corrected.cells);
        Row { bytes: &corrected.bytes, cells, number: row.number }
    }

    /// Says which rows the file does not have.
    #[cold]
    pub(super) fn end(&mut self, sink: &mut impl Sink) {
        for corrected in &self.held.0.rows[self.range.clone()] {
            let Corrected { origin, row, .. } = *corrected;
            let text = &row.to_string();
            sink.issue(Issue { code: Code::CorrectionUnused, origin, column: 0, header: "", text });
        }
        (self.range, self.next) = (0..0, u32::MAX);
    }
}

/// Writes out the rows of a file of which something was refused, with the header and the reasons.
pub(super) struct Picker {
    wanted: Vec<Refusal>,
    next: usize,
    name: String,
    chinese: bool,
    /// Columns before the added ones.
    width: usize,
    headed: bool,
    text: Vec<u8>,
}

impl Picker {
    pub(super) fn new(name: &str, mut wanted: Vec<Refusal>, chinese: bool) -> Picker {
        sort_by(&mut wanted, |one, other| one.cmp(other));
        Picker { wanted, next: 0, name: name.to_owned(), chinese, width: 0, headed: false, text: Vec::new() }
    }

    /// What was written since the last call.
    pub(super) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.text)
    }

    /// A row of the header.
    pub(super) fn header(&mut self, cells: impl Iterator<Item = String>) {
        let cells: Vec<String> = cells.collect();
        let first = !std::mem::replace(&mut self.headed, true);
        self.width = self.width.max(cells.len());
        let added = if first { ADDED[usize::from(!self.chinese)] } else { [""; 5] };
        for at in 0..self.width {
            self.cell(cells.get(at).map_or(&[][..], |cell| cell.as_bytes()));
        }
        added.into_iter().for_each(|cell| self.cell(cell.as_bytes()));
        self.end_line();
    }

    /// A row of data, as it stands in the file and as it was read.
    pub(super) fn row(&mut self, original: u32, row: Row<'_>, layout: &Layout) {
        while self.wanted.get(self.next).is_some_and(|wanted| wanted.origin.row < row.number) {
            self.next += 1;
        }
        let from = self.next;
        let of_row = self.wanted[from..].iter().take_while(|wanted| wanted.origin.row == row.number).count();
        if of_row == 0 {
            return;
        }
        if !self.headed {
            let header = layout.header.clone();
            self.header(header.into_iter());
        }
        let reasons: Vec<Refusal> = self.wanted[from..from + of_row].to_vec();
        self.next = from + of_row;
        for at in 0..self.width {
            self.cell(row.cell(at));
        }
        let of_one_item = layout.shape == crate::schema::Shape::RowPerItem;
        let whole = of_one_item || reasons.iter().any(|reason| reason.code.loses_row());
        let (mut letters, mut rest) = ([b'a'; 8], original);
        for letter in letters.iter_mut().rev() {
            *letter += (rest & 15) as u8;
            rest >>= 4;
        }
        let mut why = String::new();
        for reason in &reasons {
            let words = reason.code.words();
            if !why.is_empty() {
                why.push_str(if self.chinese { "；" } else { "; " });
            }
            let header = layout.header_of(reason.column);
            if !header.is_empty() {
                why.push_str(header);
                why.push_str(if self.chinese { "：" } else { ": " });
            }
            why.push_str(if self.chinese { words.zh } else { words.en });
        }
        let used = match (whole, self.chinese) {
            (true, true) => "整行未用",
            (false, true) => "部分使用",
            (true, false) => "not used",
            (false, false) => "partly used",
        };
        let name = self.name.clone();
        for cell in [name.as_bytes(), row.number.to_string().as_bytes(), &letters, used.as_bytes(), why.as_bytes()] {
            self.cell(cell);
        }
        for at in self.width..row.cells.len() {
            self.cell(row.cell(at));
        }
        self.end_line();
    }

    fn cell(&mut self, cell: &[u8]) {
        if !matches!(self.text.last(), None | Some(b'\n')) {
            self.text.push(b',');
        }
        // In the first place, an empty cell must be seen.
        let marked = cell.iter().any(|byte| matches!(byte, b'"' | b',' | b'\n' | b'\r'));
        if marked || (cell.is_empty() && matches!(self.text.last(), None | Some(b'\n'))) {
            self.text.push(b'"');
            for &byte in cell {
                self.text.extend_from_slice(if byte == b'"' { b"\"\"" } else { std::slice::from_ref(&byte) });
            }
            self.text.push(b'"');
        } else {
            self.text.extend_from_slice(cell);
        }
    }

    fn end_line(&mut self) {
        self.text.push(b'\n');
    }
}

/// Hears nothing: what there is to say of a file was said when it was read.
#[cfg(not(target_arch = "wasm32"))]
pub(super) struct Nobody;

#[cfg(not(target_arch = "wasm32"))]
impl Sink for Nobody {
    fn air(&mut self, _: &SiteTable, _: &Record<'_>) {}
    fn water(&mut self, _: &SiteTable, _: &Record<'_>) {}
    fn issue(&mut self, _: Issue<'_>) {}
}

/// A check of a row as it stands in its file, whatever blanks are around its cells.
pub(super) fn check(row: Row<'_>) -> u32 {
    let mut check = 0x811c_9dc5_u32;
    let last = (0..row.cells.len()).rposition(|at| !row.text(Some(at)).is_empty()).map_or(0, |last| last + 1);
    for at in 0..last {
        for &byte in row.text(Some(at)).iter().chain(&[0x1f]) {
            check = (check ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    }
    check
}

/// A check is written in eight letters from a to p, which no spreadsheet takes for a number or a date.
fn read_check(text: &str) -> Option<u32> {
    let letters = text.trim().as_bytes();
    let value =
        |check: u32, letter: &u8| Some(check << 4 | u32::from(letter.checked_sub(b'a').filter(|four| *four < 16)?));
    if letters.len() == 8 { letters.iter().try_fold(0, value) } else { None }
}

/// Where the added columns begin in a header.
fn added_at(cells: &[String]) -> Option<usize> {
    ADDED.iter().find_map(|added| cells.windows(added.len()).position(|window| window == added))
}

/// How the cells of a file of corrections are set apart; `None` for any other file.
fn dialect(text: &[u8]) -> Option<Dialect> {
    let end = if memchr::memchr(b'\n', text).is_some() { b'\n' } else { b'\r' };
    let first = text.get(..1 << 16).unwrap_or(text);
    [",", "\t", ";"].into_iter().map(|delimiter| Dialect { delimiter: delimiter.as_bytes(), end }).find(|dialect| {
        let rows = rows_of(first, *dialect, true, 1);
        rows.first().and_then(|cells| added_at(cells)).is_some()
    })
}

fn last_part(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}
