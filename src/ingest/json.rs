//! Just enough JSON: every scalar stays the text that it is, so that no number passes through a binary float.

/// Nesting that is followed.
const DEEPEST: u32 = 32;

/// A value.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Json {
    /// A string, number or truth value as text; empty for null.
    Text(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The field of an object.
    pub(super) fn field(&self, name: &str) -> Option<&Json> {
        match self {
            Json::Object(fields) => fields.iter().find(|(known, _)| known == name).map(|(_, value)| value),
            _ => None,
        }
    }
}

/// Reads a whole JSON text; `None` when it is not one.
pub(super) fn parse(text: &str) -> Option<Json> {
    let mut parser = Parser { text, at: 0 };
    let value = parser.value(0)?;
    parser.blank();
    (parser.at == text.len()).then_some(value)
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blank(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// Takes a sign, and blanks around it.
    fn take(&mut self, sign: u8) -> bool {
        self.blank();
        let found = self.peek() == Some(sign);
        self.at += usize::from(found);
        found
    }

    fn value(&mut self, depth: u32) -> Option<Json> {
        if depth > DEEPEST {
            return None;
        }
        self.blank();
        match self.peek()? {
            b'{' => {
                self.at += 1;
                let mut fields = Vec::new();
                if self.take(b'}') {
                    return Some(Json::Object(fields));
                }
                loop {
                    self.blank();
                    let name = self.string()?;
                    if !self.take(b':') {
                        return None;
                    }
                    fields.push((name, self.value(depth + 1)?));
                    if self.take(b'}') {
                        return Some(Json::Object(fields));
                    }
                    if !self.take(b',') {
                        return None;
                    }
                }
            }
            b'[' => {
                self.at += 1;
                let mut items = Vec::new();
                if self.take(b']') {
                    return Some(Json::Array(items));
                }
                loop {
                    items.push(self.value(depth + 1)?);
                    if self.take(b']') {
                        return Some(Json::Array(items));
                    }
                    if !self.take(b',') {
                        return None;
                    }
                }
            }
            b'"' => self.string().map(Json::Text),
            _ => {
                let rest = &self.text[self.at..];
                let end = rest.find([',', ']', '}', ' ', '\n', '\r', '\t']).unwrap_or(rest.len());
                self.at += end;
                match &rest[..end] {
                    "null" => Some(Json::Text(String::new())),
                    // Of words only those of the language and of its writers: true, false, NaN.
                    scalar
                        if !scalar.is_empty()
                            && scalar.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b)) =>
                    {
                        Some(Json::Text(scalar.to_owned()))
                    }
                    _ => None,
                }
            }
        }
    }

    fn string(&mut self) -> Option<String> {
        if self.peek() != Some(b'"') {
            return None;
        }
        self.at += 1;
        let mut text = String::new();
        loop {
            let rest = &self.text[self.at..];
            let stop = memchr::memchr2(b'"', b'\\', rest.as_bytes())?;
            text.push_str(&rest[..stop]);
            self.at += stop + 1;
            if rest.as_bytes()[stop] == b'"' {
                return Some(text);
            }
            let escape = self.peek()?;
            self.at += 1;
            text.push(match escape {
                b'n' => '\n',
                b't' => '\t',
                b'r' => '\r',
                b'b' | b'f' => ' ',
                b'u' => self.unicode()?,
                b'"' | b'\\' | b'/' => char::from(escape),
                _ => return None,
            });
        }
    }

    /// The character of `\uXXXX`, or of a pair of them.
    fn unicode(&mut self) -> Option<char> {
        let first = self.hex()?;
        if !(0xd800..0xdc00).contains(&first) {
            return Some(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        if self.text.get(self.at..self.at + 2) != Some("\\u") {
            return Some(char::REPLACEMENT_CHARACTER);
        }
        self.at += 2;
        let second = self.hex()?;
        let code = 0x10000 + ((first - 0xd800) << 10) + (second & 0x3ff);
        Some(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        self.at += 4;
        digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_stay_text() {
        let text = |text: &str| Json::Text(text.to_owned());
        let value = parse(r#" {"a":[1.50, -2e-3, null, true], "b":"x\"\u6c34\ud83d\ude00\n", "c":{} } "#);
        let expected = Json::Object(vec![
            ("a".to_owned(), Json::Array(vec![text("1.50"), text("-2e-3"), text(""), text("true")])),
            ("b".to_owned(), text("x\"水😀\n")),
            ("c".to_owned(), Json::Object(Vec::new())),
        ]);
        assert_eq!(value, Some(expected));
    }

    #[test]
    fn what_is_not_json_is_refused() {
        for text in ["", "{", "[1,", "[1 2]", "{\"a\"}", "\"open", "[\"\\u12\"]", "[1]]", "{\"a\":水}", "[\\]"] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse(&"[".repeat(100_000)), None);
    }
}
