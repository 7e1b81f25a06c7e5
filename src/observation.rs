//! What ingestion hands to the assessment: sites, and records of readings with their origin.

use rustc_hash::FxHashMap;

use crate::calendar::{Date, Hour, Stamp};
use crate::grade::Class;
use crate::parameter::Parameter;
use crate::plan::Body;
use crate::quantity::{Amount, Reading};
use crate::state::{In, Out};

/// Number of a site in a [`SiteTable`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SiteId(pub u32);

/// What a point of the air network stands for (HJ 664).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PointRole {
    /// 城市点: assesses the city.
    City,
    /// 背景点, 对照点: a clean background.
    Background,
    /// 区域点: a region between cities.
    Regional,
    /// 交通点, 路边站: beside a road.
    Roadside,
    /// 污染监控点: beside a source.
    Source,
}

impl PointRole {
    /// All roles.
    pub const ALL: [PointRole; 5] =
        [PointRole::City, PointRole::Background, PointRole::Regional, PointRole::Roadside, PointRole::Source];

    /// Whether its values enter those of a city (HJ 663).
    #[must_use]
    pub const fn enters_city(self) -> bool {
        matches!(self, PointRole::City)
    }

    /// Stable key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            PointRole::City => "city",
            PointRole::Background => "background",
            PointRole::Regional => "regional",
            PointRole::Roadside => "roadside",
            PointRole::Source => "source",
        }
    }

    /// Reads the kind of a point as station lists write it; `None` when it says nothing that is known.
    ///
    /// ```
    /// use envgrade::observation::PointRole;
    /// assert_eq!(PointRole::read("路边交通点"), Some(PointRole::Roadside));
    /// assert_eq!(PointRole::read("Background"), Some(PointRole::Background));
    /// assert_eq!(PointRole::read("国控"), None);
    /// ```
    #[must_use]
    pub fn read(text: &str) -> Option<PointRole> {
        #[rustfmt::skip]
        const NAMES: [(PointRole, &[&str]); 5] = [
            (PointRole::City,       &["城市", "城市评价", "环境空气质量评价城市", "评价", "city", "urban"]),
            (PointRole::Background, &["背景", "对照", "清洁对照", "城市对照", "环境空气质量背景", "background"]),
            (PointRole::Regional,   &["区域", "区域评价", "环境空气质量评价区域", "regional", "rural"]),
            (PointRole::Roadside,   &["路边", "交通", "路边交通", "道路交通", "roadside", "traffic", "kerbside"]),
            (PointRole::Source,     &["污染监控", "污染源", "污染源监控", "工业", "source", "industrial"]),
        ];
        let lower = text.trim().to_ascii_lowercase();
        let name = lower.trim_end_matches("站点").trim_end_matches("点位").trim_end_matches(['点', '站']);
        NAMES.iter().find(|(_, names)| names.contains(&name)).map(|(role, _)| *role)
    }
}

/// The boundary that a section of a river stands at (交界断面), as seen from the place that reports it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Boundary {
    /// 省界: between two provinces.
    Provincial,
    /// 出境, 出省: where the river leaves the province.
    Outbound,
    /// 入境, 入省: where the river enters the province.
    Inbound,
    /// 市界, 州界: between two cities or prefectures.
    City,
}

impl Boundary {
    /// All boundaries.
    pub const ALL: [Boundary; 4] = [Boundary::Provincial, Boundary::Outbound, Boundary::Inbound, Boundary::City];

    /// Stable key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Boundary::Provincial => "provincial",
            Boundary::Outbound => "outbound",
            Boundary::Inbound => "inbound",
            Boundary::City => "city",
        }
    }

    /// Reads the nature of a section as section lists write it; `None` when it says no boundary. The direction counts more
    /// than the kind of boundary: 省界（出境） is outbound.
    ///
    /// ```
    /// use envgrade::observation::Boundary;
    /// assert_eq!(Boundary::read("出省断面"), Some(Boundary::Outbound));
    /// assert_eq!(Boundary::read("省界"), Some(Boundary::Provincial));
    /// assert_eq!(Boundary::read("控制断面"), None);
    /// ```
    #[must_use]
    pub fn read(text: &str) -> Option<Boundary> {
        #[rustfmt::skip]
        const WORDS: [(Boundary, &[&str]); 4] = [
            (Boundary::Outbound,   &["出境", "出省", "outbound", "outflow"]),
            (Boundary::Inbound,    &["入境", "入省", "inbound", "inflow"]),
            (Boundary::Provincial, &["省界", "省际", "跨省", "provincial"]),
            (Boundary::City,       &["市界", "州界", "市际", "州际", "跨市", "city boundary", "municipal"]),
        ];
        said(text, &WORDS)
    }
}

