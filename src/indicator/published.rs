//! The published picture of a province: indicators as they were published, with their sources, side by side where they
//! contradict each other.
//!
//! # The file
//!
//! One JSON object. Every text that a reader sees is `{"zh": …, "en": …}`, both filled. Nothing else than what is
//! listed here is accepted, so that a misspelt field is found.
//!
//! ```json
//! {
//!   "place": {"zh": "青海省", "en": "Qinghai"},
//!   "year": 2024,
//!   "source": {"zh": "…", "en": "…"},
//!   "sources": {
//!     "meeting": {"title": {"zh": "…", "en": "…"}, "date": "2025-02-10", "stage": "conference"}
//!   },
//!   "indicators": [{
//!     "key": "good-days", "kind": "number",
//!     "name": {"zh": "…", "en": "…"}, "unit": "%", "definition": {"zh": "…", "en": "…"},
//!     "target": {"is": "at-least", "value": "95.8", "document": {"zh": "…", "en": "…"}},
//!     "values": [{"year": 2024, "value": "96.3", "source": "meeting", "note": {"zh": "…", "en": "…"}}],
//!     "changes": [{"year": 2021, "what": {"zh": "…", "en": "…"}}]
//!   }],
//!   "headline": [
//!     {"say": {"zh": "优良天数 {good-days}", "en": "Good days {good-days}"}},
//!     {"if": {"attained": ["good-days"]}, "say": {"zh": "…", "en": "…"}, "else": {"zh": "…", "en": "…"}}
//!   ]
//! }
//! ```
//!
//! - `source`, optional: what stands in the line of sources before the documents.
//! - `sources`: documents by key; `stage` is `conference` (stated at a meeting, before audit), `bulletin` (the annual
//!   bulletin), `report` (a press report that names neither) or `derived` (worked out from published values; the note
//!   says how). `date` may be empty when it is not known.
//! - `kind`: `number` (decimal text), `class` (a water class) or `words` (a statement; `value` is then a text).
//! - `target`, only where a document states one: `is` is `at-least` or `at-most` for numbers, `class` for classes.
//! - `values`: `year`, `value`, `source`; with `"at_least": true` a class is published as "this class or better", and
//!   `count` is the number of things that a share counts. `stage` overrides that of the source: `derived` marks a
//!   value that was worked out from it. Several values of one year stand side by side.
//! - `changes`: years from which the definition or the network is another, so that values before and after are not
//!   compared.
//! - `headline`: clauses that become one sentence. `{key}` is the value of that indicator in the year of the headline,
//!   the first that is listed, per cent with its sign; `{key.count}` its count; `{year}` the year. A clause with `if`
//!   says `say` when the condition holds and `else` otherwise: `attained` names indicators whose verdict is that their
//!   target is met, `equal` an indicator and the value that it has.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

use crate::calendar::Date;
use crate::grade::{Class, Verdict};
use crate::quantity::Amount;
use crate::words::{Text, Words, view};

view! {
    /// A piece of the headline: words, or a number that opens its source.
    pub struct HeadlinePart {
        /// The text.
        pub text: Text,
        /// Indicator key when this is a number.
        pub indicator: Option<String>,
    }

    /// One published value.
    pub struct PublishedValue {
        /// Year it is about.
        pub year: i32,
        /// Value as printed: decimal text, a class (`Ⅱ`), or the Chinese words.
        pub value: String,
        /// Value with its unit and what limits it, to be read: `96.3%`, `Ⅱ类或更好`.
        pub text: Text,
        /// Stage: `conference`, `bulletin`, `report` or `derived`.
        pub stage: String,
        /// Where it was published.
        pub source: Text,
        /// Day of publication, empty when not known.
        pub date: String,
        /// Remark, empty when there is none.
        pub note: Text,
    }

    /// One published indicator.
    pub struct PublishedIndicator {
        /// Key.
        pub key: String,
        /// Name.
        pub name: Text,
        /// Unit as printed; empty for classes and words.
        pub unit: String,
        /// How it is defined.
        pub definition: Text,
        /// Values, ascending by year, several for one year side by side.
        pub values: Vec<PublishedValue>,
        /// Target in words, empty when none is known.
        pub target: Text,
        /// `attained`, `exceeded` or `not-assessable`, of the last year with a value; null without a target.
        pub verdict: Option<String>,
        /// Caution: contradictory values of one year, changes of definition; empty when there is none.
        pub caution: Text,
    }

    /// The published picture of a province.
    pub struct PublishedView {
        /// Province.
        pub place: Text,
        /// Year of the headline.
        pub year: i32,
        /// The headline sentence.
        pub headline: Vec<HeadlinePart>,
        /// Source line under it.
        pub source: Text,
        /// The indicators.
        pub indicators: Vec<PublishedIndicator>,
    }
}

