//! What was asked for.

use std::path::{Path, PathBuf};

use envgrade::exclusion::Exclusions;
use envgrade::grade::Class;
use envgrade::ingest::{Encoding, Mapping};
use envgrade::plan::{Body, HourChoice, NameChoice, Plan, Rounding, RoundingChoice};
use envgrade::report;
use envgrade::report::evaluation::view::{DustChoice, EvaluationChoices};
use envgrade::report::water_evaluation::groups::BackgroundChoice;
use envgrade::report::water_evaluation::view::{TargetChoice, WaterChoices};
use envgrade::report::water_evaluation::{StandardsChoices, VolumeChoice, WaterChoice};
use envgrade::words::Text;

pub const HELP: &str = "\
envgrade grades water and air monitoring data by the standards in force on the day of each sample.

Usage:
  envgrade assess FILE...              grade files, or all files of a folder
  envgrade inspect FILE...             how each file is understood: kind, rows, sites, issues, agreement, columns
  envgrade mapping FILE                how a table is read, as a mapping to correct by hand and give to --mapping
  envgrade water FILE...               periods of water: class, state, main pollutants, targets   (see Water)
  envgrade groundwater FILE...         wells: samples and periods by GB/T 14848-2017   (see Wells and sources)
  envgrade water-sources FILE...       drinking-water sources: samples, months, periods, complying water
  envgrade water-limits FILE... --limits TABLE   samples and periods against limits of your own
  envgrade water-profiles FILE...      CCME and NSF indices, WHO and EU rules beside the class
  envgrade water-basins FILE...        rivers, basins and regions: shares of classes, state, main pollutants   [--by WHAT]
  envgrade water-river FILE...         sections from the source to the mouth   [--by WHAT]
  envgrade water-change FILE... --period P   a period against the same one a year before   [--against P] [--by WHAT]
  envgrade water-trend FILE...         trends of basins, of every section (--by section) or of one (--site NAME)
  envgrade water-lakes FILE...         lakes and reservoirs: class, trophic state, change   [--against P]
  envgrade water-rank FILE...          cities by the city water quality index and its change   [--against P]
  envgrade water-zones FILE...         water function zones by two items and by all
  envgrade water-black-odorous FILE... urban black and odorous water
  envgrade acid-rain FILE...           pH of precipitation and the frequency of acid rain
  envgrade evaluate FILE...            periods of air: means, percentiles, limits, good days   (see Evaluation)
  envgrade rank FILE... --period P     rank places by the composite index of a period
  envgrade change FILE... --period P   a period against the same one a year before   [--against P]
  envgrade trend FILE...               annual numbers over years: rank correlation, Mann-Kendall, Theil-Sen
  envgrade compare FILE...             years by GB 3095, WHO, EU, US EPA and the European AQI   [--of YEAR] [--keep-hours]
  envgrade other-items FILE...         years of TSP, NOx, Pb and BaP by GB 3095 table 2, and of what annex A names
                                       [--other-percentiles judged|left-out]; by points unless --level says otherwise
  envgrade hours FILE...               every hour by a named rule   [--rule text|platform-station|platform-city] [--site NAME]
  envgrade dust-hours FILE...          hours that look like sand and dust: a suggestion   [--site NAME]
  envgrade draw calendar FILE...       the AQI calendar as SVG   [--site NAME] [--of YEAR]
  envgrade draw matrix FILE...         section classes by month as SVG

