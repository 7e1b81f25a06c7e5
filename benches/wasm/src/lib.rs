//! Days in the memory of the module, graded on call. `benches/wasm.mjs` holds the watch.

use envgrade::air::columns::{self, DayColumns, IndexColumns, day_means, ozone_days};
use envgrade::air::daily::DayChoices;
use envgrade::edition::AirIndex;
use wasm_bindgen::prelude::*;

/// Daily values of six pollutants and what came of them.
#[wasm_bindgen]
#[derive(Default)]
pub struct Days {
    columns: [Vec<i32>; 6],
    indices: IndexColumns,
}

#[wasm_bindgen]
impl Days {
    /// No days.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Days {
        Days::default()
    }

    /// Sets the column of a pollutant, in the order of HJ 633.
    pub fn set(&mut self, pollutant: usize, values: Vec<i32>) {
        self.columns[pollutant] = values;
    }

    /// Grades all days.
    pub fn grade(&mut self, of_2026: bool) -> bool {
        let index = if of_2026 { AirIndex::Hj633V2026 } else { AirIndex::Hj633V2012 };
        let values = std::array::from_fn(|at| Some(&self.columns[at][..]));
        let days = DayColumns { values, ozone_hour: None };
        columns::grade(&days, index, &DayChoices::default(), &mut self.indices).is_ok()
    }

    /// The AQI of all days.
    pub fn aqi(&self) -> Vec<u16> {
        self.indices.aqi.clone()
    }

    /// The individual indices of a pollutant.
    pub fn iaqi(&self, pollutant: usize) -> Vec<u16> {
        self.indices.iaqi[pollutant].clone()
    }
}

/// Hours of one pollutant and the days that came of them.
#[wasm_bindgen]
pub struct Hours {
    hours: Vec<i16>,
    days: Vec<i32>,
}

#[wasm_bindgen]
impl Hours {
    /// These hours, 24 a day.
    #[wasm_bindgen(constructor)]
    pub fn new(hours: Vec<i16>) -> Hours {
        Hours { hours, days: Vec::new() }
    }

    /// Takes daily means.
    pub fn means(&mut self) {
        day_means(&self.hours, &mut self.days);
    }

    /// Takes the largest eight-hour means.
    pub fn ozone(&mut self) {
        ozone_days(&self.hours, 160, &mut self.days);
    }

    /// The values of the days.
    pub fn days(&self) -> Vec<i32> {
        self.days.clone()
    }
}
