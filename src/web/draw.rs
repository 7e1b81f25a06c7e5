//! Drawings on a canvas and as SVG text, and the published picture. Main thread only: a canvas belongs to a page.

use plotters_canvas::CanvasBackend;
use serde::Serialize as _;
use tsify::{Ts, Tsify as _};
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

use crate::chart::calendar::{self, CalendarView};
use crate::chart::matrix::{self, MatrixView};
use crate::chart::{DrawError, DrawOptions, DrawingView, Surface};
use crate::indicator::published::{self, PublishedView};

/// The longest side and the most pixels that every engine gives a canvas.
const LONGEST: f64 = 16_384.0;
const MOST: f64 = 16_777_216.0;

/// Draws a calendar; sets the size of the canvas and its height in CSS.
///
/// # Errors
/// When the canvas cannot be drawn on.
#[wasm_bindgen]
pub fn draw_calendar(
    canvas: HtmlCanvasElement,
    data: Ts<CalendarView>,
    options: Ts<DrawOptions>,
) -> Result<Ts<DrawingView>, JsError> {
    let (view, mut options) = (data.to_rust()?, options.to_rust()?);
    let mut backend = prepare(canvas, &calendar::layout(&view, &options), &mut options)?;
    Ok(calendar::draw(&mut backend, Surface::Canvas, &view, &options).map_err(thrown)?.into_ts()?)
}

/// Draws a matrix; sets the size of the canvas and its width and height in CSS.
///
/// # Errors
/// When the canvas cannot be drawn on.
#[wasm_bindgen]
pub fn draw_matrix(
    canvas: HtmlCanvasElement,
    data: Ts<MatrixView>,
    options: Ts<DrawOptions>,
) -> Result<Ts<DrawingView>, JsError> {
    let (view, mut options) = (data.to_rust()?, options.to_rust()?);
    let mut backend = prepare(canvas, &matrix::layout(&view, &options), &mut options)?;
    Ok(matrix::draw(&mut backend, Surface::Canvas, &view, &options).map_err(thrown)?.into_ts()?)
}

/// A calendar as an SVG document.
///
/// # Errors
/// When the data are not a calendar.
#[wasm_bindgen]
pub fn svg_calendar(data: Ts<CalendarView>, options: Ts<DrawOptions>) -> Result<String, JsError> {
    Ok(calendar::svg(&data.to_rust()?, &options.to_rust()?))
}

/// A matrix as an SVG document.
///
/// # Errors
/// When the data are not a matrix.
#[wasm_bindgen]
pub fn svg_matrix(data: Ts<MatrixView>, options: Ts<DrawOptions>) -> Result<String, JsError> {
    Ok(matrix::svg(&data.to_rust()?, &options.to_rust()?))
}

/// The published picture of a province from its file.
///
/// # Errors
/// When the file does not fit; the message says where and what was expected.
#[wasm_bindgen]
pub fn published(json: &str) -> Result<Ts<PublishedView>, JsError> {
    Ok(published::read(json).map_err(|error| JsError::new(&error.to_string()))?.into_ts()?)
}

/// Whether a file that begins so has to be unpacked before it can be read; see [`crate::unpack::is_packed`].
#[wasm_bindgen]
#[must_use]
pub fn is_packed(first_bytes: &[u8]) -> bool {
    crate::unpack::is_packed(first_bytes)
}

/// Words of the domain by key: `category.1` to `category.6`, `class.1` to `class.6`, `state.1` to `state.6`,
/// `verdict.attained` and so on.
///
/// # Errors
/// Never in practice; when the words cannot be handed over.
#[wasm_bindgen(unchecked_return_type = "Record<string, Text>")]
pub fn words() -> Result<JsValue, JsError> {
    Ok(crate::report::words().serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}

/// All items of the register, as what a column can hold.
///
/// # Errors
/// Never in practice; when the items cannot be handed over.
#[wasm_bindgen(unchecked_return_type = "RegisterItem[]")]
pub fn register() -> Result<JsValue, JsError> {
    Ok(crate::report::register().serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}

/// Whether a header or an item of rows names an item of water of any standard, those of wells and sources too.
#[wasm_bindgen]
#[must_use]
pub fn is_water_item(header: &str) -> bool {
    crate::report::is_water_item(header)
}

/// Items whose names are near a header that nothing knows, in a file of this kind.
///
/// # Errors
/// Never in practice; when the items cannot be handed over.
#[wasm_bindgen(unchecked_return_type = "SuggestionView[]")]
pub fn suggestions(header: &str, kind: &str) -> Result<JsValue, JsError> {
    Ok(crate::report::suggestions(header, kind).serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}

/// Gives the canvas the size of the drawing, at the scale that was asked for or the largest that the canvas can have.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn prepare(
    canvas: HtmlCanvasElement,
    drawing: &DrawingView,
    options: &mut DrawOptions,
) -> Result<CanvasBackend, JsError> {
    let (width, height) = (f64::from(drawing.width.max(1)), f64::from(drawing.height.max(1)));
    let largest = (LONGEST / width.max(height)).min((MOST / (width * height)).sqrt());
    options.scale = if options.scale.is_finite() && options.scale > 0.0 { options.scale } else { 1.0 }.min(largest);
    canvas.set_width((width * options.scale).ceil() as u32);
    canvas.set_height((height * options.scale).ceil() as u32);
    let style = canvas.style();
    style.set_property("width", &format!("{width}px")).map_err(|_| JsError::new("no style"))?;
    style.set_property("height", &format!("{height}px")).map_err(|_| JsError::new("no style"))?;
    CanvasBackend::with_canvas_object(canvas).ok_or_else(|| JsError::new("the canvas has no 2d context"))
}

fn thrown(error: DrawError) -> JsError {
    JsError::new(&error.to_string())
}