/// What the water of a site is, where that decides by which standard it is evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WaterUse {
    /// 地表水.
    Surface,
    /// 地下水.
    Groundwater,
    /// 地表水饮用水水源地.
    SurfaceSource,
    /// 地下水饮用水水源地.
    GroundwaterSource,
    /// 大气降水.
    Precipitation,
}

impl WaterUse {
    /// All of them.
    pub const ALL: [WaterUse; 5] = [
        WaterUse::Surface,
        WaterUse::Groundwater,
        WaterUse::SurfaceSource,
        WaterUse::GroundwaterSource,
        WaterUse::Precipitation,
    ];

    /// Stable key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            WaterUse::Surface => "surface",
            WaterUse::Groundwater => "groundwater",
            WaterUse::SurfaceSource => "surface-source",
            WaterUse::GroundwaterSource => "groundwater-source",
            WaterUse::Precipitation => "precipitation",
        }
    }

    /// Reads the kind of a water or of a sample as tables write it; `None` when it says nothing that is known. A source of
    /// which it is not said that it is groundwater is surface water: it is held against more items.
    ///
    /// ```
    /// use envgrade::observation::WaterUse;
    /// assert_eq!(WaterUse::read("地下水型饮用水水源地"), Some(WaterUse::GroundwaterSource));
    /// assert_eq!(WaterUse::read("湖库型水源地"), Some(WaterUse::SurfaceSource));
    /// assert_eq!(WaterUse::read("大气降水"), Some(WaterUse::Precipitation));
    /// assert_eq!(WaterUse::read("生活饮用水"), None);
    /// ```
    #[must_use]
    pub fn read(text: &str) -> Option<WaterUse> {
        const SOURCES: [(bool, &[&str]); 1] = [(
            true,
            &[
                "水源地",
                "饮用水源",
                "饮用水水源",
                "水源水",
                "原水",
                "集中式水源",
                "drinking water source",
                "water source",
            ],
        )];
        #[rustfmt::skip]
        const WORDS: [(WaterUse, &[&str]); 3] = [
            (WaterUse::Groundwater,   &["地下水", "井水", "groundwater", "ground water"]),
            (WaterUse::Precipitation, &["降水", "酸雨", "降雨", "雨水", "precipitation", "rain"]),
            (WaterUse::Surface,       &["地表水", "surface"]),
        ];
        match (said(text, &WORDS), said(text, &SOURCES)) {
            (Some(WaterUse::Groundwater), Some(true)) => Some(WaterUse::GroundwaterSource),
            (_, Some(_)) => Some(WaterUse::SurfaceSource),
            (found, None) => found,
        }
    }

    /// Whether it is water of rivers, lakes and reservoirs.
    #[must_use]
    pub const fn is_surface(self) -> bool {
        matches!(self, WaterUse::Surface | WaterUse::SurfaceSource)
    }
}

/// The first of the meanings of which a word stands in the text.
fn said<T: Copy>(text: &str, meanings: &[(T, &[&str])]) -> Option<T> {
    let lower = text.to_ascii_lowercase();
    meanings.iter().find(|(_, words)| words.iter().any(|word| lower.contains(word))).map(|(meaning, _)| *meaning)
}

/// A site (点位) or section (断面) as the data describe it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Site {
    /// Name as written.
    pub name: String,
    /// Code, where there is one.
    pub code: String,
    /// City, where the site is a point in one.
    pub city: String,
    /// County (区县), where the data say it.
    pub county: String,
    /// What the point stands for, where the data say it.
    pub role: Option<PointRole>,
    /// Basin (流域, 水系).
    pub basin: String,
    /// River that a section stands at.
    pub river: String,
    /// Lake or reservoir that a point belongs to.
    pub lake: String,
    /// Water function zone (水功能区).
    pub function_zone: String,
    /// Place along the river, ascending to the mouth: a number in a row, or km from the source.
    pub order: Option<Amount>,
    /// Boundary that the section stands at, where the data say it.
    pub boundary: Option<Boundary>,
    /// What its water is, where the data say it.
    pub water: Option<WaterUse>,
    /// Province.
    pub province: String,
    /// Body of water, where the data say it.
    pub body: Option<Body>,
    /// Target class, where the data say it.
    pub target: Option<Class>,
}

