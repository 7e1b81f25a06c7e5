//! Groundwater: wells over periods.

use super::super::evaluation::view::KeyView;
use super::super::evaluation::words as span_words;
use super::super::view::Explanation;
use super::further::{
    ItemValue, SampleLine, count, explanation_of_period, explanation_of_sample, joined, names, sample_lines, sample_of,
    span_of, value, verdict, with_multiple,
};
use super::notes::span_key;
use super::notes::{name, whereabouts};
use super::view::SectionQuery;
use crate::assess::{WaterEvaluation, WellClass, WellPeriod, WellShares};
use crate::calendar::Span;
use crate::grade::{Class, Verdict};
use crate::observation::SiteId;
use crate::quantity::Reading;
use crate::standard::gb14848;
use crate::statistics::percent;
use crate::trace::Recorder;
use crate::water::groundwater::{BelowDetection, Finding, Graded, GroundwaterGrade, Inseparable};
use crate::water_item::WaterItem;
use crate::words::{CountView, Text, view};

view! {
    /// Wells over a period.
    pub struct WellRows {
        /// The finding, in one sentence.
        pub finding: Text,
        /// The stretch.
        pub span: KeyView,
        /// Wells by class (keys 1 to 5), before the classes of the query.
        pub classes: Vec<CountView>,
        /// Wells without an item that is graded.
        pub not_graded: u32,
        /// Rows that match the query.
        pub total: u32,
        /// The rows.
        pub rows: Vec<WellRow>,
        /// What a reader must know beside the numbers.
        pub notices: Vec<Text>,
    }

    /// A well over a period.
    pub struct WellRow {
        /// Number that `explain_well` takes.
        pub site: u32,
        /// Its name.
        pub name: String,
        /// River or basin, city and province as far as they are known.
        pub whereabouts: String,
        /// Key of the stretch.
        pub span: String,
        /// Comprehensive class of the period, 1 to 5.
        pub class: Option<u8>,
        /// Time of the sample that stands for the period; empty for means.
        pub stands: String,
        /// Class of the worst sample.
        pub worst: Option<u8>,
        /// Class of the latest sample.
        pub latest: Option<u8>,
        /// Items that decide the class.
        pub deciding: Vec<Text>,
        /// Target class.
        pub target: u8,
        /// `attained`, `exceeded` or `not-assessable`.
        pub verdict: String,
        /// Items over the target with the multiples of its limits.
        pub over: Text,
        /// How many of the 39 routine items were evaluated.
        pub routine: u32,
        /// How many of the 54 other items were evaluated.
        pub others: u32,
        /// Items whose class the reading does not prove.
        pub unproven: Vec<Text>,
        /// Items that cannot be told apart between Ⅳ and Ⅴ.
        pub inseparable: Vec<Text>,
        /// Samples of class 1 to 5.
        pub classes: Vec<u32>,
        /// The items.
        pub items: Vec<ItemValue>,
        /// Samples that were assessed.
        pub all_samples: u32,
        /// The latest of them.
        pub samples: Vec<SampleLine>,
    }
}

/// The wells that a query asks for.
///
/// # Errors
/// When the stretch is not one.
pub fn well_rows(evaluation: &WaterEvaluation, query: &SectionQuery) -> Result<WellRows, String> {
    let span = span_of(evaluation, &query.span)?;
    let (mut shares, mut total, mut rows) = (WellShares::default(), 0, Vec::new());
    for site in evaluation.wells() {
        if query.site.is_some_and(|only| only != site.0) {
            continue;
        }
        let Some(well) = evaluation.well(site, span) else { continue };
        shares.add(&well);
        let class = well.grade.class.map_or(0, Class::number);
        if !query.grades.is_empty() && !query.grades.contains(&class) {
            continue;
        }
        if total >= query.offset && rows.len() < query.limit as usize {
            rows.push(row(evaluation, &well));
        }
        total += 1;
    }
    let classes = Class::ALL.into_iter().zip(shares.classes);
    Ok(WellRows {
        finding: finding(span, &shares),
        span: span_key(span),
        classes: classes
            .map(|(class, count)| CountView { key: class.number().to_string(), label: class.words().into(), count })
            .collect(),
        not_graded: shares.not_graded,
        total,
        rows,
        notices: notices(evaluation),
    })
}

