//! Urban black and odorous water (城市黑臭水体): 轻度 and 重度 by transparency, oxygen, oxidation reduction potential and
//! ammonia nitrogen. A profile of its own, beside the classes of GB 3838.

use crate::quantity::{Amount, Ratio};
use crate::standard::black_odorous::{CLAUSE, Indicator, PART_OF_DEPTH, Row, SHALLOW, TABLE_1};
use crate::trace::{Step, Trace};
use crate::words::Words;

/// How black and odorous a water is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Degree {
    /// Not black and odorous.
    None,
    /// 轻度黑臭
    Lightly,
    /// 重度黑臭
    Heavily,
}

impl Degree {
    /// Its name.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Degree::None => Words::new("非黑臭", "not black and odorous"),
            Degree::Lightly => Words::new("轻度黑臭", "lightly black and odorous"),
            Degree::Heavily => Words::new("重度黑臭", "heavily black and odorous"),
        }
    }
}

/// What a value that equals the end of 轻度 is. Copies of the table print ranges such as "25～10", so the end towards clean
/// water can be read as inside or outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum End {
    /// 25 cm, 2.0 mg/L, 50 mV and 8.0 mg/L are 轻度: the range has both its ends.
    #[default]
    Inside,
    /// They are not black and odorous.
    Outside,
}

/// How transparency is judged in water less than 25 cm deep, "at 40 % of the depth". The table does not say which end that
/// is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Shallow {
    /// 40 % of the depth takes the place of 25 cm: below it 轻度, and transparency alone never makes it 重度.
    #[default]
    LightEnd,
    /// 40 % of the depth takes the place of 10 cm, which is 40 % of 25 cm: below it 重度, up to the whole depth 轻度.
    HeavyEnd,
}

/// What the table leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct BlackOdorousChoices {
    /// Values at the end of 轻度.
    pub end: End,
    /// Shallow water.
    pub shallow: Shallow,
}

/// The readings of one point and time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sample {
    /// Transparency in cm.
    pub transparency: Option<Amount>,
    /// Depth of the water in cm, where it is known.
    pub depth: Option<Amount>,
    /// Dissolved oxygen in mg/L.
    pub oxygen: Option<Amount>,
    /// Oxidation reduction potential in mV.
    pub potential: Option<Amount>,
    /// Ammonia nitrogen in mg/L.
    pub ammonia: Option<Amount>,
}

impl Sample {
    /// The value of an indicator.
    #[must_use]
    pub const fn of(&self, indicator: Indicator) -> Option<Amount> {
        match indicator {
            Indicator::Transparency => self.transparency,
            Indicator::Oxygen => self.oxygen,
            Indicator::Potential => self.potential,
            Indicator::Ammonia => self.ammonia,
        }
    }
}

/// The degrees of a sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SampleDegree {
    /// The degree of each indicator, in the order of the table; `None` where there is no value.
    pub single: [Option<Degree>; 4],
    /// The worst of them; `None` without any.
    pub degree: Option<Degree>,
}

/// The degree of a sample: the worst of its indicators.
///
/// ```
/// use envgrade::quantity::Amount;
/// use envgrade::trace::Off;
/// use envgrade::water::black_odorous::{BlackOdorousChoices, Degree, Sample, grade};
/// let sample = Sample { oxygen: Some(Amount::decimal(15, 1)), ammonia: Some(Amount::whole(16)), ..Sample::default() };
/// let graded = grade(&sample, BlackOdorousChoices::default(), &mut Off);
/// assert_eq!(graded.single, [None, Some(Degree::Lightly), None, Some(Degree::Heavily)]);
/// assert_eq!(graded.degree, Some(Degree::Heavily));
/// ```
pub fn grade(sample: &Sample, choices: BlackOdorousChoices, trace: &mut impl Trace) -> SampleDegree {
    let single = TABLE_1.map(|row| {
        let value = sample.of(row.indicator)?;
        let ends = ends(&row, sample.depth, choices.shallow)?;
        let degree = degree_of(&row, value, ends, choices.end);
        trace.step(|| describe(&row, value, ends, degree));
        Some(degree)
    });
    let degree = single.iter().flatten().max().copied();
    trace.step(|| {
        let words = degree.map_or(Words::new("没有指标，无法评价", "no indicator is there"), Degree::words);
        Step {
            label: Words::new("黑臭程度", "Degree"),
            formula: String::new(),
            zh: format!("取各指标中最重的：{}", words.zh),
            en: format!("the worst indicator decides: {}", words.en),
            clause: CLAUSE,
        }
    });
    SampleDegree { single, degree }
}

