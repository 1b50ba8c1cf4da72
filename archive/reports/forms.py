"""What a type of report asks: its columns, its rules of sums, and where its figures come from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from archive.mediation import figures as mediation
from archive.organisation.models import Unit

MED_MONTH = "MED-MONTH"


@dataclass(frozen=True)
class Form:
    """figures: of a unit's own cases and the days of a period, both included.

    table: groups and columns in their order, with labels. total: the column that counts cases.
    """

    table: Mapping[str, Any]
    figures: Callable[[Unit, dt.date, dt.date], Mapping[str, mediation.Figure]]
    checks: Callable[[Mapping[str, Decimal]], Sequence[mediation.Unequal]]
    total: str

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(column["code"] for column in self.table["columns"])

    def column(self, code: str) -> Mapping[str, Any]:
        """Raises KeyError for a column the form does not have."""
        for column in self.table["columns"]:
            if column["code"] == code:
                found: Mapping[str, Any] = column
                return found
        raise KeyError(code)

    def places(self, code: str) -> int:
        """How many digits a figure of that column has behind the point."""
        return int(self.column(code).get("places", 0))


def form_of(type_code: str) -> Form:
    """Raises KeyError for a type whose figures no room computes."""
    forms = {
        MED_MONTH: Form(mediation.form(), mediation.figures, mediation.cross_foot, "total"),
    }
    return forms[type_code]
