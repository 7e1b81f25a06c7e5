//! Lakes and reservoirs over periods: classes, trophic states and their changes.

use super::super::evaluation::view::KeyView;
use super::super::evaluation::words as span_words;
use super::super::explain::step;
use super::super::rows::body_key;
use super::super::view::{Explanation, OtherView, ReadingView};
use super::explain::readings;
use super::notes::{count, span_key};
use super::notes::{name, thin, whereabouts};
use super::sections::written;
use super::view::ItemMean;
use crate::assess::{Enough, Fallen, LakeChange, LakeCounts, LakePeriod, WaterEvaluation};
use crate::calendar::Span;
use crate::grade::Class;
use crate::observation::SiteId;
use crate::plan::Body;
use crate::quantity::Amount;
use crate::standard::tli::{TABLE, TrophicState};
use crate::statistics::percent;
use crate::trace::Recorder;
use crate::water::multiple;
use crate::water::region;
use crate::water::trophic::{Compared, Tli, Weights};
use crate::words::{CountView, Text, view};

view! {
    /// Which lakes to send.
    pub struct LakeQuery {
        /// Key of the stretch; empty for the last.
        pub span: String,
        /// Key of the stretch that is compared with; empty for the same a year before.
        pub base: String,
    }

    /// Lakes and reservoirs over a period.
    pub struct LakeRows {
        /// The finding, in one sentence.
        pub finding: Text,
        /// The stretch.
        pub span: KeyView,
        /// The stretch that is compared with.
        pub base: KeyView,
        /// All stretches that some lake has, ascending.
        pub spans: Vec<KeyView>,
        /// Lakes by class (keys 1 to 6); those in their natural state are not in it.
        pub classes: Vec<CountView>,
        /// Lakes that are reported as in their natural state.
        pub natural: u32,
        /// Lakes by trophic state (keys 1 to 5).
        pub states: Vec<CountView>,
        /// The lakes in the order of the data.
        pub rows: Vec<LakeRow>,
        /// What a reader must know beside the numbers.
        pub notices: Vec<Text>,
    }

    /// A lake or reservoir over a period.
    pub struct LakeRow {
        /// Number that `explain_lake` takes.
        pub lake: u32,
        /// Its name.
        pub name: String,
        /// Basin, city and province of its first point, as far as they are known.
        pub whereabouts: String,
        /// What a bulletin says of it, in one sentence.
        pub finding: Text,
        /// Its points with data.
        pub points: Vec<LakePointView>,
        /// The limits that grade it: `lake`, or `river` for a reservoir of river type.
        pub limits: String,
        /// Whether it is reported as in its natural state; the class is then for information.
        pub natural: bool,
        /// The class as it is published: `Ⅲ类（良好）`, `保持自然状态`.
        pub reported: Text,
        /// Class 1 to 6 by the limits.
        pub class: Option<u8>,
        /// Class of total phosphorus alone.
        pub phosphorus: Option<u8>,
        /// Class without total phosphorus.
        pub without_phosphorus: Option<u8>,
        /// Class of total nitrogen alone, which is never part of the class.
        pub nitrogen: Option<u8>,
        /// Why there is no class.
        pub why_not: Option<Text>,
        /// Items that decide the class.
        pub deciding: Vec<Text>,
        /// Main pollutants against class Ⅲ with their multiples.
        pub main: Text,
        /// How many of the 21 items were evaluated.
        pub indicators: u32,
        /// Target class.
        pub target: Option<u8>,
        /// `attained`, `exceeded` or `not-assessable`; null without a target.
        pub verdict: Option<String>,
        /// Items over the target class with the multiples of its limits.
        pub over_target: Text,
        /// Months that meet the target.
        pub months_on_target: u32,
        /// Months that have a class and a target.
        pub months_judged: u32,
        /// Its months.
        pub months: Vec<LakeMonthView>,
        /// TLI(Σ) with one decimal; empty without an indicator.
        pub index: String,
        /// Trophic state 1 to 5, poorest first.
        pub state: Option<u8>,
        /// The trophic state in words.
        pub state_words: Text,
        /// Whether the index stands on fewer than the five indicators; it is then not comparable with one of all five.
        pub partial: bool,
        /// The index of each indicator, in the order of the rule.
        pub single: Vec<IndicatorView>,
        /// Whether there are fewer months than the period needs, in words; empty where there are enough.
        pub thin: Text,
        /// The means over its points.
        pub items: Vec<ItemMean>,
        /// What changed against the other period; null without data there.
        pub change: Option<LakeChangeView>,
    }

    /// A point of a lake.
    pub struct LakePointView {
        /// Its number.
        pub site: u32,
        /// Its name.
        pub name: String,
        /// The class that it would have by itself.
        pub class: Option<u8>,
    }

    /// A month of a lake.
    pub struct LakeMonthView {
        /// `2024-05`.
        pub month: String,
        /// Class 1 to 6.
        pub class: Option<u8>,
        /// `attained`, `exceeded` or `not-assessable`.
        pub verdict: String,
        /// TLI(Σ) with one decimal.
        pub index: String,
    }

    /// An indicator of the trophic state.
    pub struct IndicatorView {
        /// Key of the item.
        pub key: String,
        /// Its name.
        pub name: Text,
        /// Its mean in the unit of the formula; empty where it is missing.
        pub value: String,
        /// The unit of the formula: chlorophyll a in mg/m³.
        pub unit: String,
        /// TLI(j) with one decimal; empty where it is missing.
        pub index: String,
    }

    /// How a lake changed.
    pub struct LakeChangeView {
        /// Its class before, 1 to 6.
        pub class_before: Option<u8>,
        /// The change of the state of its class, in words; empty without two classes.
        pub class: Text,
        /// TLI(Σ) before.
        pub index_before: String,
        /// The difference of the indices with its sign, above zero for richer in nutrients; empty where it says nothing.
        pub index: String,
        /// Trophic state before, in words.
        pub state_before: Text,
        /// What makes the comparison doubtful; empty where nothing does.
        pub doubt: Text,
    }
}