Options:
  --edition by-date|2012|2026-transition|2026-final
                                       standards to judge by (default: by-date, those in force on the day)
  --rounding raw|evaluation            what is compared with water limits (default: raw for samples, evaluation for
                                       means of a month)
  --body river|lake                    body of water where the data do not say (default: river)
  --lake NAME, --river NAME            the body of one section; may be given many times
  --year YYYY                          year of dates that are written without one
  --encoding LABEL                     UTF-8, GB18030, Big5, UTF-16LE or UTF-16BE, when it is not recognised rightly
  --mapping FILE                       how files are to be read, as the page saves it; may be given many times
  --names joined|as-written            names of sections that differ in blanks, width and brackets only are one (default),
                                       or different sections
  --hours ending|beginning             what an hour label names (default: by format)
  --state 273|273.15|K,HPA             what concentrations of air are given for, when it is not what the standard asks
                                       for; gases are converted to 298.15 K and 1013.25 hPa
  --site-air K,HPA                     the air at the sites, to convert particles that are given for 273 K
  --ozone-exception UG_M3              above which a day of ozone with few windows counts (default: 160)
  --moving-hours N                     hours that a moving 24-hour mean needs (default: 20)
  --format csv|json|text               what goes to standard output (default: csv)
  --explain                            how each result came about, in Chinese and English, with its rows
  --screening on|off                   whether values that deserve a look are told: spikes, flat lines and others (default: on)
  --exclusions TABLE                   readings to leave out or to correct, with the reason of each: a table with the columns
                                       site,from,to,item,action,value,reason,by; action is exclude or correct
  --rejects TABLE                      writes the rows of which something was refused, with the reasons; give the corrected
                                       table beside the files, and its rows are taken in the place of theirs
  --lang zh|en                         language of texts (default: zh)
  -h, --help      -V, --version

Water:
  --period KIND|P[,P...]               as below; year is the default
  --items present|five|five+ITEM[,..]  items that make the class: those of the 21 that are there (default), the five of
                                       automatic stations, or these and X
  --target SECTION=CLASS               a target such as 民和桥=Ⅲ; may be given many times
  --saturation ignored|measured|temperature|altitude:M|pressure:KPA
                                       oxygen of class I by 90 % saturation, too (default: ignored)
  --mean-of months|samples             what longer periods are the mean of (default: months)
  --least-quarter N   --least-year N   months with data that a quarter and a year need (default: 2 and 8)
  --thin marked|not-evaluated          what becomes of a period with fewer (default: marked)
  --by river|basin|city|county|province|boundary|all
                                       how sections are put together (default: the first of them that the data have)
  --denominator all-sections|sections-with-item   what exceedance rates are rates of (default: all-sections)
  --lake-points left-out|counted       whether points of lakes count as sections (default: left-out)
  --background SECTION=ITEM            natural background, deducted beside the plain result; may be given many times
  --documented-targets none|qinghai-outbound   targets of sections without one, as documents state them (default: none)
  --matched all|common                 sections that are compared in two periods (default: all)
  --some-points N   --marked-points N  percentage points of a change of shares (default: 10 and 20)
  --significance 0.05|0.01             level of the rank correlation (default: 0.05)
  --critical-values common|other       which table for 12 and 14 periods (default: common)
  --lakes-by points|names              points that name no lake: each a lake of its own (default), or joined by the
                                       beginning of their names (青海湖-二郎剑, 青海湖 下社)
  --natural-state NAME[,..]|none       lakes reported as in their natural state (default: 青海湖)
  --river-type NAME[,..]               reservoirs graded by the limits of rivers
  --tli-weights exact|printed   --tli-compared unrounded|printed   trophic state (default: exact, unrounded)
  --city-weights places|equal   --city-sign fall|rise   rivers and lakes of a city; what sign means better (default:
                                       places, fall)
  --city-items all|common              the 21 items, or those that all cities have (default: all)
  --zone-rounds months|days            what a round of a function zone is (default: months)
  --black-odorous with-potential|every-site   which sites (default: those with an oxidation reduction potential)
  --black-odorous-end inside|outside   --black-odorous-shallow light|heavy   what the table leaves open
  --rain-weights amount|equal          mean pH of precipitation (default: amount)

Wells and sources:
  --as surface|groundwater|surface-source|groundwater-source   what the water of all sites is, whatever the data say
  --as NAME=KIND                       that of one site; may be given many times
  --unsaid-unit by-magnitude|as-printed   units that nobody wrote (default: by-magnitude)
  --well-class worst|latest|mean       which class stands for a well over a period (default: worst)
  --well-target CLASS                  target of wells without one (default: Ⅲ)
  --below-detection half|limit         what is compared of groundwater below detection (default: half)
  --inseparable better|worse           radioactivity above Ⅲ as Ⅳ or as Ⅴ (default: better)
  --source-over months|samples|means   what a source is judged by (default: months)
  --source-items by-period|monthly|yearly   COD of sources: in means of a year only, never, always
  --withdrawn NAME=VOLUME              water withdrawn from a source in 10⁴ m³; may be given many times
  --limits TABLE                       CSV of item, limit, unit, direction
  --objectives target|three|own        objectives of the CCME index (default: target, Ⅲ without one)
  --ccme-equal meets|fails   --ccme-below half|limit
  --nsf TABLE                          CSV of section, variable, Q   [--nsf-form additive|multiplicative]

