"""What the retention schedule asks of a document: own rules, own plans, circulars (8号令)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from archive.documents.models import OfficialDocument
from archive.documents.vocabulary import Direction
from archive.records.models import Record

# Codes of the scheme genre. 决议, 决定, 命令, 意见, 规章, 条例, 规定, 办法, 细则.
NORMATIVE = frozenset({"01", "02", "03", "07", "53", "54", "55", "56", "57"})
# 规划, 计划, 总结, 方案.
PLAN_OR_SUMMARY = frozenset({"58", "59", "60", "61"})
# 通知, 通报.
NOTICE = frozenset({"08", "09"})


def flags(records: Sequence[Record]) -> Mapping[int, dict[str, Any]]:
    """By record id. A document that another organ issued is received, whatever its genre."""
    rows = OfficialDocument.objects.filter(pk__in=[record.pk for record in records])
    values = rows.values_list("pk", "direction", "genre__code")
    return {pk: flags_of(direction == Direction.ISSUED, genre) for pk, direction, genre in values}


def flags_of(own: bool, genre: str | None) -> dict[str, Any]:
    return {
        "normative": own and genre in NORMATIVE,
        "plan_or_summary": own and genre in PLAN_OR_SUMMARY,
        "notice_to_lower": own and genre in NOTICE,
        "received": not own,
    }
