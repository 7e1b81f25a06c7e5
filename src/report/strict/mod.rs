//! The strict format: whatever a file looked like, the same records as plain CSV with named columns and stated units, as
//! `docs/format.md` describes it. What is written here is read back to the same result.
//!
//! Two passes over the files, so that memory does not grow with them: a [`Survey`] notes which columns there are, then
//! a [`StrictWriter`] writes the rows.

#[cfg(not(target_arch = "wasm32"))]
mod schema;

#[cfg(not(target_arch = "wasm32"))]
pub use schema::{Package, SchemaField, TableSchema, all_fields, exclusions_schema, schema};

use std::collections::VecDeque;
use std::io::{self, Write};

use rustc_hash::FxHashMap;

use crate::fold::Sink;
use crate::grade::Class;
use crate::issue::{Issue, Issues};
use crate::observation::{
    Averaging, Boundary, Cell, DustPeriod, Official, OtherCell, Record, Site, SiteId, SiteTable, WaterUse, When,
};
use crate::parameter::{Medium, Parameter};
use crate::plan::Body;
use crate::quantity::{Missing, Reading};
use crate::schema::{Kind, Span, name_and_unit};

/// Version of the format, as `docs/format.md` counts it.
pub const VERSION: &str = "1.0";

/// Kinds that the format has tables for, in the order in which they are named.
pub const KINDS: [Kind; 5] = [Kind::AirDaily, Kind::AirHourly, Kind::Water, Kind::Sites, Kind::Dust];

/// What a column of the strict format holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    /// Something of the site.
    Place(PlaceField),
    /// The day, or of water the month, day or minute.
    Date,
    /// Hour of the day by the label of its end, 1 to 24.
    Hour,
    /// Vertical or layer of a section.
    Vertical,
    /// A reading.
    Reading(Parameter, Averaging),
    /// Another item of water: its name and unit as written.
    Other(String, String),
    /// The publisher's AQI.
    Aqi,
    /// The publisher's AQI where it is the mean of those of the hours of the day.
    AqiOfHours,
    /// The publisher's AQI category.
    Category,
    /// The publisher's water class.
    Class,
    /// Why the record is shown but not assessed.
    Status,
    /// First day or hour of a period.
    Start,
    /// Last day or hour of a period.
    End,
}

/// What is said of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum PlaceField {
    Province,
    City,
    County,
    Basin,
    River,
    Lake,
    FunctionZone,
    Code,
    Site,
    PointRole,
    Body,
    Boundary,
    WaterType,
    Target,
    Order,
}

impl PlaceField {
    /// All of them, in the order in which they are written.
    pub const ALL: [PlaceField; 15] = [
        PlaceField::Province,
        PlaceField::City,
        PlaceField::County,
        PlaceField::Basin,
        PlaceField::River,
        PlaceField::Lake,
        PlaceField::FunctionZone,
        PlaceField::Code,
        PlaceField::Site,
        PlaceField::PointRole,
        PlaceField::Body,
        PlaceField::Boundary,
        PlaceField::WaterType,
        PlaceField::Target,
        PlaceField::Order,
    ];

    /// Name of the column.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            PlaceField::Province => "province",
            PlaceField::City => "city",
            PlaceField::County => "county",
            PlaceField::Basin => "basin",
            PlaceField::River => "river",
            PlaceField::Lake => "lake",
            PlaceField::FunctionZone => "function_zone",
            PlaceField::Code => "code",
            PlaceField::Site => "site",
            PlaceField::PointRole => "point_role",
            PlaceField::Body => "body",
            PlaceField::Boundary => "boundary",
            PlaceField::WaterType => "water_type",
            PlaceField::Target => "target",
            PlaceField::Order => "order",
        }
    }

    fn of(self, site: &Site) -> String {
        match self {
            PlaceField::Province => site.province.clone(),
            PlaceField::City => site.city.clone(),
            PlaceField::County => site.county.clone(),
            PlaceField::Basin => site.basin.clone(),
            PlaceField::River => site.river.clone(),
            PlaceField::Lake => site.lake.clone(),
            PlaceField::FunctionZone => site.function_zone.clone(),
            PlaceField::Code => site.code.clone(),
            // A name that is the code is none to the reader.
            PlaceField::Site if site.name.is_empty() => site.code.clone(),
            PlaceField::Site => site.name.clone(),
            PlaceField::PointRole => site.role.map_or("", |role| role.key()).to_owned(),
            PlaceField::Body => site.body.map_or("", body_word).to_owned(),
            PlaceField::Boundary => site.boundary.map_or("", boundary_word).to_owned(),
            PlaceField::WaterType => site.water.map_or("", water_word).to_owned(),
            PlaceField::Target => site.target.map_or("", |class: Class| class.words().zh).to_owned(),
            PlaceField::Order => site.order.map_or_else(String::new, |order| order.to_string()),
        }
    }
}

