"""What a version says: a record's fields, parts, links and papers, as plain data (design 3).

Units and terms stand by code and label, never by database id; extracted text stays apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from archive.organisation.models import Unit
from archive.records.kinds import Facts, by_kind
from archive.records.models import File, Link, Paper, Participation, Record

SCHEMA = "anjuan-record-1"
RECORD_BEGINS = ',"record":{"'
RECORD_FIELDS = (
    "kind",
    "state",
    "number",
    "title",
    "year",
    "year_assumed",
    "dated_on",
    "secrecy",
    "restricted",
    "undecided",
    "registered_on",
    "closed_on",
)


def named(unit: Unit) -> dict[str, str]:
    return {"code": unit.code, "name": unit.name}


def snapshots(records: Sequence[Record]) -> dict[int, Facts]:
    """The content of a version for each record, by record id. A fixed number of queries."""
    ids = [record.pk for record in records]
    parts, links, papers = parts_of(ids), links_of(ids), papers_of(ids)
    kinds: dict[int, Facts] = {}
    for kind, group in by_kind(records):
        kinds.update(kind.facts(group))
    units = Unit.objects.in_bulk({record.lead_unit_id for record in records})
    return {
        record.pk: {
            "schema": SCHEMA,
            "record": record_facts(record, units[record.lead_unit_id]),
            "kind": kinds[record.pk],
            "participation": parts[record.pk],
            "links": links[record.pk],
            "papers": papers[record.pk],
        }
        for record in records
    }


def record_facts(record: Record, lead: Unit) -> Facts:
    facts: Facts = {name: getattr(record, name) for name in RECORD_FIELDS}
    return facts | {"uid": record.uid.hex, "lead_unit": named(lead)}


def parts_of(ids: Sequence[int]) -> dict[int, list[Facts]]:
    found: dict[int, list[Facts]] = defaultdict(list)
    rows = Participation.objects.filter(record__in=ids).select_related("unit")
    for row in rows.order_by("record", "unit__code"):
        found[row.record_id].append({"unit": named(row.unit), "part": row.part})
    return found


def links_of(ids: Sequence[int]) -> dict[int, list[Facts]]:
    found: dict[int, list[Facts]] = defaultdict(list)
    rows = Link.objects.filter(record__in=ids).select_related("other")
    for row in rows.order_by("record", "other__uid", "reason"):
        link = {"reason": row.reason, "record": row.other.uid.hex, "number": row.other.number}
        found[row.record_id].append(link)
    return found


def papers_of(ids: Sequence[int]) -> dict[int, list[Facts]]:
    files: dict[int, list[Facts]] = defaultdict(list)
    rows = File.objects.filter(paper__record__in=ids).select_related("holding")
    for row in rows.order_by("paper", "no"):
        files[row.paper_id].append(file_facts(row))
    found: dict[int, list[Facts]] = defaultdict(list)
    for paper in Paper.objects.filter(record__in=ids).order_by("record", "position"):
        found[paper.record_id].append(paper_facts(paper) | {"files": files[paper.pk]})
    return found


def paper_facts(paper: Paper) -> Facts:
    names = ("position", "type", "title", "author", "number", "dated_on", "on_paper")
    return {name: getattr(paper, name) for name in names}


def file_facts(row: File) -> Facts:
    return {
        "no": row.no,
        "name": row.original_name,
        "sha256": row.holding_id,
        "size": row.holding.size,
        "media_type": row.holding.media_type,
    }


def changes(before: Any, after: Any, path: str = "") -> list[Facts]:
    """The differences of two snapshots: `path`, `before`, `after`, in the order of the paths."""
    if isinstance(before, dict) and isinstance(after, dict):
        keys = sorted(before.keys() | after.keys())
        return [
            change
            for key in keys
            for change in changes(before.get(key), after.get(key), f"{path}.{key}".lstrip("."))
        ]
    return [] if before == after else [{"path": path, "before": before, "after": after}]


def with_state(said: str, before: str, after: str) -> str:
    """The canonical text of a snapshot, with another state of the record in it.

    The same text as that of the changed snapshot, without reading it: inside a string of JSON
    every quotation mark is escaped, so what is looked for here is a key; keys are sorted, so the
    last key `record` with an object is that of the snapshot, and before its `state` none of the
    same name can stand. Raises ValueError where that state is not what the text says.
    """
    start = said.rfind(RECORD_BEGINS)
    was, becomes = f',"state":"{before}",', f',"state":"{after}",'
    place = said.find(was, start)
    if start < 0 or place < 0:
        raise ValueError(f"This snapshot does not say that its record is {before}.")
    return f"{said[:place]}{becomes}{said[place + len(was) :]}"
