//! How fast a file is read: `cargo run --release --example ingest_speed -- FILE [TIMES]`.
//!
//! The sink sums what it is given, so that nothing can be left out.

use std::time::Instant;

use envgrade::fold::Sink;
use envgrade::ingest::{ReadOptions, read_bytes};
use envgrade::issue::Issue;
use envgrade::observation::{FileId, Record, SiteTable};
use envgrade::quantity::{ExactSum, Reading};

#[derive(Default)]
struct Sum {
    records: u64,
    issues: u64,
    sum: ExactSum,
}

impl Sum {
    fn add(&mut self, record: &Record<'_>) {
        self.records += 1;
        for cell in record.cells {
            if let Reading::Value(amount) = cell.reading {
                self.sum.add(amount);
            }
        }
    }
}

impl Sink for Sum {
    fn air(&mut self, _: &SiteTable, record: &Record<'_>) {
        self.add(record);
    }

    fn water(&mut self, _: &SiteTable, record: &Record<'_>) {
        self.add(record);
    }

    fn issue(&mut self, _: Issue<'_>) {
        self.issues += 1;
    }
}

#[allow(clippy::cast_precision_loss)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("which file?")?;
    let times: u32 = arguments.next().map_or(Ok(5), |times| times.parse())?;
    let bytes = std::fs::read(&path)?;
    for _ in 0..times {
        let (mut sites, mut sink) = (SiteTable::default(), Sum::default());
        let start = Instant::now();
        let reports = read_bytes(FileId(0), &path, &bytes, &ReadOptions::default(), &mut sites, &mut sink);
        let Some(report) = reports.first() else { break };
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "{:.0} MB/s, {} rows, {} records, {} sites, {} issues, {} values, sum {}",
            bytes.len() as f64 / 1e6 / seconds,
            report.rows,
            sink.records,
            sites.len(),
            sink.issues,
            sink.sum.count(),
            sink.sum.total(),
        );
    }
    Ok(())
}
