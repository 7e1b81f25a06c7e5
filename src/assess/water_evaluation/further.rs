//! Cells of a sample that are none of the basic items: further items of the standards, 无 and 有, water withdrawn. Whatever
//! cannot be read is an issue at its place.

use super::WaterEvaluation;
use super::others::Quantity;
use crate::assess::sample_table::{OtherReading, SampleTable, TableSample};
use crate::calendar::{Date, Month, Span};
use crate::grade::Class;
use crate::issue::{Code, Issue, Issues};
use crate::observation::{Origin, SiteId, WaterUse};
use crate::quantity::{Amount, CellError, Dimension, Ratio, Reading, Unit, read_cell};
use crate::sorting::sort_by;
use crate::standard::gb3838_sources;
use crate::standard::gb14848::{self, Rule};
use crate::trace::{Recorder, Trace};
use crate::water::further_mean::FurtherMean;
use crate::water::groundwater::Finding;
use crate::water_item::{FurtherItem, WaterItem};

/// What stands for a unit that nobody wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UnsaidUnit {
    /// The printed unit of the standard, unless the magnitude of all readings of the column speaks against it.
    #[default]
    ByMagnitude,
    /// The printed unit of the standard whatever the readings are.
    AsPrinted,
}

/// Readings of which even the largest is at most this part of the limit of Ⅲ in µg/L are taken as mg/L.
const TOO_SMALL: Amount = Amount::decimal(1, 3);
/// Readings of which even the smallest is this many times the limit in mg/L are taken as µg/L.
const TOO_LARGE: Amount = Amount::whole(100);

/// What the cells under one header mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Means {
    /// No item that is known.
    Unknown,
    /// Water withdrawn, in this unit.
    Withdrawn(Unit),
    /// A reading of an item in this unit.
    Item(WaterItem, Unit),
    /// The unit is not known, or does not fit.
    Refused(Code),
}

/// A header of other cells.
#[derive(Debug, Clone)]
struct Header {
    name: String,
    unit: String,
    /// Whether the standard of groundwater is that of the site: it prints other units.
    groundwater: bool,
    means: Means,
    /// What is said once about the header, at its first cell.
    said: Option<Code>,
    /// The smallest and largest number under it, to judge a unit that is not written.
    range: Option<(Amount, Amount)>,
}

/// All headers of other cells, ascending by name, unit and standard.
#[derive(Debug, Clone, Default)]
pub(super) struct Headers(Vec<Header>);

impl Headers {
    fn find(&self, name: &str, unit: &str, groundwater: bool) -> Result<usize, usize> {
        let key = (name, unit, groundwater);
        self.0.binary_search_by(|own| (own.name.as_str(), own.unit.as_str(), own.groundwater).cmp(&key))
    }

    /// The headers of a table.
    pub(super) fn of(table: &SampleTable, unsaid: UnsaidUnit, is_groundwater: impl Fn(SiteId) -> bool) -> Headers {
        let mut headers = Headers::default();
        for (site, _) in table.sites() {
            let groundwater = is_groundwater(site);
            for cell in table.samples(site).flat_map(|sample| sample.others()) {
                let at = headers.find(cell.name, cell.unit, groundwater).unwrap_or_else(|at| {
                    let (means, said) = meaning(cell.name, cell.unit, groundwater);
                    let (name, unit) = (cell.name.to_owned(), cell.unit.to_owned());
                    headers.0.insert(at, Header { name, unit, groundwater, means, said, range: None });
                    at
                });
                let header = &mut headers.0[at];
                if header.said == Some(Code::UnitAssumed) {
                    header.see(cell.text);
                }
            }
        }
        if unsaid == UnsaidUnit::ByMagnitude {
            headers.0.iter_mut().for_each(Header::judge);
        }
        headers
    }

    fn of_cell(&self, cell: &OtherReading<'_>, groundwater: bool) -> Option<&Header> {
        self.0.get(self.find(cell.name, cell.unit, groundwater).ok()?)
    }
}