/// How the strict format writes a body of water.
#[must_use]
pub const fn body_word(body: Body) -> &'static str {
    match body {
        Body::River => "river",
        Body::Lake => "lake",
    }
}

/// How the strict format writes a boundary.
#[must_use]
pub const fn boundary_word(boundary: Boundary) -> &'static str {
    match boundary {
        Boundary::Provincial => "provincial",
        Boundary::Outbound => "outbound",
        Boundary::Inbound => "inbound",
        Boundary::City => "city boundary",
    }
}

/// How the strict format writes what the water of a site is.
#[must_use]
pub const fn water_word(water: WaterUse) -> &'static str {
    match water {
        WaterUse::Surface => "surface water",
        WaterUse::Groundwater => "groundwater",
        WaterUse::SurfaceSource => "surface drinking water source",
        WaterUse::GroundwaterSource => "groundwater drinking water source",
        WaterUse::Precipitation => "precipitation",
    }
}

impl Field {
    /// Header of the column in a table of this kind: the name, and in brackets the unit where there is one.
    ///
    /// ```
    /// use envgrade::observation::Averaging;
    /// use envgrade::parameter::Parameter;
    /// use envgrade::report::strict::Field;
    /// use envgrade::schema::Kind;
    /// let header = |item, averaging, kind| Field::Reading(item, averaging).header(kind);
    /// assert_eq!(header(Parameter::O3, Averaging::DayMax8h, Kind::AirDaily), "O3_8h (µg/m³)");
    /// assert_eq!(header(Parameter::AmmoniaN, Averaging::Sample, Kind::Water), "NH3-N (mg/L)");
    /// ```
    #[must_use]
    pub fn header(&self, kind: Kind) -> String {
        match self {
            Field::Place(place) => place.name().to_owned(),
            Field::Date => "date".to_owned(),
            Field::Hour => "hour".to_owned(),
            Field::Vertical => "vertical".to_owned(),
            Field::Reading(parameter, averaging) => {
                let unit = parameter.item().unit.name();
                let name = format!("{}{}", parameter.symbol(), span_of(kind, *parameter, *averaging));
                if unit.is_empty() { name } else { format!("{name} ({unit})") }
            }
            Field::Other(name, unit) => match unit.as_str() {
                "" => name.clone(),
                unit => format!("{name} ({unit})"),
            },
            Field::Aqi => "AQI".to_owned(),
            Field::AqiOfHours => "AQI_of_hours".to_owned(),
            Field::Category => "category".to_owned(),
            Field::Class => "class".to_owned(),
            Field::Status => "status".to_owned(),
            Field::Start => "dust_start".to_owned(),
            Field::End => "dust_end".to_owned(),
        }
    }
}

/// What is written behind the name of an item for the span of its readings.
fn span_of(kind: Kind, parameter: Parameter, averaging: Averaging) -> &'static str {
    const SPANS: [(&str, Span); 5] = [
        ("", Span::Unsaid),
        ("_1h", Span::Hour),
        ("_8h", Span::EightHours),
        ("_24h", Span::Day),
        ("_8h_24h", Span::EightOfDay),
    ];
    // The eight hours of a day's ozone are always said.
    let said = kind == Kind::AirDaily && parameter == Parameter::O3;
    let fits = |(_, span): &&(&str, Span)| span.averaging(kind, parameter) == averaging;
    SPANS[usize::from(said)..].iter().find(fits).map_or("", |(text, _)| text)
}

/// The six pollutants with what is measured of them in a table of this kind: columns that every table of air has.
#[must_use]
pub fn air_readings(kind: Kind) -> [(Parameter, Averaging); 6] {
    [Parameter::So2, Parameter::No2, Parameter::Co, Parameter::O3, Parameter::Pm10, Parameter::Pm25]
        .map(|parameter| (parameter, Span::Unsaid.averaging(kind, parameter)))
}