/// The stretches that some lake has, ascending.
fn spans(evaluation: &WaterEvaluation) -> Vec<Span> {
    let lakes = 0..evaluation.lakes().len();
    let mut spans: Vec<Span> = lakes.flat_map(|lake| evaluation.spans_of_lake(lake)).collect();
    crate::sorting::sort_by_key(&mut spans, |span| *span);
    spans.dedup();
    spans
}

/// The stretch of a query, and the one that it is compared with: the last that is there, and the same a year before.
///
/// # Errors
/// When a key is no stretch.
pub(super) fn spans_of_query(span: &str, base: &str, spans: &[Span]) -> Result<(Span, Span), String> {
    let span = match span {
        "" => spans.last().copied().unwrap_or(Span::Year(1)),
        key => super::super::evaluation::span(key)?,
    };
    let base = match base {
        "" => span.a_year_before(),
        key => super::super::evaluation::span(key)?,
    };
    Ok((span, base))
}

/// The lakes of a stretch.
///
/// # Errors
/// When a key is no stretch.
pub fn lake_rows(evaluation: &WaterEvaluation, query: &LakeQuery) -> Result<LakeRows, String> {
    let spans = spans(evaluation);
    let (span, base) = spans_of_query(&query.span, &query.base, &spans)?;
    let periods: Vec<LakePeriod> =
        (0..evaluation.lakes().len()).filter_map(|lake| evaluation.lake(lake, span)).collect();
    let counts = LakeCounts::of_lakes(&periods);
    let rows: Vec<LakeRow> = periods
        .into_iter()
        .map(|now| {
            let mut row = lake_row(evaluation, &now);
            let before = evaluation.lake(now.lake, base);
            row.change = before.map(|before| change_view(&LakeChange::between(before, now, &mut Recorder::off())));
            row
        })
        .collect();
    let class = |class: Class| CountView {
        key: class.number().to_string(),
        label: class.words().into(),
        count: counts.classes.of(class),
    };
    let state = |state: TrophicState| CountView {
        key: (state as u8).to_string(),
        label: state.words().into(),
        count: counts.of(state),
    };
    Ok(LakeRows {
        finding: finding(evaluation, span, &counts),
        span: span_key(span),
        base: span_key(base),
        spans: spans.into_iter().map(span_key).collect(),
        classes: Class::ALL.into_iter().map(class).collect(),
        natural: counts.natural,
        states: TrophicState::ALL.into_iter().map(state).collect(),
        notices: notices(evaluation, &rows, &counts),
        rows,
    })
}

