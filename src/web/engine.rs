//! Grading: the surface that a worker calls. A run takes files chunk by chunk and answers questions about the result.

use serde::Serialize as _;
use tsify::{Ts, Tsify as _};
use wasm_bindgen::prelude::*;

use super::input::Object;
use crate::assess::{Assessment, Assessor, Counting, RangeReader, absorb};
use crate::chart::calendar::CalendarView;
use crate::chart::matrix::MatrixView;
use crate::fold::Fold as _;
use crate::ingest::{Encoding, FileReader, FileReport, Mapping, ReadOptions};
use crate::issue::Code;
use crate::observation::{FileId, SiteId, SiteTable};
use crate::plan::Plan;
use crate::report::{
    self,
    view::{AirRows, Choices, Ended, Explanation, FileView, Pushed, Query, ResultView, WaterRows},
};
use crate::schema::Kind;

/// Encoding of a file, judged by its first bytes; a label that `TextDecoder` knows.
#[wasm_bindgen]
#[must_use]
pub fn sniff_encoding(first_bytes: &[u8]) -> String {
    crate::ingest::sniff_encoding(first_bytes).label().to_owned()
}

/// Whether a file holds corrected rows of another one, by its first bytes as UTF-8.
#[wasm_bindgen]
#[must_use]
pub fn holds_corrections(first_bytes: &[u8]) -> bool {
    crate::ingest::Corrections::begin(first_bytes)
}

#[wasm_bindgen]
extern "C" {
    /// An object in the shape of [`Choices`].
    #[wasm_bindgen(typescript_type = "Choices")]
    pub type ChoicesObject;
    /// An object in the shape of [`Query`].
    #[wasm_bindgen(typescript_type = "Query")]
    pub type QueryObject;
}

