//! Parts of one file that are read apart from each other and joined again, as if one reader had read them all.
//!
//! A part begins behind a line end and is read as if a record began there and nothing of the rows before mattered. When
//! the reader of the file comes to the part, it knows whether that is so. Where it is not (the place lies inside quotation
//! marks, a text of another encoding, a site that the part takes for two), it reads those bytes itself. So nothing depends
//! on where the parts were cut.

use super::clock::Clock;
use super::reader::{FileReader, NOTED, State};
use super::rows::{Apart, Met, Rows};
use super::scale::Scale;
use crate::fold::Sink;
use crate::observation::{FileId, Site, SiteId, SiteTable};
use crate::schema::Kind;
use crate::state::{In, Out};

/// What came of reading a part of a file, beside its records.
pub(crate) struct Part {
    bytes: u64,
    /// Lines of records.
    lines: u32,
    rows: u32,
    used: u32,
    exchanged: (u32, u32),
    /// Rows that were looked at for another header.
    looked_at: u32,
    /// How many sites the part knows, and those of them that the header names.
    sites: usize,
    of_header: Vec<SiteId>,
    items: Vec<Vec<u8>>,
    clock: Clock,
    met: Vec<Met>,
}

impl Part {
    /// How many sites it knows.
    pub(crate) const fn sites(&self) -> usize {
        self.sites
    }

    /// The part of some bytes; its rows are counted from the begin of the file. `None` where the bytes are none.
    #[cold]
    pub(crate) fn read(from: &mut In<'_>, reader: &FileReader) -> Option<Part> {
        from.rows_before = reader.row;
        let bytes = from.number()?;
        let (lines, rows, used) = (from.small()?, from.small()?, from.small()?);
        let exchanged = (from.small()?, from.small()?);
        let looked_at = from.small()?;
        let sites = from.small()?;
        let site = |from: &mut In<'_>| from.small().filter(|site| *site < sites).map(SiteId);
        let of_header = from.list(site)?;
        let items = from.list(|from| from.bytes().map(<[u8]>::to_vec))?;
        let clock = Clock::read(from)?;
        let met = from.list(|from| {
            let key = from.bytes()?.to_vec();
            let plain = from.maybe(|from| from.bytes().map(<[u8]>::to_vec))?;
            let described = Site::read(from)?;
            Some(Met { key, plain, described, site: site(from)?, row: from.row()? })
        })?;
        // Every site is of the header or was met, so that the number is no more than what was read.
        let sites = usize::try_from(sites).ok().filter(|sites| *sites <= of_header.len() + met.len())?;
        reader.row.checked_add(lines)?;
        Some(Part { bytes, lines, rows, used, exchanged, looked_at, sites, of_header, items, clock, met })
    }
}

impl FileReader {
    /// The number of the file.
    pub(crate) const fn file(&self) -> FileId {
        self.file
    }

    /// Whether enough was read to know how the file is laid out; `None` where parts of it cannot be read apart.
    pub(crate) fn is_laid_out(&self) -> Option<bool> {
        match &self.state {
            State::Waiting => Some(false),
            // Corrected rows are found by their number in the file.
            State::Table(rows, _) if self.corrected.next == u32::MAX && self.picker.is_none() => {
                // Where a second table begins, one reader goes on to the end.
                let may_be = self.tables.is_empty() && rows.stand_alone();
                (may_be && matches!(rows.layout.kind, Kind::AirHourly | Kind::AirDaily | Kind::Water)).then_some(true)
            }
            _ => None,
        }
    }

    /// Begins a part of the file, of which only the layout is known.
    pub(crate) fn begin_part<S: Sink>(self, sites: &mut SiteTable, sink: &mut S) -> FileReader {
        let mut reader = self;
        (reader.bytes, reader.row, reader.apart) = (0, 0, Some(0));
        reader.lines = super::lines::Lines::new();
        if let State::Table(rows, dialect) = reader.state {
            let mut rows = Box::new(Rows::new(reader.file, rows.layout, reader.encoding));
            rows.may_change = true;
            rows.begin(sites, sink);
            rows.apart = Some(Apart::default());
            reader.state = State::Table(rows, dialect);
        }
        reader
    }