impl Header {
    /// Looks at the number of a cell.
    fn see(&mut self, cell: &str) {
        let number = match read_cell(cell.as_bytes()) {
            Ok(Reading::Value(value) | Reading::Below(value) | Reading::Above(value)) => value,
            _ => return,
        };
        if number > Amount::ZERO {
            let (least, most) = self.range.unwrap_or((number, number));
            self.range = Some((least.min(number), most.max(number)));
        }
    }

    /// Takes the other of mg/L and µg/L where no reading could be in the first.
    fn judge(&mut self) {
        let (Means::Item(item, unit), Some((least, most))) = (self.means, self.range) else { return };
        let Some(limit) = limit_of_drinking(item) else { return };
        if self.said != Some(Code::UnitAssumed) || item.unit() != Unit::MG_PER_L {
            return;
        }
        let times = |amount: Amount| {
            let in_mg = unit.convert(amount, Unit::MG_PER_L)?;
            Ratio::of(in_mg).over(Ratio::of(limit))
        };
        let other = if unit == Unit::UG_PER_L && times(most).is_some_and(|times| times <= Ratio::of(TOO_SMALL)) {
            Unit::MG_PER_L
        } else if unit == Unit::MG_PER_L && times(least).is_some_and(|times| times >= Ratio::of(TOO_LARGE)) {
            Unit::UG_PER_L
        } else {
            return;
        };
        self.means = Means::Item(item, other);
        self.said = Some(Code::UnitByMagnitude);
    }
}

/// The limit of an item for drinking-water sources in its unit: Ⅲ of groundwater, tables 2 and 3 of surface water.
fn limit_of_drinking(item: WaterItem) -> Option<Amount> {
    let of_source = match item {
        WaterItem::Further(item) => gb3838_sources::row_of(item).map(|(row, _)| row.limit),
        WaterItem::Basic(_) => None,
    };
    of_source.or_else(|| gb14848::row_of(item)?.0.limit(Class::III))
}

/// Quantities beside the items that other evaluations read.
const QUANTITIES: [Quantity; 4] = [Quantity::Potential, Quantity::Depth, Quantity::Rain, Quantity::RainPh];

/// What a header means, and what is to be said about it.
fn meaning(name: &str, unit: &str, groundwater: bool) -> (Means, Option<Code>) {
    if let Some(unit) = withdrawal(name, unit) {
        return unit;
    }
    let Some(item) = read_item(name) else { return (Means::Unknown, None) };
    if unit.trim().is_empty() {
        let printed = gb14848::row_of(item).map(|(row, _)| row.unit).filter(|_| groundwater);
        let said = (item.unit() != Unit::ONE).then_some(Code::UnitAssumed);
        return (Means::Item(item, printed.unwrap_or(item.unit())), said);
    }
    match read_unit(unit, item.unit().dimension()) {
        Ok(unit) => (Means::Item(item, unit), None),
        Err(code) => (Means::Refused(code), None),
    }
}

/// The item of a header: with what stands in brackets, or without: 钡(Ba). An ion that is not nitrogen is another item.
fn read_item(name: &str) -> Option<WaterItem> {
    WaterItem::read(name).or_else(|| {
        let (before, inside) = name.trim().trim_end_matches([')', '）']).rsplit_once(['(', '（'])?;
        let other = ["NO3", "NO2", "NO₃", "NO₂", "硝酸根"].iter().any(|ion| inside.to_ascii_uppercase().contains(ion));
        if other { None } else { WaterItem::read(before) }
    })
}

fn read_unit(unit: &str, dimension: Dimension) -> Result<Unit, Code> {
    // mg/L（以N计）
    let plain = unit.split(['(', '（', '以']).next().filter(|plain| !plain.trim().is_empty()).unwrap_or(unit);
    if let Some(unit) = Unit::read_of(unit, dimension).or_else(|| Unit::read_of(plain, dimension)) {
        return Ok(unit);
    }
    Err(if Unit::read(plain).is_some() { Code::UnitMismatch } else { Code::UnknownUnit })
}