/// Columns that a table of this kind always has.
#[must_use]
pub fn required(kind: Kind) -> Vec<Field> {
    let mut fields: Vec<Field> = key_places(kind).iter().copied().map(Field::Place).collect();
    match kind {
        Kind::AirDaily | Kind::AirHourly => {
            fields.push(Field::Date);
            fields.extend((kind == Kind::AirHourly).then_some(Field::Hour));
            fields.extend(air_readings(kind).map(|(parameter, averaging)| Field::Reading(parameter, averaging)));
        }
        Kind::Water => fields.push(Field::Date),
        Kind::Dust => fields.extend([Field::Start, Field::End]),
        _ => {}
    }
    fields
}

/// What identifies a site in a table of this kind. The columns are always there; cells may be empty.
#[must_use]
pub const fn key_places(kind: Kind) -> &'static [PlaceField] {
    use PlaceField::{Basin, City, Code, Province, Site};
    match kind {
        Kind::AirDaily | Kind::AirHourly | Kind::Sites => &[Province, City, Code, Site],
        Kind::Water => &[Province, City, Basin, Code, Site],
        _ => &[Site],
    }
}

/// What was seen of one kind of table.
#[derive(Debug, Default)]
struct Seen {
    rows: u64,
    sites: Vec<bool>,
    readings: Vec<(Parameter, Averaging)>,
    others: Vec<(String, String)>,
    vertical: bool,
    status: bool,
    aqi: bool,
    aqi_of_hours: bool,
    category: bool,
    class: bool,
}

impl Seen {
    fn note(&mut self, record: &Record<'_>) {
        self.rows += 1;
        let at = record.site.0 as usize;
        if self.sites.len() <= at {
            self.sites.resize(at + 1, false);
        }
        self.sites[at] = true;
        for cell in record.cells {
            let reading = (cell.parameter, cell.averaging);
            if !self.readings.contains(&reading) {
                self.readings.push(reading);
            }
        }
        for other in record.others {
            if !self.others.iter().any(|(name, unit)| (name.as_str(), unit.as_str()) == (other.name, other.unit)) {
                self.others.push((other.name.to_owned(), other.unit.to_owned()));
            }
        }
        self.vertical |= !record.vertical.is_empty();
        self.status |= !record.suspended.is_empty();
        let Official { aqi, category, class, of_hours } = record.official;
        *(if of_hours { &mut self.aqi_of_hours } else { &mut self.aqi }) |= aqi.is_some();
        self.category |= !category.is_empty();
        self.class |= !class.is_empty();
    }
}

fn kind_of(medium: Medium, record: &Record<'_>) -> Kind {
    match (medium, record.when) {
        (Medium::Water, _) => Kind::Water,
        (Medium::Air, When::Hour(_)) => Kind::AirHourly,
        (Medium::Air, When::Stamp(_)) => Kind::AirDaily,
    }
}

/// The first pass: which tables there are and which columns they have, and the issues of reading.
#[derive(Debug, Default)]
pub struct Survey {
    seen: [Seen; 3],
    dust: u64,
    issues: Issues,
}

fn place_of(kind: Kind) -> usize {
    match kind {
        Kind::AirDaily => 0,
        Kind::AirHourly => 1,
        _ => 2,
    }
}

impl Survey {
    /// What was noticed while the files were read.
    #[must_use]
    pub fn issues(&self) -> &Issues {
        &self.issues
    }

    /// The tables that there are, with their columns, in the order of [`KINDS`]. `sites` are those of the files that were
    /// surveyed; those without any record make a table of their own.
    #[must_use]
    pub fn tables(&self, sites: &SiteTable) -> Vec<(Kind, Vec<Field>)> {
        let mut tables = Vec::new();
        for kind in KINDS {
            let fields = match kind {
                Kind::Sites => self.listed(sites).next().map(|_| {
                    let listed: Vec<&Site> = self.listed(sites).map(|(_, site)| site).collect();
                    let is_used = |place: &PlaceField| {
                        key_places(kind).contains(place) || listed.iter().any(|site| !place.of(site).is_empty())
                    };
                    PlaceField::ALL.into_iter().filter(is_used).map(Field::Place).collect()
                }),
                Kind::Dust => (self.dust > 0).then(|| required(kind)),
                _ => self.fields(kind, sites),
            };
            tables.extend(fields.map(|fields| (kind, fields)));
        }
        tables
    }

