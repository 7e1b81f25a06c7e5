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
    /// A record, in these bytes of the buffer, and whether there may be quotation marks in it.
    Record(Range<usize>, bool),
    /// A record was refused; reading goes on behind it.
    Refused(Refused),
    /// The buffer holds no further whole record.
    More,
}

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
    /// How far the current record was searched, without quotation marks so far.
    searched: usize,
    /// No quotation mark stands before this place.
    quote: usize,
    /// Inside the rest of a refused record.
    dropping: bool,
    unclosed: u32,
    /// The current record is read with quotation marks as plain text.
    plain: bool,
}

impl Lines {
    pub(super) fn new() -> Lines {
        Lines { buffer: Vec::new(), start: 0, searched: 0, quote: 0, dropping: false, unclosed: 0, plain: false }
    }

    /// Adds bytes behind those that are held, after records that were read are let go.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        if self.start > 0 {
            self.buffer.drain(..self.start);
            self.searched -= self.start;
            self.quote = self.quote.saturating_sub(self.start);
            self.start = 0;
        }
        self.buffer.extend_from_slice(bytes);
    }

    /// Bytes of the whole buffer, to which the ranges of [`Found::Record`] refer.
    pub(super) fn buffer(&self) -> &[u8] {
        &self.buffer
    }

    /// Skips bytes at the begin of the current record.
    pub(super) fn skip(&mut self, bytes: usize) {
        self.start += bytes;
        self.searched = self.start;
    }

    /// Goes back to a place in the buffer.
    pub(super) fn rewind(&mut self, start: usize) {
        (self.start, self.searched, self.quote) = (start, start, start);
        (self.dropping, self.plain, self.unclosed) = (false, false, 0);
    }

    /// The next record. With `last`, the end of the buffer ends a record.
    #[inline]
    pub(super) fn next(&mut self, dialect: Dialect, last: bool) -> Found {
        if self.dropping {
            match memchr::memchr(dialect.end, &self.buffer[self.start..]) {
                Some(at) => {
                    self.skip(at + 1);
                    self.dropping = false;
                }
                None => {
                    self.skip(self.buffer.len() - self.start);
                    return Found::More;
                }
            }
        }
        let found = memchr::memchr(dialect.end, &self.buffer[self.searched..]).map(|at| self.searched + at);
        let end = match found {
            Some(at) => at,
            None if last && self.start < self.buffer.len() => self.buffer.len(),
            None => {
                // A line without end: judged by its length so far, quotation marks or not.
                if self.buffer.len() - self.start > RECORD_CAP {
                    return self.refuse(Refused::Record);
                }
                if last || !self.quoted(self.buffer.len()) {
                    self.searched = self.buffer.len();
                    return Found::More;
                }
                self.buffer.len()
            }
        };
        if !self.quoted(end) {
            return self.found(end, dialect, false);
        }
        self.next_quoted(dialect, last)
    }

    /// Whether a quotation mark stands between the begin of the record and `end`.
    #[inline]
    fn quoted(&mut self, end: usize) -> bool {
        if self.plain {
            return false;
        }
        if self.quote < end {
            let from = self.quote.max(self.start);
            self.quote = memchr::memchr(b'"', &self.buffer[from..]).map_or(self.buffer.len(), |at| from + at);
        }
        self.quote < end
    }

    #[inline]
    fn found(&mut self, end: usize, dialect: Dialect, quoted: bool) -> Found {
        let start = self.start;
        self.start = (end + 1).min(self.buffer.len());
        self.searched = self.start;
        self.plain = self.unclosed >= UNCLOSED_CAP;
        if end - start > CELL_CAP && !quoted {
            // Only a long record can hold a long cell.
            let mut cell = 0;
            for at in start..end {
                cell = if self.buffer[at..].starts_with(dialect.delimiter) { 0 } else { cell + 1 };
                if cell > CELL_CAP {
                    return Found::Refused(if end - start > RECORD_CAP { Refused::Record } else { Refused::Cell });
                }
            }
            if end - start > RECORD_CAP {
                return Found::Refused(Refused::Record);
            }
        }
        let end = if dialect.end == b'\n' && end > start && self.buffer[end - 1] == b'\r' { end - 1 } else { end };
        Found::Record(start..end, quoted)
    }

    /// Refuses a record whose end is not in sight.
    #[cold]
    fn refuse(&mut self, why: Refused) -> Found {
        self.dropping = true;
        Found::Refused(why)
    }

    /// The end of a record that has a quotation mark, byte by byte.
    #[cold]
    fn next_quoted(&mut self, dialect: Dialect, last: bool) -> Found {
        let buffer = &self.buffer;
        let mut at = self.start;
        let mut cell_start = at;
        let mut in_quotes = false;
        let mut at_cell_start = true;
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
                return self.found(at, dialect, true);
            } else if byte == dialect.delimiter[0] && buffer[at..].starts_with(dialect.delimiter) {
                at += dialect.delimiter.len();
                cell_start = at;
                at_cell_start = true;
            } else {
                // White space before the mark is not text.
                in_quotes = at_cell_start && byte == b'"';
                at_cell_start &= byte == b' ';
                at += 1;
            }
        }
        match (last, in_quotes) {
            (false, _) => Found::More,
            (true, false) => self.found(self.buffer.len(), dialect, true),
            (true, true) => self.unclosed(),
        }
    }

    /// A quotation mark that is not closed: the line is read as it stands, and after some of them all lines are.
    #[cold]
    fn unclosed(&mut self) -> Found {
        self.unclosed += 1;
        self.plain = true;
        self.searched = self.start;
        Found::Refused(Refused::Unclosed)
    }
}

