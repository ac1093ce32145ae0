//! The parts of a document: plain objects with the fields of the JSON.

use pullquote::{
    DateRecord, EntityRecord, ExactNumber, FigureRecord, LevelRecord, MentionRecord, QuoteRecord,
    ScalarRange, SpeakerRecord, ValueOrPair, WatchRecord,
};
use pyo3::prelude::*;
use pyo3::types::{PyFloat, PyInt, PyString, PyTuple};

/// Gives a class a `repr` that shows its first fields.
macro_rules! show_fields {
    ($class:ident, $($field:ident),+) => {
        #[pymethods]
        impl $class {
            fn __repr__(&self) -> String {
                let fields = [$(format!(concat!(stringify!($field), "={:?}"), self.$field)),+];
                format!(concat!(stringify!($class), "({}, …)"), fields.join(", "))
            }
        }
    };
}

/// A mention of an entity.
#[pyclass(frozen, get_all, module = "pullquote")]
pub(crate) struct Mention {
    start: u32,
    end: u32,
    form: &'static str,
    confidence: f64,
    rule: &'static str,
}

/// An entity with its mentions.
#[pyclass(frozen, get_all, module = "pullquote")]
pub(crate) struct Entity {
    id: u32,
    name: String,
    kind: &'static str,
    key: String,
    role: Option<String>,
    mentions: Py<PyTuple>,
}

/// The words that name the speaker of a quote, and the speaker's entity, if known.
#[pyclass(frozen, get_all, module = "pullquote")]
pub(crate) struct Speaker {
    start: u32,
    end: u32,
    entity: Option<u32>,
    confidence: f64,
    rule: &'static str,
}

/// A quote with its cue and speaker.
#[pyclass(frozen, get_all, module = "pullquote")]
pub(crate) struct Quote {
    start: u32,
    end: u32,
    kind: &'static str,
    spans: Py<PyTuple>,
    marks: Py<PyTuple>,
    cue: Option<ScalarRange>,
    speaker: Option<Py<Speaker>>,
    confidence: f64,
    rule: &'static str,
}

/// The start or end level of a change.
#[pyclass(frozen, get_all, module = "pullquote")]
pub(crate) struct Level {
    side: &'static str,
    change: &'static str,
}

/// A figure with its value and unit.
#[pyclass(frozen, get_all, module = "pullquote")]
pub(crate) struct Figure {
    start: u32,
    end: u32,
    kind: &'static str,
    value: Py<PyAny>,
    decimals: Py<PyAny>,
    modifier: Option<&'static str>,
    unit: Option<String>,
    of: Option<ScalarRange>,
    change: Option<&'static str>,
    per: Option<String>,
    level: Option<Py<Level>>,
    confidence: f64,
    sentence: Option<ScalarRange>,
    rule: &'static str,
}

/// A date or time expression with its TIMEX3 value.
#[pyclass(frozen, get_all, module = "pullquote")]
pub(crate) struct Date {
    start: u32,
    end: u32,
    kind: &'static str,
    value: Py<PyAny>,
    modifier: Option<&'static str>,
    anchor: Option<Py<PyAny>>,
    is_resolved: bool,
    confidence: f64,
    words: Option<String>,
    sentence: Option<ScalarRange>,
    rule: &'static str,
}

/// A match of one of the user's watch rules.
#[pyclass(frozen, get_all, module = "pullquote")]
pub(crate) struct Watch {
    start: u32,
    end: u32,
    rule: u32,
}

show_fields!(Mention, start, end, form);
show_fields!(Entity, id, name, kind, key);
show_fields!(Speaker, start, end, entity);
show_fields!(Quote, start, end, kind, cue);
show_fields!(Level, side, change);
show_fields!(Figure, start, end, kind, unit);
show_fields!(Date, start, end, kind, words);
show_fields!(Watch, start, end, rule);

/// Adds the classes to the module.
pub(crate) fn add_classes(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Mention>()?;
    module.add_class::<Entity>()?;
    module.add_class::<Speaker>()?;
    module.add_class::<Quote>()?;
    module.add_class::<Level>()?;
    module.add_class::<Figure>()?;
    module.add_class::<Date>()?;
    module.add_class::<Watch>()
}

/// The fraction as JSON has it: the shortest decimal, not the binary one that is nearest to it.
fn fraction(confidence: pullquote::Confidence) -> f64 {
    f64::from(confidence.get()) / 100.0
}