fn finding(span: Span, shares: &WellShares) -> Text {
    let (span, all) = (span_words::span(span), shares.count());
    if all == 0 {
        return Text::new(
            format!("{}没有可以评价的地下水点位。", span.zh),
            format!("{}: no well can be evaluated.", span.en),
        );
    }
    let share = |number: u32| percent(number, all, 1).unwrap_or_default();
    let good: u32 = shares.classes[..3].iter().sum();
    let [.., four, five] = shares.classes;
    Text::new(
        format!(
            "{}，参评的 {all} 个地下水点位中，Ⅰ～Ⅲ类 {good} 个，占 {:.1}%；Ⅳ类 {four} 个，占 {:.1}%；Ⅴ类 {five} 个，占 {:.1}%；{} 个达到目标类别。",
            span.zh,
            share(good),
            share(four),
            share(five),
            shares.on_target
        ),
        format!(
            "{}: of {all} wells evaluated, {good} are of class I to III ({:.1} %), {four} of IV ({:.1} %) and {five} of V ({:.1} %); {} meet their target.",
            span.en,
            share(good),
            share(four),
            share(five),
            shares.on_target
        ),
    )
}

fn notices(evaluation: &WaterEvaluation) -> Vec<Text> {
    let plan = evaluation.plan().wells;
    let mut notices = vec![match plan.class {
        WellClass::Worst => Text::new(
            "标准按样品评价；时段的类别取类别最差的样品（可选最近一次或均值）",
            "the standard grades samples; the worst sample stands for a period (the latest or the means can be chosen)",
        ),
        WellClass::Latest => Text::new(
            "标准按样品评价；时段的类别取最近一次样品",
            "the standard grades samples; the latest one stands for a period",
        ),
        WellClass::Mean => Text::new(
            "时段的类别由均值评价（标准按样品评价，未规定均值）",
            "the class of a period is that of its means (the standard grades samples and knows no means)",
        ),
    }];
    notices.push(match plan.choices.below_detection {
        BelowDetection::Half => Text::new(
            "低于检出限的按检出限的一半比较（标准未作规定）",
            "half the detection limit is compared where a reading is below it (the standard does not say)",
        ),
        BelowDetection::Limit => Text::new(
            "低于检出限的按检出限比较（标准未作规定）",
            "the detection limit is compared where a reading is below it (the standard does not say)",
        ),
    });
    if plan.choices.inseparable == Inseparable::Worse {
        notices.push(Text::new(
            "总α、总β放射性高于Ⅲ类的按Ⅴ类计（Ⅳ、Ⅴ类限值相同）",
            "total alpha and beta radioactivity above class III count as V (IV and V have the same limits)",
        ));
    }
    notices
}

fn row(evaluation: &WaterEvaluation, well: &WellPeriod) -> WellRow {
    let grade = &well.grade;
    let [routine, others] = grade.evaluated();
    WellRow {
        site: well.site.0,
        name: name(evaluation, well.site),
        whereabouts: whereabouts(evaluation.table().site(well.site)),
        span: well.span.to_string(),
        class: grade.class.map(Class::number),
        stands: well.stands.map(|stamp| stamp.to_string()).unwrap_or_default(),
        worst: well.worst().map(Class::number),
        latest: well.latest().map(Class::number),
        deciding: names(&grade.deciding()),
        target: well.target.number(),
        verdict: verdict(well.verdict),
        over: over(grade, well.target),
        routine: count(routine),
        others: count(others),
        unproven: names(&grade.unproven()),
        inseparable: names(&grade.inseparable()),
        classes: well.classes().to_vec(),
        items: grade.items.iter().map(|item| item_value(item, well.target)).collect(),
        all_samples: count(well.samples.len()),
        samples: sample_lines(
            evaluation,
            well.site,
            &well.samples,
            |sample| (sample.stamp, Some(sample.origin)),
            |sample| SampleLine {
                number: None,
                when: sample.stamp.to_string(),
                class: sample.grade.class.map(Class::number),
                verdict: verdict(sample.verdict),
                over: over(&sample.grade, well.target),
                items: count(sample.grade.items.len()),
                withdrawn: String::new(),
            },
        ),
    }
}

/// Items worse than a class, with the multiples of its limits.
pub(super) fn over(grade: &GroundwaterGrade, target: Class) -> Text {
    let over = grade.items.iter().filter(|item| item.class > target);
    joined(&over.map(|graded| with_multiple(graded.item, graded.multiple(target))).collect::<Vec<_>>())
}

