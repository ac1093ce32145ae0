//! Amounts as read from a gold corpus and as found by the engine, in one form.

use serde_json::Value;

use crate::annotation::{
    Annotation, Annotations, Change, Confidence, DateExpression, Decimal, Figure, Modifier, RuleId,
    Unit,
};
use crate::eval::{BadGold, GoldDocument};
use crate::text::ByteRange;

/// The value of an amount.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::eval) enum AmountValue {
    /// No value.
    None,
    /// A number.
    Number(f64),
    /// A TIMEX3 value.
    Time(String),
    /// The two ends of a range.
    Pair(Vec<AmountValue>),
}

impl AmountValue {
    /// Reads a value of the gold corpus.
    fn read(json: Option<&Value>) -> Self {
        match json {
            Some(Value::Number(n)) => n.as_f64().map_or(Self::None, Self::Number),
            Some(Value::String(value)) => Self::Time(value.clone()),
            Some(Value::Array(values)) => {
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
pub(in crate::eval) struct ScoredAmount {
    /// Its range in the text; `None` if the corpus does not give one.
    pub(in crate::eval) range: Option<ByteRange>,
    /// The name of its kind, as in the exports.
    pub(in crate::eval) kind: String,
    /// Its value.
    pub(in crate::eval) value: AmountValue,
    /// Alternative values that also count as right.
    pub(in crate::eval) resolved: Vec<AmountValue>,
    /// Its unit; empty if it has none.
    pub(in crate::eval) unit: String,
    /// What a found amount is for each of, "day"; empty if it is not a rate, and in the corpus, whose units name it.
    pub(in crate::eval) per: String,
    /// Its modifier or direction of change; empty if it has none.
    pub(in crate::eval) modifier: String,
    /// The rule that found it, with its confidence; `None` for amounts of the corpus.
    pub(in crate::eval) source: Option<(RuleId, Confidence)>,
}

/// The gold amounts and the found amounts of one document.
#[derive(Clone, Debug)]
pub(in crate::eval) struct AmountRecord {
    /// The kinds that the corpus annotates; empty if it annotates all.
    pub(in crate::eval) scope: Vec<String>,
    /// The linguistic phenomenon that the document tests, if the corpus names one.
    pub(in crate::eval) category: Option<String>,
    /// Whether vague times ("now") are excluded from the score.
    pub(in crate::eval) is_plain: bool,
    /// The amounts of the corpus.
    pub(in crate::eval) gold: Vec<ScoredAmount>,
    /// The amounts that the engine found, in text order.
    pub(in crate::eval) made: Vec<ScoredAmount>,
}

impl AmountRecord {
    /// Reads the gold amounts of a document and converts the engine's annotations to the same form.
    pub(in crate::eval) fn new(
        document: &GoldDocument,
        annotations: &Annotations,
    ) -> Result<Self, BadGold> {
        let gold = read_amounts(document)?;
        let strings = document.items("scope").iter().filter_map(Value::as_str);
        let category = document.gold.get("category").and_then(Value::as_str);
        let mut made: Vec<_> = annotations
            .figures()
            .map(|(item, figure)| figure_amount(item, figure))
            .chain(
                annotations
                    .dates()
                    .map(|(item, date)| date_amount(item, date)),
            )
            .collect();
        made.sort_by_key(|amount| amount.range);
        Ok(Self {
            scope: strings.map(str::to_owned).collect(),
            category: category.map(str::to_owned),
            is_plain: document.gold.get("vague") == Some(&Value::Bool(false)),
            gold,
            made,
        })
    }
}

/// Reads the gold amounts of a document.
fn read_amounts(document: &GoldDocument) -> Result<Vec<ScoredAmount>, BadGold> {
    let scalars = document.scalars();
    let string = |item: &Value, field: &str| {
        let value = item.get(field).and_then(Value::as_str);
        value.map_or_else(String::new, str::to_owned)
    };
    let items = document.items("figures").iter();
    items
        .map(|item| {
            let is_placed = item.get("start").is_some_and(|start| !start.is_null());
            let others = item.get("resolved").and_then(Value::as_array);
            Ok(ScoredAmount {
                range: is_placed
                    .then(|| document.range(&scalars, item))
                    .transpose()?,
                kind: string(item, "kind"),
                value: AmountValue::read(item.get("value")),
                resolved: others.map_or_else(Vec::new, |others| {
                    others
                        .iter()
                        .map(|other| AmountValue::read(Some(other)))
                        .collect()
                }),
                unit: string(item, "unit"),
                per: String::new(),
                modifier: string(item, "modifier"),
                source: None,
            })
        })
        .collect()
}

fn figure_amount(item: &Annotation, figure: &Figure) -> ScoredAmount {
    let (low, high) = figure.amount.bounds();
    let (low, high) = (AmountValue::of_decimal(low), AmountValue::of_decimal(high));
    let modifier = figure.modifier.map(Modifier::name);
    ScoredAmount {
        range: Some(item.range),
        source: Some((item.by, item.confidence)),
        kind: figure.kind.name().to_owned(),
        value: if figure.amount.is_pair() {
            AmountValue::Pair(vec![low, high])
        } else {
            low
        },
        resolved: Vec::new(),
        unit: figure
            .unit
            .as_ref()
            .map_or_else(String::new, |unit| Unit::name(unit).to_owned()),
        per: figure
            .per
            .as_ref()
            .map_or_else(String::new, |unit| Unit::name(unit).to_owned()),
        modifier: modifier
            .or(figure.change.map(Change::name))
            .map_or_else(String::new, str::to_owned),
    }
}

fn date_amount(item: &Annotation, date: &DateExpression) -> ScoredAmount {
    let time = |value: &str| AmountValue::Time(value.to_owned());
    ScoredAmount {
        range: Some(item.range),
        source: Some((item.by, item.confidence)),
        kind: date.kind.name().to_owned(),
        value: match date.value.split_once('/') {
            Some((first, last)) => AmountValue::Pair(vec![time(first), time(last)]),
            None => time(&date.value),
        },
        resolved: Vec::new(),
        unit: String::new(),
        per: String::new(),
        modifier: date
            .modifier
            .map_or("", crate::annotation::DateModifier::name)
            .to_owned(),
    }
}
