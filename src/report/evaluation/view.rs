//! What an evaluation looks like to a reader. Amounts are decimal text.

use crate::words::{CountView, Text, view};

view! {
    /// What a person chose for an evaluation. Empty texts and lists stand for the defaults.
    #[derive(Default)]
    pub struct EvaluationChoices {
        /// `point`, `county`, `city` (default) or `region`.
        pub level: String,
        /// `year` (default), `half-year`, `quarter`, `season`, `month`, or stretches such as
        /// `2024,2024-H1,2024-Q3,2024-S1,2024-05,2024-01-01..2024-03-10`; `S1` is spring, `S4` winter.
        pub spans: String,
        /// Any of `by-date` (default), `2012`, `2026-transition`, `2026-final`, side by side.
        pub editions: Vec<String>,
        /// Grade of the limits: 2 (default) or 1.
        pub grade: u8,
        /// Declared dust periods.
        pub dust: Vec<DustChoice>,
        /// Declared periods of exceptional events, whose days take no part at all. None by default: the rules of HJ 663-2026
        /// could not be read.
        pub exceptional: Vec<DustChoice>,
        /// Whether three-year means are held against the annual limits, too. Not by default, for the same reason.
        pub three_years: bool,
        /// Whether dust periods that came with the files count too; they do unless this is set.
        pub ignore_dust_tables: bool,
        /// How regions come about: `mean-of-cities` (default) or `pooled`.
        pub region: String,
        /// What goes from one mean into the next: `reported` (default) or `exact`.
        pub carry: String,
        /// Decimals of concentrations in indices and regions: `judgement` (default) or `statistics`.
        pub decimals: String,
        /// Percentiles of TSP, NOx and BaP: `judged` (default) or `left-out`.
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        pub other_percentiles: String,
    }

    /// A declared dust period.
    pub struct DustChoice {
        /// City or site; empty for every place.
        pub place: String,
        /// First day, `2024-04-12`.
        pub first: String,
        /// Last day.
        pub last: String,
    }

    /// A place that can be asked about.
    pub struct PlaceOption {
        /// Its number.
        pub place: u32,
        /// Its name.
        pub name: Text,
        /// Points of a city, cities of a region.
        pub members: u32,
        /// Names of its sites, as in the lists of days; empty for regions.
        pub sites: Vec<String>,
    }

    /// A key with its words.
    pub struct KeyView {
        /// Key.
        pub key: String,
        /// Words.
        pub words: Text,
    }

    /// An evaluation.
    pub struct EvaluationView {
        /// The finding, in one sentence.
        pub finding: Text,
        /// What the shares of good days say, in one sentence.
        pub good_finding: Text,
        /// Places in the order of the data.
        pub places: Vec<PlaceOption>,
        /// All stretches that some place has, ascending.
        pub spans: Vec<KeyView>,
        /// The editions that were chosen.
        pub editions: Vec<KeyView>,
        /// Results by place, stretch and edition.
        pub rows: Vec<EvaluationRow>,
        /// Sites that belong to no place of this level.
        pub left_out: Vec<String>,
        /// What a reader must know beside the numbers.
        pub notices: Vec<Text>,
    }

    /// A place over a period under an edition.
    pub struct EvaluationRow {
        /// Number of the place.
        pub place: u32,
        /// Its name.
        pub name: Text,
        /// The period that was asked for, as a key.
        pub span: String,
        /// Its name.
        pub span_words: Text,
        /// The days of it that this row is about, where it spans two editions; otherwise empty.
        pub part: String,
        /// Key of the edition that was chosen.
        pub choice: String,
        /// The limits and the index that judge it.
        pub edition: Text,
        /// `attained`, `exceeded` or `not-assessable`.
        pub verdict: String,
        /// Why there is no verdict; empty where there is one.
        pub why: Text,
        /// Pollutants above a limit.
        pub over: Vec<String>,
        /// Days of the period.
        pub calendar_days: u32,
        /// Days with any data.
        pub days_with_data: u32,
        /// All days as they are.
        pub plain: NumbersView,
        /// With dust deducted, where dust days were declared.
        pub deducted: Option<NumbersView>,
        /// Declared dust days that have data.
        pub dust_days: u32,
        /// Of a region: cities, judged, attaining.
        pub cities: Option<CityCountsView>,
        /// Days that were left out as exceptional.
        pub exceptional_days: u32,
        /// The means of three years up to this one against the limits, where they were asked for.
        pub three_years: Option<ThreeYearsView>,
    }

    /// The means of three years against the annual limits; no verdict of the standard.
    pub struct ThreeYearsView {
        /// `attained`, `exceeded` or `not-assessable`.
        pub verdict: String,
        /// Pollutants above a limit.
        pub over: Vec<String>,
        /// Means in the order SO2, NO2, CO, O3, PM10, PM2.5, with the decimals of a judgement; empty without a limit.
        pub means: Vec<String>,
        /// Percentiles in the same order.
        pub percentiles: Vec<String>,
    }

    /// The numbers of a place over a period.
    pub struct NumbersView {
        /// What the annual items say of these numbers, `attained`, `exceeded` or `not-assessable`; empty where the period
        /// is not judged. The verdict on a place is that of its row.
        pub verdict: String,
        /// Pollutants above a limit.
        pub over: Vec<String>,
        /// In the order SO2, NO2, CO, O3, PM10, PM2.5.
        pub items: Vec<ItemView>,
        /// Share of good days in per cent, one decimal; empty without valid days.
        pub good_ratio: String,
        /// Days with AQI up to 100.
        pub good: u32,
        /// Days with an AQI.
        pub valid: u32,
        /// Valid days by category, 优 first.
        pub categories: Vec<u32>,
        /// Days of heavy pollution and worse.
        pub heavy: u32,
        /// Days with data but no AQI, by reason.
        pub fallen_out: Vec<CountView>,
        /// Valid days above 100 whose AQI stands on fewer than six pollutants.
        pub incomplete_above_100: u32,
        /// The composite index of the rankings.
        pub composite: IndexView,
        /// The index of HJ 663-2013 annex C, for years.
        pub annex_c: Option<IndexView>,
    }

    /// One pollutant over a period.
    pub struct ItemView {
        /// `PM2.5`.
        pub symbol: String,
        /// Unit of its concentrations.
        pub unit: String,
        /// Valid days.
        pub days: u32,
        /// Whether they are enough: `enough`, `too-few-days`, `thin-month`, `no-minimum`, `thin-places`, `no-days`.
        pub coverage: String,
        /// The same in words.
        pub coverage_words: Text,
        /// Mean with the decimals of statistics.
        pub mean: String,
        /// The mean as judged, where the period is judged and there is an annual limit.
        pub mean_limit: String,
        /// Multiple by which the mean exceeds, empty when it does not.
        pub mean_multiple: String,
        /// Which percentile.
        pub percent: u8,
        /// Percentile with the decimals of statistics.
        pub percentile: String,
        /// The limit it is held against.
        pub percentile_limit: String,
        /// Multiple by which it exceeds, empty when it does not.
        pub percentile_multiple: String,
        /// `attained`, `exceeded` or `not-assessable`; empty where the period is not judged.
        pub verdict: String,
        /// Share of days within the daily limit in per cent, one decimal.
        pub rate: String,
        /// Days within the daily limit.
        pub attaining_days: u32,
    }

    /// A composite index.
    pub struct IndexView {
        /// The index, two decimals; empty when a pollutant is missing.
        pub sum: String,
        /// Single indices, two decimals, in the order SO2, NO2, CO, O3, PM10, PM2.5.
        pub single: Vec<String>,
        /// Pollutants with the largest single index.
        pub main: Vec<String>,
    }

    /// Cities of a region.
    pub struct CityCountsView {
        /// With data.
        pub cities: u32,
        /// With a verdict.
        pub judged: u32,
        /// That attain.
        pub attaining: u32,
    }

    /// A ranking.
    pub struct RankingView {
        /// The finding, in one sentence.
        pub finding: Text,
        /// The period.
        pub span: Text,
        /// The standards that concentrations are divided by.
        pub edition: Text,
        /// Key of the one edition that holds for the whole period; empty without places.
        pub choice: String,
        /// Best first.
        pub rows: Vec<RankingRow>,
        /// Places without all six pollutants.
        pub left_out: Vec<Text>,
        /// What a reader must know beside the numbers.
        pub notices: Vec<Text>,
    }

    /// A place in a ranking.
    pub struct RankingRow {
        /// Number of the place.
        pub place: u32,
        /// Its name.
        pub name: Text,
        /// Rank by index.
        pub rank: u32,
        /// The composite index with its parts.
        pub index: IndexView,
        /// The concentrations behind it, in the same order.
        pub concentrations: Vec<String>,
        /// Change against the year before in per cent; empty where it is not known.
        pub change: String,
        /// Rank by change.
        pub change_rank: Option<u32>,
        /// Whether all pollutants have enough days.
        pub enough: bool,
        /// Whether dust was deducted.
        pub deducted: bool,
        /// Whether all six are within grade 2, so that the place is not listed among those that got worse.
        pub within_grade_2: bool,
    }

    /// One period against another.
    pub struct ChangeView {
        /// The finding, in one sentence.
        pub finding: Text,
        /// The earlier period.
        pub before: Text,
        /// The later period.
        pub now: Text,
        /// Concentrations and shares; with dust deducted where it was declared, and then the plain share too.
        pub rows: Vec<ChangeRow>,
        /// Whether dust was deducted in either period.
        pub deducted: bool,
    }

    /// One number in two periods.
    pub struct ChangeRow {
        /// What.
        pub label: Text,
        /// Unit.
        pub unit: String,
        /// In the earlier period.
        pub before: String,
        /// In the later period.
        pub now: String,
        /// Difference.
        pub difference: String,
        /// Change in per cent, one decimal; empty for shares, whose difference is in percentage points.
        pub percent: String,
        /// `better`, `worse`, `same`, or empty where one is missing.
        pub direction: String,
    }
    /// The trends of a place over its years.
    pub struct TrendsView {
        /// The finding, in one sentence.
        pub finding: Text,
        /// Its name.
        pub name: Text,
        /// One number each.
        pub rows: Vec<TrendRow>,
        /// What a reader must know beside the numbers.
        pub notices: Vec<Text>,
    }

    /// One annual number over years.
    pub struct TrendRow {
        /// Its key, such as `pm25-mean`.
        pub key: String,
        /// Its name.
        pub label: Text,
        /// Unit.
        pub unit: String,
        /// Values by year.
        pub years: Vec<YearValue>,
        /// Years that do not enter, and why.
        pub left_out: Vec<YearReason>,
        /// Rank correlation with three decimals; empty without two years.
        pub coefficient: String,
        /// Its critical value; empty where the table has none.
        pub critical: String,
        /// `rising`, `falling`, `not-significant` or `not-assessable`.
        pub trend: String,
        /// The same in words.
        pub trend_words: Text,
        /// Mann-Kendall S.
        pub score: String,
        /// Its two-sided probability with four decimals.
        pub probability: String,
        /// Whether the probability is exact.
        pub exact: bool,
        /// Slope of Theil and Sen per year.
        pub slope: String,
        /// Three-year means at their last year.
        pub moving: Vec<YearValue>,
    }

    /// A value of a year.
    pub struct YearValue {
        /// Year.
        pub year: i32,
        /// Value.
        pub value: String,
    }

    /// Why a year does not enter.
    pub struct YearReason {
        /// Year.
        pub year: i32,
        /// Why.
        pub why: Text,
    }

    /// The other items of GB 3095 table 2 and the items of annex A at a place, by years.
    pub struct OtherItemsView {
        /// The finding, in one sentence; of the latest year.
        pub finding: Text,
        /// Its name.
        pub name: Text,
        /// By item and year.
        pub rows: Vec<OtherItemRow>,
        /// What a reader must know beside the numbers.
        pub notices: Vec<Text>,
    }

    /// An item over a year.
    pub struct OtherItemRow {
        /// Key of the item, such as `tsp` or `air-pb`.
        pub item: String,
        /// `BaP`.
        pub symbol: String,
        /// Its name.
        pub label: Text,
        /// Unit of its concentrations.
        pub unit: String,
        /// Year.
        pub year: i32,
        /// Points that sample it.
        pub points: u32,
        /// The limits and their grade, or annex A.
        pub edition: Text,
        /// Where they are printed; empty where there is nothing to hold it against.
        pub clause: String,
        /// Whether the values are for information and judge nothing.
        pub information: bool,
        /// Daily values.
        pub days: u32,
        /// `attained`, `exceeded`, `not-assessable`; empty for information.
        pub verdict: String,
        /// The same in words.
        pub verdict_words: Text,
        /// Why there is no verdict; empty where there is one.
        pub why: Text,
        /// Means, percentile, highest day.
        pub values: Vec<OtherValueView>,
        /// Daily values that are held against a limit of a day.
        pub days_judged: u32,
        /// Those within it.
        pub days_within: u32,
        /// Share of them in per cent, one decimal; empty where none is held against a limit.
        pub rate: String,
    }

    /// A value of a year beside its limit or reference value.
    pub struct OtherValueView {
        /// `year`, `q1` to `q4`, `p95`, `p98`, or `day` for the highest daily value.
        pub key: String,
        /// Its name.
        pub label: Text,
        /// The value; empty without daily values.
        pub value: String,
        /// The limit or reference value; empty where there is none.
        pub limit: String,
        /// Multiple by which a limit is exceeded, empty where it is not.
        pub multiple: String,
        /// `attained`, `exceeded`, `not-assessable`; empty for information.
        pub verdict: String,
        /// Whether the daily values are enough, or how many are above the reference value; may be empty.
        pub note: Text,
    }

    /// A year at a place by several rules side by side.
    pub struct ComparisonView {
        /// The finding, in one sentence.
        pub finding: Text,
        /// The place.
        pub name: Text,
        /// The year.
        pub year: i32,
        /// One rule each.
        pub groups: Vec<ComparisonGroup>,
        /// What a reader must know beside the numbers.
        pub notices: Vec<Text>,
    }

    /// A year by one rule: rows that are held against limits, or counts of days or hours.
    pub struct ComparisonGroup {
        /// Key: that of a Chinese edition, `who`, `eu`, `us` or `european-aqi`.
        pub key: String,
        /// Name of the rule.
        pub title: Text,
        /// Where it is printed.
        pub clause: String,
        /// `attained`, `exceeded`, `not-assessable`, or empty for indices.
        pub verdict: String,
        /// Rows that are held against limits.
        pub rows: Vec<ComparisonRow>,
        /// Days or hours by category, the best first.
        pub counts: Vec<CountView>,
    }

    /// A number held against a limit.
    pub struct ComparisonRow {
        /// Pollutant.
        pub item: Text,
        /// What is held against the limit.
        pub averaging: Text,
        /// The number, or how often a limit is exceeded.
        pub value: String,
        /// Unit; `×` where the number counts exceedances, `d` where it counts days.
        pub unit: String,
        /// The limit, the levels from the loosest on, or how many exceedances are allowed.
        pub limit: String,
        /// `attained`, `exceeded` or `not-assessable`.
        pub verdict: String,
        /// The same in words.
        pub verdict_words: Text,
        /// What else there is to say.
        pub note: Text,
    }
    /// The hours of a place on a day by several rules.
    pub struct HoursView {
        /// The place.
        pub name: Text,
        /// The day.
        pub date: String,
        /// First and last day with hours; both empty where none were kept.
        pub first: String,
        /// Last day with hours.
        pub last: String,
        /// The rule that was followed.
        pub rule: Text,
        /// Hours with a value.
        pub rows: Vec<HourRow>,
        /// What a reader must know beside the numbers.
        pub notices: Vec<Text>,
    }

    /// An hour of a place.
    pub struct HourRow {
        /// Label of its end, 1 to 24.
        pub label: u8,
        /// 1-h means in the order SO2, NO2, CO, O3, PM10, PM2.5.
        pub values: Vec<Option<String>>,
        /// Individual indices in the same order.
        pub iaqi: Vec<Option<u16>>,
        /// AQI.
        pub aqi: Option<u16>,
        /// Category 1 to 6.
        pub category: Option<u8>,
        /// Primary pollutants.
        pub primary: Vec<String>,
        /// Why there is no AQI.
        pub why_not: Option<Text>,
        /// Band of the European index, 1 to 6.
        pub european: Option<u8>,
        /// US AQI of the particles by NowCast.
        pub us: Option<u32>,
    }

    /// Periods that look like dust.
    pub struct DustSuggestionsView {
        /// The finding, in one sentence.
        pub finding: Text,
        /// Whether hours were kept at all.
        pub has_hours: bool,
        /// The periods.
        pub rows: Vec<DustSuggestionRow>,
    }

    /// A period that looks like dust.
    pub struct DustSuggestionRow {
        /// First hour, `2024-03-27T16:00` by the label of its end.
        pub start: String,
        /// Last hour.
        pub end: String,
        /// First day that is touched.
        pub first: String,
        /// Last day that is touched.
        pub last: String,
        /// Mean PM10 of the six hours before.
        pub before: String,
        /// Largest PM10.
        pub highest: String,
    }
}