/// A graded item in the unit that the standard prints.
pub(super) fn item_value(graded: &Graded, target: Class) -> ItemValue {
    let item = graded.item;
    let row = gb14848::row_of(item).map(|(row, _)| row);
    let unit = row.map_or(item.unit(), |row| row.unit);
    let limit = row.and_then(|row| row.printed.get(usize::from(target.number()) - 1).copied());
    let compared = match graded.compared {
        Some(compared) => value(item, Finding::Reading(Reading::Value(compared)), unit),
        None if row.is_some_and(|row| row.rule == gb14848::Rule::Absent) => {
            value(item, if graded.class == Class::V { Finding::Present } else { Finding::Absent }, unit)
        }
        None => Text::new("未检出", "not detected"),
    };
    ItemValue {
        key: item.key().to_owned(),
        name: item.name().into(),
        unit: unit.name().to_owned(),
        value: compared,
        class: Some(graded.class.number()),
        limit: limit.unwrap_or_default().to_owned(),
        multiple: graded.multiple(target).map(|times| format!("{times:.1}")).unwrap_or_default(),
        verdict: verdict(if graded.class > target { Verdict::Exceeded } else { Verdict::Attained }),
        proven: graded.proven,
    }
}

fn title(grade: &GroundwaterGrade) -> Text {
    match grade.class {
        None => Text::new("没有参与评价的指标，无法确定类别", "no item that is graded, so no class"),
        Some(class) => {
            let deciding = joined(&names(&grade.deciding()));
            let class = class.words();
            let by = |text: &str, open: &str| if text.is_empty() { String::new() } else { format!("{open}{text}") };
            Text::new(
                format!("地下水{}类{}", class.zh, by(&deciding.zh, "，决定指标 ")),
                format!("Groundwater of class {}{}", class.en, by(&deciding.en, ", decided by ")),
            )
        }
    }
}

/// How the class of a well over a period came about; `None` where it has no sample there.
#[must_use]
pub fn explain_well(evaluation: &WaterEvaluation, site: SiteId, span: Span) -> Option<Explanation> {
    let mut steps = Recorder::on();
    let well = evaluation.well_traced(site, span, &mut steps)?;
    Some(explanation_of_period(evaluation, (site, span), title(&well.grade), steps, notices(evaluation)))
}

/// How the class of a sample came about; `None` where there is no such sample.
#[must_use]
pub fn explain_well_sample(evaluation: &WaterEvaluation, site: SiteId, number: u32) -> Option<Explanation> {
    let sample = sample_of(evaluation, site, number)?;
    let mut steps = Recorder::on();
    let graded = evaluation.well_sample_traced(site, &sample, &mut steps);
    Some(explanation_of_sample(evaluation, site, sample, title(&graded.grade), steps))
}

/// The head of [`wells_table`].
#[must_use]
pub fn wells_head() -> Vec<String> {
    const HEAD: [&str; 20] = [
        "well",
        "whereabouts",
        "period",
        "sample",
        "class",
        "deciding",
        "target",
        "verdict",
        "over_target",
        "routine_items",
        "other_items",
        "unproven",
        "iv_or_v",
        "class_worst",
        "class_latest",
        "samples_i",
        "samples_ii",
        "samples_iii",
        "samples_iv",
        "samples_v",
    ];
    HEAD.map(str::to_owned).to_vec()
}

/// One row a well and period, and one a sample below it, in Chinese or English.
#[must_use]
pub fn wells_table(evaluation: &WaterEvaluation, zh: bool) -> Vec<Vec<String>> {
    let said = |text: &Text| if zh { text.zh.clone() } else { text.en.clone() };
    let list = |items: Vec<WaterItem>| said(&joined(&names(&items)));
    let class = |class: Option<Class>| {
        class.map_or("", |class| if zh { class.words().zh } else { class.words().en }).to_owned()
    };
    let mut rows = Vec::new();
    for site in evaluation.wells() {
        for well in evaluation.spans_of(site).into_iter().filter_map(|span| evaluation.well(site, span)) {
            let line = |sample: String, grade: &GroundwaterGrade, of_period: bool| {
                let [routine, others] = grade.evaluated();
                let mut cells = vec![
                    name(evaluation, site),
                    whereabouts(evaluation.table().site(site)),
                    well.span.to_string(),
                    sample,
                    class(grade.class),
                    list(grade.deciding()),
                    class(Some(well.target)),
                    verdict(grade.verdict(well.target)),
                    said(&over(grade, well.target)),
                    routine.to_string(),
                    others.to_string(),
                    list(grade.unproven()),
                    list(grade.inseparable()),
                ];
                if of_period {
                    cells.extend([class(well.worst()), class(well.latest())]);
                    cells.extend(well.classes().map(|number| number.to_string()));
                } else {
                    cells.resize(20, String::new());
                }
                cells
            };
            rows.push(line(String::new(), &well.grade, true));
            rows.extend(well.samples.iter().map(|sample| line(sample.stamp.to_string(), &sample.grade, false)));
        }
    }
    rows
}