/// What is wrong with a file, where, and what was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedError {
    /// The place: `indicator good-days, year 2024`; empty when the JSON itself cannot be read.
    pub place: String,
    /// What was found and what was expected.
    pub message: String,
}

impl fmt::Display for PublishedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place.is_empty() {
            return f.write_str(&self.message);
        }
        write!(f, "{}: {}", self.place, self.message)
    }
}

impl std::error::Error for PublishedError {}

fn wrong<T>(place: impl Into<String>, message: impl Into<String>) -> Result<T, PublishedError> {
    Err(PublishedError { place: place.into(), message: message.into() })
}

// --- The file as it is written. ---

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    place: Text,
    year: i32,
    #[serde(default)]
    source: Text,
    sources: BTreeMap<String, Source>,
    indicators: Vec<Indicator>,
    headline: Vec<Clause>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    title: Text,
    date: String,
    stage: Stage,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Stage {
    Conference,
    Bulletin,
    Report,
    Derived,
}

impl Stage {
    const fn key(self) -> &'static str {
        match self {
            Stage::Conference => "conference",
            Stage::Bulletin => "bulletin",
            Stage::Report => "report",
            Stage::Derived => "derived",
        }
    }

    const fn words(self) -> Words {
        match self {
            Stage::Conference => Words::new("会议", "conference"),
            Stage::Bulletin => Words::new("公报", "bulletin"),
            Stage::Report => Words::new("报道", "press report"),
            Stage::Derived => Words::new("推算", "derived"),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Indicator {
    key: String,
    kind: Kind,
    name: Text,
    #[serde(default)]
    unit: String,
    definition: Text,
    target: Option<Target>,
    values: Vec<Value>,
    #[serde(default)]
    changes: Vec<Change>,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Number,
    Class,
    Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Target {
    is: Direction,
    value: String,
    document: Text,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Direction {
    AtLeast,
    AtMost,
    Class,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Value {
    year: i32,
    value: Said,
    #[serde(default)]
    at_least: bool,
    count: Option<u32>,
    source: String,
    stage: Option<Stage>,
    #[serde(default)]
    note: Text,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Said {
    Plain(String),
    Words(Text),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    year: i32,
    what: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Clause {
    #[serde(rename = "if")]
    condition: Option<Condition>,
    say: Text,
    #[serde(rename = "else")]
    otherwise: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
enum Condition {
    Attained(Vec<String>),
    Equal(String, String),
}

// --- What the values mean. ---

/// A value that can be compared.
#[derive(Clone, PartialEq)]
enum Meaning {
    Number(Amount),
    /// A class, and whether it was published as "this class or better".
    Class(Class, bool),
    Words(Text),
}

/// An indicator whose values were understood, in the order of the file.
struct Understood<'a> {
    indicator: &'a Indicator,
    target: Option<Meaning>,
    values: Vec<(&'a Value, &'a Source, Meaning)>,
}

/// Reads and checks a published picture.
///
/// ```
/// use envgrade::indicator::published::read;
/// let error = read(r#"{"place": {"zh": "青海省", "en": "Qinghai"}, "year": "2024"}"#).unwrap_err();
/// assert!(error.to_string().contains("expected i32"));
/// ```
///
/// # Errors
/// The first thing that does not fit, with its place and what was expected.
pub fn read(json: &str) -> Result<PublishedView, PublishedError> {
    let file: File = match serde_json::from_str(json) {
        Ok(file) => file,
        Err(error) => return wrong("", error.to_string()),
    };
    filled("place", &file.place)?;
    for (key, source) in &file.sources {
        let place = format!("source {key}");
        filled(&place, &source.title)?;
        if !source.date.is_empty() && !is_date(&source.date) {
            return wrong(place, format!("the date `{}` is not a day like 2025-02-10", source.date));
        }
    }
    let mut understood = Vec::with_capacity(file.indicators.len());
    for (n, indicator) in file.indicators.iter().enumerate() {
        if file.indicators.iter().take(n).any(|before| before.key == indicator.key) {
            return wrong(format!("indicator {}", indicator.key), "the key is used twice");
        }
        understood.push(understand(indicator, &file.sources)?);
    }
    let headline = headline(&file, &understood)?;
    Ok(PublishedView {
        source: source_line(&file, &understood, &headline),
        headline,
        indicators: understood.iter().map(shown).collect(),
        place: file.place,
        year: file.year,
    })
}

fn is_date(text: &str) -> bool {
    let mut parts = text.split('-').map(|part| part.parse::<u16>().ok());
    let day = (|| {
        let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
        Date::new(year.into(), month.try_into().ok()?, day.try_into().ok()?)
    })();
    // Printed again it is the same, or it was written in another way.
    day.is_some_and(|day| day.to_string() == text)
}

fn filled(place: &str, text: &Text) -> Result<(), PublishedError> {
    if text.zh.trim().is_empty() || text.en.trim().is_empty() {
        return wrong(place, "a text is empty; both `zh` and `en` are needed");
    }
    Ok(())
}

fn understand<'a>(
    indicator: &'a Indicator,
    sources: &'a BTreeMap<String, Source>,
) -> Result<Understood<'a>, PublishedError> {
    let place = format!("indicator {}", indicator.key);
    filled(&place, &indicator.name)?;
    filled(&place, &indicator.definition)?;
    if indicator.values.is_empty() {
        return wrong(place, "there is no value");
    }
    let target = match &indicator.target {
        None => None,
        Some(target) => Some(goal(indicator.kind, target, &format!("{place}, target"))?),
    };
    let mut values = Vec::with_capacity(indicator.values.len());
    for value in &indicator.values {
        let place = format!("{place}, year {}", value.year);
        let Some(source) = sources.get(&value.source) else {
            return wrong(place, format!("the source `{}` is not among `sources`", value.source));
        };
        let meaning = meaning(indicator.kind, value, &place)?;
        let derived = value.stage.unwrap_or(source.stage) == Stage::Derived;
        if derived && value.note.zh.is_empty() {
            return wrong(place, "a derived value needs a `note` that says how it was worked out");
        }
        values.push((value, source, meaning));
    }
    for change in &indicator.changes {
        filled(&format!("{place}, change of {}", change.year), &change.what)?;
    }
    // The sort is stable: values of one year keep the order of the file.
    values.sort_by_key(|(value, ..)| value.year);
    Ok(Understood { indicator, target, values })
}

fn meaning(kind: Kind, value: &Value, place: &str) -> Result<Meaning, PublishedError> {
    if value.at_least && kind != Kind::Class {
        return wrong(place, "`at_least` belongs to a class only");
    }
    match (kind, &value.value) {
        (Kind::Number, Said::Plain(text)) => Ok(Meaning::Number(number(text, place)?)),
        (Kind::Class, Said::Plain(text)) => Ok(Meaning::Class(class(text, place)?, value.at_least)),
        (Kind::Words, Said::Words(words)) => {
            filled(place, words)?;
            Ok(Meaning::Words(words.clone()))
        }
        (Kind::Words, Said::Plain(_)) => wrong(place, "the value of `words` is a text with `zh` and `en`"),
        (_, Said::Words(_)) => wrong(place, "the value is a text in quotes, as printed"),
    }
}

fn goal(kind: Kind, target: &Target, place: &str) -> Result<Meaning, PublishedError> {
    filled(place, &target.document)?;
    match (kind, target.is) {
        (Kind::Number, Direction::AtLeast | Direction::AtMost) => Ok(Meaning::Number(number(&target.value, place)?)),
        (Kind::Class, Direction::Class) => Ok(Meaning::Class(class(&target.value, place)?, true)),
        (Kind::Number, _) => wrong(place, "`is` of a number is `at-least` or `at-most`"),
        (Kind::Class, _) => wrong(place, "`is` of a class is `class`"),
        (Kind::Words, _) => wrong(place, "words have no target"),
    }
}

fn number(text: &str, place: &str) -> Result<Amount, PublishedError> {
    match text.parse() {
        Ok(amount) => Ok(amount),
        Err(error) => {
            wrong(place, format!("`{text}` is {error}; expected decimal text as printed, for example \"96.3\""))
        }
    }
}

fn class(text: &str, place: &str) -> Result<Class, PublishedError> {
    match Class::read(text) {
        Some(class) => Ok(class),
        None => wrong(place, format!("`{text}` is not a water class; expected Ⅰ, Ⅱ, Ⅲ, Ⅳ, Ⅴ or 劣Ⅴ")),
    }
}

/// Whether one value meets the target. Equality meets it.
fn compare(value: &Meaning, is: Direction, target: &Meaning) -> Verdict {
    let met = match (value, target, is) {
        (Meaning::Number(value), Meaning::Number(target), Direction::AtLeast) => value >= target,
        (Meaning::Number(value), Meaning::Number(target), Direction::AtMost) => value <= target,
        // "Ⅲ or better" against a target of Ⅱ may be either.
        (Meaning::Class(class, true), Meaning::Class(target, _), _) if class > target => return Verdict::NotAssessable,
        (Meaning::Class(class, _), Meaning::Class(target, _), _) => class <= target,
        _ => return Verdict::NotAssessable,
    };
    if met { Verdict::Attained } else { Verdict::Exceeded }
}

impl Understood<'_> {
    /// The values of one year, in the order of the file.
    fn of(&self, year: i32) -> impl Iterator<Item = &(&Value, &Source, Meaning)> {
        self.values.iter().filter(move |(value, ..)| value.year == year)
    }

    /// Whether the values of a year meet the target: all of them, or nothing can be said.
    fn verdict(&self, year: i32) -> Option<Verdict> {
        let (is, target) = (self.indicator.target.as_ref()?.is, self.target.as_ref()?);
        let mut verdicts = self.of(year).map(|(.., meaning)| compare(meaning, is, target));
        let first = verdicts.next().unwrap_or(Verdict::NotAssessable);
        Some(if verdicts.all(|verdict| verdict == first) { first } else { Verdict::NotAssessable })
    }

    fn last_year(&self) -> i32 {
        self.values.last().map_or(0, |(value, ..)| value.year)
    }
}

// --- What is shown. ---

fn stage((value, source, _): &(&Value, &Source, Meaning)) -> Stage {
    value.stage.unwrap_or(source.stage)
}

/// The value with its unit.
fn spoken(meaning: &Meaning, value: &Value, unit: &str) -> Text {
    match meaning {
        Meaning::Words(words) => words.clone(),
        Meaning::Class(class, or_better) => of_class(*class, *or_better),
        Meaning::Number(_) => {
            let text = as_printed(value);
            let space = if unit.is_empty() || unit == "%" { "" } else { " " };
            Text::same(format!("{text}{space}{unit}"))
        }
    }
}

fn of_class(class: Class, or_better: bool) -> Text {
    let words = class.words();
    let (zh, en) = if or_better { ("类或更好", " or better") } else { ("类", "") };
    Text::new(format!("{}{zh}", words.zh), format!("class {}{en}", words.en))
}

fn as_printed(value: &Value) -> String {
    match &value.value {
        Said::Plain(text) => text.clone(),
        Said::Words(words) => words.zh.clone(),
    }
}

fn shown(understood: &Understood<'_>) -> PublishedIndicator {
    let indicator = understood.indicator;
    let values = understood.values.iter().map(|entry| {
        let (value, source, meaning) = entry;
        PublishedValue {
            year: value.year,
            value: match meaning {
                Meaning::Class(class, _) => class.words().zh.to_owned(),
                _ => as_printed(value),
            },
            text: spoken(meaning, value, &indicator.unit),
            stage: stage(entry).key().to_owned(),
            source: source.title.clone(),
            date: source.date.clone(),
            note: value.note.clone(),
        }
    });
    PublishedIndicator {
        key: indicator.key.clone(),
        name: indicator.name.clone(),
        unit: indicator.unit.clone(),
        definition: indicator.definition.clone(),
        values: values.collect(),
        target: target_words(understood),
        verdict: understood.verdict(understood.last_year()).map(|verdict| verdict.key().to_owned()),
        caution: caution(understood),
    }
}

fn target_words(understood: &Understood<'_>) -> Text {
    let (Some(target), Some(meaning)) = (&understood.indicator.target, &understood.target) else {
        return Text::default();
    };
    let goal = match meaning {
        Meaning::Class(class, _) => of_class(*class, true),
        _ => {
            let sign = if target.is == Direction::AtLeast { "≥" } else { "≤" };
            Text::same(format!("{sign} {} {}", target.value, understood.indicator.unit).trim_end().to_owned())
        }
    };
    Text::new(format!("{}（{}）", goal.zh, target.document.zh), format!("{} ({})", goal.en, target.document.en))
}

/// What a reader has to know before comparing: years with different published values, and changes of definition.
fn caution(understood: &Understood<'_>) -> Text {
    let mut sentences: Vec<Text> = Vec::new();
    let mut years: Vec<i32> = understood.values.iter().map(|(value, ..)| value.year).collect();
    years.dedup();
    for year in years {
        let published: Vec<_> = understood.of(year).filter(|entry| stage(entry) != Stage::Derived).collect();
        let same = published.windows(2).all(|pair| pair[0].2 == pair[1].2);
        if same {
            continue;
        }
        let mut list = Text::default();
        for (n, entry) in published.iter().enumerate() {
            let (value, source, meaning) = entry;
            let said = spoken(meaning, value, &understood.indicator.unit);
            let by = stage(entry).words();
            let (and_zh, and_en) = if n == 0 { ("", "") } else { ("，", "; ") };
            let (day_zh, day_en) = if source.date.is_empty() { ("", "") } else { (" ", ", ") };
            list.zh.push_str(&format!("{and_zh}{}（{}{day_zh}{}）", said.zh, by.zh, source.date));
            list.en.push_str(&format!("{and_en}{} ({}{day_en}{})", said.en, by.en, source.date));
        }
        sentences.push(Text::new(
            format!("{year} 年有不同的公布值：{}；并列，不互相替代。", list.zh),
            format!(
                "Different values were published for {year}: {}. They stand side by side; none replaces another.",
                list.en
            ),
        ));
    }
    for change in &understood.indicator.changes {
        sentences.push(Text::new(
            format!("{} 年起：{}，前后不可直接比较。", change.year, change.what.zh),
            format!("From {}: {}; values before and after are not comparable.", change.year, change.what.en),
        ));
    }
    let join = |part: fn(&Text) -> &str, space| sentences.iter().map(part).collect::<Vec<_>>().join(space);
    Text::new(join(|t| &t.zh, ""), join(|t| &t.en, " "))
}

// --- The headline. ---

fn headline(file: &File, understood: &[Understood<'_>]) -> Result<Vec<HeadlinePart>, PublishedError> {
    let mut parts: Vec<HeadlinePart> = Vec::new();
    for (n, clause) in file.headline.iter().enumerate() {
        let place = format!("headline, clause {}", n + 1);
        let holds = match &clause.condition {
            None => true,
            Some(condition) => holds(condition, file.year, understood, &place)?,
        };
        let text = match (holds, &clause.otherwise) {
            (true, _) => &clause.say,
            (false, Some(otherwise)) => otherwise,
            (false, None) => continue,
        };
        let (zh, en) = (pieces(&text.zh, &place)?, pieces(&text.en, &place)?);
        let holes = |pieces: &[Piece<'_>]| pieces.iter().map(|piece| piece.hole.to_owned()).collect::<Vec<_>>();
        if holes(&zh) != holes(&en) {
            return wrong(place, "`zh` and `en` do not have the same {…} in the same order");
        }
        for (zh, en) in zh.iter().zip(&en) {
            say(&mut parts, Text::new(zh.before, en.before), None);
            if !zh.hole.is_empty() {
                let (text, indicator) = fill(zh.hole, file.year, understood, &place)?;
                say(&mut parts, text, indicator);
            }
        }
    }
    if parts.is_empty() {
        return wrong("headline", "there is no clause");
    }
    Ok(parts)
}

/// Adds a part; words join the words before them.
fn say(parts: &mut Vec<HeadlinePart>, text: Text, indicator: Option<String>) {
    if text.zh.is_empty() && text.en.is_empty() {
        return;
    }
    match parts.last_mut() {
        Some(last) if last.indicator.is_none() && indicator.is_none() => {
            last.text.zh.push_str(&text.zh);
            last.text.en.push_str(&text.en);
        }
        _ => parts.push(HeadlinePart { text, indicator }),
    }
}

/// Words and the hole that follows them; the last has none.
struct Piece<'a> {
    before: &'a str,
    hole: &'a str,
}

fn pieces<'a>(text: &'a str, place: &str) -> Result<Vec<Piece<'a>>, PublishedError> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((hole, after)) = after.split_once('}') else {
            return wrong(place, format!("`{{` without `}}` in `{text}`"));
        };
        pieces.push(Piece { before, hole });
        rest = after;
    }
    pieces.push(Piece { before: rest, hole: "" });
    Ok(pieces)
}

