//! What a page hands over, read field by field: the general way through serde brings the formatting of floats and a
//! message for every type along, a twentieth of the module.

use wasm_bindgen::prelude::*;

/// An object of the page. A field that is not there, or null, stands for its default.
pub(super) struct Object<'a>(pub &'a JsValue);

impl Object<'_> {
    pub(super) fn field(&self, name: &str) -> Option<JsValue> {
        js_sys::Reflect::get(self.0, &name.into()).ok().filter(|value| !value.is_undefined() && !value.is_null())
    }

    /// A text, empty when it is not there.
    pub(super) fn text(&self, name: &str) -> Result<String, JsError> {
        self.field(name).map_or(Ok(String::new()), |value| value.as_string().ok_or_else(|| wrong(name, "a text")))
    }

    /// A whole number.
    #[cfg(feature = "engine")]
    #[allow(clippy::cast_possible_truncation)]
    pub(super) fn number(&self, name: &str) -> Result<Option<i32>, JsError> {
        let Some(value) = self.field(name) else { return Ok(None) };
        let number = value.as_f64().filter(|number| number.fract() == 0.0 && number.abs() < 2e9);
        number.map(|number| Some(number as i32)).ok_or_else(|| wrong(name, "a whole number"))
    }

    /// A count or position, 0 when it is not there; what is larger than any is as large as can be.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub(super) fn count(&self, name: &str) -> Result<u32, JsError> {
        let Some(value) = self.field(name) else { return Ok(0) };
        value.as_f64().filter(|number| *number >= 0.0).map(|number| number as u32).ok_or_else(|| wrong(name, "a count"))
    }

    /// A count or position where there is one.
    #[cfg(any(feature = "water", feature = "standards"))]
    pub(super) fn optional_count(&self, name: &str) -> Result<Option<u32>, JsError> {
        if self.field(name).is_some() { self.count(name).map(Some) } else { Ok(None) }
    }

    /// An object within; one without any field where it is not there.
    #[cfg(any(feature = "water", feature = "lakes", feature = "standards"))]
    pub(super) fn object(&self, name: &str) -> JsValue {
        self.field(name).unwrap_or_else(|| js_sys::Object::new().into())
    }

    /// Yes or no, no when it is not there.
    #[cfg(any(feature = "engine", feature = "evaluate"))]
    pub(super) fn flag(&self, name: &str) -> Result<bool, JsError> {
        self.field(name).map_or(Ok(false), |value| value.as_bool().ok_or_else(|| wrong(name, "true or false")))
    }

    /// A list, empty when it is not there.
    pub(super) fn list<T>(&self, name: &str, item: impl Fn(&JsValue) -> Result<T, JsError>) -> Result<Vec<T>, JsError> {
        let Some(value) = self.field(name) else { return Ok(Vec::new()) };
        if !js_sys::Array::is_array(&value) {
            return Err(wrong(name, "a list"));
        }
        js_sys::Array::from(&value).iter().map(|value| item(&value)).collect()
    }

    /// A list of texts.
    pub(super) fn texts(&self, name: &str) -> Result<Vec<String>, JsError> {
        self.list(name, |value| value.as_string().ok_or_else(|| wrong(name, "a list of texts")))
    }
}

fn wrong(name: &str, expected: &str) -> JsError {
    JsError::new(&["«", name, "»: expected ", expected].concat())
}