/// Water withdrawn or supplied over the period of the sample. 万吨 is the unit of the reports, which is taken where none is
/// written.
fn withdrawal(name: &str, unit: &str) -> Option<(Means, Option<Code>)> {
    const NAMES: [&str; 12] = [
        "取水量",
        "月取水量",
        "季取水量",
        "年取水量",
        "实际取水量",
        "取水总量",
        "供水量",
        "月供水量",
        "年供水量",
        "取供水量",
        "withdrawal",
        "waterwithdrawal",
    ];
    let plain: String = name.chars().filter(|c| !c.is_whitespace() && *c != '_').map(crate::quantity::lower).collect();
    if !NAMES.contains(&plain.as_str()) {
        return None;
    }
    Some(match (unit.trim(), read_unit(unit, Dimension::Volume)) {
        ("", _) => (Means::Withdrawn(Unit::TEN_THOUSAND_M3), Some(Code::UnitAssumed)),
        (_, Ok(unit)) => (Means::Withdrawn(unit), None),
        (_, Err(code)) => (Means::Refused(code), None),
    })
}

/// What a cell says of an item.
fn read_finding(item: WaterItem, unit: Unit, text: &str) -> Result<Option<Finding>, Code> {
    if gb14848::row_of(item).is_some_and(|(row, _)| row.rule == Rule::Absent) {
        return read_presence(text).map(Some);
    }
    let converted = |amount: Amount| match unit.convert(amount, item.unit()) {
        _ if amount.is_negative() => Err(Code::Negative),
        Some(amount) => Ok(amount),
        None => Err(Code::TooLarge),
    };
    let reading = read_cell(text.as_bytes()).map_err(|error| match error {
        CellError::NotANumber => Code::NotANumber,
        CellError::Range => Code::Range,
        CellError::UnclearComma => Code::UnclearComma,
        CellError::TooLarge => Code::TooLarge,
    })?;
    Ok(Some(Finding::Reading(match reading {
        Reading::Value(value) => Reading::Value(converted(value)?),
        Reading::Below(limit) => Reading::Below(converted(limit)?),
        Reading::Above(bound) => Reading::Above(converted(bound)?),
        Reading::NotDetected => reading,
        Reading::Missing(_) => return Ok(None),
    })))
}

/// 无 or 有, in the words of reports.
fn read_presence(text: &str) -> Result<Finding, Code> {
    let text = crate::quantity::lower_text(text.trim());
    let begins = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    if begins(&["无", "没有", "未检出", "未见", "none", "absent", "no "]) || text == "no" || text == "nd" {
        Ok(Finding::Absent)
    } else if begins(&["有", "微弱", "明显", "present", "yes"]) {
        Ok(Finding::Present)
    } else {
        Err(Code::NotAFinding)
    }
}

impl WaterEvaluation {
    /// What the water of a site is: as chosen for it, as chosen for all, or as the data say.
    #[must_use]
    pub fn water_use(&self, site: SiteId) -> Option<WaterUse> {
        let described = self.table().site(site);
        let plan = self.plan();
        let chosen = plan.uses.get(&described.name).or_else(|| plan.uses.get(&described.label()));
        chosen.copied().or(plan.all_as).or(described.water)
    }

    /// Whether the water of a site is groundwater, a source or not.
    #[must_use]
    pub fn is_groundwater(&self, site: SiteId) -> bool {
        matches!(self.water_use(site), Some(WaterUse::Groundwater | WaterUse::GroundwaterSource))
    }

    pub(super) fn read_headers(&self) -> Headers {
        Headers::of(self.table(), self.plan().unsaid_unit, |site| self.is_groundwater(site))
    }

    /// Whether any sample has a cell of a further item.
    #[must_use]
    pub fn has_further_items(&self) -> bool {
        self.headers.0.iter().any(|header| matches!(header.means, Means::Item(..)))
    }