/// Cuts a record without quotation marks into cells.
#[inline]
pub(super) fn split(record: &[u8], base: usize, delimiter: &[u8], cells: &mut Vec<Range<u32>>) {
    cells.clear();
    let mut start = 0;
    if let [byte] = *delimiter {
        // Eight bytes at a time: cells are too short for anything wider.
        let pattern = u64::from_le_bytes([byte; 8]);
        let mut at = 0;
        while let Some(word) = record.get(at..at + 8).and_then(|eight| eight.try_into().ok()) {
            let mut hits = equal_bytes(u64::from_le_bytes(word), pattern);
            while hits != 0 {
                let place = at + (hits.trailing_zeros() / 8) as usize;
                cells.push(range(base + start, base + place));
                start = place + 1;
                hits &= hits - 1;
            }
            at += 8;
        }
        for (place, &found) in record.iter().enumerate().skip(at) {
            if found == byte {
                cells.push(range(base + start, base + place));
                start = place + 1;
            }
        }
    } else {
        for place in memchr::memmem::find_iter(record, delimiter) {
            cells.push(range(base + start, base + place));
            start = place + delimiter.len();
        }
    }
    cells.push(range(base + start, base + record.len()));
}

/// The high bit of every byte of `word` that equals its neighbour in `pattern`, exactly.
#[inline]
const fn equal_bytes(word: u64, pattern: u64) -> u64 {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    let differing = word ^ pattern;
    !(((differing & LOW) + LOW) | differing | LOW)
}

/// Cuts a record with quotation marks into cells; their text is written to `text`.
#[cold]
pub(super) fn split_quoted(record: &[u8], delimiter: &[u8], text: &mut Vec<u8>, cells: &mut Vec<Range<u32>>) {
    cells.clear();
    text.clear();
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
            if at_cell_start && byte == b'"' {
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
                match lines.next(dialect, last) {
                    Found::More => break,
                    Found::Refused(why) => refused.push(why),
                    Found::Record(record, quoted) => {
                        let mut cells = Vec::new();
                        let mut text = Vec::new();
                        let bytes = if quoted {
                            split_quoted(&lines.buffer()[record], dialect.delimiter, &mut text, &mut cells);
                            &text
                        } else {
                            split(&lines.buffer()[record.clone()], record.start, dialect.delimiter, &mut cells);
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
                match lines.next(COMMA, false) {
                    Found::More => break,
                    Found::Refused(why) => refused.push(why),
                    Found::Record(record, _) => assert_eq!(&lines.buffer()[record], b"a,b"),
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