fn find<'a, 'b>(
    key: &str,
    understood: &'b [Understood<'a>],
    place: &str,
) -> Result<&'b Understood<'a>, PublishedError> {
    match understood.iter().find(|one| one.indicator.key == key) {
        Some(found) => Ok(found),
        None => wrong(place, format!("there is no indicator `{key}`")),
    }
}

fn holds(condition: &Condition, year: i32, understood: &[Understood<'_>], place: &str) -> Result<bool, PublishedError> {
    match condition {
        Condition::Attained(keys) => {
            let mut all = true;
            for key in keys {
                all &= find(key, understood, place)?.verdict(year) == Some(Verdict::Attained);
            }
            Ok(all)
        }
        Condition::Equal(key, text) => {
            let found = find(key, understood, place)?;
            let expected = number(text, place)?;
            // Contradictory values are equal to nothing.
            let mut values = found.of(year).filter(|entry| stage(entry) != Stage::Derived).peekable();
            Ok(values.peek().is_some() && values.all(|(.., meaning)| *meaning == Meaning::Number(expected)))
        }
    }
}

fn fill(
    hole: &str,
    year: i32,
    understood: &[Understood<'_>],
    place: &str,
) -> Result<(Text, Option<String>), PublishedError> {
    if hole == "year" {
        return Ok((Text::same(year.to_string()), None));
    }
    let (key, count) = hole.strip_suffix(".count").map_or((hole, false), |key| (key, true));
    let found = find(key, understood, place)?;
    let Some((value, _, meaning)) = found.of(year).next() else {
        return wrong(place, format!("indicator `{key}` has no value for {year}"));
    };
    let text = match (count, meaning) {
        (true, _) => match value.count {
            Some(count) => Text::same(count.to_string()),
            None => return wrong(place, format!("indicator `{key}` has no `count` for {year}")),
        },
        (false, Meaning::Number(_)) if found.indicator.unit != "%" => Text::same(as_printed(value)),
        _ => spoken(meaning, value, &found.indicator.unit),
    };
    Ok((text, Some(key.to_owned())))
}

/// The documents that the numbers of the headline stand on, each once.
fn source_line(file: &File, understood: &[Understood<'_>], headline: &[HeadlinePart]) -> Text {
    let mut documents: Vec<&Source> = Vec::new();
    for key in headline.iter().filter_map(|part| part.indicator.as_deref()) {
        let found = understood.iter().find(|one| one.indicator.key == key).and_then(|one| one.of(file.year).next());
        if let Some((_, source, _)) = found
            && !documents.iter().any(|held| held.title == source.title && held.date == source.date)
        {
            documents.push(source);
        }
    }
    let dated = |title: &str, date: &str, before: &str| match date {
        "" => title.to_owned(),
        date => format!("{title}{before}{date}"),
    };
    let zh: Vec<_> = documents.iter().map(|source| dated(&source.title.zh, &source.date, "，")).collect();
    let en: Vec<_> = documents.iter().map(|source| dated(&source.title.en, &source.date, ", ")).collect();
    Text::new(
        format!("{}来源：{}。", file.source.zh, zh.join("；")),
        format!("{}Source: {}.", file.source.en, en.join("; ")),
    )
}