fn chosen(choices: &ChoicesObject) -> Result<Choices, JsError> {
    let object = Object(choices);
    Ok(Choices {
        edition: object.text("edition")?,
        rounding: object.text("rounding")?,
        body: object.text("body")?,
        lakes: object.texts("lakes")?,
        rivers: object.texts("rivers")?,
        year: object.number("year")?,
        hours: object.text("hours")?,
        data_state: object.text("data_state")?,
        site_air: object.text("site_air")?,
        ozone_exception: object.text("ozone_exception")?,
        keep_hours: object.flag("keep_hours")?,
        screening: object.text("screening")?,
        exclusions: object.text("exclusions")?,
        mappings: object.texts("mappings")?,
    })
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn asked(query: &QueryObject) -> Result<Query, JsError> {
    let object = Object(query);
    Ok(Query {
        site: object.number("site")?.and_then(|site| u32::try_from(site).ok()),
        offset: object.count("offset")?,
        limit: object.count("limit")?,
        grades: object.list("grades", |grade| {
            grade.as_f64().map(|grade| grade as u8).ok_or_else(|| JsError::new("«grades»: expected a list of numbers"))
        })?,
        issue: object.text("issue")?,
    })
}

fn read_mapping(text: &str) -> Result<Mapping, JsError> {
    Mapping::read(text).map_err(|wrong| JsError::new(&wrong.zh))
}

fn plan_of(choices: &ChoicesObject) -> Result<(Plan, ReadOptions), JsError> {
    let choices = chosen(choices)?;
    let plan: Plan = report::plan(&choices).map_err(|message| JsError::new(&message))?;
    let options = ReadOptions {
        year: plan.year,
        hours: plan.hours,
        names: plan.names,
        mappings: choices.mappings.iter().map(|text| read_mapping(text)).collect::<Result<_, _>>()?,
        ..ReadOptions::default()
    };
    Ok((plan, options))
}

fn encoding_of(label: &str) -> Encoding {
    Encoding::from_label(label).unwrap_or(Encoding::Utf8)
}

const NO_FILE: &str = "no file was begun";

/// One run over some files.
#[wasm_bindgen]
pub struct Engine {
    options: ReadOptions,
    plan: Plan,
    sites: SiteTable,
    state: State,
    /// The file at hand. What comes of it is kept apart until its end, so that it can be begun again.
    open: Option<(FileReader, Assessor)>,
    reports: Vec<FileReport>,
    /// A file that is read once more for the rows of which something was refused.
    refused: Option<(FileReader, SiteTable, Assessor)>,
    /// Pages of memory when it was last looked at.
    pages: usize,
}

enum State {
    /// What came of the files so far; nothing before the first.
    Reading(Option<Box<Assessor>>),
    /// All files are in; totals are being counted.
    Counting(Box<Counting>),
    Finished(Box<Assessment>),
    /// Between the two, and after a run was finished twice.
    Empty,
}

#[wasm_bindgen]
impl Engine {
    /// A run that follows these choices.
    ///
    /// # Errors
    /// When a choice is not one of the documented ones.
    #[wasm_bindgen(constructor)]
    pub fn new(choices: &ChoicesObject) -> Result<Engine, JsError> {
        let (plan, options) = plan_of(choices)?;
        Ok(Engine {
            options,
            plan,
            sites: SiteTable::default(),
            state: State::Reading(None),
            open: None,
            reports: Vec::new(),
            refused: None,
            pages: 0,
        })
    }

    /// Takes a file of corrected rows, as UTF-8; before the files are begun that they belong to. Answers how it was read.
    ///
    /// # Errors
    /// As [`Engine::begin`].
    pub fn correct(&mut self, name: &str, text: &[u8]) -> Result<Ts<FileView>, JsError> {
        let State::Reading(earlier) = &mut self.state else { return Err(JsError::new("the run is finished")) };
        let number = u16::try_from(self.reports.len()).map_err(|_| JsError::new("too many files"))?;
        let sink = earlier.get_or_insert_with(|| Box::new(Assessor::new(self.plan.clone())));
        let file = self.options.corrections.add(FileId(number), name, text, sink.as_mut());
        let view = report::file(&file);
        self.reports.push(file);
        Ok(view.into_ts()?)
    }

    /// Begins a file. `encoding` is the label of the encoding that its bytes are decoded from.
    ///
    /// # Errors
    /// After [`Engine::finish`], and for more than 65,536 files.
    pub fn begin(&mut self, name: &str, encoding: &str) -> Result<(), JsError> {
        if !matches!(self.state, State::Reading(_)) {
            return Err(JsError::new("the run is finished"));
        }
        let number = u16::try_from(self.reports.len()).map_err(|_| JsError::new("too many files"))?;
        let reader = FileReader::new(FileId(number), name, encoding_of(encoding), &self.options);
        self.open = Some((reader, Assessor::new(self.plan.clone())));
        Ok(())
    }

    /// Notes something about the file at hand that was noticed when it was unpacked. `code` is the key of a cause.
    ///
    /// # Errors
    /// Without [`Engine::begin`].
    pub fn note(&mut self, code: &str, row: u32, column: u16, text: &str) -> Result<(), JsError> {
        let (reader, assessor) = self.open.as_mut().ok_or_else(|| JsError::new(NO_FILE))?;
        if let Some(code) = Code::of_key(code) {
            reader.note(code, row, column, text, assessor);
        }
        Ok(())
    }

    /// Ends the file at hand as one that cannot be read, for the cause with this key.
    ///
    /// # Errors
    /// Without [`Engine::begin`].
    pub fn refuse(&mut self, code: &str, text: &str) -> Result<(), JsError> {
        let (reader, assessor) = self.open.as_mut().ok_or_else(|| JsError::new(NO_FILE))?;
        reader.refuse(Code::of_key(code).unwrap_or(Code::Damaged), text, assessor);
        self.end().map(drop)
    }

    /// Takes the next bytes of the file, as UTF-8, cut anywhere.
    /// When the answer asks to begin again, begin the file again from its first byte; nothing is kept of what was read.
    ///
    /// # Errors
    /// Without [`Engine::begin`].
    pub fn push(&mut self, chunk: &[u8]) -> Result<Ts<Pushed>, JsError> {
        let (reader, assessor) = self.open.as_mut().ok_or_else(|| JsError::new(NO_FILE))?;
        grow(&mut self.pages);
        let again_as = reader.push(chunk, &mut self.sites, assessor).err().map(|again| again.0.label().to_owned());
        Ok(Pushed { rows: reader.rows(), again_as }.into_ts()?)
    }

    /// How many files were ended: the number of the next one.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn files(&self) -> u16 {
        u16::try_from(self.reports.len()).unwrap_or(u16::MAX)
    }

    /// Takes in what a [`RangeEngine`] made of the bytes that follow, and answers how many rows there are now; nothing where
    /// these bytes have to be pushed.
    ///
    /// # Errors
    /// Without [`Engine::begin`], and when the part does not come from a range of this file.
    pub fn absorb(&mut self, part: &[u8]) -> Result<Option<u32>, JsError> {
        let (reader, assessor) = self.open.as_mut().ok_or_else(|| JsError::new(NO_FILE))?;
        grow(&mut self.pages);
        Ok(absorb(part, reader, &mut self.sites, assessor)?.then(|| reader.rows()))
    }

    /// Ends the file. When the answer asks to begin again, nothing is kept of what was read.
    ///
    /// # Errors
    /// Without [`Engine::begin`].
    pub fn end(&mut self) -> Result<Ts<Ended>, JsError> {
        let (reader, mut assessor) = self.open.take().ok_or_else(|| JsError::new(NO_FILE))?;
        let file = match reader.end(&mut self.sites, &mut assessor) {
            Ok(file) => file,
            Err(again) => {
                let again_as = Some(again.0.label().to_owned());
                return Ok(Ended { file: None, again_as }.into_ts()?);
            }
        };
        let State::Reading(earlier) = &mut self.state else { return Err(JsError::new(NO_FILE)) };
        match earlier {
            Some(earlier) => {
                let same: Vec<SiteId> = self.sites.iter().map(|(site, _)| site).collect();
                earlier.merge(assessor, &same);
            }
            None => *earlier = Some(Box::new(assessor)),
        }
        let ended = Ended { file: Some(report::file(&file)), again_as: None };
        self.reports.push(file);
        Ok(ended.into_ts()?)
    }

    /// Does a part of the work of [`Engine::finish`], at most so many results; answers whether all is done. For pages
    /// without a worker, which must not stand still; nobody has to call it.
    ///
    /// # Errors
    /// After [`Engine::finish`].
    pub fn advance(&mut self, most: u32) -> Result<bool, JsError> {
        Ok(self.counting()?.advance(most as usize))
    }

    /// The totals in the making; from here on no more files are taken.
    fn counting(&mut self) -> Result<&mut Counting, JsError> {
        if let State::Reading(assessor) = &mut self.state {
            let mut assessor = assessor.take().map_or_else(|| Assessor::new(self.plan.clone()), |assessor| *assessor);
            let read = self.reports.iter().filter(|report| report.kind != Kind::Corrections);
            self.options.corrections.unmatched(read.map(|report| report.name.as_str()), &mut assessor);
            self.state = State::Counting(Box::new(assessor.seal(std::mem::take(&mut self.sites))));
        }
        match &mut self.state {
            State::Counting(counting) => Ok(counting),
            _ => Err(JsError::new("the run is finished")),
        }
    }

    /// Grades everything that was read.
    ///
    /// # Errors
    /// The second time.
    pub fn finish(&mut self) -> Result<Ts<ResultView>, JsError> {
        self.counting()?;
        let State::Counting(counting) = std::mem::replace(&mut self.state, State::Empty) else {
            return Err(JsError::new("the run is finished"));
        };
        let assessment = counting.finish();
        let view = report::result(&assessment, &self.reports);
        self.state = State::Finished(Box::new(assessment));
        Ok(view.into_ts()?)
    }

    /// Begins to read a file once more to write out the rows of which something was refused; answers whether there is any.
    /// `file` is its place among the files of the result.
    ///
    /// # Errors
    /// Before [`Engine::finish`].
    pub fn begin_refused(&mut self, file: u16, chinese: bool) -> Result<bool, JsError> {
        let refused = self.finished()?.issues().refusals_of(FileId(file));
        let Some(report) = self.reports.get(usize::from(file)).filter(|report| report.kind != Kind::Corrections) else {
            return Ok(false);
        };
        if refused.is_empty() {
            return Ok(false);
        }
        let reader = FileReader::of_refused(&report.name, report.encoding, &self.options, refused, chinese);
        // Nothing comes of it; with a sink of its own there would be a second reader in the module.
        self.refused = Some((reader, SiteTable::default(), Assessor::new(Plan::default())));
        Ok(true)
    }

    /// Takes the next bytes of that file, as UTF-8, and answers what of the table is written, without a byte order mark.
    ///
    /// # Errors
    /// Without [`Engine::begin_refused`].
    pub fn push_refused(&mut self, chunk: &[u8]) -> Result<Vec<u8>, JsError> {
        let (reader, sites, nothing) = self.refused.as_mut().ok_or_else(|| JsError::new(NO_FILE))?;
        // Its encoding is known since it was read the first time.
        let _ = reader.push(chunk, sites, nothing);
        Ok(reader.take_refused())
    }

    /// Ends that file and answers the rest of the table.
    ///
    /// # Errors
    /// Without [`Engine::begin_refused`].
    pub fn end_refused(&mut self) -> Result<Vec<u8>, JsError> {
        let (reader, mut sites, mut nothing) = self.refused.take().ok_or_else(|| JsError::new(NO_FILE))?;
        Ok(reader.end_refused(&mut sites, &mut nothing))
    }

    /// All issues that are kept, as CSV with a byte order mark.
    ///
    /// # Errors
    /// Before [`Engine::finish`].
    pub fn issues_csv(&self, chinese: bool) -> Result<String, JsError> {
        let mut out = "\u{feff}".as_bytes().to_vec();
        report::write_issues(self.finished()?, &self.reports, chinese, &mut out)?;
        Ok(String::from_utf8(out)?)
    }

    fn finished(&self) -> Result<&Assessment, JsError> {
        match &self.state {
            State::Finished(assessment) => Ok(assessment),
            _ => Err(JsError::new("the run is not finished")),
        }
    }

    /// Days of air.
    ///
    /// # Errors
    /// Before [`Engine::finish`].
    pub fn air_rows(&self, query: &QueryObject) -> Result<Ts<AirRows>, JsError> {
        Ok(report::air_rows(self.finished()?, &asked(query)?).into_ts()?)
    }

    /// Results of water.
    ///
    /// # Errors
    /// Before [`Engine::finish`].
    pub fn water_rows(&self, query: &QueryObject) -> Result<Ts<WaterRows>, JsError> {
        Ok(report::water_rows(self.finished()?, &asked(query)?).into_ts()?)
    }

    /// The AQI calendar of a site in a year.
    ///
    /// # Errors
    /// Before [`Engine::finish`].
    pub fn calendar(&self, site: u32, year: i32) -> Result<Ts<CalendarView>, JsError> {
        let (assessment, site) = (self.finished()?, SiteId(site));
        let finding = report::calendar_finding(assessment, site, year);
        Ok(crate::chart::data::calendar(assessment, site, year, finding).into_ts()?)
    }

    /// Water classes by section and month.
    ///
    /// # Errors
    /// Before [`Engine::finish`].
    pub fn matrix(&self) -> Result<Ts<MatrixView>, JsError> {
        let assessment = self.finished()?;
        Ok(crate::chart::data::matrix(assessment, report::matrix_finding(assessment)).into_ts()?)
    }

    /// How the result of a day came about.
    ///
    /// # Errors
    /// Before [`Engine::finish`], and where there is no such number.
    pub fn explain_air(&self, id: u32) -> Result<Ts<Explanation>, JsError> {
        told(report::explain_air(self.finished()?, &self.reports, id as usize))
    }

    /// How the result of a sample came about.
    ///
    /// # Errors
    /// Before [`Engine::finish`], and where there is no such number.
    pub fn explain_water(&self, id: u32) -> Result<Ts<Explanation>, JsError> {
        told(report::explain_water(self.finished()?, &self.reports, id as usize))
    }

    /// How the result of a section's month came about.
    ///
    /// # Errors
    /// Before [`Engine::finish`], and where there is no such number.
    pub fn explain_month(&self, id: u32) -> Result<Ts<Explanation>, JsError> {
        told(report::explain_month(self.finished()?, &self.reports, id as usize))
    }

    /// The daily values of air, for the module that evaluates periods.
    ///
    /// # Errors
    /// Before [`Engine::finish`].
    pub fn days(&self) -> Result<Vec<u8>, JsError> {
        Ok(self.finished()?.day_table().into_bytes())
    }

    /// The samples of water, for the module that evaluates them.
    ///
    /// # Errors
    /// Before [`Engine::finish`].
    pub fn samples(&self) -> Result<Vec<u8>, JsError> {
        Ok(self.finished()?.sample_table(&self.reports).to_bytes())
    }

    /// All results as CSV, with a byte order mark.
    ///
    /// # Errors
    /// Before [`Engine::finish`].
    pub fn export_csv(&self) -> Result<String, JsError> {
        // The mark tells spreadsheets that the text is UTF-8.
        let mut out = "\u{feff}".as_bytes().to_vec();
        report::write_csv(self.finished()?, &mut out)?;
        Ok(String::from_utf8(out)?)
    }

    /// All results as JSON.
    ///
    /// # Errors
    /// Before [`Engine::finish`].
    pub fn export_json(&self) -> Result<String, JsError> {
        let assessment = self.finished()?;
        let view = report::result(assessment, &self.reports);
        let whole = report::Whole { assessment, view: &view, files: &self.reports, explain: false };
        let value = whole.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?;
        let text = js_sys::JSON::stringify(&value).map_err(|_| JsError::new("the result cannot be written as JSON"))?;
        Ok(text.into())
    }
}

