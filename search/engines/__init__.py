"""The engine of this process, chosen by `ANJUAN_SEARCH`: embedded, none, or server addresses."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings

from search.engines.base import Engine

_engine: dict[tuple[str, str, str], Engine] = {}


def the_engine() -> Engine:
    """One for each setting; made when first asked for."""
    key = (settings.ANJUAN_SEARCH, str(settings.ANJUAN_INDEX), settings.ANJUAN_SEARCH_INDEX)
    if key not in _engine:
        _engine[key] = make(settings.ANJUAN_SEARCH)
    return _engine[key]


def make(choice: str) -> Engine:
    module = {"embedded": "embedded", "none": "null"}.get(choice, "elastic")
    engine: Engine = import_module(f"search.engines.{module}").make()
    return engine


def forget_engine() -> None:
    """For tests that change the setting or remove the index."""
    for engine in _engine.values():
        engine.close()
    _engine.clear()
