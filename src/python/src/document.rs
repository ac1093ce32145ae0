//! The article with its annotations. Its parts become Python objects when they are asked for, so that a batch costs no
//! more than the engine.

use pullquote::{
    AnnotatedDocument, Annotations, Article, Engine, Language, Link, PublicationDate, SourceId,
};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyTuple};

use crate::findings::{Date, Entity, Figure, Quote, Watch};
use crate::input::{AnnotateError, ArticleInput, DocumentName, InputOptions};

/// An article with its annotations: the fields of `pullquote annotate --format json`.
#[pyclass(frozen, module = "pullquote")]
pub(crate) struct Document {
    article: Article,
    annotations: Annotations,
    id: Option<DocumentName>,
    lists: Lists,
}

/// The lists that were asked for.
struct Lists {
    entities: PyOnceLock<Py<PyTuple>>,
    quotes: PyOnceLock<Py<PyTuple>>,
    figures: PyOnceLock<Py<PyTuple>>,
    dates: PyOnceLock<Py<PyTuple>>,
}

impl Lists {
    const fn new() -> Self {
        Self {
            entities: PyOnceLock::new(),
            quotes: PyOnceLock::new(),
            figures: PyOnceLock::new(),
            dates: PyOnceLock::new(),
        }
    }
}

impl Document {
    /// Reads and annotates an article.
    pub(crate) fn make(
        input: ArticleInput,
        options: &InputOptions,
        engine: &Engine,
    ) -> Result<Self, String> {
        let (article, id) = input.read(options)?;
        let annotations = engine.annotate(&article);
        Ok(Self {
            article,
            annotations,
            id,
            lists: Lists::new(),
        })
    }

    /// Calls `take` with the document that is serialized.
    fn with_data<T>(&self, take: impl FnOnce(&AnnotatedDocument<'_>) -> T) -> T {
        match &self.id {
            None => take(&AnnotatedDocument::new(&self.article, &self.annotations)),
            Some(DocumentName::Words(words)) => {
                let id = Some(SourceId::Words(words));
                take(&AnnotatedDocument::with_id(
                    &self.article,
                    &self.annotations,
                    id,
                ))
            }
            Some(DocumentName::Number(number)) => {
                let number = (*number).into();
                let id = Some(SourceId::Number(&number));
                take(&AnnotatedDocument::with_id(
                    &self.article,
                    &self.annotations,
                    id,
                ))
            }
        }
    }

    /// Returns a list, which is made once.
    fn list<'py>(
        &self,
        py: Python<'py>,
        list: &PyOnceLock<Py<PyTuple>>,
        make: impl FnOnce(&AnnotatedDocument<'_>) -> PyResult<Bound<'py, PyTuple>>,
    ) -> PyResult<Py<PyTuple>> {
        let made = list.get_or_try_init(py, || self.with_data(make).map(Bound::unbind))?;
        Ok(made.clone_ref(py))
    }
}

fn day(date: Option<PublicationDate>) -> Option<String> {
    date.map(|date| date.date.to_string())
}

#[pymethods]
impl Document {
    #[getter]
    fn schema(&self) -> u32 {
        AnnotatedDocument::SCHEMA_VERSION
    }

    #[getter]
    fn engine(&self) -> &str {
        &self.annotations.engine().0
    }

    #[getter]
    fn id(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let id = match &self.id {
            Some(DocumentName::Number(number)) => number.into_pyobject(py)?.into_any(),
            Some(DocumentName::Words(words)) => words.into_pyobject(py)?.into_any(),
            None => format!("{:016x}", self.article.id.to_u64())
                .into_pyobject(py)?
                .into_any(),
        };
        Ok(id.unbind())
    }

    #[getter]
    fn title(&self) -> &str {
        &self.article.about.title
    }

    #[getter]
    fn published(&self) -> Option<String> {
        day(self.article.about.published)
    }

    #[getter]
    fn updated(&self) -> Option<String> {
        day(self.article.about.updated)
    }

    #[getter]
    fn authors<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.article.about.authors())
    }

    #[getter]
    fn site(&self) -> Option<&str> {
        Some(self.article.about.site.as_str()).filter(|site| !site.is_empty())
    }

    #[getter]
    fn section(&self) -> Option<&str> {
        self.article.about.section.as_deref()
    }

    #[getter]
    fn link(&self) -> Option<&str> {
        self.article.about.link.as_ref().map(Link::as_str)
    }

    #[getter]
    fn language(&self) -> Option<&str> {
        self.article.about.language.as_ref().map(Language::code)
    }

    #[getter]
    fn text(&self) -> &str {
        self.article.text().as_str()
    }

    #[getter]
    fn entities(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        self.list(py, &self.lists.entities, |data| {
            let made: PyResult<Vec<_>> = data
                .entities()
                .map(|record| Entity::new(py, &record))
                .collect();
            PyTuple::new(py, made?)
        })
    }

    #[getter]
    fn quotes(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        self.list(py, &self.lists.quotes, |data| {
            let made: PyResult<Vec<_>> = data
                .quotes()
                .map(|record| Quote::new(py, &record))
                .collect();
            PyTuple::new(py, made?)
        })
    }

    #[getter]
    fn figures(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        self.list(py, &self.lists.figures, |data| {
            let made: PyResult<Vec<_>> = data
                .figures()
                .map(|record| Figure::new(py, &record))
                .collect();
            PyTuple::new(py, made?)
        })
    }

    #[getter]
    fn dates(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        self.list(py, &self.lists.dates, |data| {
            let made: PyResult<Vec<_>> =
                data.dates().map(|record| Date::new(py, &record)).collect();
            PyTuple::new(py, made?)
        })
    }

    #[getter]
    fn captions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        self.with_data(|data| PyTuple::new(py, data.captions().collect::<Vec<_>>()))
    }

    #[getter]
    fn watches<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let made: Vec<_> =
            self.with_data(|data| data.watches().map(|record| Watch::new(&record)).collect());
        PyTuple::new(py, made)
    }

    #[getter]
    fn notes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        self.with_data(|data| PyTuple::new(py, data.notes()))
    }

    /// Returns the document as a line of `pullquote annotate --format jsonl`, with its line end.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        let written = py.detach(|| {
            let mut line = Vec::new();
            self.with_data(|data| data.write_line(&mut line))
                .map(|()| line)
        });
        let line = written.map_err(|why| AnnotateError::new_err(why.to_string()))?;
        String::from_utf8(line).map_err(|why| AnnotateError::new_err(why.to_string()))
    }

    /// Returns the document as dictionaries and lists.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let line = self.to_json(py)?;
        let parsed = py.import("json")?.call_method1("loads", (line,))?;
        Ok(parsed.cast_into::<PyDict>()?)
    }

    fn __repr__(&self) -> String {
        let items = &self.annotations;
        format!(
            "Document(title={:?}, entities={}, quotes={}, figures={}, dates={})",
            self.article.about.title,
            items.entities().len(),
            items.quotes().count(),
            items.figures().count(),
            items.dates().count()
        )
    }
}