/// What a period says of all lakes, as releases word it.
fn finding(evaluation: &WaterEvaluation, span: Span, counts: &LakeCounts) -> Text {
    let (period, all, natural) = (span_words::span(span), counts.classes.count(), counts.natural);
    let mut text = Text::new(format!("{}，", period.zh), format!("{}: ", period.en));
    if all == 0 && natural == 0 {
        text.zh.push_str("没有可以评价类别的湖库");
        text.en.push_str("no lake or reservoir has a class");
    }
    if all > 0 {
        let share = |number: u32| percent(number, all, 1).unwrap_or_default();
        let (good, worst) = (counts.classes.good(), counts.classes.of(Class::WorseThanV));
        text.zh.push_str(&format!(
            "参评的 {all} 个湖库中，Ⅰ～Ⅲ类 {good} 个，占 {:.1}%；劣Ⅴ类 {worst} 个，占 {:.1}%",
            share(good),
            share(worst)
        ));
        text.en.push_str(&format!(
            "of {all} lakes and reservoirs evaluated, {good} are of class I to III ({:.1} %) and {worst} worse than V ({:.1} \
             %)",
            share(good),
            share(worst)
        ));
        let main = region::text(&region::main_pollutants(
            &counts.classes,
            evaluation.plan().groups.denominator,
            &mut Recorder::off(),
        ));
        if !main.zh.is_empty() {
            text.zh.push_str(&format!("，主要污染指标为{}", main.zh));
            text.en.push_str(&format!("; main pollutants {}", main.en));
        }
    }
    if natural > 0 {
        let (zh, en) = if all > 0 { ("；", "; ") } else { ("", "") };
        text.zh.push_str(&format!("{zh}{natural} 个湖库保持自然状态，不评定类别"));
        text.en.push_str(&format!("{en}{natural} in the natural state, without a class"));
    }
    let with_state = counts.with_state();
    if with_state > 0 {
        let states = TrophicState::ALL.into_iter().filter(|state| counts.of(*state) > 0);
        let (zh, en): (Vec<String>, Vec<String>) = states
            .map(|state| {
                let (words, number) = (state.words(), counts.of(state));
                let share = percent(number, with_state, 1).unwrap_or_default();
                (format!("{} {number} 个，占 {share:.1}%", words.zh), format!("{number} {} ({share:.1} %)", words.en))
            })
            .unzip();
        text.zh.push_str(&format!("；有营养状态评价的 {with_state} 个中，{}", zh.join("；")));
        text.en.push_str(&format!("; of {with_state} with a trophic state, {}", en.join(", ")));
    }
    text.zh.push('。');
    text.en.push('.');
    text
}

