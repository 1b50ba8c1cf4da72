"""Full-text search, free of any engine and of what is searched.

The front door: `find` asks, `touch` says that something changed, `register` names a source.
Names that need Django's models are loaded when they are first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from search.crash_points import crash_point
from search.documents import Clause, IndexDocument, Scope, TextPage
from search.masking import mask
from search.query import Query, Sort
from search.results import FacetCount, Hit, Page, Snippet
from search.sources import Source, register

if TYPE_CHECKING:
    from search.engines import forget_engine
    from search.engines.base import EngineUnavailable
    from search.finding import find
    from search.folding import fold
    from search.outbox import touch, touch_many
    from search.upkeep import Drift, Status, check, drain, rebuild, status

LAZY = {
    "EngineUnavailable": "search.engines.base",
    "forget_engine": "search.engines",
    "find": "search.finding",
    "fold": "search.folding",
    "touch": "search.outbox",
    "touch_many": "search.outbox",
    "Drift": "search.upkeep",
    "Status": "search.upkeep",
    "check": "search.upkeep",
    "drain": "search.upkeep",
    "rebuild": "search.upkeep",
    "status": "search.upkeep",
}

__all__ = [
    "Clause",
    "Drift",
    "EngineUnavailable",
    "FacetCount",
    "Hit",
    "IndexDocument",
    "Page",
    "Query",
    "Scope",
    "Snippet",
    "Sort",
    "Source",
    "Status",
    "TextPage",
    "check",
    "crash_point",
    "drain",
    "find",
    "fold",
    "forget_engine",
    "mask",
    "rebuild",
    "register",
    "status",
    "touch",
    "touch_many",
]


def __getattr__(name: str) -> Any:
    if name in LAZY:
        return getattr(import_module(LAZY[name]), name)
    raise AttributeError(f"module 'search' has no attribute {name!r}")