impl Mention {
    fn new(record: &MentionRecord) -> Self {
        Self {
            start: record.start,
            end: record.end,
            form: record.form.name(),
            confidence: fraction(record.confidence),
            rule: record.rule.0,
        }
    }
}

impl Entity {
    pub(crate) fn new(py: Python<'_>, record: &EntityRecord<'_>) -> PyResult<Self> {
        let mentions: Vec<_> = record.mentions.iter().map(Mention::new).collect();
        Ok(Self {
            id: record.id.0,
            name: record.name.to_owned(),
            kind: record.kind.name(),
            key: record.key.to_owned(),
            role: record.role.map(str::to_owned),
            mentions: PyTuple::new(py, mentions)?.unbind(),
        })
    }
}

impl Speaker {
    fn new(record: &SpeakerRecord) -> Self {
        Self {
            start: record.start,
            end: record.end,
            entity: record.entity.map(|entity| entity.0),
            confidence: fraction(record.confidence),
            rule: record.rule.0,
        }
    }
}

impl Quote {
    pub(crate) fn new(py: Python<'_>, record: &QuoteRecord) -> PyResult<Self> {
        let speaker = record.speaker.as_ref().map(Speaker::new);
        Ok(Self {
            start: record.start,
            end: record.end,
            kind: record.kind.name(),
            spans: PyTuple::new(py, &record.spans)?.unbind(),
            marks: PyTuple::new(py, &record.marks)?.unbind(),
            cue: record.cue,
            speaker: speaker.map(|speaker| Py::new(py, speaker)).transpose()?,
            confidence: fraction(record.confidence),
            rule: record.rule.0,
        })
    }
}

impl Level {
    fn new(record: LevelRecord) -> Self {
        Self {
            side: record.side,
            change: record.change.name(),
        }
    }
}

impl Figure {
    pub(crate) fn new(py: Python<'_>, record: &FigureRecord<'_>) -> PyResult<Self> {
        let level = record.level.map(|level| Py::new(py, Level::new(level)));
        Ok(Self {
            start: record.start,
            end: record.end,
            kind: record.kind.name(),
            value: one_or_both(py, record.value, |number| number_object(py, number))?,
            decimals: one_or_both(py, record.value, |number| {
                Ok(PyString::new(py, &number.digits()).into_any())
            })?,
            modifier: record.modifier.map(pullquote::Modifier::name),
            unit: record.unit.map(str::to_owned),
            of: record.of,
            change: record.change.map(pullquote::Change::name),
            per: record.per.map(str::to_owned),
            level: level.transpose()?,
            confidence: fraction(record.confidence),
            sentence: record.sentence,
            rule: record.rule.0,
        })
    }
}

impl Date {
    pub(crate) fn new(py: Python<'_>, record: &DateRecord<'_>) -> PyResult<Self> {
        let words = |value| one_or_both(py, value, |words| Ok(PyString::new(py, words).into_any()));
        Ok(Self {
            start: record.start,
            end: record.end,
            kind: record.kind.name(),
            value: words(record.value)?,
            modifier: record.modifier.map(pullquote::DateModifier::name),
            anchor: record.anchor.map(words).transpose()?,
            is_resolved: record.is_resolved,
            confidence: fraction(record.confidence),
            words: record.words.clone(),
            sentence: record.sentence,
            rule: record.rule.0,
        })
    }
}

impl Watch {
    pub(crate) fn new(record: &WatchRecord) -> Self {
        Self {
            start: record.start,
            end: record.end,
            rule: record.rule.0,
        }
    }
}

/// Returns a value as an object, or a pair as a tuple.
fn one_or_both<'py, T>(
    py: Python<'py>,
    value: ValueOrPair<T>,
    object: impl Fn(T) -> PyResult<Bound<'py, PyAny>>,
) -> PyResult<Py<PyAny>> {
    Ok(match value {
        ValueOrPair::One(value) => object(value)?.unbind(),
        ValueOrPair::Pair(one, other) => PyTuple::new(py, [object(one)?, object(other)?])?
            .into_any()
            .unbind(),
    })
}

/// Returns a number as `json.loads` would: an integer where there are no decimals.
fn number_object(py: Python<'_>, number: ExactNumber) -> PyResult<Bound<'_, PyAny>> {
    let digits = number.digits();
    if digits.contains('.') {
        py.get_type::<PyFloat>().call1((digits,))
    } else {
        py.get_type::<PyInt>().call1((digits,))
    }
}
