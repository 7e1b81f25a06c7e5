//! Bytes to records of cells: line ends, quotes, delimiters, with flat memory on any input.

use std::ops::Range;

/// Longest cell that is accepted.
pub(super) const CELL_CAP: usize = 1 << 20;
/// Longest record that is accepted.
pub(super) const RECORD_CAP: usize = 16 << 20;
/// Records with an unclosed quotation mark after which quotation marks are taken as plain text.
const UNCLOSED_CAP: u32 = 16;

/// Why a record was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// A cell is longer than [`CELL_CAP`].
    Cell,
    /// The record is longer than [`RECORD_CAP`].
    Record,
    /// A quotation mark is opened and not closed; the line is read once more with quotation marks as plain text.
    Unclosed,
}

/// What [`Lines::next`] found.
pub(super) enum Found {
    /// A record; its cells were noted.
    Record,
    /// A record whose cells [`split_slowly`] finds; with `true`, quotation marks hold cells together.
    Marked(Range<usize>, bool),
    /// A record was refused; reading goes on behind it.
    Refused(Refused),
    /// The buffer holds no further whole record.
    More,
}

/// Delimiter of columns that are set apart by two blanks or more.
pub(super) const BLANKS: &str = "  ";
/// Delimiter of columns that are set apart by any blanks; the second byte keeps it from being looked for as it is.
pub(super) const ANY_BLANKS: &str = " \u{1}";

/// How cells are set apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    /// Delimiter as UTF-8, one to three bytes.
    pub(super) delimiter: &'static [u8],
    /// Byte that ends a line: `\n`, or `\r` in files that have no `\n`.
    pub(super) end: u8,
}

/// Buffered bytes and where the next record begins in them.
///
/// A record ends at a line end outside quotation marks. A quotation mark opens a quoted cell only where a cell begins.
pub(super) struct Lines {
    buffer: Vec<u8>,
    /// Begin of the current record.
    start: usize,
    /// Neither line end nor quotation mark stands between `start` and here.
    searched: usize,
    /// Inside the rest of a refused record.
    dropping: bool,
    unclosed: u32,
    /// The current record is read with quotation marks as plain text.
    plain: bool,
}

impl Lines {
    pub(super) fn new() -> Lines {
        Lines { buffer: Vec::new(), start: 0, searched: 0, dropping: false, unclosed: 0, plain: false }
    }

