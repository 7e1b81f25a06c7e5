//! What an evaluation of water looks like to a reader. Amounts are decimal text.

use super::super::evaluation::view::KeyView;
use super::groups::BasinChoices;
use super::standards::StandardsChoices;
use crate::words::{CountView, Text, view};

view! {
    /// What a person chose for an evaluation of water. Empty texts and lists stand for the defaults.
    #[derive(Default)]
    pub struct WaterChoices {
        /// `year` (default), `half-year`, `quarter`, `season`, `month`, or stretches such as
        /// `2024,2024-H1,2024-Q3,2024-05,2024-01-01..2024-03-10`.
        pub spans: String,
        /// `auto` (default: means are rounded to the decimals of an evaluation), `raw` or `evaluation`.
        pub rounding: String,
        /// Body of water where the data do not say: `river` (default) or `lake`.
        pub body: String,
        /// Names of sections that are lakes or reservoirs whatever the default is.
        pub lakes: Vec<String>,
        /// Names of sections that are rivers whatever the default is.
        pub rivers: Vec<String>,
        /// Items that make the class: `present` (default: those of the 21 that are there), `five`, or the five and further
        /// ones by their keys or names such as `five+fluoride,cod`.
        pub items: String,
        /// Dissolved oxygen by saturation: `ignored` (default), `measured`, `temperature`, or reckoned at the stations from
        /// their altitude in m or their air pressure in kPa, such as `altitude:2261` or `pressure:77.5`.
        pub saturation: String,
        /// Longer periods from the means of `months` (default) or from all `samples`.
        pub mean_of: String,
        /// Months with data that a quarter needs; empty for 2.
        pub least_quarter: String,
        /// Months with data that a year needs; empty for 8.
        pub least_year: String,
        /// What becomes of a period with fewer: `marked` (default) or `not-evaluated`.
        pub thin: String,
        /// Targets, stronger than those of the data.
        pub targets: Vec<TargetChoice>,
        /// Wells, sources, own limits and comparison.
        pub standards: StandardsChoices,
        /// Of sections together, two periods and trends.
        pub basins: BasinChoices,
        /// Points of lakes whose lake the data do not name: each a lake of its own (empty or `points`), or joined by the
        /// beginning of their `names`.
        pub lakes_by: String,
        /// Lakes that are reported as in their natural state, by commas; empty for 青海湖, `none` for no lake.
        pub natural_state: String,
        /// Reservoirs of river type, by commas: they are graded by the limits of rivers.
        pub river_type: String,
        /// Weights of the trophic state: `exact` (default) or `printed`.
        pub tli_weights: String,
        /// The trophic state index that is held against the bands: `unrounded` (default) or `printed`.
        pub tli_compared: String,
        /// Index of a city from rivers and lakes weighted by their `places` (default) or `equal`.
        pub city_weights: String,
        /// Sign of the change of a city: below zero is better (`fall`, default) or above (`rise`).
        pub city_sign: String,
        /// Items of the index of a city: `all` (default: the 21, without one of which it has no place) or those that all
        /// cities have in `common`.
        pub city_items: String,
        /// Rounds of a function zone: `months` (default) or `days`.
        pub zone_rounds: String,
        /// Black and odorous water: every site with an indicator (`every-site`), or those with an oxidation reduction potential
        /// (empty or `with-potential`).
        pub black_odorous: String,
        /// A value at the end of the range of 轻度黑臭: `inside` (default) or `outside`.
        pub black_odorous_end: String,
        /// Transparency in shallow water below 40 % of the depth: `light` (default) or `heavy`.
        pub black_odorous_shallow: String,
        /// Mean pH of precipitation weighted by `amount` (default) or `equal`.
        pub rain_weights: String,
    }

    /// A target class of a section.
    pub struct TargetChoice {
        /// Name of the section.
        pub section: String,
        /// Class 1 to 5.
        pub class: u8,
    }

    /// A site that can be asked about.
    pub struct SiteOption {
        /// Its number.
        pub site: u32,
        /// Its name.
        pub name: String,
        /// `river` or `lake`.
        pub body: String,
        /// Whether the data or the person said so; otherwise it is the default.
        pub body_known: bool,
    }

    /// An evaluation of water.
    pub struct WaterEvaluationView {
        /// River sections and points of lakes, in the order of the data.
        pub sites: Vec<SiteOption>,
        /// River sections.
        pub sections: u32,
        /// Lakes and reservoirs.
        pub lakes: u32,
        /// Cities that sections and points of lakes name.
        pub cities: u32,
        /// Whether there is something to say of black and odorous water.
        pub black_odorous: bool,
        /// Sites of precipitation.
        pub rain_sites: u32,
        /// Sites of groundwater.
        pub wells: u32,
        /// Drinking-water sources.
        pub sources: u32,
        /// All stretches that some site has, ascending.
        pub spans: Vec<KeyView>,
        /// What a reader must know beside the numbers.
        pub notices: Vec<Text>,
    }

    /// Which sections to send.
    pub struct SectionQuery {
        /// Key of the stretch; empty for the last.
        pub span: String,
        /// One site only.
        pub site: Option<u32>,
        /// First row, from 0.
        pub offset: u32,
        /// At most so many rows.
        pub limit: u32,
        /// Only these classes (1 to 6; 0 is "not evaluated"); all when empty.
        pub grades: Vec<u8>,
    }

    /// Sections over a period.
    pub struct SectionRows {
        /// The finding, in one sentence.
        pub finding: Text,
        /// The stretch.
        pub span: KeyView,
        /// Sections by class (keys 1 to 6), before the classes of the query.
        pub classes: Vec<CountView>,
        /// Sections without a class, by reason.
        pub fallen_out: Vec<CountView>,
        /// Rows that match the query.
        pub total: u32,
        /// The rows.
        pub rows: Vec<SectionRow>,
    }

    /// A section over a period.
    pub struct SectionRow {
        /// Number that `explain_section` takes.
        pub site: u32,
        /// Its name.
        pub name: String,
        /// River or basin, city and province as far as they are known.
        pub whereabouts: String,
        /// Key of the stretch.
        pub span: String,
        /// `river` or `lake`.
        pub body: String,
        /// Whether the data or the person said so.
        pub body_known: bool,
        /// Class 1 to 6.
        pub class: Option<u8>,
        /// State in words: 优 … 重度污染.
        pub state: Text,
        /// Why there is no class.
        pub why_not: Option<Text>,
        /// Items that decide the class.
        pub deciding: Vec<Text>,
        /// Main pollutants against class Ⅲ with their multiples.
        pub main: Text,
        /// How many of the 21 items were evaluated.
        pub indicators: u32,
        /// Items whose detection limit does not prove their class.
        pub unproven: Vec<Text>,
        /// Target class.
        pub target: Option<u8>,
        /// `attained`, `exceeded` or `not-assessable`; null without a target.
        pub verdict: Option<String>,
        /// Items over the target class with the multiples of **its** limits.
        pub over_target: Text,
        /// Months that meet the target.
        pub months_on_target: u32,
        /// Months that have a class, and a target.
        pub months_judged: u32,
        /// The months with their classes.
        pub months: Vec<MonthClass>,
        /// Whether there are fewer months than the period needs, in words; empty where there are enough.
        pub thin: Text,
        /// Samples that entered the means.
        pub samples: u32,
        /// Samples of a suspended station, which did not.
        pub suspended: u32,
        /// Class of total nitrogen alone, of lakes.
        pub nitrogen: Option<u8>,
        /// Class of faecal coliform alone.
        pub coliform: Option<u8>,
        /// The means of all items.
        pub items: Vec<ItemMean>,
    }

    /// A month of a section.
    pub struct MonthClass {
        /// `2024-05`.
        pub month: String,
        /// Class 1 to 6.
        pub class: Option<u8>,
        /// `attained`, `exceeded` or `not-assessable`.
        pub verdict: String,
    }

    /// The mean of an item.
    pub struct ItemMean {
        /// Key of the item.
        pub key: String,
        /// Its name.
        pub name: Text,
        /// Its unit.
        pub unit: String,
        /// The mean, rounded to two digits more than an evaluation has; `<0.02` below detection.
        pub value: String,
        /// Class 1 to 6, where the item is graded.
        pub class: Option<u8>,
    }
}
