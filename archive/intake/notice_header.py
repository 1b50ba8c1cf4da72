"""The header of a page of 政务公开 as it comes from a web site, read into fields (domain 5.2).

The labels run together in the source: several stand on one line, and a value may be missing
between two of them.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from itertools import zip_longest

from archive.intake.rules import dates, shortened

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
# Any number a site gives that has a figure and can stand in an address.
INDEX_NUMBER = re.compile(r"(?=\S*\d)\w[\w.-]*(?:/\w[\w.-]*)*", re.ASCII)
# What has happened when the page was printed; a document may cease to be in force later.
HAPPENED = ("created_on", "published_on")
# As long as the columns of a notice are.
LONGEST = {"subject": 200, "genre": 100, "channel": 200, "doc_number": 100, "publisher_name": 200}
# A header is at the top of a page, after the site's own navigation.
WITHIN = 3000
# What the site puts under every page.
FURNITURE = re.compile(r"^\s*(扫一扫在手机打开当前页|打印本页|关闭窗口|【?打印】?|【?关闭】?)\s*$")
OUT_OF_FORCE = re.compile(r"废止|失效")


@dataclass(frozen=True)
class NoticeHeader:
    """The fields as printed. `text` is what follows the header.

    abolished: it is said in words that it is out of force, be the day said or not.
    """

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
    start, end = block(text)
    printed = values(text[start:end])
    index_no = INDEX_NUMBER.fullmatch(printed.get("index_no", "").partition(" ")[0])
    if index_no is None or not printed.get("name"):
        return None
    day = {name: next(dates(printed.get(name, ""), today), None) for name in HAPPENED}
    state = f"{printed.get('abolished_on', '')} {printed.get('validity', '')}"
    return NoticeHeader(
        index_no=index_no.group(),
        name=shortened(printed["name"]),
        subject=printed.get("subject", ""),
        genre=printed.get("genre", ""),
        channel=printed.get("channel", ""),
        doc_number=printed.get("doc_number", ""),
        publisher_name=printed.get("publisher_name", ""),
        created_on=day["created_on"],
        published_on=day["published_on"],
        abolished_on=next(dates(printed.get("abolished_on", ""), dt.date.max), None),
        abolished=bool(OUT_OF_FORCE.search(state)),
        summary=printed.get("summary", ""),
        text=body(text[end:], printed),
    )


def block(text: str) -> tuple[int, int]:
    """Where the header begins and ends: lines that begin with labels, one under the other. The
    value of a label that has a line of its own may stand on the next."""
    first = LABEL.search(text, 0, WITHIN)
    if first is None:
        return 0, 0
    end, seen, bare = first.start(), set[str](), False
    for line in text[first.start() :].splitlines(keepends=True):
        fields = [LABELS[match["label"]] for match in LABEL.finditer(line)]
        is_header = LABEL.match(line.lstrip()) is not None and not seen.issuperset(fields)
        if line.strip() and not is_header and not bare:
            break
        end += len(line)
        seen |= set(fields)
        bare = is_header and len(fields) == 1 and values(line)[fields[0]] == ""
    return first.start(), end


def values(header: str) -> dict[str, str]:
    """Each label's value reaches to the next label; the first to say a field has said it."""
    printed: dict[str, str] = {}
    matches = list(LABEL.finditer(header))
    for match, after in zip_longest(matches, matches[1:]):
        stop = after.start() if after else len(header)
        value = " ".join(header[match.end() : stop].split()).lstrip(":：").strip()
        field = LABELS[match["label"]]
        printed.setdefault(field, shortened(value, LONGEST.get(field, WITHIN)))
    return printed


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