Evaluation:
  --level point|county|city|region     what is evaluated (default: city)
  --period KIND|P[,P...]               year (default), half-year, quarter, season, month, or periods such as 2024,
                                       2024-H1, 2024-Q3, 2024-S1 (spring; S4 is winter), 2024-05, 2024-01-01..2024-03-10
  --edition E[,E...]                   several side by side; a year under two editions is shown in two parts by date
  --grade 1|2                          grade of the limits (default: 2)
  --dust [PLACE:]FIRST[..LAST]         a declared dust period; may be given many times. Tables of dust periods may
                                       also be among the files
  --exceptional [PLACE:]FIRST[..LAST]  an exceptional event whose days take no part; may be given many times
  --three-years                        hold three-year means against the annual limits, too (for comparison)
  --region mean-of-cities|pooled       how regions come about (default: mean-of-cities)
  --carry reported|exact               what goes from one mean into the next (default: reported)
  --keep-hours                         keep hours for what needs them (compare); takes some four times the memory
  --decimals judgement|statistics      concentrations in indices and regions (default: judgement)

Standard error gets how the files were understood, the agreement with official columns, and issues as
file:row:column. The exit code is 0 unless a file cannot be read at all.
";

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Csv,
    Json,
    Text,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    Zh,
    En,
}

impl Lang {
    pub fn of(self, text: &Text) -> &str {
        match self {
            Lang::Zh => &text.zh,
            Lang::En => &text.en,
        }
    }
}

#[derive(Clone)]
pub struct Request {
    pub command: Vec<String>,
    pub paths: Vec<PathBuf>,
    pub plan: Plan,
    pub format: Format,
    pub explain: bool,
    pub rejects: Option<PathBuf>,
    pub lang: Lang,
    pub site: Option<String>,
    pub of: Option<i32>,
    pub evaluation: EvaluationChoices,
    pub water: WaterChoices,
    pub period: Option<String>,
    pub against: Option<String>,
    pub rule: Option<String>,
    pub by: Option<String>,
    pub mappings: Vec<Mapping>,
    pub encoding: Option<Encoding>,
}

