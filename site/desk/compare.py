"""Two versions of a record side by side, in words a reader knows (no codes, no ids)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from archive.records.models import Version
from archive.records.snapshot import changes
from archive.records.vocabulary import RecordKind
from desk import labels
from desk.field_words import ROWS, choice, row_changes, row_line

Facts = dict[str, Any]
# (text, is it only on this side)
Parts = list[tuple[str, bool]]
NOT_SHOWN = frozenset({"schema", "record.uid"})
LISTS = frozenset({"papers", "participation", "links"})
# Beyond this a character by character comparison costs more than it shows.
LONGEST = 4000


@dataclass(frozen=True)
class Row:
    """One field: its label and what each side says."""

    label: str
    before: Parts
    after: Parts
    changed: bool


def content_of(version: Version) -> Facts:
    found: Facts = json.loads(version.body.content)
    return found


def without(facts: Facts, hidden: frozenset[str]) -> Facts:
    """The content of a version without what its reader may not see; paths are `kind.…`."""
    if not hidden:
        return facts
    kept = {name: said for name, said in facts["kind"].items() if f"kind.{name}" not in hidden}
    return facts | {"kind": kept}


def said_lines(change: Facts, kind: str) -> Iterator[str]:
    """A change of an event as lines: `title: old → new`; of lists only what came and went."""
    path = change["path"]
    label = str(labels.path_label(path, kind))
    if rows_at(path):
        said = row_changes(rows_at(path), change["before"] or [], change["after"] or [])
        yield from (short([f"{label} {line}"]) for line in said)
        return
    before, after = lines(path, change["before"], kind), lines(path, change["after"], kind)
    if path in LISTS:
        yield from (f"{label} ＋ {line}" for line in after if line not in before)
        yield from (f"{label} － {line}" for line in before if line not in after)
    else:
        yield f"{label}：{short(before)} → {short(after)}"


def rows_at(path: str) -> str:
    """The name of the rows a path leads to; empty for another path."""
    front, _dot, name = path.rpartition(".")
    return name if front == "kind" and name in ROWS else ""


def short(said: list[str], length: int = 80) -> str:
    text = " ".join(said) or str(_("empty"))
    return text if len(text) <= length else f"{text[:length]}…"


def differing(before: Facts, after: Facts) -> list[Row]:
    """The fields that differ, in the order of their paths."""
    rows, kind = [], after["record"]["kind"]
    for change in changes(before, after):
        path = change["path"]
        if path not in NOT_SHOWN:
            old, new = (lines(path, change[side], kind) for side in ("before", "after"))
            label = str(labels.path_label(path, kind))
            rows.append(Row(label, *side_by_side(old, new), changed=True))
    return rows


def unchanged(before: Facts, after: Facts) -> list[Row]:
    """The fields that say the same on both sides, empty ones left out."""
    rows, kind = [], after["record"]["kind"]
    for path, value in flat(after):
        if path not in NOT_SHOWN and value not in (None, "", [], {}) and at(before, path) == value:
            said: Parts = [("\n".join(lines(path, value, kind)), False)]
            rows.append(Row(str(labels.path_label(path, kind)), said, said, changed=False))
    return rows


def flat(facts: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Paths and values of a snapshot; named things and lists are values, not branches."""
    if not isinstance(facts, dict) or is_named(facts):
        yield path, facts
        return
    for name in sorted(facts):
        yield from flat(facts[name], f"{path}.{name}".lstrip("."))


def at(facts: Any, path: str) -> Any:
    for name in path.split("."):
        facts = facts.get(name) if isinstance(facts, dict) else None
    return facts


def is_named(value: Any) -> bool:
    """A term, a unit or a person: its name says it."""
    return isinstance(value, dict) and value.keys() in ({"code", "name"}, {"username", "name"})


def lines(path: str, value: Any, kind: str = RecordKind.DOCUMENT) -> list[str]:
    """A value of a snapshot as lines of text; nothing is no line."""
    if value in (None, "", [], {}):
        return []
    if isinstance(value, list):
        return [item_line(path, item, kind) for item in value]
    if path in labels.CODES:
        return [str(labels.CODES[path].get(value, value))]
    if path.startswith("kind.") and isinstance(value, str):
        return [choice(kind, path.removeprefix("kind."), value) or value]
    if isinstance(value, bool):
        return [str(_("yes") if value else _("no"))]
    if is_named(value):
        return [value["name"]]
    if isinstance(value, dict):
        said = {
            labels.path_label(f"{path}.{name}", kind): inside for name, inside in value.items()
        }
        return [f"{label}：{inside}" for label, inside in said.items() if inside]
    return [str(value)]


def item_line(path: str, item: Any, kind: str) -> str:
    if rows_at(path):
        return row_line(rows_at(path), item)
    if path == "papers":
        return paper_line(item)
    if path == "participation":
        return f"{item['unit']['name']}（{labels.PARTS.get(item['part'], item['part'])}）"
    if path == "links":
        return f"{labels.LINKS.get(item['reason'], item['reason'])} {item['number']}"
    if path == "record.undecided":
        return str(labels.path_label(f"record.{item}", kind))
    return str(item)


def paper_line(paper: Facts) -> str:
    """One line a paper: place, title, its newest file and how many there are."""
    said = f"{paper['position']}. {paper['title']}"
    files = paper.get("files") or []
    if not files:
        return said
    newest = files[-1]
    return f"{said} · {newest['name']} · " + _("file %(no)s") % {"no": newest["no"]}


def side_by_side(before: list[str], after: list[str]) -> tuple[Parts, Parts]:
    """Both sides with what only one of them has marked."""
    old, new = "\n".join(before), "\n".join(after)
    if len(old) + len(new) > LONGEST:
        return [(old, bool(old))], [(new, bool(new))]
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    left = [(old[a:b], tag != "equal") for tag, a, b, _c, _d in codes if b > a]
    right = [(new[c:d], tag != "equal") for tag, _a, _b, c, d in codes if d > c]
    return left, right


def said_in(facts: Iterable[Facts], kind: str) -> list[str]:
    """All changes of an event as lines, without the inner ones no reader knows."""
    known = (change for change in facts if change["path"] not in NOT_SHOWN)
    return [line for change in known for line in said_lines(change, kind)]