/// What a bulletin says of one lake: `青海湖：保持自然状态；综合营养状态指数 38.2，中营养`.
fn lake_finding(name: &str, lake: &LakePeriod) -> Text {
    let reported = lake.grade.text();
    let mut text = Text::new(format!("{name}：{}", reported.zh), format!("{name}: {}", reported.en));
    if !lake.main.is_empty() && !lake.is_natural() {
        let main = multiple::text(&lake.main);
        text.zh.push_str(&format!("，主要污染指标为{}", main.zh));
        text.en.push_str(&format!(", main pollutants {}", main.en));
    }
    if let Some(nitrogen) = lake.grade.nitrogen() {
        text.zh.push_str(&format!("；总氮单独评价为{}类", nitrogen.words().zh));
        text.en.push_str(&format!("; total nitrogen alone class {}", nitrogen.words().en));
    }
    if let Some((index, state)) = lake.grade.tli.printed().zip(lake.grade.tli.state) {
        text.zh.push_str(&format!("；综合营养状态指数 {index:.1}，{}", state.words().zh));
        text.en.push_str(&format!("; trophic state index {index:.1}, {}", state.words().en));
        if lake.grade.tli.is_partial() {
            let number = lake.grade.tli.indicators.len();
            text.zh.push_str(&format!("（仅 {number} 项指标）"));
            text.en.push_str(&format!(" ({number} of 5 indicators)"));
        }
    }
    text
}

fn notices(evaluation: &WaterEvaluation, rows: &[LakeRow], counts: &LakeCounts) -> Vec<Text> {
    let plan = &evaluation.plan().lakes;
    let mut notices = vec![Text::new(
        "先求各点位的时段均值，再求各点位的平均；总氮不参与类别评价，单独列出",
        "each point is averaged over time first, then over the points; total nitrogen is no part of the class and stands \
         beside it",
    )];
    let alone = evaluation.lakes().iter().filter(|lake| !lake.grouped).count();
    if alone > 0 && !plan.by_name {
        notices.push(Text::new(
            format!("{alone} 个点位的数据没有写明所属湖库，各自作为一个湖库；加“湖库名称”列，或选择按点位名称归并"),
            format!("{alone} points do not name their lake and stand for themselves; add a column 湖库名称, or choose to join points by their names"),
        ));
    }
    if counts.partial > 0 {
        notices.push(Text::new(
            format!("{} 个湖库的营养状态指标不足五项，权重在已有指标间重新分配，结果不完整，与五项的结果不可比", counts.partial),
            format!("the trophic state of {} lakes stands on fewer than five indicators, with the weights spread over them: partial and not comparable", counts.partial),
        ));
    }
    if rows.iter().any(|row| row.natural) {
        notices.push(Text::new(
            "保持自然状态的湖库不评定类别（青海省公报对青海湖的做法）；按限值计算的类别仅供参考",
            "lakes in their natural state get no class, as the bulletins of Qinghai treat Qinghai Lake; the class by the limits is for information",
        ));
    }
    if plan.tli.weights == Weights::Printed {
        notices
            .push(Text::new("营养状态的权重用印出的五位小数", "the weights of the trophic state are the printed ones"));
    }
    if plan.tli.compared == Compared::Printed {
        notices
            .push(Text::new("营养状态按一位小数的指数分级", "the trophic state is that of the index with one decimal"));
    }
    let river: Vec<&str> = rows.iter().filter(|row| row.limits == "river").map(|row| row.name.as_str()).collect();
    if !river.is_empty() {
        notices.push(Text::new(
            format!("按河流限值评价的河流型水库：{}", river.join("、")),
            format!("reservoirs of river type, graded by the limits of rivers: {}", river.join(", ")),
        ));
    }
    notices
}

fn index(index: Option<Amount>) -> String {
    index.map_or(String::new(), |index| format!("{index:.1}"))
}

fn indicators(lake: &LakePeriod, tli: &Tli) -> Vec<IndicatorView> {
    TABLE
        .iter()
        .zip(tli.single)
        .map(|(row, single)| {
            let value = lake.mean(row.item).and_then(|mean| mean.number()).and_then(|value| value.shift(row.exponent));
            let decimals = row.item.item().decimals.saturating_add_signed(2 - row.exponent);
            IndicatorView {
                key: row.item.item().key.to_owned(),
                name: row.item.name().into(),
                value: value.map_or(String::new(), |value| value.round_keeping_a_digit(decimals).written()),
                unit: row.unit.to_owned(),
                index: self::index(single.map(|single| single.round(1))),
            }
        })
        .collect()
}