pub fn arguments() -> Result<Option<Request>, String> {
    use lexopt::prelude::*;

    let mut request = Request {
        command: Vec::new(),
        paths: Vec::new(),
        plan: Plan::default(),
        format: Format::Csv,
        explain: false,
        rejects: None,
        lang: Lang::Zh,
        site: None,
        of: None,
        evaluation: EvaluationChoices::default(),
        water: WaterChoices::default(),
        period: None,
        against: None,
        rule: None,
        by: None,
        mappings: Vec::new(),
        encoding: None,
    };
    let (mut data_state, mut site_air) = (String::new(), String::new());
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next().map_err(|e| e.to_string())? {
        match argument {
            Short('h') | Long("help") => {
                print!("{HELP}");
                return Ok(None);
            }
            Short('V') | Long("version") => {
                println!("envgrade {}", env!("CARGO_PKG_VERSION"));
                return Ok(None);
            }
            Long("edition") => {
                let keys = text(&mut parser, "edition")?;
                request.evaluation.editions = keys.split(',').map(str::to_owned).collect();
                for key in keys.split(',') {
                    request.plan.edition = report::evaluation::edition(key).map_err(|e| format!("--edition: {e}"))?;
                }
            }
            Long("rounding") => {
                let rounding = text(&mut parser, "rounding")?;
                request.water.rounding.clone_from(&rounding);
                request.plan.rounding = match rounding.as_str() {
                    "raw" => RoundingChoice::Always(Rounding::Raw),
                    "evaluation" => RoundingChoice::Always(Rounding::Evaluation),
                    "auto" => RoundingChoice::Auto,
                    other => return Err(format!("--rounding {other}: expected raw or evaluation")),
                };
            }
            Long("body") => {
                let body = text(&mut parser, "body")?;
                request.water.body.clone_from(&body);
                request.plan.body = match body.as_str() {
                    "river" => Body::River,
                    "lake" => Body::Lake,
                    other => return Err(format!("--body {other}: expected river or lake")),
                };
            }
            Long("lake") => {
                let name = text(&mut parser, "lake")?;
                request.water.lakes.push(name.clone());
                request.plan.bodies.insert(name, Body::Lake);
            }
            Long("river") => {
                let name = text(&mut parser, "river")?;
                request.water.rivers.push(name.clone());
                request.plan.bodies.insert(name, Body::River);
            }
            Long("items") => request.water.items = text(&mut parser, "items")?,
            Long("saturation") => request.water.saturation = text(&mut parser, "saturation")?,
            Long("mean-of") => request.water.mean_of = text(&mut parser, "mean-of")?,
            Long("least-quarter") => request.water.least_quarter = text(&mut parser, "least-quarter")?,
            Long("least-year") => request.water.least_year = text(&mut parser, "least-year")?,
            Long("thin") => request.water.thin = text(&mut parser, "thin")?,
            Long("by") => request.by = Some(text(&mut parser, "by")?),
            Long("denominator") => request.water.basins.denominator = text(&mut parser, "denominator")?,
            Long("lake-points") => request.water.basins.lake_points = text(&mut parser, "lake-points")?,
            Long("background") => {
                let value = text(&mut parser, "background")?;
                let (section, item) = value
                    .split_once('=')
                    .ok_or_else(|| format!("--background {value}: expected SECTION=ITEM such as 小桥=氟化物"))?;
                let choice = BackgroundChoice { section: section.to_owned(), item: item.to_owned() };
                request.water.basins.background.push(choice);
            }
            Long("documented-targets") => {
                request.water.basins.documented_targets = text(&mut parser, "documented-targets")?;
            }
            Long("matched") => request.water.basins.matched = text(&mut parser, "matched")?,
            Long("some-points") => request.water.basins.some_points = text(&mut parser, "some-points")?,
            Long("marked-points") => request.water.basins.marked_points = text(&mut parser, "marked-points")?,
            Long("significance") => request.water.basins.level = text(&mut parser, "significance")?,
            Long("critical-values") => request.water.basins.critical_values = text(&mut parser, "critical-values")?,
            Long("lakes-by") => request.water.lakes_by = text(&mut parser, "lakes-by")?,
            Long("natural-state") => request.water.natural_state = text(&mut parser, "natural-state")?,
            Long("river-type") => request.water.river_type = text(&mut parser, "river-type")?,
            Long("tli-weights") => request.water.tli_weights = text(&mut parser, "tli-weights")?,
            Long("tli-compared") => request.water.tli_compared = text(&mut parser, "tli-compared")?,
            Long("city-weights") => request.water.city_weights = text(&mut parser, "city-weights")?,
            Long("city-sign") => request.water.city_sign = text(&mut parser, "city-sign")?,
            Long("city-items") => request.water.city_items = text(&mut parser, "city-items")?,
            Long("zone-rounds") => request.water.zone_rounds = text(&mut parser, "zone-rounds")?,
            Long("black-odorous") => request.water.black_odorous = text(&mut parser, "black-odorous")?,
            Long("black-odorous-end") => request.water.black_odorous_end = text(&mut parser, "black-odorous-end")?,
            Long("black-odorous-shallow") => {
                request.water.black_odorous_shallow = text(&mut parser, "black-odorous-shallow")?;
            }
            Long("rain-weights") => request.water.rain_weights = text(&mut parser, "rain-weights")?,
            Long("target") => request.water.targets.push(target(&text(&mut parser, "target")?)?),
            Long("as") => {
                let kind = text(&mut parser, "as")?;
                match kind.rsplit_once('=') {
                    Some((site, water)) => standards(&mut request)
                        .waters
                        .push(WaterChoice { site: site.trim().to_owned(), water: water.trim().to_owned() }),
                    None => standards(&mut request).water_as = kind,
                }
            }
            Long("unsaid-unit") => standards(&mut request).unsaid_unit = text(&mut parser, "unsaid-unit")?,
            Long("well-class") => standards(&mut request).well_class = text(&mut parser, "well-class")?,
            Long("well-target") => {
                let written = text(&mut parser, "well-target")?;
                let class = Class::read(&written).filter(|class| *class <= Class::V);
                let class = class.ok_or_else(|| format!("--well-target {written}: expected a class such as Ⅲ"))?;
                standards(&mut request).well_target = class.number();
            }
            Long("below-detection") => standards(&mut request).below_detection = text(&mut parser, "below-detection")?,
            Long("inseparable") => standards(&mut request).inseparable = text(&mut parser, "inseparable")?,
            Long("source-over") => standards(&mut request).source_over = text(&mut parser, "source-over")?,
            Long("source-items") => standards(&mut request).source_items = text(&mut parser, "source-items")?,
            Long("withdrawn") => {
                let written = text(&mut parser, "withdrawn")?;
                let (source, volume) = written.rsplit_once('=').ok_or_else(|| {
                    format!("--withdrawn {written}: expected a source and its water in 10⁴ m³ such as 黑泉水库=12.5")
                })?;
                let (source, volume) = (source.trim().to_owned(), volume.trim().to_owned());
                standards(&mut request).withdrawn.push(VolumeChoice { source, volume });
            }
            Long("limits") => {
                let path = text(&mut parser, "limits")?;
                let table = table_of("limits", &path)?;
                let choices = standards(&mut request);
                choices.limits_name = Path::new(&path).file_stem().unwrap_or_default().to_string_lossy().into_owned();
                choices.limits = table;
            }
            Long("objectives") => standards(&mut request).objectives = text(&mut parser, "objectives")?,
            Long("ccme-equal") => standards(&mut request).ccme_equal = text(&mut parser, "ccme-equal")?,
            Long("ccme-below") => standards(&mut request).ccme_below = text(&mut parser, "ccme-below")?,
            Long("nsf") => standards(&mut request).nsf_quality = table_of("nsf", &text(&mut parser, "nsf")?)?,
            Long("nsf-form") => standards(&mut request).nsf_form = text(&mut parser, "nsf-form")?,
            Long("encoding") => {
                let label = text(&mut parser, "encoding")?;
                let encoding = Encoding::from_label(&label);
                request.encoding = Some(encoding.ok_or_else(|| {
                    format!("--encoding {label}: expected UTF-8, GB18030, Big5, UTF-16LE or UTF-16BE")
                })?);
            }
            Long("mapping") => {
                let path = text(&mut parser, "mapping")?;
                let json = std::fs::read_to_string(&path).map_err(|error| format!("--mapping {path}: {error}"))?;
                let mapping = Mapping::read(&json).map_err(|wrong| format!("--mapping {path}: {}", wrong.en))?;
                request.mappings.push(mapping);
            }
            Long("year") => request.plan.year = Some(year("year", &text(&mut parser, "year")?)?),
            Long("of") => request.of = Some(year("of", &text(&mut parser, "of")?)?),
            Long("site") => request.site = Some(text(&mut parser, "site")?),
            Long("names") => {
                request.plan.names = match text(&mut parser, "names")?.as_str() {
                    "joined" => NameChoice::Joined,
                    "as-written" => NameChoice::AsWritten,
                    other => return Err(format!("--names {other}: expected joined or as-written")),
                }
            }
            Long("hours") => {
                request.plan.hours = match text(&mut parser, "hours")?.as_str() {
                    "ending" => HourChoice::Ending,
                    "beginning" => HourChoice::Beginning,
                    "auto" => HourChoice::Auto,
                    other => return Err(format!("--hours {other}: expected ending or beginning")),
                };
            }
            Long("format") => {
                request.format = match text(&mut parser, "format")?.as_str() {
                    "csv" => Format::Csv,
                    "json" => Format::Json,
                    "text" => Format::Text,
                    other => return Err(format!("--format {other}: expected csv, json or text")),
                };
            }
            Long("lang") => {
                request.lang = match text(&mut parser, "lang")?.as_str() {
                    "zh" => Lang::Zh,
                    "en" => Lang::En,
                    other => return Err(format!("--lang {other}: expected zh or en")),
                };
            }
            Long("state") => data_state = text(&mut parser, "state")?,
            Long("site-air") => site_air = text(&mut parser, "site-air")?,
            Long("ozone-exception") => {
                let value = text(&mut parser, "ozone-exception")?;
                let limit =
                    value.parse().map_err(|_| format!("--ozone-exception {value}: expected µg/m³ such as 160"))?;
                request.plan.ozone_exception_limit = Some(limit);
            }
            Long("moving-hours") => {
                let value = text(&mut parser, "moving-hours")?;
                let hours = value.parse().ok().filter(|hours| (1..=24).contains(hours));
                request.plan.moving_day_hours =
                    Some(hours.ok_or_else(|| format!("--moving-hours {value}: expected 1 to 24"))?);
            }
            Long("level") => request.evaluation.level = text(&mut parser, "level")?,
            Long("period") => request.period = Some(text(&mut parser, "period")?),
            Long("rule") => request.rule = Some(text(&mut parser, "rule")?),
            Long("keep-hours") => request.plan.keep_hours = true,
            Long("against") => request.against = Some(text(&mut parser, "against")?),
            Long("grade") => {
                request.evaluation.grade = match text(&mut parser, "grade")?.as_str() {
                    "1" => 1,
                    "2" => 2,
                    other => return Err(format!("--grade {other}: expected 1 or 2")),
                };
            }
            Long("dust") => request.evaluation.dust.push(dust(&text(&mut parser, "dust")?)),
            Long("exceptional") => request.evaluation.exceptional.push(dust(&text(&mut parser, "exceptional")?)),
            Long("three-years") => request.evaluation.three_years = true,
            Long("region") => request.evaluation.region = text(&mut parser, "region")?,
            Long("carry") => request.evaluation.carry = text(&mut parser, "carry")?,
            Long("other-percentiles") => {
                request.evaluation.other_percentiles = text(&mut parser, "other-percentiles")?;
            }
            Long("decimals") => request.evaluation.decimals = text(&mut parser, "decimals")?,
            Long("rejects") => request.rejects = Some(text(&mut parser, "rejects")?.into()),
            Long("screening") => {
                request.plan.screening =
                    report::screening(&text(&mut parser, "screening")?).map_err(|e| format!("--screening: {e}"))?;
            }
            Long("exclusions") => {
                let path = text(&mut parser, "exclusions")?;
                request.plan.exclusions = Exclusions::read(&table_of("exclusions", &path)?);
            }
            Long("explain") => request.explain = true,
            Value(value) if request.command.is_empty() || request.command == ["draw"] => {
                request.command.push(value.string().map_err(|e| e.to_string())?);
            }
            Value(value) => request.paths.push(value.into()),
            other => return Err(format!("{}; see envgrade --help", other.unexpected())),
        }
    }
    (request.plan.data_state, request.plan.site_air) = report::states(&data_state, &site_air)?;
    Ok(Some(request))
}

