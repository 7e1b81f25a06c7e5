//! A year of four-hourly samples of river sections, from the file to the class of every section's months and year, one
//! thread: `benches/native.mjs` runs it beside DuckDB.
//!
//! The functions are those that the page and the command line call. Prints one line of JSON.

use std::path::Path;
use std::time::Instant;

use envgrade::assess::{Assessment, Assessor};
use envgrade::grade::Class;
use envgrade::ingest::{ReadOptions, read_path};
use envgrade::observation::{FileId, SiteTable};
use envgrade::plan::{Body, Plan, Rounding};
use envgrade::trace::Off;
use envgrade::water::mean::{Mean, Over, mean_of_means};
use envgrade::water::section::{CLASS_ITEMS, Choices, grade};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let Some(file) = arguments.first() else { return eprintln!("which file?") };
    let rounds = arguments.get(1).and_then(|rounds| rounds.parse().ok()).unwrap_or(3);
    let (mut times, mut counts) = (Vec::new(), [[0_u32; 6]; 2]);
    for _ in 0..rounds {
        let start = Instant::now();
        let (mut sites, mut assessor) = (SiteTable::default(), Assessor::new(Plan::default()));
        if let Err(error) = read_path(FileId(0), Path::new(file), &ReadOptions::default(), &mut sites, &mut assessor) {
            return eprintln!("{file}: {error}");
        }
        let read = start.elapsed().as_secs_f64() * 1e3;
        let assessment = assessor.finish(sites);
        let finished = start.elapsed().as_secs_f64() * 1e3;
        counts = classes(&assessment);
        times.push(start.elapsed().as_secs_f64() * 1e3);
        eprintln!("read {read:.0} ms, finished {finished:.0} ms, classes {:.0} ms", times[times.len() - 1]);
    }
    println!("[{{\"name\":\"file to classes\",\"ms\":{times:?},\"sums\":{:?}}}]", counts.concat());
}

/// How many months and years of sections have each class.
fn classes(assessment: &Assessment) -> [[u32; 6]; 2] {
    let mut counts = [[0_u32; 6]; 2];
    let choices = Choices::new(Body::River, Rounding::Evaluation);
    for section in &assessment.water_totals().sections {
        let mut months: Vec<Mean> = Vec::new();
        for number in assessment.months_of(Some(section.site)) {
            let (Some(month), Some(means)) = (assessment.month(number), assessment.month_means(number)) else {
                continue;
            };
            count(&mut counts[0], month.judged.grade.class);
            months.extend(means.means());
        }
        let of_year = CLASS_ITEMS.iter().filter_map(|item| {
            let months: Vec<Mean> = months.iter().filter(|mean| mean.item == item).copied().collect();
            mean_of_means(item, &months, Over::Months, &mut Off).map(|mean| (item, mean.reading))
        });
        count(&mut counts[1], grade(&of_year.collect::<Vec<_>>(), choices, &mut Off).class);
    }
    counts
}

fn count(counts: &mut [u32; 6], class: Option<Class>) {
    if let Some(class) = class {
        counts[usize::from(class.number()) - 1] += 1;
    }
}