    /// Adds bytes behind those that are held, after records that were read are let go.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.buffer.drain(..self.start);
        self.searched = self.searched.saturating_sub(self.start);
        self.start = 0;
        self.buffer.extend_from_slice(bytes);
    }

    /// Bytes of the whole buffer, to which the ranges of [`Found`] and of cells refer.
    pub(super) fn buffer(&self) -> &[u8] {
        &self.buffer
    }

    /// Begin of the next record in the buffer.
    pub(super) const fn place(&self) -> usize {
        self.start
    }

    /// Goes to a place in the buffer.
    pub(super) fn rewind(&mut self, start: usize) {
        (self.start, self.searched) = (start, start);
        (self.dropping, self.plain, self.unclosed) = (false, false, 0);
    }

    /// Whether a record begins where the bytes end that were pushed, and nothing before changes how it is read.
    pub(super) fn is_between_records(&self) -> bool {
        self.start == self.buffer.len() && !self.dropping && !self.plain
    }

    /// The next record, its cells noted in `cells`. With `last`, the end of the buffer ends a record.
    #[inline]
    pub(super) fn next(&mut self, dialect: Dialect, last: bool, cells: &mut Vec<Range<u32>>) -> Found {
        if self.dropping && !self.drop_rest(dialect) {
            return Found::More;
        }
        let [delimiter] = *dialect.delimiter else { return self.next_marked(dialect, last) };
        if self.searched > self.start && !last && self.goes_on(dialect) {
            return self.more();
        }
        cells.clear();
        // Eight bytes at a time: cells are too short for anything wider.
        let delimiters = u64::from_le_bytes([delimiter; 8]);
        let ends = u64::from_le_bytes([dialect.end; 8]);
        let marks = u64::from_le_bytes([if self.plain { dialect.end } else { b'"' }; 8]);
        let (mut at, mut cell) = (self.start, self.start);
        while let Some(word) = self.buffer.get(at..at + 8).and_then(|eight| eight.try_into().ok()) {
            let word = u64::from_le_bytes(word);
            let mut hits = equal_bytes(word, delimiters);
            let stop = equal_bytes(word, ends) | equal_bytes(word, marks);
            if stop != 0 {
                // Only what stands before the first of them.
                hits &= (stop & stop.wrapping_neg()) - 1;
            }
            while hits != 0 {
                let place = at + (hits.trailing_zeros() / 8) as usize;
                cells.push(range(cell, place));
                cell = place + 1;
                hits &= hits - 1;
            }
            if stop != 0 {
                let place = at + (stop.trailing_zeros() / 8) as usize;
                match self.quoted(place, cell, dialect) {
                    Some((end, None)) => {
                        cells.push(range(cell + 1, end));
                        cell = end + 2;
                        at = cell;
                        continue;
                    }
                    Some((end, Some(line_end))) => {
                        cells.push(range(cell + 1, end));
                        return match self.finish(self.start..line_end, Some(dialect)) {
                            Some(refused) => Found::Refused(refused),
                            None => Found::Record,
                        };
                    }
                    None => return self.stopped(place, cell, dialect, last, cells),
                }
            }
            at += 8;
        }
        while let Some(&byte) = self.buffer.get(at) {
            if byte == dialect.end || (byte == b'"' && !self.plain) {
                return self.stopped(at, cell, dialect, last, cells);
            }
            if byte == delimiter {
                cells.push(range(cell, at));
                cell = at + 1;
            }
            at += 1;
        }
        if last && self.start < self.buffer.len() {
            return self.stopped(self.buffer.len(), cell, dialect, last, cells);
        }
        self.more()
    }

    /// Whether a record whose end was not in sight before goes on behind the new bytes, too.
    #[cold]
    fn goes_on(&self, dialect: Dialect) -> bool {
        memchr::memchr2(dialect.end, b'"', &self.buffer[self.searched..]).is_none()
    }

    #[cold]
    fn more(&mut self) -> Found {
        self.searched = self.buffer.len();
        if self.buffer.len() - self.start > RECORD_CAP { self.refuse(Refused::Record) } else { Found::More }
    }

    /// The end of a short quoted cell without marks inside that begins at `place`, and the end of its line when it is the
    /// last: what most quoted cells are, read where they stand. Anything else is left to [`Lines::next_marked`].
    #[inline]
    fn quoted(&self, place: usize, cell: usize, dialect: Dialect) -> Option<(usize, Option<usize>)> {
        const SHORT: usize = 4096;
        if place != cell || self.buffer.get(place) != Some(&b'"') {
            return None;
        }
        let rest = &self.buffer[place + 1..];
        let end = place + 1 + memchr::memchr(b'"', &rest[..rest.len().min(SHORT)])?;
        match self.buffer.get(end + 1..)? {
            [next, ..] if *next == dialect.delimiter[0] => Some((end, None)),
            [next, ..] if *next == dialect.end => Some((end, Some(end + 1))),
            [b'\r', next, ..] if *next == dialect.end => Some((end, Some(end + 2))),
            _ => None,
        }
    }

    /// A line end, the end of the file or a quotation mark, behind the begin of a cell.
    #[inline]
    fn stopped(&mut self, at: usize, cell: usize, dialect: Dialect, last: bool, cells: &mut Vec<Range<u32>>) -> Found {
        if self.buffer.get(at).is_some_and(|byte| *byte != dialect.end) {
            return self.next_marked(dialect, last);
        }
        if let Some(refused) = self.finish(self.start..at, Some(dialect)) {
            return Found::Refused(refused);
        }
        let end = if dialect.end == b'\n' && at > cell && self.buffer[at - 1] == b'\r' { at - 1 } else { at };
        cells.push(range(cell, end));
        Found::Record
    }

    /// Skips the rest of a refused record; whether its end was found.
    #[cold]
    fn drop_rest(&mut self, dialect: Dialect) -> bool {
        let end = memchr::memchr(dialect.end, &self.buffer[self.start..]);
        self.start = end.map_or(self.buffer.len(), |at| self.start + at + 1);
        self.dropping = end.is_none();
        !self.dropping
    }

    /// Goes behind a record, unless it is too long. With a dialect its cells were not measured yet.
    #[inline]
    fn finish(&mut self, record: Range<usize>, dialect: Option<Dialect>) -> Option<Refused> {
        self.start = (record.end + 1).min(self.buffer.len());
        self.plain = self.unclosed >= UNCLOSED_CAP;
        // Only a long record can hold a long cell.
        if record.len() > CELL_CAP { self.measure(record, dialect) } else { None }
    }

    #[cold]
    fn measure(&self, record: Range<usize>, dialect: Option<Dialect>) -> Option<Refused> {
        if record.len() > RECORD_CAP {
            return Some(Refused::Record);
        }
        let dialect = dialect?;
        let cells = self.buffer[record].split(|byte| *byte == dialect.delimiter[0]);
        cells.map(<[u8]>::len).max().is_some_and(|longest| longest > CELL_CAP).then_some(Refused::Cell)
    }

    /// Refuses a record whose end is not in sight.
    #[cold]
    fn refuse(&mut self, why: Refused) -> Found {
        self.dropping = true;
        Found::Refused(why)
    }

    /// The end of a record that has a quotation mark or a delimiter of several bytes, byte by byte.
    #[cold]
    fn next_marked(&mut self, dialect: Dialect, last: bool) -> Found {
        let buffer = &self.buffer;
        let mut at = self.start;
        let mut cell_start = at;
        let mut in_quotes = false;
        let mut at_cell_start = true;
        let mut ended = false;
        while at < buffer.len() {
            let byte = buffer[at];
            if at - cell_start > CELL_CAP || at - self.start > RECORD_CAP {
                if in_quotes {
                    return self.unclosed();
                }
                let why = if at - self.start > RECORD_CAP { Refused::Record } else { Refused::Cell };
                return self.refuse(why);
            }
            if in_quotes {
                if byte == b'"' {
                    match buffer.get(at + 1) {
                        Some(b'"') => at += 1,
                        None if !last => break,
                        _ => in_quotes = false,
                    }
                }
                at_cell_start = false;
                at += 1;
            } else if byte == dialect.end {
                ended = true;
                break;
            } else if byte == dialect.delimiter[0] && buffer[at..].starts_with(dialect.delimiter) {
                at += dialect.delimiter.len();
                cell_start = at;
                at_cell_start = true;
            } else {
                // White space before the mark is not text.
                in_quotes = at_cell_start && byte == b'"' && !self.plain;
                at_cell_start &= byte == b' ';
                at += 1;
            }
        }
        if !ended && (!last || self.start == buffer.len()) {
            return Found::More;
        }
        if in_quotes {
            return self.unclosed();
        }
        let marks = !self.plain;
        let record = self.start..at;
        let end = if dialect.end == b'\n' && buffer[record.clone()].ends_with(b"\r") { at - 1 } else { at };
        match self.finish(record.clone(), None) {
            Some(refused) => Found::Refused(refused),
            None => Found::Marked(record.start..end, marks),
        }
    }

    /// A quotation mark that is not closed: the line is read as it stands, and after some of them all lines are.
    #[cold]
    fn unclosed(&mut self) -> Found {
        self.unclosed += 1;
        self.plain = true;
        Found::Refused(Refused::Unclosed)
    }
}

