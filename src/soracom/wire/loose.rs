//! Typed readers that take what neighbours a type and leave out what does not, without a copy of the rest. They read what
//! [`super::text`], [`super::whole`] and their like read of a value, for lists that are too long to make values of.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use jiff::Timestamp;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

/// A scalar as it is written; nothing where there is none, or something else.
#[derive(Debug, Default)]
pub(super) enum Scalar<'a> {
    #[default]
    Nothing,
    Flag(bool),
    Text(Cow<'a, str>),
    Number(serde_json::Number),
}

impl Scalar<'_> {
    /// As [`super::text`].
    pub(super) fn text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Text(text) => super::cleaned(text),
            Self::Number(number) => super::text(&Value::Number(number.clone())).map(Cow::Owned),
            _ => None,
        }
    }

    /// The text itself, where it is one.
    pub(super) fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// As [`super::flag`].
    pub(super) fn flag(&self) -> Option<bool> {
        match self {
            Self::Flag(flag) => Some(*flag),
            Self::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    /// As [`super::millis`].
    pub(super) fn millis(&self) -> Option<Timestamp> {
        match self {
            Self::Number(number) => super::millis(&Value::Number(number.clone())),
            Self::Text(text) => super::millis(&Value::String(text.clone().into_owned())),
            _ => None,
        }
    }
}

/// An object; nothing where there is none, or something else.
#[derive(Debug)]
pub(super) struct Object<T>(pub(super) Option<T>);

impl<T> Default for Object<T> {
    fn default() -> Self {
        Self(None)
    }
}

/// The members of an object in their order; none where there is no object.
#[derive(Debug)]
pub(super) struct Members<'a, T>(pub(super) Vec<(Cow<'a, str>, T)>);

impl<T> Default for Members<'_, T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

/// Reads past what is not wanted.
macro_rules! nothing_else {
    ($lifetime:lifetime, $nothing:expr, $($scalar:ident: $type:ty),*) => {
        $(fn $scalar<E>(self, _: $type) -> Result<Self::Value, E> {
            Ok($nothing)
        })*

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok($nothing)
        }

        fn visit_seq<A: SeqAccess<$lifetime>>(self, mut items: A) -> Result<Self::Value, A::Error> {
            while items.next_element::<IgnoredAny>()?.is_some() {}
            Ok($nothing)
        }

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("JSON")
        }
    };
}

impl<'de: 'a, 'a> Deserialize<'de> for Scalar<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = Scalar<'de>;

            nothing_else!('de, Scalar::Nothing,);

            fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
                while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Scalar::Nothing)
            }

            fn visit_bool<E>(self, flag: bool) -> Result<Self::Value, E> {
                Ok(Scalar::Flag(flag))
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Scalar::Text(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Scalar::Text(Cow::Owned(text.to_owned())))
            }

            fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
                Ok(Scalar::Number(number.into()))
            }

            fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
                Ok(Scalar::Number(number.into()))
            }

            fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
                Ok(serde_json::Number::from_f64(number).map_or(Scalar::Nothing, Scalar::Number))
            }
        }

        from.deserialize_any(Reader)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Reader<T> {
            type Value = Object<T>;

            nothing_else!('de, Object(None), visit_bool: bool, visit_str: &str, visit_i64: i64, visit_u64: u64, visit_f64: f64);

            fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Self::Value, A::Error> {
                T::deserialize(MapAccessDeserializer::new(members)).map(|object| Object(Some(object)))
            }
        }

        from.deserialize_any(Reader(PhantomData))
    }
}

impl<'de: 'a, 'a, T: Deserialize<'de>> Deserialize<'de> for Members<'a, T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Reader<T> {
            type Value = Vec<(Cow<'de, str>, T)>;

            nothing_else!('de, Vec::new(), visit_bool: bool, visit_str: &str, visit_i64: i64, visit_u64: u64, visit_f64: f64);

            fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
                let mut all = Vec::new();
                while let Some((name, value)) = members.next_entry::<Scalar<'de>, T>()? {
                    if let Scalar::Text(name) = name {
                        all.push((name, value));
                    }
                }
                Ok(all)
            }
        }

        from.deserialize_any(Reader(PhantomData)).map(Members)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    proptest! {
        #[test]
        fn a_scalar_reads_what_the_readers_of_values_read(value in super::super::tests::hostile()) {
            let written = value.to_string();
            let value: Value = serde_json::from_str(&written).unwrap();
            for scalar in [serde_json::from_str::<Scalar<'_>>(&written).unwrap(), Scalar::deserialize(&value).unwrap()] {
                prop_assert_eq!(scalar.text().map(Cow::into_owned), super::super::text(&value));
                prop_assert_eq!(scalar.flag(), super::super::flag(&value));
                prop_assert_eq!(scalar.millis(), super::super::millis(&value));
            }
        }
    }

    #[test]
    fn what_is_no_object_is_read_past() {
        let read: Vec<Object<std::collections::BTreeMap<String, u8>>> =
            serde_json::from_str(r#"[null, [1, {"a": 2}], "x", 1.5, true, {"a": 3}]"#).unwrap();
        assert_eq!(read.iter().filter(|object| object.0.is_some()).count(), 1);
        let object = json!({ "b": 1, "a": [] });
        let members = Members::<Scalar<'_>>::deserialize(&object).unwrap();
        assert_eq!(members.0.len(), 2);
    }
}