    /// Sites that no record is of, and that have something said of them.
    fn listed<'a>(&'a self, sites: &'a SiteTable) -> impl Iterator<Item = (SiteId, &'a Site)> {
        sites.iter().filter(|(id, site)| {
            let has_record = |seen: &Seen| seen.sites.get(id.0 as usize).copied().unwrap_or(false);
            !self.seen.iter().any(has_record)
                && PlaceField::ALL.iter().filter(|place| !place.of(site).is_empty()).count() > 1
        })
    }

    fn fields(&self, kind: Kind, sites: &SiteTable) -> Option<Vec<Field>> {
        let seen = &self.seen[place_of(kind)];
        if seen.rows == 0 {
            return None;
        }
        let of_table: Vec<&Site> = sites
            .iter()
            .filter(|(id, _)| seen.sites.get(id.0 as usize).copied().unwrap_or(false))
            .map(|(_, site)| site)
            .collect();
        let is_used = |place: &PlaceField| {
            key_places(kind).contains(place) || of_table.iter().any(|site| !place.of(site).is_empty())
        };
        let mut fields: Vec<Field> = PlaceField::ALL.into_iter().filter(is_used).map(Field::Place).collect();
        fields.push(Field::Date);
        if kind == Kind::AirHourly {
            fields.push(Field::Hour);
        }
        if seen.vertical {
            fields.push(Field::Vertical);
        }
        let mut readings = seen.readings.clone();
        if kind != Kind::Water {
            readings.extend(air_readings(kind));
        }
        crate::sorting::sort_by_key(&mut readings, |(parameter, averaging)| (*parameter, *averaging as u8));
        readings.dedup();
        fields.extend(readings.into_iter().map(|(parameter, averaging)| Field::Reading(parameter, averaging)));
        fields.extend(seen.others.iter().map(|(name, unit)| Field::Other(name.clone(), unit.clone())));
        for (field, there) in [
            (Field::Aqi, seen.aqi),
            // A table has one of the two.
            (Field::AqiOfHours, seen.aqi_of_hours && !seen.aqi),
            (Field::Category, seen.category),
            (Field::Class, seen.class),
            (Field::Status, seen.status),
        ] {
            fields.extend(there.then_some(field));
        }
        Some(fields)
    }
}

impl Sink for Survey {
    fn air(&mut self, _: &SiteTable, record: &Record<'_>) {
        self.seen[place_of(kind_of(Medium::Air, record))].note(record);
    }

    fn water(&mut self, _: &SiteTable, record: &Record<'_>) {
        self.seen[place_of(Kind::Water)].note(record);
    }

    fn issue(&mut self, issue: Issue<'_>) {
        self.issues.add(issue);
    }

    fn dust(&mut self, _: DustPeriod) {
        self.dust += 1;
    }
}

/// Rows of single items that may still be joined to one. A table with one item a row spends many of them on one sample,
/// mostly one behind the other or hour by hour.
const OPEN_ROWS: usize = 1 << 18;

/// A row in the making.
struct OpenRow {
    site: SiteId,
    cells: Vec<String>,
}

type RowKey = (SiteId, When, String, String);

/// One table in the making.
struct Table<W> {
    kind: Kind,
    fields: Vec<Field>,
    readings: FxHashMap<(Parameter, Averaging), usize>,
    others: FxHashMap<(String, String), usize>,
    out: W,
    line: String,
    open: VecDeque<OpenRow>,
    /// Rows that were written already.
    written: usize,
    /// Where the rows of a sample are, counted from the first row of all.
    by_key: FxHashMap<RowKey, Vec<usize>>,
}

impl<W: Write> Table<W> {
    fn new(kind: Kind, fields: Vec<Field>, mut out: W) -> io::Result<Table<W>> {
        let mut line = String::new();
        for (at, field) in fields.iter().enumerate() {
            write_cell(&mut line, at, &field.header(kind));
        }
        line.push('\n');
        out.write_all(line.as_bytes())?;
        let (mut readings, mut others) = (FxHashMap::default(), FxHashMap::default());
        for (at, field) in fields.iter().enumerate() {
            match field {
                Field::Reading(parameter, averaging) => {
                    readings.insert((*parameter, *averaging), at);
                }
                Field::Other(name, unit) => {
                    others.insert((name.clone(), unit.clone()), at);
                }
                _ => {}
            }
        }
        let (open, by_key) = (VecDeque::new(), FxHashMap::default());
        Ok(Table { kind, fields, readings, others, out, line, open, written: 0, by_key })
    }

