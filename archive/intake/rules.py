"""What import reads out of a document by itself: title, date, number. Pure, no database.

It decides only what stands there in so many words; the rest is left open and listed (待补录).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.records.numbers import DIGITS, DocNumber, read_number

MAX_TITLE = 500
# A head ends where the body begins, or after so many filled lines.
HEAD_LINES = 20
BODY = re.compile(r"^\s*(第[一二三四五六七八九十百零〇\d]+[条章编节]|目\s*录$|一、)")

HAN_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")}
# What people type for 〇, which few keyboards have.
HAN_DIGITS |= dict.fromkeys("零○ＯOoОо0", 0)
YEAR_DIGITS = "".join(HAN_DIGITS)
IN_NAME = re.compile(
    r"[（(\[【_\-\s]*(?<!\d)(?P<year>(?:19|20)\d\d)"
    r"(?:[-_.](?P<month>\d{1,2})[-_.](?P<day>\d{1,2})|年(?P<month2>\d{1,2})月(?P<day2>\d{1,2})日"
    r"|(?P<month3>\d\d)(?P<day3>\d\d))(?!\d)[）)\]】_\-\s]*"
)
ARABIC = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*(?:年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日"
    r"|[-/.](?P<month2>\d{1,2})[-/.](?P<day2>\d{1,2})(?!\d))"
)
HAN = re.compile(
    rf"(?P<year>[一二][{YEAR_DIGITS}]{{3}})\s*年\s*(?P<month>[一二三四五六七八九十]{{1,2}})\s*月"
    r"\s*(?P<day>[一二三四五六七八九十]{1,3})\s*日"
)
# An ending begins with a letter, or is one of the few that begin with a figure: in
# `纪要2012.8.21` the last dot stands in a date.
ENDING = re.compile(r"\.(?:[A-Za-z][A-Za-z0-9]{0,9}|7z)$")
LABELLED = re.compile(r"^(?:发文字号|文件编号|文\s*号|编\s*号)\s*[:：]?\s*(?P<number>\S.*)$")
SIGNED = re.compile(r"\s{2,}|\s*签发人")
BRACKETS = "（）()【】"
# Before a number these say that another document is meant, though it stands alone on a line.
CITING = re.compile(r"^(?:根据|依据|按照|依照|参照|参见|详见|转发|印发|批转|废止|现将|见)")


@dataclass(frozen=True)
class Facts:
    """What was read. `doubt` names what stands there but cannot be: a day that does not exist."""

    title: str
    dated_on: dt.date | None = None
    number: DocNumber | None = None
    doubt: str = ""


def read_facts(name: str, heading: str, text: str, *, today: dt.date) -> Facts:
    """Title: the first heading, else the file's name without its date. Date: a valid one in the
    name, else the last complete one in the head. Number: from the head alone."""
    head = head_of(text)
    in_name = dates_in_name(name)
    named = next((day for said in in_name if (day := possible(said, today))), None)
    title = " ".join(heading.split()) or title_of_name(name)
    doubt = "-".join(in_name[0]) if in_name and named is None else ""
    return Facts(shortened(title), named or last_date(head, today), first_number(head), doubt)


def shortened(text: str, most: int = MAX_TITLE) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def title_of_name(name: str) -> str:
    """The name without folder, ending and dates."""
    stem = stem_of(name)
    left, end = "", 0
    for match in matches_in_name(stem):
        left, end = left + stem[end : match.start()], match.end()
    return " ".join((left + stem[end:]).split()) or stem


def stem_of(name: str) -> str:
    own = name.rpartition("/")[2]
    return ENDING.sub("", own) or own


def matches_in_name(stem: str) -> list[re.Match[str]]:
    """What is written as a date, figures of full width too; an offset here is one in the stem."""
    figures = stem.translate(DIGITS)
    found = [match for match in IN_NAME.finditer(figures) if looks_like_a_day(match)]
    found += list(HAN.finditer(figures))
    return sorted(found, key=lambda match: match.start())


def looks_like_a_day(match: re.Match[str]) -> bool:
    """Eight figures in a row may be any number; they are a date when month and day may be ones."""
    run = match["month3"]
    return run is None or (1 <= int(run) <= 12 and 1 <= int(match["day3"]) <= 31)


def dates_in_name(name: str) -> list[tuple[str, str, str]]:
    """Year, month, day as written in a file's name; whether there is such a day is not asked."""
    return [written(match) for match in matches_in_name(stem_of(name))]


def possible(written: tuple[str, str, str], today: dt.date) -> dt.date | None:
    """The day, if there is one and it is not to come."""
    try:
        found = dt.date(*(int(part) for part in written))
    except ValueError:
        return None
    return found if found <= today else None


def head_of(text: str) -> list[str]:
    """The filled lines before the body."""
    head: list[str] = []
    for line in text.splitlines():
        if BODY.match(line) or len(head) == HEAD_LINES:
            break
        if line.strip():
            head.append(line.strip())
    return head


def last_date(head: list[str], today: dt.date) -> dt.date | None:
    """The last complete and possible day in these lines, in figures or in Han numerals."""
    found = [day for line in head for day in dates(line, today)]
    return found[-1] if found else None


def dates(text: str, today: dt.date) -> Iterator[dt.date]:
    """Possible days in a text, in the order they stand."""
    text = text.translate(DIGITS)
    matches = [*ARABIC.finditer(text), *HAN.finditer(text)]
    for match in sorted(matches, key=lambda one: one.start()):
        day = possible(written(match), today)
        if day:
            yield day


def written(match: re.Match[str]) -> tuple[str, str, str]:
    parts = match.groupdict()
    if match.re is HAN:
        year = "".join(str(HAN_DIGITS[digit]) for digit in parts["year"])
        return year, str(han_number(parts["month"])), str(han_number(parts["day"]))
    month, day = (
        next(parts[name] for name in (word, f"{word}2", f"{word}3") if parts.get(name))
        for word in ("month", "day")
    )
    return parts["year"], month, day


def han_number(text: str) -> int:
    """一 to 三十一 as a number; 0 for what is none."""
    tens, ten, ones = text.partition("十")
    if not ten:
        return HAN_DIGITS.get(text, 0) if len(text) == 1 else 0
    return (HAN_DIGITS.get(tens, 0) if tens else 1) * 10 + (HAN_DIGITS.get(ones, 0) if ones else 0)


def first_number(head: list[str]) -> DocNumber | None:
    """A 发文字号 that stands alone on a line of the head, or after its label; one that is only
    cited in a sentence is not the document's own."""
    for line in head:
        labelled = LABELLED.match(line)
        alone = SIGNED.split(labelled["number"] if labelled else line)[0].strip()
        found = read_number(alone) or read_number(alone.strip(BRACKETS))
        if found and not CITING.match(found.code):
            return found
    return None
