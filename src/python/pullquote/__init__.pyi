"""People, organisations and places, who said what, figures and dates in English news."""

from typing import Any, Iterable, Literal, Mapping, Optional, Tuple, Union

__version__: str

Number = Union[int, float]
Span = Tuple[int, int]
InputFormat = Literal["verbatim", "auto", "text", "markdown", "html"]
EntityKind = Literal["person", "organization", "place", "group", "event", "work", "other"]

class AnnotateError(ValueError):
    """A text, page or date that cannot be read. The message says why and what to try."""

class Mention:
    """A mention of an entity. Offsets count characters, end exclusive, here and below."""

    start: int
    end: int
    form: Literal["name", "short", "acronym", "role", "pronoun"]
    confidence: float
    rule: str

class Entity:
    """A person, organisation, place, … with its mentions."""

    id: int
    name: str
    kind: EntityKind
    key: str
    """Equal for the same entity in other articles."""
    role: Optional[str]
    mentions: Tuple[Mention, ...]

class Speaker:
    """The words that name a speaker, and the index of the speaker in `Document.entities`."""

    start: int
    end: int
    entity: Optional[int]
    confidence: float
    rule: str

class Quote:
    """A quote with its cue and speaker."""

    start: int
    end: int
    kind: Literal["direct", "mixed", "indirect"]
    spans: Tuple[Span, ...]
    marks: Tuple[Span, ...]
    cue: Optional[Span]
    speaker: Optional[Speaker]
    confidence: float
    rule: str

class Level:
    """The start or end level of a change."""

    side: Literal["from", "to"]
    change: Literal["up", "down"]

class Figure:
    """A figure with its value and unit."""

    start: int
    end: int
    kind: Literal[
        "number", "count", "ordinal", "fraction", "percent", "points", "money", "quantity", "age", "score"
    ]
    value: Union[Number, Tuple[Number, Number]]
    """The value, or both ends of a range, or both sides of a score. `decimals` has all its digits."""
    decimals: Union[str, Tuple[str, str]]
    """The exact digits, for `decimal.Decimal`."""
    modifier: Optional[Literal["approx", "more_than", "at_least", "less_than", "at_most"]]
    unit: Optional[str]
    of: Optional[Span]
    change: Optional[Literal["up", "down"]]
    per: Optional[str]
    level: Optional[Level]
    confidence: float
    sentence: Optional[Span]
    rule: str

class Date:
    """A date or time expression with its TIMEX3 value."""

    start: int
    end: int
    kind: Literal["date", "time", "duration", "set"]
    value: Union[str, Tuple[str, str]]
    modifier: Optional[str]
    anchor: Union[None, str, Tuple[str, str]]
    is_resolved: bool
    confidence: float
    words: Optional[str]
    sentence: Optional[Span]
    rule: str

class Watch:
    """A match of one of the user's watch rules."""

    start: int
    end: int
    rule: int

class Document:
    """An article with its annotations: the fields of `pullquote annotate --format json`."""

    schema: int
    engine: str
    id: Union[int, str]
    title: str
    published: Optional[str]
    updated: Optional[str]
    authors: Tuple[str, ...]
    site: Optional[str]
    section: Optional[str]
    link: Optional[str]
    language: Optional[str]
    text: str
    entities: Tuple[Entity, ...]
    quotes: Tuple[Quote, ...]
    figures: Tuple[Figure, ...]
    dates: Tuple[Date, ...]
    captions: Tuple[Span, ...]
    watches: Tuple[Watch, ...]
    notes: Tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Returns the document as dictionaries and lists: the parsed `to_json()`."""

    def to_json(self) -> str:
        """Returns the document as a line of `pullquote annotate --format jsonl`, with its line end."""

def annotate(
    text: Union[str, bytes],
    *,
    id: Union[None, int, str] = None,
    input_format: InputFormat = "verbatim",
    title: Optional[str] = None,
    published: Optional[str] = None,
    link: Optional[str] = None,
    site: Optional[str] = None,
    author: Optional[str] = None,
    language: Optional[str] = None,
) -> Document:
    """Annotates one text or page.

    `verbatim` takes the text as it is, so that offsets are valid in it; the other formats are those of the command
    line. `published`, `title`, `link`, `site`, `author` and `language` hold where the source itself gives none.
    """

def annotate_batch(
    texts: Iterable[Union[str, bytes, Mapping[str, Any]]],
    threads: Optional[int] = None,
    *,
    input_format: InputFormat = "verbatim",
    published: Optional[str] = None,
    language: Optional[str] = None,
) -> list[Document]:
    """Annotates many texts on `threads` threads, by default on all cores, and returns the documents in order.

    The interpreter's lock is released meanwhile. A mapping has `text` and may have `id`, `title`, `published`, `link`,
    `site`, `author` and `language`, as a line for `pullquote annotate --input-format jsonl`.
    """

def engine_version() -> str:
    """Returns the version of the engine. It changes when the same text could be annotated differently."""