    /// Adds a record. Those that hold one item are joined with others of their site and time, where the item is not yet
    /// there; a record of several is a row of its own.
    fn add(&mut self, sites: &SiteTable, record: &Record<'_>) -> io::Result<()> {
        let single = record.cells.len() + record.others.len() <= 1;
        if !single {
            self.close()?;
            let cells = self.cells_of(sites, record);
            return self.write_row(&cells);
        }
        let key = (record.site, record.when, record.vertical.to_owned(), record.suspended.to_owned());
        let new = self.cells_of(sites, record);
        let of_record: Vec<usize> = (0..new.len())
            .filter(|&at| {
                matches!(
                    self.fields[at],
                    Field::Reading(..)
                        | Field::Other(..)
                        | Field::Aqi
                        | Field::AqiOfHours
                        | Field::Category
                        | Field::Class
                ) && !new[at].is_empty()
            })
            .collect();
        let written = self.written;
        let rows = self.by_key.entry(key).or_default();
        rows.retain(|row| *row >= written);
        for row in rows.iter() {
            let Some(open) = self.open.get_mut(row - written).filter(|open| open.site == record.site) else { continue };
            if of_record.iter().all(|&at| open.cells[at].is_empty()) {
                for &at in &of_record {
                    open.cells[at].clone_from(&new[at]);
                }
                return Ok(());
            }
        }
        rows.push(written + self.open.len());
        self.open.push_back(OpenRow { site: record.site, cells: new });
        if self.open.len() > OPEN_ROWS {
            self.write_open(OPEN_ROWS / 2)?;
            let written = self.written;
            self.by_key.retain(|_, rows| rows.iter().any(|row| *row >= written));
        }
        Ok(())
    }

    fn write_open(&mut self, most: usize) -> io::Result<()> {
        for _ in 0..most {
            let Some(row) = self.open.pop_front() else { break };
            self.written += 1;
            self.write_row(&row.cells)?;
        }
        Ok(())
    }

    /// Writes the rows that are open.
    fn close(&mut self) -> io::Result<()> {
        if self.open.is_empty() {
            return Ok(());
        }
        self.write_open(usize::MAX)?;
        self.by_key.clear();
        Ok(())
    }

    fn write_row(&mut self, cells: &[String]) -> io::Result<()> {
        self.line.clear();
        for (at, cell) in cells.iter().enumerate() {
            write_cell(&mut self.line, at, cell);
        }
        self.line.push('\n');
        self.out.write_all(self.line.as_bytes())?;
        self.line.clear();
        Ok(())
    }

    fn cells_of(&self, sites: &SiteTable, record: &Record<'_>) -> Vec<String> {
        let site = sites.get(record.site);
        let official = record.official;
        let of_hours = self.fields.contains(&Field::AqiOfHours);
        let aqi = official.aqi.filter(|_| official.of_hours == of_hours);
        let mut cells: Vec<String> = self
            .fields
            .iter()
            .map(|field| match field {
                Field::Place(place) => place.of(site),
                Field::Date => match record.when {
                    When::Hour(hour) => hour.date.to_string(),
                    When::Stamp(stamp) => stamp.to_string(),
                },
                Field::Hour => match record.when {
                    When::Hour(hour) => hour.label.to_string(),
                    When::Stamp(_) => String::new(),
                },
                Field::Vertical => record.vertical.to_owned(),
                Field::Aqi | Field::AqiOfHours => aqi.map_or_else(String::new, |aqi| aqi.to_string()),
                Field::Category => official.category.to_owned(),
                Field::Class => official.class.to_owned(),
                Field::Status => record.suspended.to_owned(),
                Field::Reading(..) | Field::Other(..) | Field::Start | Field::End => String::new(),
            })
            .collect();
        for Cell { parameter, averaging, reading, .. } in record.cells {
            if let Some(&at) = self.readings.get(&(*parameter, *averaging))
                && cells[at].is_empty()
            {
                cells[at] = reading_text(*reading);
            }
        }
        for OtherCell { name, unit, text, .. } in record.others {
            if let Some(&at) = self.others.get(&((*name).to_owned(), (*unit).to_owned()))
                && cells[at].is_empty()
            {
                (*text).clone_into(&mut cells[at]);
            }
        }
        cells
    }
}