fn lake_row(evaluation: &WaterEvaluation, lake: &LakePeriod) -> LakeRow {
    let of = &evaluation.lakes()[lake.lake];
    let (grade, number) = (&lake.grade, |class: Option<Class>| class.map(Class::number));
    let (months_on_target, months_judged) = lake.months_on_target();
    LakeRow {
        lake: count(lake.lake),
        name: of.name.clone(),
        whereabouts: of.points.first().map(|site| whereabouts(evaluation.table().site(*site))).unwrap_or_default(),
        finding: lake_finding(&of.name, lake),
        points: lake
            .points
            .iter()
            .map(|point| LakePointView {
                site: point.site.0,
                name: name(evaluation, point.site),
                class: number(point.class),
            })
            .collect(),
        limits: body_key(lake.limits).to_owned(),
        natural: lake.is_natural(),
        reported: grade.text(),
        class: number(grade.grade.class),
        phosphorus: number(grade.phosphorus()),
        without_phosphorus: number(grade.without_phosphorus),
        nitrogen: number(grade.nitrogen()),
        why_not: lake.fallen.map(|reason| reason.words().into()),
        deciding: grade.grade.deciding.iter().map(|item| item.name().into()).collect(),
        main: multiple::text(&lake.main),
        indicators: count(grade.grade.evaluated.len()),
        target: lake.target.map(|(target, _)| target.number()),
        verdict: lake.target.map(|(_, verdict)| verdict.key().to_owned()),
        over_target: multiple::text(&lake.over_target),
        months_on_target,
        months_judged,
        months: lake
            .months
            .iter()
            .map(|month| LakeMonthView {
                month: month.month.to_string(),
                class: number(month.class),
                verdict: month.verdict.key().to_owned(),
                index: index(month.index),
            })
            .collect(),
        index: index(grade.tli.printed()),
        state: grade.tli.state.map(|state| state as u8),
        state_words: grade.tli.state.map(|state| state.words().into()).unwrap_or_default(),
        partial: grade.tli.sum.is_some() && grade.tli.is_partial(),
        single: indicators(lake, &grade.tli),
        thin: if lake.fallen == Some(Fallen::TooFewMonths) { Text::default() } else { thin(shown(lake)) },
        items: grade
            .means
            .iter()
            .map(|(item, reading)| ItemMean {
                key: item.item().key.to_owned(),
                name: item.name().into(),
                unit: item.item().unit.name().to_owned(),
                value: written(*item, *reading),
                class: number(grade.grade.of(*item)),
            })
            .collect(),
        change: None,
    }
}

/// Whether there are enough months; of a lake without class and state nothing is said.
fn shown(lake: &LakePeriod) -> Enough {
    if lake.grade.grade.class.is_none() && lake.grade.tli.sum.is_none() { Enough::Yes } else { lake.enough }
}

fn change_view(change: &LakeChange) -> LakeChangeView {
    let signed = |amount: Amount| {
        let sign = if amount > Amount::ZERO { "+" } else { "" };
        format!("{sign}{amount:.1}")
    };
    let (before, now) = (&change.before.grade, &change.now.grade);
    let mut doubts = Vec::new();
    if !change.same_items && before.grade.class.is_some() && now.grade.class.is_some() {
        doubts.push(Text::new("两时段参评指标不同", "the items evaluated differ"));
    }
    if before.tli.indicators != now.tli.indicators && before.tli.sum.is_some() && now.tli.sum.is_some() {
        doubts.push(Text::new(
            "两时段营养状态指标不同，指数不可比",
            "the indicators differ, the indices are not comparable",
        ));
    }
    let points = |lake: &LakePeriod| lake.points.iter().map(|point| point.site).collect::<Vec<_>>();
    if points(&change.before) != points(&change.now) {
        doubts.push(Text::new("两时段点位不同", "the points differ"));
    }
    let join = |separator: &str, of: fn(&Text) -> &str| doubts.iter().map(of).collect::<Vec<_>>().join(separator);
    LakeChangeView {
        class_before: before.grade.class.map(Class::number),
        class: change.class.map(|change| change.words().into()).unwrap_or_default(),
        index_before: index(before.tli.printed()),
        index: change.index.map(signed).unwrap_or_default(),
        state_before: before.tli.state.map(|state| state.words().into()).unwrap_or_default(),
        doubt: Text::new(join("；", |text| &text.zh), join("; ", |text| &text.en)),
    }
}