    /// Everything that a sample says: its basic items in the order of the register, and its further items in the order of
    /// its cells. An item that appears twice counts with its first cell.
    #[must_use]
    pub fn findings(&self, site: SiteId, sample: &TableSample<'_>) -> Vec<(WaterItem, Finding)> {
        self.read_sample(site, sample, &mut |_| {})
    }

    fn read_sample(
        &self,
        site: SiteId,
        sample: &TableSample<'_>,
        tell: &mut dyn FnMut(Issue<'_>),
    ) -> Vec<(WaterItem, Finding)> {
        let basic = sample.readings.iter().filter(|reading| !matches!(reading.reading, Reading::Missing(_)));
        let mut findings: Vec<(WaterItem, Finding)> =
            basic.map(|reading| (WaterItem::Basic(reading.item), Finding::Reading(reading.reading))).collect();
        let groundwater = self.is_groundwater(site);
        for cell in sample.others() {
            let mut issue = |code: Code| {
                let (origin, column) = (Origin { row: cell.row, ..sample.origin }, cell.column);
                tell(Issue { code, origin, column, header: cell.name, text: cell.text });
            };
            let (item, unit) = match self.headers.of_cell(&cell, groundwater).map(|header| header.means) {
                Some(Means::Item(item, unit)) => (item, unit),
                Some(Means::Refused(code)) => {
                    issue(code);
                    continue;
                }
                Some(Means::Withdrawn(unit)) => {
                    if let Err(code) = read_volume(cell.text, unit) {
                        issue(code);
                    }
                    continue;
                }
                // What other evaluations read is not unknown.
                Some(Means::Unknown) | None if QUANTITIES.iter().any(|quantity| quantity.is_named(&cell)) => continue,
                Some(Means::Unknown) | None => {
                    issue(Code::UnknownItem);
                    continue;
                }
            };
            match read_finding(item, unit, cell.text) {
                Ok(Some(finding)) => match findings.iter().find(|(own, _)| *own == item) {
                    None => findings.push((item, finding)),
                    Some((_, own)) if *own == finding => issue(Code::Duplicate),
                    Some(_) => issue(Code::Contradiction),
                },
                Ok(None) => {}
                Err(code) => issue(code),
            }
        }
        findings
    }

    /// What was noticed about the cells of further items: unknown names and units, cells that are no readings, units that
    /// were assumed.
    #[must_use]
    pub fn further_issues(&self) -> Issues {
        let mut issues = Issues::default();
        let mut said: Vec<usize> = Vec::new();
        for (site, _) in self.table().sites() {
            let groundwater = self.is_groundwater(site);
            for sample in self.table().samples(site) {
                self.read_sample(site, &sample, &mut |issue| issues.add(issue));
                for cell in sample.others() {
                    let Ok(at) = self.headers.find(cell.name, cell.unit, groundwater) else { continue };
                    let Some(code) = self.headers.0[at].said.filter(|_| !said.contains(&at)) else { continue };
                    said.push(at);
                    let (origin, column) = (Origin { row: cell.row, ..sample.origin }, cell.column);
                    issues.add(Issue { code, origin, column, header: cell.name, text: self.taken(at) });
                }
            }
        }
        issues
    }

    /// The unit that was taken for a header without one.
    fn taken(&self, header: usize) -> &'static str {
        match self.headers.0[header].means {
            Means::Item(_, unit) | Means::Withdrawn(unit) => unit.name(),
            Means::Unknown | Means::Refused(_) => "",
        }
    }

    /// The water withdrawn at the time of a sample in m³, where a column says it.
    #[must_use]
    pub fn withdrawn(&self, site: SiteId, sample: &TableSample<'_>) -> Option<Amount> {
        let groundwater = self.is_groundwater(site);
        sample.others().find_map(|cell| match self.headers.of_cell(&cell, groundwater)?.means {
            Means::Withdrawn(unit) => read_volume(cell.text, unit).ok()?,
            _ => None,
        })
    }