/// Reads ranges of a file for the [`Engine`] of another worker; see [`RangeReader`].
#[wasm_bindgen]
pub struct RangeEngine {
    reader: RangeReader,
    pages: usize,
}

#[wasm_bindgen]
impl RangeEngine {
    /// A reader of ranges of the file with this number in the run.
    ///
    /// # Errors
    /// When a choice is not one of the documented ones.
    #[wasm_bindgen(constructor)]
    pub fn new(choices: &ChoicesObject, file: u16, name: &str, encoding: &str) -> Result<RangeEngine, JsError> {
        let (plan, options) = plan_of(choices)?;
        let reader = RangeReader::new(FileId(file), name, encoding_of(encoding), &options, &plan);
        Ok(RangeEngine { reader, pages: 0 })
    }

    /// Takes the first bytes of the file, until the answer is true; nothing where only one worker can read the file.
    pub fn head(&mut self, chunk: &[u8]) -> Option<bool> {
        self.reader.head(chunk)
    }

    /// Begins a range, behind a line end.
    pub fn begin(&mut self) {
        self.reader.begin();
    }

    /// Takes the next bytes of the range.
    pub fn push(&mut self, chunk: &[u8]) {
        grow(&mut self.pages);
        self.reader.push(chunk);
    }

    /// What came of the range, for [`Engine::absorb`]; nothing where the other worker has to read it.
    pub fn end(&mut self, last: bool) -> Option<Vec<u8>> {
        self.reader.end(last)
    }
}

/// Grows the memory by half of itself whenever it has grown at all. The allocator asks for a page of 64 KiB at a time,
/// and browsers take long over each request.
fn grow(pages: &mut usize) {
    const PAGE: usize = 65_536;
    let now = core::arch::wasm32::memory_size(0);
    if now != *pages {
        let more = (now * PAGE / 2).clamp(8 << 20, 64 << 20);
        drop(std::hint::black_box(Vec::<u8>::with_capacity(more)));
        *pages = core::arch::wasm32::memory_size(0);
    }
}

fn told(explanation: Option<Explanation>) -> Result<Ts<Explanation>, JsError> {
    Ok(explanation.ok_or_else(|| JsError::new("there is no result with this number"))?.into_ts()?)
}
