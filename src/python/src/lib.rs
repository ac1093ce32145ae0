//! The Python binding: texts in, plain objects out.
//!
//! `input` reads the arguments, `document` is the article with its annotations, `findings` are its parts.

mod document;
mod findings;
mod input;

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use pullquote::Engine;
use pyo3::prelude::*;
use pyo3::types::PyList;

use document::Document;
use input::{AnnotateError, ArticleInput, InputOptions};

/// The engine with its models, shared by all threads.
static ENGINE: OnceLock<Engine> = OnceLock::new();

fn shared_engine() -> PyResult<&'static Engine> {
    if let Some(engine) = ENGINE.get() {
        return Ok(engine);
    }
    let (engine, _) = Engine::new(&[]).map_err(|why| AnnotateError::new_err(why.to_string()))?;
    Ok(ENGINE.get_or_init(|| engine))
}

/// Annotates one text or page.
#[pyfunction]
#[pyo3(signature = (text, *, id=None, input_format="verbatim", title=None, published=None, link=None, site=None, author=None, language=None))]
#[expect(clippy::too_many_arguments, reason = "they are keywords in Python")]
fn annotate(
    py: Python<'_>,
    text: &Bound<'_, PyAny>,
    id: Option<Bound<'_, PyAny>>,
    input_format: &str,
    title: Option<String>,
    published: Option<String>,
    link: Option<String>,
    site: Option<String>,
    author: Option<String>,
    language: Option<String>,
) -> PyResult<Document> {
    let options = InputOptions::new(input_format, published.as_deref(), language.as_deref())?;
    let mut input = ArticleInput::of_text(text)?;
    input.set_id(id.as_ref())?;
    input.title = title;
    input.link = link;
    input.site = site;
    input.author = author;
    let engine = shared_engine()?;
    let made = py.detach(|| Document::make(input, &options, engine));
    made.map_err(AnnotateError::new_err)
}

/// Annotates many texts on several threads, and returns the documents in order.
#[pyfunction]
#[pyo3(signature = (texts, threads=None, *, input_format="verbatim", published=None, language=None))]
fn annotate_batch<'py>(
    py: Python<'py>,
    texts: &Bound<'py, PyAny>,
    threads: Option<usize>,
    input_format: &str,
    published: Option<String>,
    language: Option<String>,
) -> PyResult<Bound<'py, PyList>> {
    let options = InputOptions::new(input_format, published.as_deref(), language.as_deref())?;
    if threads == Some(0) {
        let why = "threads is 0; pass 1 or more, or None for all cores";
        return Err(AnnotateError::new_err(why));
    }
    let mut inputs = Vec::new();
    for (n, text) in texts.try_iter()?.enumerate() {
        let input = ArticleInput::of_item(&text?);
        inputs.push(input.map_err(|why| AnnotateError::new_err(format!("texts[{n}]: {why}")))?);
    }
    let engine = shared_engine()?;
    let n_threads = threads
        .unwrap_or_else(count_cores)
        .clamp(1, inputs.len().max(1));
    let made = py.detach(|| make_documents(inputs, &options, engine, n_threads));
    let mut documents = Vec::with_capacity(made.len());
    for (n, document) in made.into_iter().enumerate() {
        documents
            .push(document.map_err(|why| AnnotateError::new_err(format!("texts[{n}]: {why}")))?);
    }
    PyList::new(py, documents)
}

fn count_cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Annotates the inputs on several threads. Each takes the next one when it is done with the last.
fn make_documents(
    inputs: Vec<ArticleInput>,
    options: &InputOptions,
    engine: &Engine,
    n_threads: usize,
) -> Vec<Result<Document, String>> {
    if n_threads == 1 {
        let inputs = inputs.into_iter();
        return inputs
            .map(|input| Document::make(input, options, engine))
            .collect();
    }
    let slots: Vec<_> = inputs
        .into_iter()
        .map(|input| std::sync::Mutex::new(Some(input)))
        .collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made = Vec::new();
        loop {
            let n = next.fetch_add(1, Ordering::Relaxed);
            let Some(slot) = slots.get(n) else {
                return made;
            };
            let input = slot.lock().map_or(None, |mut input| input.take());
            if let Some(input) = input {
                made.push((n, Document::make(input, options, engine)));
            }
        }
    };
    let mut made = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..n_threads).map(|_| scope.spawn(work)).collect();
        let finished = workers.into_iter().map(|worker| match worker.join() {
            Ok(made) => made,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        finished.flatten().collect::<Vec<_>>()
    });
    made.sort_unstable_by_key(|(n, _)| *n);
    made.into_iter().map(|(_, document)| document).collect()
}

/// Returns the version of the engine.
#[pyfunction]
fn engine_version() -> PyResult<String> {
    Ok(shared_engine()?.version().0)
}

/// People, organisations and places, who said what, figures and dates in English news.
#[pymodule]
fn _pullquote(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("AnnotateError", module.py().get_type::<AnnotateError>())?;
    module.add_class::<Document>()?;
    findings::add_classes(module)?;
    module.add_function(wrap_pyfunction!(annotate, module)?)?;
    module.add_function(wrap_pyfunction!(annotate_batch, module)?)?;
    module.add_function(wrap_pyfunction!(engine_version, module)?)
}
