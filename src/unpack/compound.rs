//! The compound file that old workbooks are, looked through before it is read: a password, and sizes that would make the
//! reader set room aside for cells that are not there.

use rustc_hash::FxHashMap;

use super::Fault;
use crate::issue::Code;

/// Most cells of all sheets together, empty ones between them counted.
const MOST_CELLS: u64 = 20_000_000;
/// Entries of a chain of sectors and of the directory from here on mean something else than a sector.
const NO_SECTOR: u32 = 0xffff_fffa;

/// Whether the workbook in these bytes can be read.
pub(super) fn check(bytes: &[u8]) -> Result<(), Fault> {
    let damaged = || Fault::new(Code::Damaged);
    let file = Compound::open(bytes).ok_or_else(damaged)?;
    let entry = |name: &str| file.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name));
    if entry("EncryptedPackage").is_some() || entry("EncryptionInfo").is_some() {
        return Err(Fault::new(Code::Protected));
    }
    let Some(entry) = entry("Workbook").or_else(|| entry("Book")) else { return Err(Fault::new(Code::NotText)) };
    let stream = file.stream(entry).ok_or_else(damaged)?;
    check_records(&stream)
}

/// One stream of the file.
struct Entry {
    name: String,
    start: u32,
    length: usize,
}

struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    entries: Vec<Entry>,
    /// The stream of small streams, and how they go on.
    small: Vec<u8>,
    small_fat: Vec<u32>,
}

