//! Words in Chinese and English. Chinese is first and complete; English follows the glossary of the field.

/// Declares records that are sent to readers, with their TypeScript twins when built for the web.
macro_rules! view {
    ($($(#[$meta:meta])* $vis:vis struct $name:ident { $($body:tt)* })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
        $vis struct $name { $($body)* }
    )*};
}
pub(crate) use view;

/// A fixed text in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Words {
    /// Simplified Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl Words {
    /// Both texts.
    #[must_use]
    pub const fn new(zh: &'static str, en: &'static str) -> Words {
        Words { zh, en }
    }

    /// A text that is the same in both languages.
    #[must_use]
    pub const fn same(text: &'static str) -> Words {
        Words { zh: text, en: text }
    }
}

view! {
    /// A text in both languages.
    #[derive(Eq, Default, PartialOrd, Ord, Hash)]
    pub struct Text {
        /// Simplified Chinese.
        pub zh: String,
        /// English.
        pub en: String,
    }

    /// A count with its label.
    pub struct CountView {
        /// Stable key, for example a category number or a reason code.
        pub key: String,
        /// Label.
        pub label: Text,
        /// How many.
        pub count: u32,
    }
}

impl Text {
    /// Both texts.
    #[must_use]
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Text {
        Text { zh: zh.into(), en: en.into() }
    }

    /// A text that is the same in both languages.
    #[must_use]
    pub fn same(text: impl Into<String>) -> Text {
        let text = text.into();
        Text { zh: text.clone(), en: text }
    }
}

impl From<Words> for Text {
    fn from(words: Words) -> Text {
        Text::new(words.zh, words.en)
    }
}