/// How the class and the trophic state of a lake over a period came about; `None` where it has nothing there.
#[must_use]
pub fn explain_lake(evaluation: &WaterEvaluation, lake: usize, span: Span) -> Option<Explanation> {
    let mut steps = Recorder::on();
    let result = evaluation.lake_traced(lake, span, &mut steps)?;
    let of = evaluation.lakes().get(lake)?;
    let period = span_words::span(span);
    let mut advice = Vec::new();
    if of.grouped {
        let names: Vec<String> = of.points.iter().map(|point| name(evaluation, *point)).collect();
        advice.push(Text::new(
            format!("{} 的点位：{}", of.name, names.join("、")),
            format!("points of {}: {}", of.name, names.join(", ")),
        ));
    }
    if let Some(class) = result.grade.without_phosphorus {
        advice.push(Text::new(
            format!("总磷不参与评价时为{}类", class.words().zh),
            format!("without total phosphorus class {}", class.words().en),
        ));
    }
    let short = thin(result.enough);
    if !short.zh.is_empty() {
        advice.push(short);
    }
    if let (met, judged @ 1..) = result.months_on_target() {
        advice.push(Text::new(
            format!("逐月评价：{judged} 个月中 {met} 个月达到目标；时段类别由均值评价，不由月份数决定"),
            format!("by single months {met} of {judged} meet the target; the class of the period is that of its means"),
        ));
    }
    let mut others = Vec::new();
    if let (Some(class), true) = (result.grade.grade.class, result.is_natural()) {
        others.push(OtherView {
            edition: Text::new("按限值计算（仅供参考）", "by the limits, for information"),
            result: Text::new(
                format!("{}类，{}", class.words().zh, class.state().zh),
                format!("Class {}, {}", class.words().en, class.state().en),
            ),
        });
    }
    let (count, limits) = (
        result.points.len(),
        match result.limits {
            Body::Lake => Text::new("湖库限值", "limits of lakes"),
            Body::River => Text::new("河流限值（河流型水库）", "limits of rivers (reservoir of river type)"),
        },
    );
    Some(Explanation {
        title: lake_finding(&of.name, &result),
        place: Text::new(
            format!("{} {}（{count} 个点位，{}）", of.name, period.zh, limits.zh),
            format!("{}, {} ({count} points, {})", of.name, period.en, limits.en),
        ),
        steps: steps.into_steps().into_iter().map(step).collect(),
        readings: result.points.iter().flat_map(|point| of_point(evaluation, point.site, span)).collect(),
        others,
        advice,
    })
}

/// The readings of a point, with its name before the months of a longer period.
fn of_point(evaluation: &WaterEvaluation, site: SiteId, span: Span) -> Vec<ReadingView> {
    let mut found = readings(evaluation, site, span);
    let point = name(evaluation, site);
    found.iter_mut().filter(|reading| reading.file.is_empty()).for_each(|reading| {
        reading.text = format!("{point} {}", reading.text);
    });
    found
}

