"""Who decides of a petition: as of every matter; see `archive.records.deciding`."""

from archive.records.deciding import (
    NOBODY,
    Deciders,
    Leaders,
    ask_above,
    deciders,
    leaders_over,
)

__all__ = ["NOBODY", "Deciders", "Leaders", "ask_above", "deciders", "leaders_over"]