impl Site {
    /// What readers call it: the name, in front of it the city when the name does not say it; the code without a name.
    #[must_use]
    pub fn label(&self) -> String {
        match (self.name.is_empty(), self.city.is_empty()) {
            (true, true) => self.code.clone(),
            (true, false) => format!("{} {}", self.city, self.code).trim().to_owned(),
            (false, false) if !self.name.contains(self.city.as_str()) => format!("{} {}", self.city, self.name),
            (false, _) => self.name.clone(),
        }
    }
}

impl Site {
    /// Whether all that is said of it is ASCII, its city apart.
    #[cold]
    pub(crate) fn is_ascii(&self) -> bool {
        let texts = [&self.name, &self.code, &self.county, &self.basin, &self.river, &self.lake];
        texts.into_iter().chain([&self.function_zone, &self.province]).all(|text| text.is_ascii())
    }

    /// The site in bytes.
    #[cold]
    pub(crate) fn write(&self, out: &mut Out) {
        for text in [
            &self.name,
            &self.code,
            &self.city,
            &self.county,
            &self.basin,
            &self.river,
            &self.lake,
            &self.function_zone,
            &self.province,
        ] {
            out.bytes(text.as_bytes());
        }
        out.maybe_amount(self.order);
        let number = |number: Option<u8>| u64::from(number.map_or(0, |number| number + 1));
        out.number(number(self.role.map(|role| role as u8)));
        out.number(number(self.boundary.map(|boundary| boundary as u8)));
        out.number(number(self.water.map(|water| water as u8)));
        out.number(number(self.body.map(|body| body as u8)));
        out.number(number(self.target.map(|target| target as u8)));
    }

    /// The site of [`Site::write`]; `None` where the bytes are none.
    #[cold]
    pub(crate) fn read(from: &mut In<'_>) -> Option<Site> {
        fn one_of<T: Copy>(all: &[T], from: &mut In<'_>) -> Option<Option<T>> {
            match usize::try_from(from.number()?).ok()? {
                0 => Some(None),
                number => all.get(number - 1).copied().map(Some),
            }
        }
        let mut text = || from.text().map(str::to_owned);
        let (name, code, city, county) = (text()?, text()?, text()?, text()?);
        let (basin, river, lake, function_zone, province) = (text()?, text()?, text()?, text()?, text()?);
        Some(Site {
            name,
            code,
            city,
            county,
            basin,
            river,
            lake,
            function_zone,
            province,
            order: from.maybe_amount()?,
            role: one_of(&PointRole::ALL, from)?,
            boundary: one_of(&Boundary::ALL, from)?,
            water: one_of(&WaterUse::ALL, from)?,
            body: one_of(&[Body::River, Body::Lake], from)?,
            // Classes are numbered from 1.
            target: match from.number()? {
                0 => None,
                number => Some(Class::from_number(u8::try_from(number - 1).ok()?)?),
            },
        })
    }
}

/// All sites of a result, in the order in which they were first seen.
#[derive(Debug, Clone, Default)]
pub struct SiteTable {
    sites: Vec<Site>,
    by_key: FxHashMap<Vec<u8>, SiteId>,
}

impl SiteTable {
    /// The site with this key; `describe` is called when it is new. Keys are what identifies a site in a file, for
    /// example its code or province, basin and name joined.
    #[inline]
    pub fn intern(&mut self, key: &[u8], describe: impl FnOnce() -> Site) -> SiteId {
        if let Some(&id) = self.by_key.get(key) {
            return id;
        }
        let id = SiteId(u32::try_from(self.sites.len()).unwrap_or(u32::MAX));
        self.sites.push(describe());
        self.by_key.insert(key.to_vec(), id);
        id
    }

    /// The site with this key, if it is known.
    #[must_use]
    pub fn find(&self, key: &[u8]) -> Option<SiteId> {
        self.by_key.get(key).copied()
    }

    /// Lets a known site be found by one more key; a key that stands for a site already goes on standing for it.
    #[cold]
    pub fn alias(&mut self, key: &[u8], id: SiteId) {
        self.by_key.entry(key.to_vec()).or_insert(id);
    }

