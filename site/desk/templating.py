"""What the pages of templates show: forms with their versions, who uploaded and released them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

import doc_templates
from archive.organisation.models import User
from doc_templates.loading import PROGRAM, Form
from doc_templates.models import Template

FILLED, WAITING, BEFORE, WITHDRAWN = "filled", "waiting", "before", "withdrawn"


@dataclass(frozen=True)
class Version:
    """A version with its state in words. unused: names its form offers and it does not use."""

    row: Template
    state: str
    uploaded_by: str
    released_by: str
    unused: Sequence[str] = ()

    @property
    def waits(self) -> bool:
        return self.state == WAITING


@dataclass(frozen=True)
class Line:
    """A form on the list: what is filled now, and what waits for a release."""

    form: Form
    filled: Version | None
    waiting: Sequence[Version]


def lines() -> list[Line]:
    """All forms in the order of the house; two queries."""
    rows = list(rows_of())
    names = people(rows)
    by_code: dict[str, list[Template]] = {}
    for row in rows:
        by_code.setdefault(row.code, []).append(row)
    return [line(code, by_code.get(code, []), names) for code in doc_templates.shipped_codes()]


def line(code: str, rows: Sequence[Template], names: dict[str, str]) -> Line:
    form = doc_templates.form_of(code)
    found = versions(form, rows, names)
    filled = next((one for one in found if one.state == FILLED), None)
    return Line(form, filled, [one for one in found if one.waits])


def versions_of(form: Form) -> list[Version]:
    """Newest first; two queries."""
    rows = list(rows_of().filter(code=form.code))
    return versions(form, rows, people(rows))


def rows_of() -> Any:
    return Template.objects.defer("content").order_by("code", "-version")


def versions(form: Form, rows: Sequence[Template], names: dict[str, str]) -> list[Version]:
    in_force = (one.version for one in rows if one.released_at and not one.withdrawn_at)
    filled = max(in_force, default=0)
    return [
        Version(
            row,
            state_of(row, filled),
            names.get(row.uploaded_by, row.uploaded_by),
            names.get(row.released_by, row.released_by),
            [name.path for name in form.names if name.path not in row.names],
        )
        for row in rows
    ]


def state_of(row: Template, filled: int) -> str:
    if row.withdrawn_at:
        return WITHDRAWN
    if row.released_at is None:
        return WAITING
    return FILLED if row.version == filled else BEFORE


def people(rows: Iterable[Template]) -> dict[str, str]:
    """The names of whoever uploaded or released, by account; what the program brought says so."""
    accounts = {one for row in rows for one in (row.uploaded_by, row.released_by) if one}
    found = {person.username: str(person) for person in User.objects.filter(username__in=accounts)}
    return found | {PROGRAM: _("the program")}
