//! Trends of a place over years.

use super::evaluation::{Evaluated, Evaluation, Numbers};
use crate::air::Pollutant;
use crate::air::period::{Coverage, Decimals, Statistic, statistics};
use crate::calendar::Span;
use crate::edition::EditionChoice;
use crate::quantity::Amount;
use crate::standard::hj663::YEAR_ITEMS;
use crate::statistics::trend::{
    MannKendall, Spearman, SpearmanRule, TheilSen, YEARS_OF_A_MOVING_MEAN, mann_kendall, moving_means, spearman,
    theil_sen,
};
use crate::trace::{Recorder, Trace};

/// An annual number whose trend can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TrendItem {
    /// The annual mean of a pollutant.
    Mean(Pollutant),
    /// The percentile of a pollutant that the annual evaluation asks for.
    Percentile(Pollutant),
    /// The share of good days.
    GoodDays,
    /// The composite index.
    Composite,
}

impl TrendItem {
    /// All items in the order in which they are shown: per pollutant what is evaluated over a year, then the shares.
    #[must_use]
    pub fn all() -> Vec<TrendItem> {
        let mut items = Vec::new();
        for (pollutant, item) in Pollutant::ALL.into_iter().zip(YEAR_ITEMS) {
            if item.mean {
                items.push(TrendItem::Mean(pollutant));
            }
            items.push(TrendItem::Percentile(pollutant));
        }
        items.extend([TrendItem::GoodDays, TrendItem::Composite]);
        items
    }

    /// Stable key, such as `pm25-mean`, `o3-p90`, `good-days`.
    #[must_use]
    pub fn key(self) -> String {
        let symbol = |pollutant: Pollutant| pollutant.symbol().to_ascii_lowercase().replace('.', "");
        match self {
            TrendItem::Mean(pollutant) => format!("{}-mean", symbol(pollutant)),
            TrendItem::Percentile(pollutant) => {
                format!("{}-p{}", symbol(pollutant), YEAR_ITEMS[pollutant as usize].percentile)
            }
            TrendItem::GoodDays => "good-days".to_owned(),
            TrendItem::Composite => "composite".to_owned(),
        }
    }

    /// The item with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<TrendItem> {
        TrendItem::all().into_iter().find(|item| item.key() == key)
    }

    /// Decimals of its annual values.
    #[must_use]
    pub const fn decimals(self) -> u32 {
        match self {
            TrendItem::Mean(pollutant) | TrendItem::Percentile(pollutant) => Decimals::Statistics.of(pollutant),
            TrendItem::GoodDays => 1,
            TrendItem::Composite => 2,
        }
    }

    fn of(self, numbers: &Numbers) -> (Option<Amount>, Coverage) {
        let value = match self {
            TrendItem::Mean(_) | TrendItem::Percentile(_) => return self.of_statistics(&numbers.statistics),
            TrendItem::GoodDays => numbers.good_ratio,
            TrendItem::Composite => numbers.composite.sum,
        };
        let coverage = numbers.statistics.iter().map(|statistic| statistic.coverage);
        (value, coverage.into_iter().find(|coverage| !coverage.is_enough()).unwrap_or(Coverage::Enough))
    }

    fn of_statistics(self, statistics: &[Statistic; 6]) -> (Option<Amount>, Coverage) {
        let (exact, coverage) = match self {
            TrendItem::Mean(pollutant) => {
                let statistic = &statistics[pollutant as usize];
                (statistic.mean, statistic.coverage)
            }
            TrendItem::Percentile(pollutant) => {
                let statistic = &statistics[pollutant as usize];
                (statistic.percentile, statistic.coverage)
            }
            // A year under two editions has neither.
            TrendItem::GoodDays | TrendItem::Composite => (None, Coverage::NoMinimum),
        };
        (exact.map(|exact| exact.round(self.decimals())), coverage)
    }
}

/// A number over years with its tests.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendResult {
    /// What.
    pub item: TrendItem,
    /// The years that enter, with their values as printed.
    pub years: Vec<(i32, Amount)>,
    /// The years that do not, because too few days are valid.
    pub left_out: Vec<(i32, Coverage)>,
    /// The rank correlation of HJ 663 annex B.
    pub spearman: Spearman,
    /// The test of Mann and Kendall.
    pub mann_kendall: Option<MannKendall>,
    /// The line of Theil and Sen; its slope has a decimal more than the values.
    pub theil_sen: Option<TheilSen>,
    /// Three-year moving means, each at its last year.
    pub moving: Vec<(i32, Amount)>,
}

/// The annual numbers of a place, the same for all trends.
#[derive(Debug)]
pub struct AnnualNumbers(Vec<(i32, OfYear)>);

#[derive(Debug)]
enum OfYear {
    /// No day.
    Nothing,
    /// Under one edition.
    One(Box<Evaluated>),
    /// Under two: statistics, which do not depend on an edition, and nothing else.
    Statistics(Box<[Statistic; 6]>),
}

impl Evaluation {
    /// The annual numbers of a place under a choice of edition, for [`trend`].
    ///
    /// Shares of good days and composite indices of different years are comparable only under one edition; by date they
    /// go by what was in force in each year, which the caller has to say.
    #[must_use]
    pub fn annual(&self, place: usize, choice: EditionChoice) -> AnnualNumbers {
        let subject = self.subject(place);
        let of = |year: i32| {
            let span = Span::Year(year);
            let mut results = self.evaluate(&subject, span, choice, &mut Recorder::off());
            match (results.pop(), results.is_empty()) {
                (None, _) => OfYear::Nothing,
                (Some(one), true) => OfYear::One(Box::new(one)),
                (Some(_), false) => OfYear::Statistics(Box::new(statistics(&subject.days, span, &mut Recorder::off()))),
            }
        };
        let (Some(first), Some(last)) = (subject.days.first(), subject.days.last()) else {
            return AnnualNumbers(Vec::new());
        };
        AnnualNumbers((first.date.year()..=last.date.year()).map(|year| (year, of(year))).collect())
    }
}

/// The trend of an annual number, told to a trace. Particles and the composite index have dust deducted where it was
/// declared. Years with too few days are left out; the tests then see the remaining years in their order, and the line
/// and the moving means their true distances.
pub fn trend(annual: &AnnualNumbers, item: TrendItem, trace: &mut impl Trace) -> TrendResult {
    let (mut years, mut left_out) = (Vec::new(), Vec::new());
    for (year, of_year) in &annual.0 {
        let (value, coverage) = match of_year {
            OfYear::Nothing => (None, Coverage::NoDays),
            OfYear::One(one) if item == TrendItem::GoodDays => item.of(&one.plain),
            OfYear::One(one) => item.of(one.published()),
            OfYear::Statistics(statistics) => item.of_statistics(statistics),
        };
        match value {
            Some(value) if coverage.is_enough() => years.push((*year, value)),
            _ => left_out.push((*year, coverage)),
        }
    }
    let values: Vec<Amount> = years.iter().map(|(_, value)| *value).collect();
    TrendResult {
        item,
        spearman: spearman(&values, SpearmanRule::AIR, trace),
        mann_kendall: mann_kendall(&values, trace),
        theil_sen: theil_sen(&years, item.decimals() + 1, trace),
        moving: moving_means(&years, YEARS_OF_A_MOVING_MEAN, item.decimals(), trace),
        years,
        left_out,
    }
}