    /// Completes the description of a site: what is known of it stays.
    ///
    /// # Panics
    /// When the number is not of this table.
    #[cold]
    pub fn complete(&mut self, id: SiteId, more: Site) {
        let known = self.get_mut(id);
        for (own, new) in [
            (&mut known.name, more.name),
            (&mut known.code, more.code),
            (&mut known.city, more.city),
            (&mut known.county, more.county),
            (&mut known.basin, more.basin),
            (&mut known.river, more.river),
            (&mut known.lake, more.lake),
            (&mut known.function_zone, more.function_zone),
            (&mut known.province, more.province),
        ] {
            if own.is_empty() {
                *own = new;
            }
        }
        known.role = known.role.or(more.role);
        known.order = known.order.or(more.order);
        known.boundary = known.boundary.or(more.boundary);
        known.water = known.water.or(more.water);
        known.body = known.body.or(more.body);
        known.target = known.target.or(more.target);
    }

    /// A site.
    ///
    /// # Panics
    /// When the number is not of this table.
    #[must_use]
    pub fn get(&self, id: SiteId) -> &Site {
        &self.sites[id.0 as usize]
    }

    /// A site, to complete its description.
    ///
    /// # Panics
    /// When the number is not of this table.
    pub fn get_mut(&mut self, id: SiteId) -> &mut Site {
        &mut self.sites[id.0 as usize]
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sites.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sites.is_empty()
    }

    /// All sites with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (SiteId, &Site)> {
        (0..).map(SiteId).zip(&self.sites)
    }
}

/// Number of a file in the order given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u16);

/// A row of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// File.
    pub file: FileId,
    /// Row as a spreadsheet counts: lines of records from 1, the header included. For JSON the record, from 1.
    pub row: u32,
}

/// What a reading is the mean of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Averaging {
    /// One sample or instant (water), or a mean over the period of the record.
    Sample,
    /// One hour.
    Hour,
    /// Moving eight hours.
    Moving8h,
    /// Moving twenty-four hours.
    Moving24h,
    /// A natural day.
    Day,
    /// Largest moving eight-hour mean of a natural day.
    DayMax8h,
    /// Largest hour of a natural day.
    DayMax1h,
}

/// One reading of a record, in the unit of its item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// What was measured.
    pub parameter: Parameter,
    /// Over which time.
    pub averaging: Averaging,
    /// The reading.
    pub reading: Reading,
    /// Column from 1.
    pub column: u16,
}

/// A cell of a row of water that is not one of the items of the register, as it is written. What it means is told where the
/// further items of water are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OtherCell<'a> {
    /// Column from 1.
    pub column: u16,
    /// Header, or item of the row, without the unit that stands in it.
    pub name: &'a str,
    /// Unit as written; empty where none is.
    pub unit: &'a str,
    /// The cell as written, never empty.
    pub text: &'a str,
}

/// What a publisher says about a record, kept beside our result and never used in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Official<'a> {
    /// AQI.
    pub aqi: Option<Amount>,
    /// AQI category or level as written, empty when there is none.
    pub category: &'a str,
    /// Water class as written, empty when there is none.
    pub class: &'a str,
    /// The AQI and category of this day are means over its hours, which no standard knows: shown, not compared.
    pub of_hours: bool,
}

/// When a record was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    /// A hour of air, by the label of its end.
    Hour(Hour),
    /// A sample, day or month.
    Stamp(Stamp),
}

/// Readings of one site at one time, from one row.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// Where.
    pub site: SiteId,
    /// When. [`When::Hour`] for hourly air, [`When::Stamp`] for daily air and for water.
    pub when: When,
    /// Row.
    pub origin: Origin,
    /// Readings; in a file with one parameter a row, one.
    pub cells: &'a [Cell],
    /// Cells of other items, in a row of water.
    pub others: &'a [OtherCell<'a>],
    /// Vertical or layer (垂线, 层次) of the section that the sample was taken at, empty where the data name none. Samples of
    /// one section and time with different verticals are parts of one, not contradictions.
    pub vertical: &'a str,
    /// The publisher's columns.
    pub official: Official<'a>,
    /// Why the record is shown but not assessed (station under maintenance, section dry), empty otherwise.
    pub suspended: &'a str,
}

/// Days, or hours, that somebody declared to be under sand and dust.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DustPeriod {
    /// City or site by name or code; empty for every place.
    pub place: String,
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
    /// First and last hour, where they were given.
    pub hours: Option<(Hour, Hour)>,
    /// Row of the table, `None` when it was marked by hand.
    pub origin: Option<Origin>,
}