/// A reading as the format writes it: `0.012`, `<0.01`, `ND`, `>24000`; empty, `--`, `*` and `断流` are missing values.
#[must_use]
pub fn reading_text(reading: Reading) -> String {
    match reading {
        Reading::Value(amount) => amount.to_string(),
        Reading::Below(limit) => format!("<{limit}"),
        Reading::Above(bound) => format!(">{bound}"),
        Reading::NotDetected => "ND".to_owned(),
        Reading::Missing(Missing::Blank) => String::new(),
        Reading::Missing(Missing::NotEquipped) => "*".to_owned(),
        Reading::Missing(Missing::NotSampled) => "断流".to_owned(),
        Reading::Missing(Missing::NoData | Missing::Sentinel | Missing::Excluded) => "--".to_owned(),
    }
}

fn write_cell(line: &mut String, at: usize, text: &str) {
    if at > 0 {
        line.push(',');
    }
    if text.contains(['"', ',', '\n', '\r']) || text.trim().len() < text.len() {
        line.push('"');
        line.push_str(&text.replace('"', "\"\""));
        line.push('"');
    } else {
        line.push_str(text);
    }
}

/// The second pass: writes each record into the table of its kind.
pub struct StrictWriter<W> {
    tables: Vec<Table<W>>,
    wrong: io::Result<()>,
}

impl<W: Write> StrictWriter<W> {
    /// Begins the tables of a survey; `out` is asked for the place of each.
    ///
    /// # Errors
    /// What the places say.
    pub fn new(
        tables: Vec<(Kind, Vec<Field>)>,
        mut out: impl FnMut(Kind) -> io::Result<W>,
    ) -> io::Result<StrictWriter<W>> {
        let begun = tables.into_iter().map(|(kind, fields)| Table::new(kind, fields, out(kind)?));
        Ok(StrictWriter { tables: begun.collect::<io::Result<_>>()?, wrong: Ok(()) })
    }

    /// Ends a file: rows of different files are not joined.
    pub fn end_file(&mut self) {
        for table in &mut self.tables {
            keep(&mut self.wrong, table.close());
        }
    }

    /// Writes the sites that no record is of, and ends. Gives the places back, with their kinds.
    ///
    /// # Errors
    /// The first that a place said.
    pub fn finish(mut self, survey: &Survey, sites: &SiteTable) -> io::Result<Vec<(Kind, W)>> {
        self.end_file();
        self.wrong?;
        let mut places = Vec::new();
        for mut table in self.tables {
            if table.kind == Kind::Sites {
                for (_, site) in survey.listed(sites) {
                    let of_field = |field: &Field| match field {
                        Field::Place(place) => place.of(site),
                        _ => String::new(),
                    };
                    let cells: Vec<String> = table.fields.iter().map(of_field).collect();
                    table.write_row(&cells)?;
                }
            }
            table.out.flush()?;
            places.push((table.kind, table.out));
        }
        Ok(places)
    }

    fn add(&mut self, kind: Kind, sites: &SiteTable, record: &Record<'_>) {
        if let Some(table) = self.tables.iter_mut().find(|table| table.kind == kind) {
            keep(&mut self.wrong, table.add(sites, record));
        }
    }
}

/// Keeps the first error.
fn keep(first: &mut io::Result<()>, new: io::Result<()>) {
    if first.is_ok() {
        *first = new;
    }
}

impl<W: Write> Sink for StrictWriter<W> {
    fn air(&mut self, sites: &SiteTable, record: &Record<'_>) {
        self.add(kind_of(Medium::Air, record), sites, record);
    }

    fn water(&mut self, sites: &SiteTable, record: &Record<'_>) {
        self.add(Kind::Water, sites, record);
    }

    /// Issues were told to the survey.
    fn issue(&mut self, _: Issue<'_>) {}

    fn dust(&mut self, period: DustPeriod) {
        if let Some(table) = self.tables.iter_mut().find(|table| table.kind == Kind::Dust) {
            let (start, end) = match period.hours {
                None => (period.first.to_string(), period.last.to_string()),
                Some((first, last)) => {
                    let text = |hour: crate::calendar::Hour| format!("{}T{:02}:00", hour.date, hour.label);
                    (text(first), text(last))
                }
            };
            let place = if period.place.is_empty() { "all".to_owned() } else { period.place };
            keep(&mut self.wrong, table.write_row(&[place, start, end]));
        }
    }
}

/// Whether the header of another item reads back as its name and unit; where it does not, its unit is lost.
#[must_use]
pub fn reads_back(name: &str, unit: &str) -> bool {
    let header = Field::Other(name.to_owned(), unit.to_owned()).header(Kind::Water);
    name_and_unit(&header) == (name, unit)
}
