"""People, organisations and places, who said what, figures and dates in English news."""

from ._pullquote import (
    AnnotateError,
    Date,
    Document,
    Entity,
    Figure,
    Level,
    Mention,
    Quote,
    Speaker,
    Watch,
    __version__,
    annotate,
    annotate_batch,
    engine_version,
)

__all__ = [
    "AnnotateError",
    "Date",
    "Document",
    "Entity",
    "Figure",
    "Level",
    "Mention",
    "Quote",
    "Speaker",
    "Watch",
    "__version__",
    "annotate",
    "annotate_batch",
    "engine_version",
]
