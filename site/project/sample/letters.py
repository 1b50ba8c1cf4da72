"""What the petitioners of the sample office wrote or said, as it came to the counter."""

from __future__ import annotations

import datetime as dt
from typing import Any

from archive.organisation.models import Unit
from archive.petitions.vocabulary import Channel
from archive.records.steps import NewFile
from project.sample.scans import scan, typed

NAMES = {
    Channel.LETTER: "来信（录入）.txt",
    Channel.VISIT: "来访笔录.txt",
    Channel.CALL: "来电记录.txt",
    Channel.WEB: "网上信访件.txt",
}
UNSIGNED = "（未署名）"


def letter_of(row: dict[str, Any], unit: Unit) -> NewFile:
    """The scan that a row names, else its facts and claims as they were typed."""
    if row.get("scan"):
        return scan(row["scan"])
    return typed(text_of(row, unit.name), NAMES[Channel(row["channel"])])


def text_of(row: dict[str, Any], unit: str) -> str:
    day = dt.date.fromisoformat(row["received_on"])
    claims = [f"{no}. {claim}" for no, claim in enumerate(row["claims"], start=1)]
    name = UNSIGNED if row["anonymous"] else row["petitioner_name"]
    lines = [
        row["title"],
        "",
        f"{unit}：",
        row["summary"],
        "",
        "请求事项：",
        *claims,
        "",
        name,
        "" if row["anonymous"] else row["petitioner_address"],
        f"{day.year}年{day.month}月{day.day}日",
    ]
    return "\n".join(lines) + "\n"
