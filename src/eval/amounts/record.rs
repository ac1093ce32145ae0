//! Amounts as read from a gold corpus and as found by the engine, in one form.

use serde_json::Value as Json;

use crate::annotation::{Annotations, Change, DateExpression, Decimal, Figure, Modifier, Unit};
use crate::eval::{BadGold, Document};
use crate::text::ByteRange;

/// The value of an amount.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::eval) enum Value {
    /// No value.
    None,
    /// A number.
    Number(f64),
    /// A TIMEX3 value.
    Time(String),
    /// The two ends of a range.
    Pair(Vec<Value>),
}

impl Value {
    /// Reads a value of the gold corpus.
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

/// An amount, from the corpus or from the engine.
#[derive(Clone, Debug)]
pub(in crate::eval) struct Amount {
    /// Its range in the text; `None` if the corpus does not give one.
    pub(in crate::eval) range: Option<ByteRange>,
    /// The name of its kind, as in the exports.
    pub(in crate::eval) kind: String,
    /// Its value.
    pub(in crate::eval) value: Value,
    /// Alternative values that also count as right.
    pub(in crate::eval) resolved: Vec<Value>,
    /// Its unit; empty if it has none.
    pub(in crate::eval) unit: String,
    /// Its modifier or direction of change; empty if it has none.
    pub(in crate::eval) modifier: String,
}

/// The gold amounts and the found amounts of one document.
#[derive(Clone, Debug)]
pub(in crate::eval) struct Record {
    /// The kinds that the corpus annotates; empty if it annotates all.
    pub(in crate::eval) scope: Vec<String>,
    /// The linguistic phenomenon that the document tests, if the corpus names one.
    pub(in crate::eval) category: Option<String>,
    /// Whether vague times ("now") are excluded from the score.
    pub(in crate::eval) is_plain: bool,
    /// The amounts of the corpus.
    pub(in crate::eval) gold: Vec<Amount>,
    /// The amounts that the engine found, in text order.
    pub(in crate::eval) made: Vec<Amount>,
}

impl Record {
    /// Reads the gold amounts of a document and converts the engine's annotations to the same form.
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

/// Reads the gold amounts of a document.
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