/// How the change of a lake between two periods came about; `None` where it has nothing in one of them.
#[must_use]
pub fn explain_lake_change(evaluation: &WaterEvaluation, lake: usize, base: Span, span: Span) -> Option<Explanation> {
    let mut steps = Recorder::on();
    let change = evaluation.lake_change_traced(lake, base, span, &mut steps)?;
    let view = change_view(&change);
    let (of, before, now) = (evaluation.lakes().get(lake)?, span_words::span(base), span_words::span(span));
    let said = |index: &str, class: &str, of_class: &str, of_index: &str, none: &str| {
        let parts: Vec<String> = [(of_class, class), (of_index, index)]
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(what, value)| format!("{what}{value}"))
            .collect();
        if parts.is_empty() { none.to_owned() } else { parts.join("; ") }
    };
    Some(Explanation {
        title: Text::new(
            said(&view.index, &view.class.zh, "水质", "TLI(Σ) ", "没有可比的结果"),
            said(&view.index, &view.class.en, "class: ", "TLI(Σ) ", "nothing to compare"),
        ),
        place: Text::new(
            format!("{} {}与{}比较", of.name, now.zh, before.zh),
            format!("{}, {} against {}", of.name, now.en, before.en),
        ),
        steps: steps.into_steps().into_iter().map(step).collect(),
        readings: Vec::new(),
        others: [(before, &change.before), (now, &change.now)]
            .map(|(edition, lake)| OtherView { edition, result: lake_finding(&of.name, lake) })
            .into(),
        advice: if view.doubt.zh.is_empty() { Vec::new() } else { vec![view.doubt] },
    })
}

/// The head of [`lakes_table`].
#[must_use]
pub fn lakes_head() -> Vec<String> {
    const HEAD: [&str; 27] = [
        "lake",
        "whereabouts",
        "period",
        "points",
        "limits",
        "reported",
        "class_by_limits",
        "class_total_phosphorus",
        "class_without_phosphorus",
        "class_total_nitrogen",
        "why_not",
        "main_pollutants",
        "items_evaluated",
        "target",
        "verdict",
        "over_target",
        "months_on_target",
        "months_judged",
        "tli",
        "trophic_state",
        "tli_indicators",
        "too_few_months",
        "compared_with",
        "tli_before",
        "tli_change",
        "class_change",
        "doubt",
    ];
    let single = TABLE.iter().flat_map(|row| {
        let key = row.item.item().key.replace('-', "_");
        [key.clone(), format!("tli_{key}")]
    });
    HEAD.iter().map(|name| (*name).to_owned()).chain(single).collect()
}

/// One row a lake of a stretch, in Chinese or English.
#[must_use]
pub fn lakes_table(rows: &LakeRows, zh: bool) -> Vec<Vec<String>> {
    rows.rows.iter().map(|row| cells(row, &rows.span.key, &rows.base.key, zh)).collect()
}

fn cells(row: &LakeRow, span: &str, base: &str, zh: bool) -> Vec<String> {
    let said = |text: &Text| if zh { text.zh.clone() } else { text.en.clone() };
    let class = |number: Option<u8>| number.and_then(Class::from_number).map(|class| said(&class.words().into()));
    let class = |number: Option<u8>| class(number).unwrap_or_default();
    let points: Vec<&str> = row.points.iter().map(|point| point.name.as_str()).collect();
    let there = row.single.iter().filter(|single| !single.index.is_empty()).count();
    let change = row.change.as_ref();
    let mut cells = vec![
        row.name.clone(),
        row.whereabouts.clone(),
        span.to_owned(),
        points.join(if zh { "、" } else { ", " }),
        row.limits.clone(),
        said(&row.reported),
        class(row.class),
        class(row.phosphorus),
        class(row.without_phosphorus),
        class(row.nitrogen),
        row.why_not.as_ref().map(said).unwrap_or_default(),
        said(&row.main),
        row.indicators.to_string(),
        class(row.target),
        row.verdict.clone().unwrap_or_default(),
        said(&row.over_target),
        row.months_on_target.to_string(),
        row.months_judged.to_string(),
        row.index.clone(),
        said(&row.state_words),
        there.to_string(),
        said(&row.thin),
        change.map(|_| base.to_owned()).unwrap_or_default(),
        change.map(|change| change.index_before.clone()).unwrap_or_default(),
        change.map(|change| change.index.clone()).unwrap_or_default(),
        change.map(|change| said(&change.class)).unwrap_or_default(),
        change.map(|change| said(&change.doubt)).unwrap_or_default(),
    ];
    for single in &row.single {
        cells.push(single.value.clone());
        cells.push(single.index.clone());
    }
    cells
}