    /// Means of all items of a site over a span: basic ones as [`WaterEvaluation::means`] has them, further ones over the
    /// samples of a month and the months of a longer span in the same way.
    pub fn means_of_all(&self, site: SiteId, span: Span, trace: &mut impl Trace) -> Vec<(WaterItem, Finding)> {
        let means = self.means(site, span, trace);
        let mut all: Vec<(WaterItem, Finding)> =
            means.iter().map(|mean| (mean.item.into(), Finding::Reading(mean.reading))).collect();
        all.extend(self.further_means(site, span, trace).iter().map(|mean| (mean.item.into(), mean.finding)));
        all
    }

    fn further_means(&self, site: SiteId, span: Span, trace: &mut impl Trace) -> Vec<FurtherMean> {
        let mut cells: Vec<(FurtherItem, Month, FurtherMean)> = Vec::new();
        for sample in self.table().samples(site).filter(|sample| sample.suspended.is_empty()) {
            if !span.contains(sample.stamp.date()) {
                continue;
            }
            for (item, finding) in self.findings(site, &sample) {
                let WaterItem::Further(item) = item else { continue };
                cells.extend(FurtherMean::of(item, finding).map(|mean| (item, sample.stamp.year_month(), mean)));
            }
        }
        sort_by(&mut cells, |one, other| (one.0, one.1).cmp(&(other.0, other.1)));
        let by_months = !self.plan().mean_of_samples && span.is_whole_months() && !matches!(span, Span::Month(_));
        let samples = |cells: &[(FurtherItem, Month, FurtherMean)]| -> Vec<FurtherMean> {
            cells.iter().map(|cell| cell.2).collect()
        };
        let mut means = Vec::new();
        for of_item in cells.chunk_by(|one, other| one.0 == other.0) {
            let parts = if by_months {
                let months = of_item.chunk_by(|one, other| one.1 == other.1);
                months.filter_map(|month| FurtherMean::over(&samples(month), &mut Recorder::off())).collect()
            } else {
                samples(of_item)
            };
            means.extend(FurtherMean::over(&parts, trace));
        }
        means
    }

    /// The samples of a site in a span that are assessed.
    pub(super) fn samples_in(&self, site: SiteId, span: Span) -> impl Iterator<Item = TableSample<'_>> {
        let inside = move |date: Date| span.contains(date);
        self.table().samples(site).filter(move |sample| sample.suspended.is_empty() && inside(sample.stamp.date()))
    }
}

/// A volume in m³; `None` for an empty cell.
fn read_volume(text: &str, unit: Unit) -> Result<Option<Amount>, Code> {
    match read_cell(text.as_bytes()) {
        Ok(Reading::Value(value)) if value.is_negative() => Err(Code::Negative),
        Ok(Reading::Value(value)) => unit.convert(value, Unit::M3).map(Some).ok_or(Code::TooLarge),
        Ok(Reading::Missing(_)) => Ok(None),
        _ => Err(Code::NotANumber),
    }
}

