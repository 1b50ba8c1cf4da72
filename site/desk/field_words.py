"""A kind's own fields in words: labels as its models have them, choices by their labels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.mediation.models import DossierMediator, Party, Session, Visit
from archive.records.kinds import kind_of
from archive.records.vocabulary import RecordKind
from archive.reports.forms import MED_MONTH, form_of
from desk.kinds import desk_kind

# Rows of a kind, as its versions list them.
ROWS: dict[str, type[Model]] = {
    "parties": Party,
    "mediators": DossierMediator,
    "sessions": Session,
    "visits": Visit,
}
# What no model says, or says in words of another kind, by kind and field.
LABELS: dict[tuple[str, str], Any] = {
    (RecordKind.PETITION, "channel"): gettext_lazy("Form of the petition"),
    (RecordKind.PETITION, "drafted_by"): gettext_lazy("drafted by"),
    (RecordKind.PETITION, "signed_by"): gettext_lazy("leader who signed"),
    (RecordKind.PETITION, "signed_on"): gettext_lazy("day the leader signed"),
    (RecordKind.PETITION, "extension_asked_by"): gettext_lazy("extension asked for by"),
    (RecordKind.PETITION, "extension_approved_by"): gettext_lazy("extension approved by"),
    (RecordKind.PETITION, "reviewed_by"): gettext_lazy("leader who reviewed"),
    (RecordKind.DOSSIER, "ended_on"): gettext_lazy("mediation ended on"),
    (RecordKind.DOSSIER, "parties"): gettext_lazy("parties"),
    (RecordKind.DOSSIER, "mediators"): gettext_lazy("mediators"),
    (RecordKind.DOSSIER, "sessions"): gettext_lazy("sittings"),
    (RecordKind.DOSSIER, "visits"): gettext_lazy("return visits"),
    (RecordKind.REPORT, "filled_by"): gettext_lazy("filled by"),
    (RecordKind.REPORT, "reviewed_by"): gettext_lazy("reviewed by"),
    (RecordKind.REPORT, "signed_by"): gettext_lazy("leader who signed"),
    (RecordKind.REPORT, "signed_on"): gettext_lazy("day the leader signed"),
    (RecordKind.REPORT, "children"): gettext_lazy("reports of the units below"),
    (RecordKind.REPORT, "figures"): gettext_lazy("figures"),
    (RecordKind.REPORT, "no"): gettext_lazy("submission"),
    (RecordKind.REPORT, "type"): gettext_lazy("report"),
    (RecordKind.REPORT, "period_start"): gettext_lazy("period from"),
    (RecordKind.REPORT, "period_end"): gettext_lazy("period until"),
    (RecordKind.REPORT, "due_on"): gettext_lazy("due on"),
    (RecordKind.PETITION, "id_no_tail"): gettext_lazy("identity number, last four"),
    (RecordKind.PETITION, "phone_tail"): gettext_lazy("telephone, last four"),
}
# What each part of a figure is, behind the name of its column.
FIGURE_PARTS: dict[str, Any] = {
    "computed": gettext_lazy("counted"),
    "entered": gettext_lazy("entered"),
    "reason": gettext_lazy("reason"),
}
# What a row says of itself before anything else; the account name tells a reader nothing.
FIRST = ("name", "held_on", "visited_on")
INNER = frozenset({*FIRST, "username", "position"})


def field_label(kind: str, name: str) -> Any | None:
    """The label of a field of that kind; None for one that no model of it has."""
    said = LABELS.get((kind, name)) or kind_of(kind).fields.get(name)
    if said:
        return said
    field = field_of(desk_kind(kind).row, name)
    return field.verbose_name if field else None


def figure_label(column: str, part: str) -> str:
    """A column of a report, and which part of its figure; a column of an old form by its code."""
    columns = {one["code"]: one["name"] for one in form_of(MED_MONTH).table["columns"]}
    return f"{columns.get(column, column)}（{FIGURE_PARTS[part]}）"


def field_of(model: type[Model], name: str) -> Field[Any, Any] | None:
    try:
        found = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, Field) else None


def choice(kind: str, name: str, value: Any) -> str | None:
    """The label of a value a field chooses from; None where it does not."""
    return label_of(field_of(desk_kind(kind).row, name), value)


def label_of(field: Field[Any, Any] | None, value: Any) -> str | None:
    found = dict(field.flatchoices).get(value) if field and field.choices else None
    return None if found is None else str(found)


def row_line(name: str, row: dict[str, Any]) -> str:
    """A party, mediator, sitting or visit in one line: who or when, then what else is said."""
    said = [f"{label} {value}" for label, value in parts_of(name, row)]
    first = first_of(row)
    return f"{first}（{'，'.join(said)}）" if said else first


def first_of(row: dict[str, Any]) -> str:
    return next((str(row[one]) for one in FIRST if row.get(one)), "—")


def parts_of(name: str, row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in row.items():
        if key not in INNER and value not in (None, "", False):
            yield part_label(name, key), part_value(name, key, value)


def part_label(name: str, key: str) -> str:
    field = field_of(ROWS[name], key)
    tails = {"id_no_tail": _("identity number ends with"), "phone_tail": _("telephone ends with")}
    return tails.get(key) or str(field.verbose_name if field else key)


def part_value(name: str, key: str, value: Any) -> str:
    if value is True:
        return _("yes")
    return label_of(field_of(ROWS[name], key), value) or str(value if value is not None else "")


def row_changes(name: str, before: list[Any], after: list[Any]) -> Iterator[str]:
    """What came to rows that stood before, and the rows that are new; rows are never removed but
    together with their step."""
    for old, new in zip(before, after, strict=False):
        for key in new:
            if old.get(key) != new[key] and key not in {"username", "position"}:
                was = part_value(name, key, old.get(key)) or _("empty")
                now = part_value(name, key, new[key]) or _("empty")
                yield f"{first_of(new)}，{part_label(name, key)}：{was} → {now}"
    yield from (f"＋ {row_line(name, row)}" for row in after[len(before) :])
    yield from (f"－ {row_line(name, row)}" for row in before[len(after) :])
