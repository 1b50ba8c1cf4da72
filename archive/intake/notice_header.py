"""The header of a page of 政务公开 as it comes from a web site, read into fields (domain 5.2).

The labels run together in the source: several stand on one line, and a value may be missing
between two of them.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from itertools import zip_longest

from archive.documents.index_numbers import PATTERN as INDEX_NUMBER
from archive.intake.rules import dates

# The labels that sites print, and the field each fills.
LABELS = {
    "信息名称": "name",
    "名称": "name",
    "索引号": "index_no",
    "主题分类": "subject",
    "体裁分类": "genre",
    "组配分类": "channel",
    "文件编号": "doc_number",
    "文号": "doc_number",
    "发文字号": "doc_number",
    "发布机构": "publisher_name",
    "生成日期": "created_on",
    "成文日期": "created_on",
    "公开日期": "published_on",
    "发布日期": "published_on",
    "废止日期": "abolished_on",
    "有效性": "validity",
    "内容概述": "summary",
    "关键词": "keywords",
    "主题词": "keywords",
}
LABEL = re.compile(
    rf"(?:^|(?<=\s))(?P<label>{'|'.join(LABELS)})(?=[\s:：]|有效|失效|废止|现行|$)", re.MULTILINE
)
DATES = ("created_on", "published_on", "abolished_on")
# A header is at the top of a page, after the site's own navigation.
WITHIN = 3000
# What the site puts under every page.
FURNITURE = re.compile(r"^\s*(扫一扫在手机打开当前页|打印本页|关闭窗口|【?打印】?|【?关闭】?)\s*$")
OUT_OF_FORCE = re.compile(r"废止|失效")


@dataclass(frozen=True)
class NoticeHeader:
    """The fields as printed. `text` is what follows the header. abolished: said in words."""

    index_no: str
    name: str
    subject: str = ""
    genre: str = ""
    channel: str = ""
    doc_number: str = ""
    publisher_name: str = ""
    created_on: dt.date | None = None
    published_on: dt.date | None = None
    abolished_on: dt.date | None = None
    abolished: bool = False
    summary: str = ""
    text: str = ""


def read_header(text: str, *, today: dt.date) -> NoticeHeader | None:
    """The header of a page, or None for a page that has none: an index number and a name."""
    matches = list(LABEL.finditer(text, 0, WITHIN))
    printed, end = values(text, matches)
    index_no = INDEX_NUMBER.search(printed.get("index_no", ""))
    if index_no is None or not printed.get("name"):
        return None
    day = {name: next(dates(printed.get(name, ""), today), None) for name in DATES}
    state = f"{printed.get('abolished_on', '')} {printed.get('validity', '')}"
    return NoticeHeader(
        index_no=index_no.group(),
        name=printed["name"],
        subject=printed.get("subject", ""),
        genre=printed.get("genre", ""),
        channel=printed.get("channel", ""),
        doc_number=printed.get("doc_number", ""),
        publisher_name=printed.get("publisher_name", ""),
        created_on=day["created_on"],
        published_on=day["published_on"],
        abolished_on=day["abolished_on"],
        abolished=bool(OUT_OF_FORCE.search(state)),
        summary=printed.get("summary", ""),
        text=body(text[end:], printed),
    )


def values(text: str, matches: list[re.Match[str]]) -> tuple[dict[str, str], int]:
    """Each label's value reaches to the next label; the last one's to the end of its line."""
    printed: dict[str, str] = {}
    end = 0
    for match, after in zip_longest(matches, matches[1:]):
        line = text.find("\n", match.end())
        line = len(text) if line < 0 else line
        stop = after.start() if after else line
        value = " ".join(text[match.end() : stop].split()).lstrip(":：").strip()
        printed.setdefault(LABELS[match["label"]], value)
        end = stop
    return printed, end


def body(text: str, printed: dict[str, str]) -> str:
    """The text without the name and number repeated above it, which the page shows already, and
    without what the site puts below."""
    lines = text.strip("\n ").splitlines()
    said = {squeezed(printed.get(name, "")) for name in ("name", "doc_number")} - {""}
    while lines and (not lines[0].strip() or squeezed(lines[0]) in said):
        lines.pop(0)
    while lines and (not lines[-1].strip() or FURNITURE.match(lines[-1])):
        lines.pop()
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def squeezed(line: str) -> str:
    return "".join(line.split())
