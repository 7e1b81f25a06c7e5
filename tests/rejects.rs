//! Rows that were refused are written out with their reasons, corrected and read beside the file: the result is that of
//! the clean file.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use std::path::{Path, PathBuf};
use std::process::Command;

struct Run {
    out: String,
    told: String,
}

fn envgrade(arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_envgrade")).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { out: text(output.stdout), told: text(output.stderr) }
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("rejects-{name}"));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn write(folder: &Path, name: &str, text: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

const CLEAN: &str = "断面名称,监测时间,pH(无量纲),溶解氧(mg/L),\"高锰酸盐指数\n(mg/L)\",氨氮(mg/L)\n\
    甲桥,2024-03-01,7.9,8.1,2.1,0.12\n\
    甲桥,2024-03-02,7.8,8.0,2.2,0.13\n\
    乙桥,2024-03-01,8.0,7.9,3.1,0.42\n\
    乙桥,2024-03-02,8.1,7.7,3.2,0.40\n\
    乙桥,2024-03-03,8.0,7.5,3.3,0.41\n";

#[test]
fn corrected_rows_give_the_result_of_the_clean_file() {
    let folder = folder("round");
    let clean = write(&folder, "clean.csv", CLEAN);
    let broken = CLEAN
        .replace("2.2,0.13", "2.2,O.13")
        .replace("乙桥,2024-03-02", "乙桥,2024-13-02")
        .replace("8.0,7.5", "80,7.5");
    let broken = write(&folder, "broken.csv", broken);
    let rejects = folder.join("rejected.csv").to_str().unwrap().to_owned();

    let first = envgrade(&["assess", "--rejects", &rejects, &broken]);
    assert!(first.told.contains("rejected.csv"), "{}", first.told);
    let table = std::fs::read_to_string(&rejects).unwrap();
    let lines: Vec<&str> = table.trim_start_matches('\u{feff}').lines().collect();
    // The header of the file as it is written, on two lines, and what is added.
    assert_eq!(lines[0], "断面名称,监测时间,pH(无量纲),溶解氧(mg/L),\"高锰酸盐指数");
    assert!(lines[1].starts_with("(mg/L)\",氨氮(mg/L),来源文件,来源行,校验码,使用情况,原因"), "{}", lines[1]);
    assert_eq!(lines.len(), 5, "{table}");
    assert!(lines[2].starts_with("甲桥,2024-03-02,7.8,8.0,2.2,O.13,") && lines[2].contains(",3,"), "{}", lines[2]);
    assert!(lines[2].contains("部分使用") && lines[2].contains("氨氮(mg/L)：应为数字"), "{}", lines[2]);
    assert!(lines[3].starts_with("乙桥,2024-13-02,8.1,") && lines[3].contains("整行未用"), "{}", lines[3]);
    assert!(lines[4].starts_with("乙桥,2024-03-03,80,7.5,"), "{}", lines[4]);

    // Corrected, and saved by a spreadsheet in the encoding of old.
    let corrected = table.replace("O.13", "0.13").replace("2024-13-02", "2024-03-02").replace("03,80,", "03,8.0,");
    let corrected = encoding_rs::GB18030.encode(corrected.trim_start_matches('\u{feff}')).0.into_owned();
    let corrected = write(&folder, "rejected.csv", corrected);
    let expected = envgrade(&["assess", &clean]);
    for paths in [[&broken, &corrected], [&corrected, &broken]] {
        let both = envgrade(&["assess", paths[0], paths[1]]);
        assert_eq!(both.out, expected.out);
        assert!(!both.told.contains("error"), "{}", both.told);
    }
    // The result of the broken file differs, so the comparison above says something.
    assert_ne!(first.out, expected.out);
}

#[test]
fn what_is_still_wrong_is_said_and_written_again() {
    let folder = folder("again");
    let broken = write(&folder, "a.csv", CLEAN.replace("2.2,0.13", "2.2,x").replace("3.3,0.41", "y,0.41"));
    let rejects = folder.join("r.csv").to_str().unwrap().to_owned();
    envgrade(&["assess", "--rejects", &rejects, &broken]);
    let half = std::fs::read_to_string(&rejects).unwrap().replace("2.2,x", "2.2,0.13").replace("7.5,y,", "7.5,z,");
    let half = write(&folder, "half.csv", half);
    let again = folder.join("again.csv").to_str().unwrap().to_owned();
    let both = envgrade(&["assess", "--lang", "en", "--rejects", &again, &broken, &half]);
    assert!(both.told.contains("«z»") && !both.told.contains("«x»"), "{}", both.told);
    let table = std::fs::read_to_string(&again).unwrap();
    assert!(
        table.contains("7.5,z,0.41,") && table.contains(",check,") && table.contains("A number was expected"),
        "{table}"
    );
    // The second table is of the same file and corrects it as the first does.
    let done = write(&folder, "done.csv", table.replace("7.5,z,", "7.5,3.3,"));
    let clean = write(&folder, "clean.csv", CLEAN);
    let expected = envgrade(&["assess", &clean]).out;
    assert_eq!(envgrade(&["assess", &broken, &half, &done]).out, expected);
}

#[test]
fn a_corrected_row_is_not_taken_where_its_file_is_another() {
    let folder = folder("stale");
    let text = CLEAN.replace("2.2,0.13", "2.2,x");
    let broken = write(&folder, "a.csv", &text);
    let rejects = folder.join("r.csv").to_str().unwrap().to_owned();
    envgrade(&["assess", "--rejects", &rejects, &broken]);
    let corrected = std::fs::read_to_string(&rejects).unwrap().replace("2.2,x", "2.2,0.13");
    let corrected = write(&folder, "c.csv", corrected);
    // A row came in above: row 3 is another one now.
    write(&folder, "a.csv", text.replace("甲桥,2024-03-01", "甲桥,2024-02-28,7.9,8.1,2.1,0.12\n甲桥,2024-03-01"));
    let moved = envgrade(&["assess", &broken, &corrected]);
    assert!(moved.told.contains("c.csv:2:0: error: 更正行没有代入"), "{}", moved.told);
    assert!(moved.told.contains("«x»"), "{}", moved.told);
    // Without its file there is nothing to correct.
    let other = write(&folder, "b.csv", CLEAN);
    let alone = envgrade(&["assess", &other, &corrected]);
    assert!(alone.told.contains("c.csv:2:0: error: 更正行没有代入") && alone.told.contains("a.csv"), "{}", alone.told);
    assert_eq!(alone.out, envgrade(&["assess", &other]).out);
}

#[test]
fn two_files_with_different_headers_share_one_table() {
    let folder = folder("two");
    let air = "日期,PM2.5(μg/m3),PM10(μg/m3)\n2024-03-01,40,100\n2024-03-02,-5,90\n";
    let json = r#"[{"time":"2024-03-01","name":"丙站","pm25":"35","pm10":"60"},{"time":"2024-03-02","name":"丙站","pm25":"3o","pm10":"60"},{"time":"2024-03-03","name":"丙站","pm25":"31","pm10":"60"}]"#;
    let files = [write(&folder, "西宁.csv", air), write(&folder, "c.json", json)];
    let rejects = folder.join("r.csv").to_str().unwrap().to_owned();
    let first = envgrade(&["assess", "--rejects", &rejects, &files[0], &files[1]]);
    let table = std::fs::read_to_string(&rejects).unwrap();
    assert_eq!(table.matches("来源文件").count(), 2, "{table} {}", first.told);
    let corrected = write(&folder, "r2.csv", table.replace("-02,-5,", "-02,45,").replace("3o", "30"));
    let both = envgrade(&["assess", &files[0], &files[1], &corrected]);
    let clean =
        [write(&folder, "西宁.csv", air.replace("-5", "45")), write(&folder, "c.json", json.replace("3o", "30"))];
    let expected = envgrade(&["assess", &clean[0], &clean[1]]);
    assert_eq!(both.out, expected.out, "{table}");
}
