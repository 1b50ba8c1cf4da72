"""What the fields and codes of a version are called, read off the models of its kind.

A version keeps names of fields and codes; a reader of today is told them in his language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model
from django.utils.translation import gettext_lazy as _

from archive.mediation.models import DossierMediator, Party, Session, Visit
from archive.reports.forms import MED_MONTH, form_of
from desk.kinds import desk_kind

KIND, FIGURES = "kind", "figures"
# Rows that hang on a kind, by the name of their list in a version.
ROWS: dict[str, type[Model]] = {
    "parties": Party,
    "mediators": DossierMediator,
    "sessions": Session,
    "visits": Visit,
}
# What a model leaves without a name of its own.
NAMES: dict[str, Any] = {
    "parties": _("parties"),
    "mediators": _("mediators"),
    "sessions": _("sittings"),
    "visits": _("return visits"),
    "no": _("submission"),
    "period_start": _("period from"),
    "period_end": _("period until"),
    "due_on": _("due on"),
    "type": _("report"),
    "children": _("reports of units below"),
    "filled_by": _("filled by"),
    "reviewed_by": _("reviewed by"),
    "signed_by": _("signed by"),
    "drafted_by": _("drafted by"),
    "handler": _("handler"),
    "claims": _("claims"),
    "answers": _("answers"),
    "respondent_unit": _("unit complained about"),
    "extension_asked_by": _("extension asked for by"),
    "extension_approved_by": _("extension approved by"),
    "id_no_tail": _("identity number, last four"),
    "phone_tail": _("telephone, last four"),
}
# What each part of a figure is, behind the name of its column.
FIGURE_PARTS: dict[str, Any] = {
    "computed": _("counted"),
    "entered": _("entered"),
    "reason": _("reason"),
}


def name_of(path: str, kind: str) -> Any:
    """The name of a field by its path in a version, as `kind.summary`; None where none is known."""
    first, *rest = path.split(".")
    if first != KIND or not rest:
        return None
    if rest[0] == FIGURES:
        return figure_name(rest[1:])
    name = rest[-1]
    return NAMES.get(name) or named(field_of(model_of(rest, kind), name))


def word_of(path: str, kind: str, value: str) -> str:
    """The word behind a code; the value itself where it is no code of its field."""
    first, *rest = path.split(".")
    field = field_of(model_of(rest, kind), rest[-1]) if first == KIND and rest else None
    words = dict(field.flatchoices) if field is not None else {}
    return str(words.get(value, value))


def row_line(path: str, kind: str, row: dict[str, Any]) -> str:
    """One row of a list, as a sitting or a party, in one line; what is empty is left out."""
    return "，".join(row_parts(path, kind, row))


def row_parts(path: str, kind: str, row: dict[str, Any]) -> Iterator[str]:
    for name, value in row.items():
        inside = f"{path}.{name}"
        if name == "name":
            yield str(value)
        elif value not in (None, "", [], {}, False) and name not in {"position", "username"}:
            label = name_of(inside, kind) or name
            said = _("yes") if value is True else word_of(inside, kind, str(value))
            yield f"{label}：{said}"


def is_person(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"username", "name"}


def model_of(names: Iterable[str], kind: str) -> type[Model]:
    """The table a path leads into: that of the kind, or of rows that hang on it."""
    return next((ROWS[name] for name in list(names)[:-1] if name in ROWS), desk_kind(kind).row)


def field_of(model: type[Model], name: str) -> Field[Any, Any] | None:
    try:
        found = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, Field) else None


def named(field: Field[Any, Any] | None) -> Any:
    return field.verbose_name if field is not None else None


def figure_name(rest: list[str]) -> str:
    """A column of a report, and which part of its figure."""
    if not rest:
        return str(_("figures"))
    try:
        column = str(form_of(MED_MONTH).column(rest[0])["name"])
    except KeyError:
        column = rest[0]
    parts = [str(FIGURE_PARTS.get(part, part)) for part in rest[1:]]
    return f"{column}（{'，'.join(parts)}）" if parts else column
