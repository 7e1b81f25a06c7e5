//! What a result looks like to a reader: plain records in the reader's words, ready for a page, a table or JSON.
//!
//! TypeScript declarations are generated from these types, so the page cannot drift from the core.
//! Concentrations and limits are decimal text, never binary floats.

use crate::words::{CountView, Text, view};

view! {
    /// What a person chose before the assessment.
    pub struct Choices {
        /// `by-date`, `2012`, `2026-transition` or `2026-final`.
        pub edition: String,
        /// `auto`, `raw` or `evaluation`.
        pub rounding: String,
        /// Body of water where the data do not say: `river` or `lake`.
        pub body: String,
        /// Names of sections that are lakes or reservoirs whatever the default is.
        pub lakes: Vec<String>,
        /// Names of sections that are rivers whatever the default is.
        pub rivers: Vec<String>,
        /// Year of dates that are written without one.
        pub year: Option<i32>,
        /// How hourly labels are meant: `auto`, `hour-ending` or `hour-beginning`.
        pub hours: String,
        /// What concentrations of air are given for: `reference` (or empty: what the standard asks for), `273`, `273.15`, or
        /// temperature in K and pressure in hPa such as `283.15,720`.
        pub data_state: String,
        /// The air at the sites in K and hPa, for particles that are given for 273 K; empty when it is not known.
        pub site_air: String,
        /// The value in µg/m³ above which a day of ozone counts although too few of its 8-hour means are valid; empty for the
        /// limit of grade 2, 160.
        pub ozone_exception: String,
        /// Whether values that deserve a look are told of: `on` (or empty) or `off`.
        pub screening: String,
        /// What is excluded or corrected, as a table: `site,from,to,item,action,value,reason,by`; empty for nothing.
        pub exclusions: String,
        /// Whether every hour of air is kept, for what needs hours; a day of a site takes some three times the memory then.
        pub keep_hours: bool,
        /// What was said of how to read files, a JSON text each (see `Mapping`).
        pub mappings: Vec<String>,
    }

    /// What a call to push bytes answers.
    pub struct Pushed {
        /// Data rows read so far from this file.
        pub rows: u32,
        /// Set when the bytes do not fit the encoding they were given as: begin the file again, decoded from this one.
        pub again_as: Option<String>,
    }

    /// What a call to end a file answers: how it was read, or what it has to be read as.
    pub struct Ended {
        /// How the file was read.
        pub file: Option<FileView>,
        /// Set when the bytes do not fit the encoding they were given as: begin the file again, decoded from this one.
        pub again_as: Option<String>,
    }

    /// How one column of a file was understood.
    pub struct ColumnView {
        /// Position, counted from 1.
        pub column: u32,
        /// The header as written.
        pub header: String,
        /// What the column is used as, in words; empty when it is not used.
        pub role: Text,
        /// Unit that was applied, as printed.
        pub unit: String,
        /// Where the unit came from, or why the column is not used.
        pub note: Text,
        /// Whether the column is used.
        pub used: bool,
        /// Stable key of its role, such as `date` or `reading:nh3n`; empty when it was not recognised.
        pub role_key: String,
        /// Whether a person should look at it.
        pub asks: bool,
    }

    /// An item that may be meant.
    pub struct SuggestionView {
        /// Stable key of the item.
        pub key: String,
        /// Its names.
        pub name: Text,
    }

    /// How one file was read.
    pub struct FileView {
        /// File name as given.
        pub name: String,
        /// `air-daily`, `air-hourly`, `air-monthly` (not graded), `water` or `unknown`.
        pub kind: String,
        /// One sentence: how the file was understood.
        pub understood: Text,
        /// Encoding that was taken.
        pub encoding: String,
        /// Number of bytes read.
        pub bytes: f64,
        /// Number of data rows read.
        pub rows: u32,
        /// Number of rows that entered the result.
        pub used: u32,
        /// The columns.
        pub columns: Vec<ColumnView>,
        /// What files with this header are recognised by.
        pub signature: String,
        /// Row of the header, counted from 1; 0 without one.
        pub header_row: u32,
        /// First row of data, counted from 1; 0 where there is no table.
        pub first_row: u32,
        /// The first rows as text.
        pub sample: Vec<Vec<String>>,
        /// Whether a mapping was applied.
        pub mapped: bool,
    }

    /// An item of the register, for a person to choose.
    pub struct RegisterItem {
        /// Key of the role of a column that holds it, such as `reading:nh3n`.
        pub role: String,
        /// Printed short form.
        pub symbol: String,
        /// Full names.
        pub name: Text,
        /// `air` or `water`.
        pub medium: String,
        /// Unit of the limits.
        pub unit: String,
    }

    /// Issues of one cause.
    pub struct IssueView {
        /// `error` (left out), `warning` (used) or `note`.
        pub severity: String,
        /// Stable code, for example `not-a-number`.
        pub code: String,
        /// What is the matter and what to do.
        pub message: Text,
        /// How many times.
        pub count: u32,
        /// The first places.
        pub places: Vec<PlaceView>,
    }

    /// A place in a file.
    pub struct PlaceView {
        /// File name.
        pub file: String,
        /// Row as a spreadsheet counts, from 1.
        pub row: u32,
        /// Column from 1, or 0 when the whole row is meant.
        pub column: u32,
        /// Header of the column.
        pub header: String,
        /// Original text.
        pub text: String,
    }

    /// How our result agrees with the publisher's own column.
    pub struct AgreementView {
        /// What was compared, for example "hourly AQI".
        pub what: Text,
        /// Rows compared.
        pub compared: u32,
        /// Rows that agree.
        pub same: u32,
        /// Rows with an official value that could not be compared, and why.
        pub not_compared: Vec<CountView>,
        /// Known causes of disagreement, with counts.
        pub causes: Vec<CountView>,
        /// The first disagreements.
        pub differences: Vec<DifferenceView>,
    }

    /// One disagreement with the publisher.
    pub struct DifferenceView {
        /// Site and period.
        pub place: String,
        /// Our value.
        pub ours: String,
        /// Theirs.
        pub official: String,
        /// Likely cause, when one is known.
        pub cause: Option<Text>,
    }

    /// An air site with its totals.
    pub struct AirSiteView {
        /// Number used in queries.
        pub site: u32,
        /// Name.
        pub name: String,
        /// Years with data.
        pub years: Vec<i32>,
        /// The year to show first: the latest that is nearly whole, otherwise the one with the most days.
        pub first_shown: i32,
        /// Days with any data.
        pub days: u32,
        /// Days with an AQI that may be published.
        pub valid: u32,
        /// Days with AQI up to 100.
        pub good: u32,
        /// Good days / valid days in per cent with one decimal, empty without valid days.
        pub good_ratio: String,
        /// First and last day.
        pub first: String,
        /// Last day.
        pub last: String,
    }

    /// The air part of a result.
    pub struct AirView {
        /// The finding, in one sentence.
        pub finding: Text,
        /// Sites in order of their names in the data.
        pub sites: Vec<AirSiteView>,
        /// Days over all sites by category (keys 1 to 6).
        pub categories: Vec<CountView>,
        /// Site-days that are not valid, by reason.
        pub fallen_out: Vec<CountView>,
        /// Agreement with a publisher's columns: daily AQI, hourly AQI, daily category, as far as the data have them.
        pub agreement: Vec<AgreementView>,
        /// Editions that were used.
        pub editions: Vec<String>,
        /// What a reader must know beside the numbers.
        pub notices: Vec<Text>,
    }

    /// A water section with its totals.
    pub struct SectionView {
        /// Number used in queries.
        pub site: u32,
        /// Name.
        pub name: String,
        /// Basin or river, when known.
        pub basin: String,
        /// `river` or `lake`.
        pub body: String,
        /// Whether the body was stated in the data or by the person (otherwise it is the default).
        pub body_known: bool,
        /// Results of this section.
        pub results: u32,
        /// Target class 1 to 5, when known.
        pub target: Option<u8>,
        /// Whether its official classes fit the limits of the other body better: worth asking the person.
        pub fits_other_body: bool,
    }

    /// The water part of a result.
    pub struct WaterView {
        /// The finding, in one sentence.
        pub finding: Text,
        /// Sections in order of their names in the data.
        pub sections: Vec<SectionView>,
        /// Results by class (keys 1 to 6; 6 is worse than Ⅴ).
        pub classes: Vec<CountView>,
        /// Results that could not be graded, by reason.
        pub fallen_out: Vec<CountView>,
        /// Share of results in class Ⅰ to Ⅲ in per cent, one decimal.
        pub share_good: String,
        /// Agreement with a publisher's column.
        pub agreement: Option<AgreementView>,
        /// Editions that were used.
        pub editions: Vec<String>,
        /// What a reader must know beside the numbers.
        pub notices: Vec<Text>,
    }

    /// A line of the list of exclusions and corrections, and what it did.
    pub struct ExclusionView {
        /// Row of the list.
        pub row: u32,
        /// Site; empty for all.
        pub site: String,
        /// What was excluded or corrected, in words, with the reason and who decided it.
        pub text: Text,
        /// Readings that it excluded or corrected.
        pub readings: u32,
    }

    /// A whole result.
    pub struct ResultView {
        /// Files in the order given.
        pub files: Vec<FileView>,
        /// Issues grouped by cause, worst first.
        pub issues: Vec<IssueView>,
        /// Air, when there is any.
        pub air: Option<AirView>,
        /// Water, when there is any.
        pub water: Option<WaterView>,
        /// Series of daily values of other items of air (TSP, NOx, Pb, BaP, annex A), one a site and item; they are evaluated
        /// over years.
        pub other_items: u32,
        /// What a person excluded or corrected.
        pub exclusions: Vec<ExclusionView>,
    }

    /// Which rows of a table to send.
    pub struct Query {
        /// Site number; all when absent.
        pub site: Option<u32>,
        /// First row, from 0.
        pub offset: u32,
        /// At most so many rows.
        pub limit: u32,
        /// Only these categories or classes (1 to 6; 0 is "not graded"); all when empty.
        pub grades: Vec<u8>,
        /// Code of an issue: only results of rows that it is about; all when empty.
        pub issue: String,
    }

    /// One day at one site.
    pub struct AirRow {
        /// Number that `explain_air` takes.
        pub id: u32,
        /// Site name.
        pub site: String,
        /// `2024-04-12`.
        pub period: String,
        /// Editions used, for example `HJ 633-2012`.
        pub edition: String,
        /// AQI.
        pub aqi: Option<u16>,
        /// Category 1 to 6.
        pub category: Option<u8>,
        /// Primary pollutants, as printed.
        pub primary: Vec<String>,
        /// Pollutants above the GB 3095 grade 2 limit.
        pub over: Vec<String>,
        /// Concentrations in the order SO2, NO2, CO, O3, PM10, PM2.5; missing is null.
        pub values: Vec<Option<String>>,
        /// IAQIs in the same order.
        pub iaqi: Vec<Option<u16>>,
        /// The publisher's AQI.
        pub official_aqi: Option<String>,
        /// The publisher's category.
        pub official_category: Option<String>,
        /// Readings of it that were excluded or corrected by hand.
        pub excluded: u32,
        /// Why there is no AQI.
        pub why_not: Option<Text>,
    }

    /// A page of air rows.
    pub struct AirRows {
        /// Rows that match the query.
        pub total: u32,
        /// The rows.
        pub rows: Vec<AirRow>,
    }

    /// One result at one section.
    pub struct WaterRow {
        /// Number that `explain_water` takes.
        pub id: u32,
        /// Section name.
        pub site: String,
        /// `2021-04-01T08:00`, `2021-04-01` or `2021-04`.
        pub period: String,
        /// Edition used.
        pub edition: String,
        /// Class 1 to 6.
        pub class: Option<u8>,
        /// State in words.
        pub state: Text,
        /// Indicators that decide the class.
        pub deciding: Vec<Text>,
        /// Main pollutants with their multiples.
        pub main: Text,
        /// How many indicators were graded.
        pub indicators: u32,
        /// `river` or `lake`.
        pub body: String,
        /// Target class.
        pub target: Option<u8>,
        /// `attained`, `exceeded` or `not-assessable`; null without a target.
        pub verdict: Option<String>,
        /// The publisher's class, as written.
        pub official_class: Option<String>,
        /// Readings of it that were excluded or corrected by hand.
        pub excluded: u32,
        /// Why there is no class.
        pub why_not: Option<Text>,
    }

    /// A page of water rows.
    pub struct WaterRows {
        /// Rows that match the query.
        pub total: u32,
        /// The rows.
        pub rows: Vec<WaterRow>,
    }

    /// How a number came about.
    pub struct Explanation {
        /// For example "AQI 152, moderately polluted, primary pollutant PM10".
        pub title: Text,
        /// Where and when.
        pub place: Text,
        /// The steps, in the order of the rule.
        pub steps: Vec<StepView>,
        /// The readings that it stands on.
        pub readings: Vec<ReadingView>,
        /// What other editions would say.
        pub others: Vec<OtherView>,
        /// Advice to the public, sensitive groups, cautions.
        pub advice: Vec<Text>,
    }

    /// One step of an explanation.
    pub struct StepView {
        /// What is determined.
        pub label: Text,
        /// The formula with the numbers in it, the same in all languages.
        pub formula: String,
        /// Words beside the formula: limits, rounding, decisions.
        pub words: Text,
        /// Clause that it follows, for example `HJ 633-2012 4.3`.
        pub clause: String,
    }

    /// One reading behind a result.
    pub struct ReadingView {
        /// What was measured.
        pub item: Text,
        /// As written in the file.
        pub text: String,
        /// As used, with unit; empty when not used.
        pub used: String,
        /// What was done with it.
        pub note: Text,
        /// File name.
        pub file: String,
        /// Row from 1.
        pub row: u32,
        /// Column from 1.
        pub column: u32,
    }

    /// The result under another edition.
    pub struct OtherView {
        /// Edition.
        pub edition: Text,
        /// Result.
        pub result: Text,
    }
}