/// The ends of 轻度 towards clean water and towards 重度; in shallow water the latter may be missing.
#[derive(Debug, Clone, Copy)]
struct Ends {
    light: Ratio,
    heavy: Option<Ratio>,
    shallow: Option<Amount>,
}

fn ends(row: &Row, depth: Option<Amount>, choice: Shallow) -> Option<Ends> {
    let shallow = depth.filter(|&depth| row.indicator == Indicator::Transparency && depth < SHALLOW);
    let Some(depth) = shallow else {
        return Some(Ends { light: Ratio::of(row.light), heavy: Some(Ratio::of(row.heavy)), shallow });
    };
    let part = Ratio::of(depth).times(Ratio::new(PART_OF_DEPTH.into(), 100)?)?;
    Some(match choice {
        Shallow::LightEnd => Ends { light: part, heavy: None, shallow },
        Shallow::HeavyEnd => Ends { light: Ratio::of(depth), heavy: Some(part), shallow },
    })
}

fn degree_of(row: &Row, value: Amount, ends: Ends, end: End) -> Degree {
    let value = Ratio::of(value);
    let beyond = |bound: Ratio| if row.high_is_bad { value > bound } else { value < bound };
    // What is seen to the bottom is clear, whatever the end of the range means.
    let at_end = value == ends.light && end == End::Inside && ends.shallow.is_none();
    if ends.heavy.is_some_and(beyond) {
        Degree::Heavily
    } else if beyond(ends.light) || at_end {
        Degree::Lightly
    } else {
        Degree::None
    }
}

fn describe(row: &Row, value: Amount, ends: Ends, degree: Degree) -> Step {
    let sign = if row.high_is_bad { ">" } else { "<" };
    let light = ends.light.nearly(3);
    let (mut zh, mut en) = (
        format!("{}；{sign} {light} 轻度", degree.words().zh),
        format!("{}; {sign} {light} lightly", degree.words().en),
    );
    if let Some(heavy) = ends.heavy {
        let heavy = heavy.nearly(3);
        zh.push_str(&format!("，{sign} {heavy} 重度"));
        en.push_str(&format!(", {sign} {heavy} heavily"));
    }
    if let Some(depth) = ends.shallow {
        zh.push_str(&format!("；水深 {depth} cm，不足 25 cm，按水深的 40 % 评价"));
        en.push_str(&format!("; {depth} cm deep, less than 25 cm: held against 40 % of the depth"));
    }
    Step { label: row.indicator.words(), formula: format!("{value} {}", row.unit), zh, en, clause: CLAUSE }
}

/// The degree of a point from its samples, as known from practice: 重度 when one indicator is 重度 in 60 % of its values or
/// more, or two are in 30 % or more; otherwise 轻度 when any value is black and odorous. `None` without values.
#[must_use]
pub fn of_point(samples: &[SampleDegree]) -> Option<Degree> {
    let of_indicator = |at: usize| {
        let there = samples.iter().filter_map(|sample| sample.single[at]);
        (there.clone().filter(|&degree| degree == Degree::Heavily).count(), there.count())
    };
    let counts: [(usize, usize); 4] = std::array::from_fn(of_indicator);
    let reach = |percent: usize| counts.iter().filter(|(heavy, of)| *of > 0 && heavy * 100 >= percent * of).count();
    let worst = samples.iter().filter_map(|sample| sample.degree).max()?;
    Some(if reach(60) >= 1 || reach(30) >= 2 { Degree::Heavily } else { worst.min(Degree::Lightly) })
}

/// The degree of a water from its points, as known from practice: 重度 when 60 % of them or more are, otherwise 轻度 when any
/// point is black and odorous. `None` without points.
#[must_use]
pub fn of_water(points: &[Degree]) -> Option<Degree> {
    let worst = points.iter().max().copied()?;
    let heavy = points.iter().filter(|&&degree| degree == Degree::Heavily).count();
    Some(if heavy * 100 >= 60 * points.len() { Degree::Heavily } else { worst.min(Degree::Lightly) })
}