/// The choices of wells, sources, own limits and comparison.
fn standards(request: &mut Request) -> &mut StandardsChoices {
    &mut request.water.standards
}

/// The text of a table of choices, in UTF-8 or GB 18030.
fn table_of(option: &str, path: &str) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("--{option} {path}: {error}"))?;
    Ok(String::from_utf8(bytes).unwrap_or_else(|not| encoding_rs::GB18030.decode(not.as_bytes()).0.into_owned()))
}

/// `西宁市:2025-04-12..2025-04-13`, or without the place, or with one day.
fn dust(text: &str) -> DustChoice {
    let (place, days) = text.rsplit_once(':').unwrap_or(("", text));
    let (first, last) = days.split_once("..").unwrap_or((days, days));
    DustChoice { place: place.to_owned(), first: first.to_owned(), last: last.to_owned() }
}

/// `民和桥=Ⅲ` or `民和桥=3`.
fn target(text: &str) -> Result<TargetChoice, String> {
    let wrong = || format!("--target {text}: expected a section and its class such as 民和桥=Ⅲ");
    let (section, class) = text.rsplit_once('=').ok_or_else(wrong)?;
    let class = Class::read(class).or_else(|| class.trim().parse().ok().and_then(Class::from_number));
    Ok(TargetChoice { section: section.trim().to_owned(), class: class.ok_or_else(wrong)?.number() })
}

/// The value of an option.
fn text(parser: &mut lexopt::Parser, option: &str) -> Result<String, String> {
    use lexopt::ValueExt as _;
    parser.value().and_then(|value| value.parse()).map_err(|error| format!("--{option}: {error}"))
}

fn year(option: &str, text: &str) -> Result<i32, String> {
    text.parse()
        .ok()
        .filter(|year| (1900..=2200).contains(year))
        .ok_or_else(|| format!("--{option} {text}: expected a year such as 2024"))
}