    /// Ends a part and writes what came of it; `None` where it cannot be joined. The reader can begin another part.
    pub(crate) fn end_part<S: Sink>(
        &mut self,
        last: bool,
        sites: &mut SiteTable,
        sink: &mut S,
        out: &mut Out,
    ) -> Option<()> {
        self.read_rows(last, sites, sink).ok()?;
        let State::Table(rows, _) = &mut self.state else { return None };
        let apart = rows.apart.take()?;
        let whole = self.lines.is_between_records() && self.apart == Some(0);
        // A conversion is said where it is another than before, and items are known up to a number of them.
        let plain = !apart.broken_text.get() && rows.last_ratio == Scale::NONE && apart.items.len() < MOST_ITEMS;
        if !whole || !plain {
            return None;
        }
        out.number(self.bytes);
        for number in [self.row, rows.rows, rows.used, rows.exchanged.0, rows.exchanged.1, rows.looked_at] {
            out.number(number.into());
        }
        out.count(sites.len());
        let of_header: Vec<SiteId> = rows.site_of_column.iter().copied().chain(rows.only).collect();
        out.count(of_header.len());
        of_header.iter().for_each(|site| out.number(site.0.into()));
        out.count(apart.items.len());
        apart.items.iter().for_each(|item| out.bytes(item));
        rows.clock.write(out);
        out.count(apart.met.len());
        for met in &apart.met {
            out.bytes(&met.key);
            out.maybe(met.plain.as_deref(), Out::bytes);
            met.described.write(out);
            out.number(met.site.0.into());
            out.number(met.row.into());
        }
        Some(())
    }

    /// The sites of a part among those that are known here, `None` for those that are new; or that the part does not fit
    /// behind what was read.
    #[cold]
    pub(crate) fn fits(&self, part: &Part, sites: &SiteTable) -> Option<Vec<Option<SiteId>>> {
        let State::Table(rows, _) = &self.state else { return None };
        let between = self.is_laid_out() == Some(true)
            && self.lines.is_between_records()
            && self.row >= rows.first_row().saturating_add(NOTED);
        let of_header = rows.site_of_column.iter().copied().chain(rows.only);
        let few_items = rows.items_known() + part.items.len() < MOST_ITEMS;
        if !between || !few_items || of_header.clone().count() != part.of_header.len() {
            return None;
        }
        let mut found: Vec<Option<Option<SiteId>>> = vec![None; part.sites];
        for (own, later) in of_header.zip(&part.of_header) {
            let found = &mut found[later.0 as usize];
            if found.is_some_and(|found| found != Some(own)) {
                return None;
            }
            *found = Some(Some(own));
        }
        for met in &part.met {
            let known = sites.find(&met.key).or_else(|| sites.find(met.plain.as_ref()?));
            let found = &mut found[met.site.0 as usize];
            match *found {
                None => *found = Some(known),
                // One site by its plain name, in the part and here.
                Some(Some(_)) if known.is_none() => {}
                Some(same) if same == known => {}
                Some(_) => return None,
            }
        }
        let mut taken = vec![false; sites.len()];
        let found: Vec<Option<SiteId>> = found.into_iter().collect::<Option<_>>()?;
        let apart = found.iter().flatten().all(|site| !std::mem::replace(&mut taken[site.0 as usize], true));
        apart.then_some(found)
    }

    /// Takes in a part that fits; its sites among those of the whole.
    #[cold]
    pub(crate) fn absorb<S: Sink>(
        &mut self,
        part: Part,
        found: &[Option<SiteId>],
        sites: &mut SiteTable,
        sink: &mut S,
    ) -> Vec<SiteId> {
        let mut of_part: Vec<Option<SiteId>> = found.to_vec();
        if let State::Table(rows, _) = &mut self.state {
            self.bytes = self.bytes.saturating_add(part.bytes);
            self.row = self.row.saturating_add(part.lines);
            let exchanged = (&mut rows.exchanged, part.exchanged);
            for (own, later) in [
                (&mut rows.rows, part.rows),
                (&mut rows.used, part.used),
                (&mut exchanged.0.0, exchanged.1.0),
                (&mut exchanged.0.1, exchanged.1.1),
                (&mut rows.looked_at, part.looked_at),
            ] {
                *own = own.saturating_add(later);
            }
            part.items.iter().for_each(|item| rows.know_item(item));
            rows.clock.absorb(&part.clock);
            for met in part.met {
                let number = met.site.0 as usize;
                of_part[number] = Some(rows.meet_again(met, sites, sink));
            }
        }
        of_part.into_iter().flatten().collect()
    }
}

/// Items in rows that are known by their cells at most.
const MOST_ITEMS: usize = 1024;