impl Compound<'_> {
    fn open(bytes: &[u8]) -> Option<Compound<'_>> {
        let shift = short(bytes, 30)?;
        if !(7..=16).contains(&shift) {
            return None;
        }
        let mut file = Compound {
            bytes,
            sector: 1 << shift,
            fat: Vec::new(),
            entries: Vec::new(),
            small: Vec::new(),
            small_fat: Vec::new(),
        };
        let mut tables: Vec<u32> = (0..109).filter_map(|index| long(bytes, 76 + 4 * index)).collect();
        let mut next = long(bytes, 68)?;
        // No more sectors than the file has.
        for _ in 0..bytes.len() / file.sector {
            let Some(sector) = file.sector(next) else { break };
            let mut list: Vec<u32> = longs(sector).collect();
            next = list.pop()?;
            tables.append(&mut list);
        }
        file.fat = tables.into_iter().filter_map(|table| file.sector(table)).flat_map(longs).collect();
        let directory = file.chain(long(bytes, 48)?, usize::MAX)?;
        file.entries = directory.chunks_exact(128).filter_map(entry).collect();
        let root = file.entries.first()?;
        file.small = file.chain(root.start, root.length).unwrap_or_default();
        let small_fat = file.chain(long(bytes, 60)?, usize::MAX).unwrap_or_default();
        file.small_fat = longs(&small_fat).collect();
        Some(file)
    }

    fn sector(&self, number: u32) -> Option<&[u8]> {
        if number >= NO_SECTOR {
            return None;
        }
        let start = (number as usize + 1).checked_mul(self.sector)?;
        self.bytes.get(start..(start + self.sector).min(self.bytes.len())).filter(|sector| !sector.is_empty())
    }

    /// The bytes of a chain of sectors, at most so many.
    fn chain(&self, mut next: u32, length: usize) -> Option<Vec<u8>> {
        let mut chain = Vec::new();
        while next < NO_SECTOR && chain.len() < length {
            chain.extend_from_slice(self.sector(next)?);
            if chain.len() > self.bytes.len() + self.sector {
                return None;
            }
            next = *self.fat.get(next as usize)?;
        }
        chain.truncate(length);
        Some(chain)
    }

    fn stream(&self, entry: &Entry) -> Option<Vec<u8>> {
        if entry.length >= 4096 {
            return self.chain(entry.start, entry.length);
        }
        let (mut stream, mut next) = (Vec::new(), entry.start);
        while next < NO_SECTOR && stream.len() < entry.length {
            let start = (next as usize).checked_mul(64)?;
            stream.extend_from_slice(self.small.get(start..start + 64)?);
            next = *self.small_fat.get(next as usize)?;
        }
        stream.truncate(entry.length);
        Some(stream)
    }
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(short(bytes, 64)?).min(64);
    let units =
        bytes.get(..length.saturating_sub(2))?.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let name = char::decode_utf16(units).map(|sign| sign.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    Some(Entry { name, start: long(bytes, 116)?, length: long(bytes, 120)? as usize })
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn longs(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

/// First and last row and column of the cells of a sheet.
#[derive(Debug, Clone, Copy)]
struct Area {
    rows: (u16, u16),
    columns: (u16, u16),
}

impl Area {
    const NONE: Area = Area { rows: (u16::MAX, 0), columns: (u16::MAX, 0) };

    fn add(&mut self, row: u16, column: u16) {
        self.rows = (self.rows.0.min(row), self.rows.1.max(row));
        self.columns = (self.columns.0.min(column), self.columns.1.max(column));
    }

    fn cells(self) -> u64 {
        let count = |(first, last): (u16, u16)| (u64::from(last) + 1).saturating_sub(u64::from(first));
        count(self.rows) * count(self.columns)
    }
}

/// Goes through the records of a workbook.
fn check_records(stream: &[u8]) -> Result<(), Fault> {
    let mut sheets: Vec<u32> = Vec::new();
    let mut areas: FxHashMap<u32, Area> = FxHashMap::default();
    // Charts lie within sheets.
    let mut open: Vec<u32> = Vec::new();
    let mut at = 0;
    while let (Some(kind), Some(length)) = (short(stream, at), short(stream, at + 2)) {
        let data = stream.get(at + 4..).unwrap_or_default();
        let data = &data[..usize::from(length).min(data.len())];
        match kind {
            0x002f if !data.is_empty() => return Err(Fault::new(Code::Protected)),
            0x0809 | 0x0409 | 0x0209 | 0x0009 => {
                let begin = u32::try_from(at).unwrap_or(u32::MAX);
                areas.insert(begin, Area::NONE);
                open.push(begin);
            }
            0x000a => {
                open.pop();
            }
            0x0085 => sheets.extend(long(data, 0)),
            0x0200 if !dimensions_fit(data) => return Err(Fault::new(Code::Damaged)),
            0x0203 | 0x0204 | 0x00d6 | 0x0205 | 0x027e | 0x00fd | 0x00bd | 0x0006 => {
                let area = open.first().and_then(|begin| areas.get_mut(begin));
                if let (Some(area), Some(row), Some(column)) = (area, short(data, 0), short(data, 2)) {
                    area.add(row, column);
                    if kind == 0x00bd {
                        area.add(row, short(data, data.len().saturating_sub(2)).unwrap_or(column).max(column));
                    }
                }
            }
            _ => {}
        }
        at += 4 + usize::from(length);
    }
    let mut cells = 0_u64;
    for sheet in sheets {
        // A sheet that does not begin where it should could hold anything.
        let area = areas.get(&sheet).ok_or(Fault::new(Code::Damaged))?;
        cells = cells.saturating_add(area.cells());
    }
    if cells > MOST_CELLS { Err(Fault::new(Code::TooMuchUnpacked)) } else { Ok(()) }
}

/// Whether the rows and columns that a sheet claims are an area that a sheet can have.
fn dimensions_fit(data: &[u8]) -> bool {
    let bounds = if data.len() >= 14 {
        (long(data, 0), long(data, 4), short(data, 8), short(data, 10))
    } else {
        (short(data, 0).map(u32::from), short(data, 2).map(u32::from), short(data, 4), short(data, 6))
    };
    let (Some(first_row), Some(last_row), Some(_), Some(last_column)) = bounds else { return false };
    first_row <= last_row && last_row <= 65_536 && last_column <= 256
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap_or(0);
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    }

    fn code(records: &[Vec<u8>]) -> Option<Code> {
        check_records(&records.concat()).err().map(|fault| fault.code)
    }

    #[test]
    fn records_are_looked_through() {
        assert_eq!(code(&[record(0x0809, &[0; 16]), record(0x000a, &[])]), None);
        assert_eq!(code(&[record(0x0809, &[0; 16]), record(0x002f, &[1, 0])]), Some(Code::Protected));
        // Two cells far from each other, in a sheet that is listed three times.
        let sheet = |times: usize| {
            let globals =
                [record(0x0809, &[0; 16]), vec![record(0x0085, &[0; 8]); times].concat(), record(0x000a, &[])];
            let begin = u32::try_from(globals.concat().len()).unwrap_or(0).to_le_bytes();
            let listed = [&begin[..], &[0; 4]].concat();
            [
                record(0x0809, &[0; 16]),
                vec![record(0x0085, &listed); times].concat(),
                record(0x000a, &[]),
                record(0x0809, &[0; 16]),
                record(0x0203, &[0; 14]),
                record(0x0203, &[0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
                record(0x000a, &[]),
            ]
        };
        assert_eq!(code(&sheet(1)), None);
        assert_eq!(code(&sheet(3)), Some(Code::TooMuchUnpacked));
        assert_eq!(code(&[record(0x0809, &[0; 16]), record(0x0085, &[9; 8])]), Some(Code::Damaged));
        assert_eq!(code(&[record(0x0200, &[0xff; 14])]), Some(Code::Damaged));
    }

    #[test]
    fn bytes_of_any_kind_are_refused() {
        for length in [0, 8, 100, 600, 5000] {
            for byte in [0, 9, 0xff] {
                let mut bytes = vec![byte; length];
                for (place, byte) in bytes.iter_mut().zip([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
                    *place = byte;
                }
                assert!(check(&bytes).is_err());
            }
        }
    }
}