/// The readings among findings, as the rules of surface water take them; 无 and 有 are none.
#[must_use]
pub(super) fn readings(findings: &[(WaterItem, Finding)]) -> Vec<(WaterItem, Reading)> {
    let reading = |&(item, finding): &(WaterItem, Finding)| match finding {
        Finding::Reading(reading) => Some((item, reading)),
        Finding::Absent | Finding::Present => None,
    };
    findings.iter().filter_map(reading).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::WaterPlan;
    use crate::calendar::Stamp;
    use crate::observation::{FileId, Site};

    const S: SiteId = SiteId(0);

    /// One site with a sample a day; each of its cells as name, unit and text.
    fn of(water: WaterUse, samples: &[&[(&str, &str, &str)]], unsaid_unit: UnsaidUnit) -> WaterEvaluation {
        let mut table = SampleTable::default();
        table.add_file("wells.csv");
        table.add_site(&Site { name: "1号井".into(), water: Some(water), ..Site::default() });
        for (day, cells) in (1_u8..).zip(samples) {
            let origin = Origin { file: FileId(0), row: u32::from(day) + 1 };
            let others = (3_u16..).zip(*cells).map(|(column, &(name, unit, text))| OtherReading {
                name,
                unit,
                text,
                column,
                row: origin.row,
            });
            let stamp = Stamp::Day(Date::of(2024, 5, day));
            table.add_sample((stamp, origin), "", "", std::iter::empty(), others);
        }
        WaterEvaluation::new(table, WaterPlan { unsaid_unit, ..WaterPlan::default() })
    }

    fn first(of: &WaterEvaluation) -> Vec<(WaterItem, Finding)> {
        of.table().samples(S).next().map(|sample| of.findings(S, &sample)).unwrap_or_default()
    }

    fn value(text: &str) -> Finding {
        Finding::Reading(Reading::Value(text.parse().unwrap_or_default()))
    }

    #[test]
    fn cells_become_readings_in_the_unit_of_their_item() {
        let cells = [
            ("总硬度", "mg/L", "420"),
            ("三氯甲烷", "μg/L", "0.6"),
            ("铁(Fe)", "mg/L", "<0.03"),
            ("钡(Ba)", "mg/L", "0.1"),
            ("硝酸盐（以N计）", "mg/L（以N计）", "2.5"),
            ("嗅和味", "", "无异味"),
            ("肉眼可见物", "无量纲", "有少量沉淀"),
            ("色度", "度", "5"),
            ("总大肠菌群", "CFU/100mL", "未检出"),
            ("总α放射性", "Bq/L", "0.05"),
            ("锰", "mg/L", "--"),
        ];
        let of = of(WaterUse::Groundwater, &[&cells], UnsaidUnit::default());
        let expected: [(FurtherItem, Finding); 10] = [
            (FurtherItem::Hardness, value("420")),
            (FurtherItem::Trichloromethane, value("0.0006")),
            (FurtherItem::Iron, Finding::Reading(Reading::Below(Amount::decimal(3, 2)))),
            (FurtherItem::Barium, value("0.1")),
            (FurtherItem::NitrateN, value("2.5")),
            (FurtherItem::OdourAndTaste, Finding::Absent),
            (FurtherItem::VisibleMatter, Finding::Present),
            (FurtherItem::Colour, value("5")),
            (FurtherItem::TotalColiforms, Finding::Reading(Reading::NotDetected)),
            (FurtherItem::TotalAlpha, value("0.05")),
        ];
        assert_eq!(first(&of), expected.map(|(item, finding)| (item.into(), finding)));
        assert!(of.further_issues().groups().is_empty(), "{:?}", of.further_issues());
    }

    #[test]
    fn what_cannot_be_read_is_said_with_its_place() {
        let cells = [
            ("某种物质", "mg/L", "1"),
            ("铁", "mol/L", "1"),
            ("锰", "NTU", "1"),
            ("钠", "mg/L", "许多"),
            ("铝", "mg/L", "0.1~0.2"),
            ("碘化物", "mg/L", "-1"),
            ("嗅和味", "", "2级"),
            ("硝酸盐(以NO3-计)", "mg/L", "9"),
            ("总硬度", "mg/L", "300"),
            ("硬度", "mg/L", "310"),
        ];
        let of = of(WaterUse::Groundwater, &[&cells], UnsaidUnit::default());
        assert_eq!(first(&of), [(FurtherItem::Hardness.into(), value("300"))]);
        let issues = of.further_issues();
        let count = |code| issues.count(code);
        assert_eq!(count(Code::UnknownItem), 2);
        let ones = [
            Code::UnknownUnit,
            Code::UnitMismatch,
            Code::NotANumber,
            Code::Range,
            Code::Negative,
            Code::NotAFinding,
            Code::Contradiction,
        ];
        ones.iter().for_each(|code| assert_eq!(count(*code), 1, "{code:?}"));
        let groups = issues.groups();
        let place = groups.iter().find(|(code, _)| *code == Code::NotANumber).map(|(_, group)| &group.places[0]);
        let place = place.map(|place| (place.origin.row, place.column, place.header.as_str(), place.text.as_str()));
        assert_eq!(place, Some((2, 6, "钠", "许多")));
    }

    #[test]
    fn a_unit_that_nobody_wrote_is_that_of_the_standard_unless_the_values_speak_against_it() {
        let read = |water, text: &str, unsaid| {
            let of = of(water, &[&[("苯", "", text)]], unsaid);
            let code = of.further_issues().groups().first().map(|(code, group)| (*code, group.places[0].text.clone()));
            (first(&of).first().map(|found| found.1), code.unwrap_or((Code::Duplicate, String::new())))
        };
        use UnsaidUnit::{AsPrinted, ByMagnitude};
        use WaterUse::{Groundwater, SurfaceSource};
        let assumed = |unit: &str| (Code::UnitAssumed, unit.to_owned());
        let judged = |unit: &str| (Code::UnitByMagnitude, unit.to_owned());
        // Groundwater prints benzene in µg/L with Ⅲ at 10, surface sources in mg/L with 0.01.
        assert_eq!(read(Groundwater, "0.9", ByMagnitude), (Some(value("0.0009")), assumed("µg/L")));
        assert_eq!(read(Groundwater, "0.0009", ByMagnitude), (Some(value("0.0009")), judged("mg/L")));
        assert_eq!(read(Groundwater, "0.0009", AsPrinted), (Some(value("0.0000009")), assumed("µg/L")));
        assert_eq!(read(SurfaceSource, "0.002", ByMagnitude), (Some(value("0.002")), assumed("mg/L")));
        assert_eq!(read(SurfaceSource, "0.9", ByMagnitude), (Some(value("0.9")), assumed("mg/L")));
        assert_eq!(read(SurfaceSource, "1.2", ByMagnitude), (Some(value("0.0012")), judged("µg/L")));
    }

    #[test]
    fn one_plain_value_keeps_the_unit_of_a_column() {
        // 0.0009 alone would be mg/L, but the column also holds a value that can only be µg/L.
        let samples: [&[(&str, &str, &str)]; 2] = [&[("苯", "", "0.0009")], &[("苯", "", "12")]];
        let of = of(WaterUse::Groundwater, &samples, UnsaidUnit::default());
        assert_eq!(first(&of)[0].1, value("0.0000009"));
    }

    #[test]
    fn volumes_are_water_and_no_item() {
        let read = |unit: &str, text: &str| {
            let of = of(WaterUse::SurfaceSource, &[&[("取水量", unit, text)]], UnsaidUnit::default());
            let volume = of.table().samples(S).next().and_then(|sample| of.withdrawn(S, &sample));
            (volume.map(|volume| volume.to_string()), of.further_issues().groups().first().map(|(code, _)| *code))
        };
        assert_eq!(read("万吨", "12.5"), (Some("125000".into()), None));
        assert_eq!(read("10⁴m³", "12.5"), (Some("125000".into()), None));
        assert_eq!(read("m³", "81000"), (Some("81000".into()), None));
        assert_eq!(read("", "3.4"), (Some("34000".into()), Some(Code::UnitAssumed)));
        assert_eq!(read("mg/L", "3.4"), (None, Some(Code::UnitMismatch)));
        assert_eq!(read("万吨", "-3"), (None, Some(Code::Negative)));
    }

    #[test]
    fn means_go_over_months_and_then_over_the_year() {
        let samples: [&[(&str, &str, &str)]; 3] =
            [&[("铁", "mg/L", "0.1")], &[("铁", "mg/L", "0.2L")], &[("铁", "mg/L", "0.4")]];
        let of = of(WaterUse::Groundwater, &samples, UnsaidUnit::default());
        let means = of.means_of_all(S, Span::Year(2024), &mut Recorder::off());
        assert_eq!(means, [(FurtherItem::Iron.into(), value("0.2"))]);
    }
}
