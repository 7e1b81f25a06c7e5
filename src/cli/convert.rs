//! `envgrade convert`: the data of files in the strict format.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use super::arguments::{Lang, Request};
use super::{files, name, options, written};
use envgrade::fold::Sink;
use envgrade::ingest::{ReadOptions, read_corrections, read_path};
use envgrade::observation::{FileId, SiteTable};
use envgrade::report::strict::{Field, Package, StrictWriter, Survey, reads_back};
use envgrade::schema::Kind;

pub fn convert(request: &Request) -> Result<ExitCode, String> {
    let (paths, problems) = files(&request.paths);
    for problem in &problems {
        eprintln!("envgrade: {problem}");
    }
    let mut unreadable = !problems.is_empty();
    let (mut sites, mut survey) = (SiteTable::default(), Survey::default());
    let mut options = options(request);
    let mut data: Vec<PathBuf> = Vec::new();
    // Corrected rows have to be known before the files that they belong to are read.
    let mut names: Vec<String> = Vec::new();
    for path in &paths {
        match (read_corrections(path), u16::try_from(names.len())) {
            (Ok(Some(text)), Ok(number)) => {
                options.corrections.add(FileId(number), &name(path), &text, &mut survey);
                names.push(name(path));
            }
            _ => data.push(path.clone()),
        }
    }
    let first = names.len();
    names.extend(read_all(&mut data, first, &options, &mut sites, &mut survey, &mut |_| {}, &mut unreadable));
    options.corrections.unmatched(names[first..].iter().map(String::as_str), &mut survey);

    let chinese = request.lang == Lang::Zh;
    tell(&survey, &names, chinese);
    let tables = survey.tables(&sites);
    if tables.is_empty() {
        return Err(said(chinese, "没有可以写出的数据", "there are no data to write").to_owned());
    }
    for (name, unit) in tables.iter().flat_map(|(_, fields)| fields).filter_map(|field| match field {
        Field::Other(name, unit) if !reads_back(name, unit) => Some((name, unit)),
        _ => None,
    }) {
        let what =
            said(chinese, "单位不常用，再次读取时可能不识别", "its unit may not be recognised when it is read again");
        eprintln!("{name} ({unit}): {what}");
    }
    match &request.to {
        Some(folder) => {
            std::fs::create_dir_all(folder).map_err(|error| format!("--to {}: {error}", folder.display()))?;
            let place = |kind: Kind| folder.join(format!("{}.csv", kind.key()));
            let open = |kind: Kind| File::create(place(kind)).map(BufWriter::new);
            let package = serde_json::to_string_pretty(&Package::of(&tables)).map_err(|error| error.to_string())?;
            std::fs::write(folder.join("datapackage.json"), package + "\n")
                .map_err(|error| format!("--to {}: {error}", folder.display()))?;
            let done = StrictWriter::new(tables, open).and_then(|mut writer| {
                read_all(
                    &mut data,
                    first,
                    &options,
                    &mut sites,
                    &mut writer,
                    &mut StrictWriter::end_file,
                    &mut unreadable,
                );
                writer.finish(&survey, &sites)
            });
            for (kind, _) in done.map_err(|error| format!("--to {}: {error}", folder.display()))? {
                eprintln!("{}", place(kind).display());
            }
            Ok(ExitCode::from(u8::from(unreadable)))
        }
        None => {
            if tables.len() > 1 {
                let kinds: Vec<&str> = tables.iter().map(|(kind, _)| kind.key()).collect();
                let what = said(
                    chinese,
                    "文件含有几类数据，请用 --to 指定文件夹",
                    "the files hold several kinds of data; name a folder with --to",
                );
                return Err(format!("{what}: {}", kinds.join(", ")));
            }
            let mut begun = StrictWriter::new(tables, |_| Ok(BufWriter::new(io::stdout())));
            if let Ok(writer) = &mut begun {
                read_all(&mut data, first, &options, &mut sites, writer, &mut StrictWriter::end_file, &mut unreadable);
            }
            let done = begun.and_then(|writer| writer.finish(&survey, &sites));
            written(done.and_then(|places| places.into_iter().try_for_each(|(_, mut out)| out.flush())), unreadable)
        }
    }
}

fn said<'a>(chinese: bool, zh: &'a str, en: &'a str) -> &'a str {
    if chinese { zh } else { en }
}

/// Reads the files that can be opened, counted from `first`, and leaves out the others from then on; answers the names of
/// their parts.
fn read_all<S: Sink>(
    files: &mut Vec<PathBuf>,
    first: usize,
    options: &ReadOptions,
    sites: &mut SiteTable,
    sink: &mut S,
    end_file: &mut dyn FnMut(&mut S),
    unreadable: &mut bool,
) -> Vec<String> {
    let mut names = Vec::new();
    files.retain(|path| {
        let Ok(number) = u16::try_from(first + names.len()) else {
            *unreadable = true;
            return false;
        };
        match read_path(FileId(number), path, options, sites, sink) {
            Ok(parts) => {
                *unreadable |= parts.iter().any(|part| part.kind == Kind::Unknown);
                names.extend(parts.into_iter().map(|part| part.name));
                end_file(sink);
                true
            }
            Err(error) => {
                eprintln!("envgrade: {}: {error}", path.display());
                *unreadable = true;
                false
            }
        }
    });
    names
}

/// Says what was noticed, by causes with their first place.
fn tell(survey: &Survey, names: &[String], chinese: bool) {
    for (code, group) in survey.issues().groups() {
        let words = code.words();
        let words = said(chinese, words.zh, words.en);
        let Some(first) = group.places.first() else { continue };
        let file = names.get(usize::from(first.origin.file.0)).map_or("", String::as_str);
        let (row, column, text) = (first.origin.row, first.column, &first.text);
        let place = if row > 0 { format!("{file}:{row}:{column}") } else { file.to_owned() };
        eprintln!("{} {place} ({}): {words} «{text}»", code.severity().key(), group.count);
    }
}