/// The high bit of every byte of `word` that equals its neighbour in `pattern`, exactly.
#[inline]
const fn equal_bytes(word: u64, pattern: u64) -> u64 {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    let differing = word ^ pattern;
    !(((differing & LOW) + LOW) | differing | LOW)
}

/// Cuts a record into cells, whose text is written to `text`. With `marks`, quotation marks hold cells together.
#[cold]
pub(super) fn split_slowly(
    record: &[u8],
    marks: bool,
    delimiter: &[u8],
    text: &mut Vec<u8>,
    cells: &mut Vec<Range<u32>>,
) {
    cells.clear();
    text.clear();
    if delimiter[0] == b' ' {
        split_at_blanks(record, delimiter == BLANKS.as_bytes(), text, cells);
        return;
    }
    let mut start = 0;
    let mut at = 0;
    let mut in_quotes = false;
    let mut at_cell_start = true;
    while at < record.len() {
        let byte = record[at];
        if in_quotes {
            if byte != b'"' {
                text.push(byte);
            } else if record.get(at + 1) == Some(&b'"') {
                text.push(b'"');
                at += 1;
            } else {
                in_quotes = false;
            }
            at_cell_start = false;
            at += 1;
        } else if byte == delimiter[0] && record[at..].starts_with(delimiter) {
            cells.push(range(start, text.len()));
            start = text.len();
            at += delimiter.len();
            at_cell_start = true;
        } else {
            if marks && at_cell_start && byte == b'"' {
                in_quotes = true;
                text.truncate(start);
            } else {
                text.push(byte);
            }
            at_cell_start &= byte == b' ';
            at += 1;
        }
    }
    cells.push(range(start, text.len()));
}

