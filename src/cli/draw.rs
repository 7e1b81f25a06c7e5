//! `envgrade draw`.

use std::io::Write;
use std::process::ExitCode;

use super::arguments::{Lang, Request};
use super::{Read, read};
use envgrade::chart::{self, DrawOptions};
use envgrade::observation::SiteId;
use envgrade::report;
use envgrade::words::Text;

pub fn draw(request: &Request, figure: &str) -> Result<ExitCode, String> {
    let Read { assessment, unreadable, .. } = read(request);
    let options = DrawOptions {
        width: 960,
        scale: 1.0,
        lang: if request.lang == Lang::Zh { "zh".into() } else { "en".into() },
        theme: "light".into(),
        font: "system-ui, \"Noto Sans CJK SC\", \"Microsoft YaHei\", sans-serif".into(),
        source: Some(Text::new("GB 3838-2002 / HJ 633 / GB 3095", "GB 3838-2002 / HJ 633 / GB 3095")),
    };
    let svg = if figure == "matrix" {
        let finding = report::matrix_finding(&assessment);
        chart::matrix::svg(&chart::data::matrix(&assessment, finding), &options)
    } else {
        let (site, years) = report::air_sites(&assessment)
            .into_iter()
            .find(|site| request.site.as_ref().is_none_or(|name| site.name == *name))
            .map(|site| (site.site, site.years))
            .ok_or("no air data of this site in the files")?;
        let year = request.of.or(years.last().copied()).ok_or("the site has no days")?;
        let site = SiteId(site);
        let finding = report::calendar_finding(&assessment, site, year);
        chart::calendar::svg(&chart::data::calendar(&assessment, site, year, finding), &options)
    };
    std::io::stdout().write_all(svg.as_bytes()).map_err(|error| format!("standard output: {error}"))?;
    Ok(ExitCode::from(u8::from(unreadable)))
}
