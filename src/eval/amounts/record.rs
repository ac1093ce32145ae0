//! Amounts as a gold corpus gives them and as the engine makes them.

use serde_json::Value as Json;

use crate::annotation::{Annotations, Change, DateExpression, Decimal, Figure, Modifier, Unit};
use crate::eval::{BadGold, Document};
use crate::text::ByteRange;

/// A value: a number, a TIMEX3 string, or the two ends of a range.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::eval) enum Value {
    /// There is none.
    None,
    /// A number.
    Number(f64),
    /// A TIMEX3 value.
    Time(String),
    /// Two of these.
    Pair(Vec<Value>),
}

impl Value {
    fn read(json: Option<&Json>) -> Self {
        match json {
            Some(Json::Number(n)) => n.as_f64().map_or(Self::None, Self::Number),
            Some(Json::String(value)) => Self::Time(value.clone()),
            Some(Json::Array(values)) => {
                Self::Pair(values.iter().map(|value| Self::read(Some(value))).collect())
            }
            _ => Self::None,
        }
    }

    fn of_decimal(value: Decimal) -> Self {
        value.to_string().parse().map_or(Self::None, Self::Number)
    }
}

/// An amount.
#[derive(Clone, Debug)]
pub(in crate::eval) struct Amount {
    /// Where it stands, where that is known.
    pub(in crate::eval) range: Option<ByteRange>,
    /// Its kind.
    pub(in crate::eval) kind: String,
    /// Its value.
    pub(in crate::eval) value: Value,
    /// Other values that are right too.
    pub(in crate::eval) resolved: Vec<Value>,
    /// Its unit; empty where it has none.
    pub(in crate::eval) unit: String,
    /// Its bound or change; empty where it has none.
    pub(in crate::eval) modifier: String,
}

/// A document: what is right and what was found.
#[derive(Clone, Debug)]
pub(in crate::eval) struct Record {
    /// The kinds that the corpus marks; empty for all.
    pub(in crate::eval) scope: Vec<String>,
    /// The phenomenon that the document is about.
    pub(in crate::eval) category: Option<String>,
    /// Whether vague times ("now") are left out.
    pub(in crate::eval) is_plain: bool,
    /// What is right.
    pub(in crate::eval) gold: Vec<Amount>,
    /// What was found.
    pub(in crate::eval) made: Vec<Amount>,
}

impl Record {
    /// Returns the record of a document and its annotations.
    pub(in crate::eval) fn new(
        document: &Document,
        annotations: &Annotations,
    ) -> Result<Self, BadGold> {
        let gold = read(document)?;
        let strings = document.items("scope").iter().filter_map(Json::as_str);
        let category = document.gold.get("category").and_then(Json::as_str);
        let mut made: Vec<_> = annotations
            .figures()
            .map(|(item, figure)| of_figure(item.range, figure))
            .chain(
                annotations
                    .dates()
                    .map(|(item, date)| of_date(item.range, date)),
            )
            .collect();
        made.sort_by_key(|amount| amount.range);
        Ok(Self {
            scope: strings.map(str::to_owned).collect(),
            category: category.map(str::to_owned),
            is_plain: document.gold.get("vague") == Some(&Json::Bool(false)),
            gold,
            made,
        })
    }
}

fn read(document: &Document) -> Result<Vec<Amount>, BadGold> {
    let scalars = document.scalars();
    let string = |item: &Json, field: &str| {
        let value = item.get(field).and_then(Json::as_str);
        value.unwrap_or_default().to_owned()
    };
    let items = document.items("figures").iter();
    items
        .map(|item| {
            let is_placed = item.get("start").is_some_and(|start| !start.is_null());
            let others = item.get("resolved").and_then(Json::as_array);
            Ok(Amount {
                range: is_placed
                    .then(|| document.range(&scalars, item))
                    .transpose()?,
                kind: string(item, "kind"),
                value: Value::read(item.get("value")),
                resolved: others.map_or_else(Vec::new, |others| {
                    others
                        .iter()
                        .map(|other| Value::read(Some(other)))
                        .collect()
                }),
                unit: string(item, "unit"),
                modifier: string(item, "modifier"),
            })
        })
        .collect()
}

fn of_figure(range: ByteRange, figure: &Figure) -> Amount {
    let (low, high) = figure.amount.bounds();
    let (low, high) = (Value::of_decimal(low), Value::of_decimal(high));
    let modifier = figure.modifier.map(Modifier::name);
    Amount {
        range: Some(range),
        kind: figure.kind.name().to_owned(),
        value: if figure.amount.is_pair() {
            Value::Pair(vec![low, high])
        } else {
            low
        },
        resolved: Vec::new(),
        unit: figure
            .unit
            .as_ref()
            .map_or_else(String::new, |unit| Unit::name(unit).to_owned()),
        modifier: modifier
            .or(figure.change.map(Change::name))
            .unwrap_or_default()
            .to_owned(),
    }
}

fn of_date(range: ByteRange, date: &DateExpression) -> Amount {
    let time = |value: &str| Value::Time(value.to_owned());
    Amount {
        range: Some(range),
        kind: date.kind.name().to_owned(),
        value: match date.value.split_once('/') {
            Some((first, last)) => Value::Pair(vec![time(first), time(last)]),
            None => time(&date.value),
        },
        resolved: Vec::new(),
        unit: String::new(),
        modifier: date
            .modifier
            .map_or("", crate::annotation::DateModifier::name)
            .to_owned(),
    }
}