/// Cuts a line at its blanks and tabs; with `wide`, at runs of two and more and at tabs.
#[cold]
fn split_at_blanks(record: &[u8], wide: bool, text: &mut Vec<u8>, cells: &mut Vec<Range<u32>>) {
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t');
    text.extend_from_slice(record);
    let mut at = record.iter().take_while(|byte| is_blank(byte)).count();
    while at < record.len() {
        let rest = &record[at..];
        let blank = |n: &usize| is_blank(&rest[*n]);
        let ends = |n: &usize| !wide || rest[*n] == b'\t' || rest.get(n + 1).is_none_or(is_blank);
        let length = (0..rest.len()).find(|n| blank(n) && ends(n)).unwrap_or(rest.len());
        cells.push(range(at, at + length));
        at += length + rest[length..].iter().take_while(|byte| is_blank(byte)).count();
    }
    if cells.is_empty() {
        cells.push(range(0, 0));
    }
}

/// Records are shorter than 4 GiB by [`RECORD_CAP`], buffers by the size of a push.
#[inline]
#[allow(clippy::cast_possible_truncation)]
pub(super) const fn range(start: usize, end: usize) -> Range<u32> {
    start as u32..end as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMA: Dialect = Dialect { delimiter: b",", end: b'\n' };

    fn read(chunks: &[&[u8]], dialect: Dialect) -> (Vec<Vec<String>>, Vec<Refused>) {
        let (mut records, mut refused) = (Vec::new(), Vec::new());
        let mut lines = Lines::new();
        let mut take = |lines: &mut Lines, last| {
            loop {
                let mut cells = Vec::new();
                match lines.next(dialect, last, &mut cells) {
                    Found::More => break,
                    Found::Refused(why) => refused.push(why),
                    found @ (Found::Record | Found::Marked(..)) => {
                        let mut text = Vec::new();
                        let bytes = if let Found::Marked(record, marks) = found {
                            split_slowly(&lines.buffer()[record], marks, dialect.delimiter, &mut text, &mut cells);
                            &text
                        } else {
                            lines.buffer()
                        };
                        let cell = |r: &Range<u32>| {
                            String::from_utf8_lossy(&bytes[r.start as usize..r.end as usize]).into_owned()
                        };
                        records.push(cells.iter().map(cell).collect());
                    }
                }
            }
        };
        for chunk in chunks {
            lines.push(chunk);
            take(&mut lines, false);
        }
        take(&mut lines, true);
        (records, refused)
    }

    /// The same, byte by byte throughout.
    fn read_slowly(text: &str) -> (Vec<Vec<String>>, Vec<Refused>) {
        let (mut records, mut refused) = (Vec::new(), Vec::new());
        let mut lines = Lines::new();
        lines.push(text.as_bytes());
        loop {
            match lines.next_marked(COMMA, true) {
                Found::More => return (records, refused),
                Found::Refused(why) => refused.push(why),
                Found::Record => panic!("not byte by byte"),
                Found::Marked(record, marks) => {
                    let (mut text, mut cells) = (Vec::new(), Vec::new());
                    split_slowly(&lines.buffer()[record], marks, COMMA.delimiter, &mut text, &mut cells);
                    let cell =
                        |r: &Range<u32>| String::from_utf8_lossy(&text[r.start as usize..r.end as usize]).into_owned();
                    records.push(cells.iter().map(cell).collect());
                }
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn the_fast_way_reads_what_the_slow_one_does(text in "[a\",\n\r 1]{0,120}", long in "[a1]{0,40}") {
            let text = format!("{text}\n{long},\"{long},\n\",{long}\n{text}");
            proptest::prop_assert_eq!(read(&[text.as_bytes()], COMMA), read_slowly(&text));
        }
    }

    fn cells(text: &str, dialect: Dialect) -> Vec<Vec<String>> {
        read(&[text.as_bytes()], dialect).0
    }

    #[test]
    fn quotes_line_ends_and_delimiters() {
        assert_eq!(
            cells("a,b\r\n\"x, y\",\"two\nlines\"\r\n\"he said \"\"no\"\"\",5\" pipe\n,", COMMA),
            [vec!["a", "b"], vec!["x, y", "two\nlines"], vec!["he said \"no\"", "5\" pipe"], vec!["", ""]]
        );
        assert_eq!(cells("a\rb", Dialect { delimiter: b",", end: b'\r' }), [vec!["a"], vec!["b"]]);
        let wide = Dialect { delimiter: "，".as_bytes(), end: b'\n' };
        assert_eq!(cells("甲，乙\n\"丙，丁\"，戊", wide), [vec!["甲", "乙"], vec!["丙，丁", "戊"]]);
        assert_eq!(
            cells("12345678,1234567,,12345678901234567,1", COMMA),
            [vec!["12345678", "1234567", "", "12345678901234567", "1"]]
        );
    }

    #[test]
    fn an_unclosed_quote_costs_no_other_line() {
        let (records, refused) = read(&[b"a,b\n\"open,1\nc,2\nd,3"], COMMA);
        assert_eq!(refused, [Refused::Unclosed]);
        assert_eq!(records, [vec!["a", "b"], vec!["\"open", "1"], vec!["c", "2"], vec!["d", "3"]]);
    }

    #[test]
    fn long_cells_and_records_are_refused_in_flat_memory() {
        let mut lines = Lines::new();
        let chunk = vec![b'x'; 1 << 16];
        let mut refused = Vec::new();
        for n in 0..2000 {
            lines.push(&chunk);
            if n == 1999 {
                lines.push(b"\na,b\n");
            }
            loop {
                let mut cells = Vec::new();
                match lines.next(COMMA, false, &mut cells) {
                    Found::More => break,
                    Found::Refused(why) => refused.push(why),
                    Found::Record | Found::Marked(..) => assert_eq!(cells.len(), 2),
                }
            }
            assert!(lines.buffer.len() <= RECORD_CAP + (1 << 17));
        }
        assert_eq!(refused, [Refused::Record]);
        let long = [&vec![b'y'; CELL_CAP + 1][..], b",1\nc,2\n"].concat();
        let (records, refused) = read(&[&long], COMMA);
        assert_eq!((records, refused), (vec![vec!["c".to_owned(), "2".to_owned()]], vec![Refused::Cell]));
    }
}
