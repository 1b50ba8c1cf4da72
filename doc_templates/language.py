"""The language of the templates: names, `for`, `if` and a few filters over plain data.

Nothing else of Jinja is open: no calls, no attributes of Python, no includes. What is filled in
is text, whatever it contains.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from django.utils.functional import Promise
from jinja2 import StrictUndefined, Template, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

# The Chinese form of days and answers; data, because forms are in the language of the office.
WORDS: dict[str, str] = json.loads(
    Path(__file__).with_name("words.json").read_text(encoding="utf-8")
)
ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.For,
    nodes.If,
    nodes.CondExpr,
    nodes.Filter,
    nodes.Keyword,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
)
LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Controls, marks that turn the direction of writing, halves of characters, non-characters.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
# docxtpl gives `{_{` in the finished text a meaning of its own; as references they have none.
BRACES = str.maketrans({"{": "&#123;", "}": "&#125;"})
KEPT_COMPILED = 128
NARROW = 0.56


class Blank(Mapping[str, str]):
    """An empty row of a table: every field of it is empty."""

    def __getitem__(self, key: str) -> str:
        return ""

    def __contains__(self, key: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


BLANK = Blank()


class FormEnvironment(ImmutableSandboxedEnvironment):
    """Looks names up in mappings only, so that no attribute of an object can be reached."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, LoopContext):
            return super().getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, Mapping) and argument in obj:
            return obj[argument]
        return self.undefined(obj=obj, name=argument)

    def from_string(self, source: Any, *_args: Any, **_kwargs: Any) -> Template:
        """The same text is compiled once; a released template never changes."""
        return compiled(source)


def clean(text: str) -> str:
    """The text without what no page can show; every kind of line end becomes one."""
    return UNPRINTABLE.sub("", LINE_ENDS.sub("\n", text))


def plain(value: Any) -> Any:
    """Plain data of exactly our types. Raises TypeError for anything else."""
    if value is None or isinstance(value, bool | int | Decimal | dt.date):
        return value
    if isinstance(value, str | Promise):
        return clean(str.__str__(str(value)))
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    raise TypeError(f"A form takes plain data, not {type(value).__name__}.")


def as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return WORDS["yes" if value else "no"]
    return day(value) if isinstance(value, dt.date) else str(value)


def finished(value: Any) -> Markup:
    """What stands in the document for a value: text, with nothing left that XML or docxtpl
    would read as more than text."""
    safe = value if isinstance(value, Markup) else escape(as_text(value))
    return Markup(str(safe).translate(BRACES))  # noqa: S704


def day(value: dt.date | str | None) -> str:
    """2026年3月1日; without a day, the room to write it in by hand."""
    if not value:
        return WORDS["blank_day"]
    if isinstance(value, str):
        return value
    return WORDS["day"].format(year=value.year, month=value.month, day=value.day)


def digits(value: dt.date | str | None) -> str:
    """20260301, as lists of archives write a day (DA/T 22-2015)."""
    return f"{value:%Y%m%d}" if isinstance(value, dt.date) else str(value or "")


def money(value: Decimal | int | None) -> str:
    """8,600.00; a text stays what it is."""
    return f"{value:,.2f}" if isinstance(value, Decimal | int) else str(value or "")


def figure(value: Decimal | int | str | None) -> str:
    """A number of a table as it is written by hand: 3, 12.5; what is not known stays empty."""
    if not isinstance(value, Decimal):
        return as_text(value)
    return f"{value.normalize():f}" if value else "0"


def tick(value: Any, *answers: Any) -> str:
    """The box of an answer: ticked when the value, or one of several values, is among `answers`."""
    said = value if isinstance(value, list) else [value]
    held = any(one in answers for one in said)
    return WORDS["ticked" if held else "unticked"]


def rows(value: Sequence[Any], least: int) -> list[Any]:
    """At least so many rows: a form keeps its height when little is entered."""
    return [*value, *([BLANK] * (least - len(value)))]


def pages(value: Sequence[Any], room: float, high: float, **held: int) -> list[Any]:
    """Empty rows after the last one, so that the lines of a printed list fill its page.

    room: the rows of a page, with what is left of one more; high: the lines a row has room for;
    held: the full-width characters in a line of a field. A text of more lines makes its row
    higher, and counts as that. The pages are filled as Word fills them: no row is parted.
    """
    left = room
    for row in value:
        lines = max((lines_in(row[name], most) for name, most in held.items()), default=1)
        height = max(1.0, lines / high)
        left = (left if height <= left else room) - height
    return [*value, *([BLANK] * int(max(left, 0)))]


def lines_in(text: Any, held: int) -> int:
    return sum(max(1, math.ceil(width(line) / held)) for line in as_text(text).split("\n"))


def width(text: str) -> float:
    """In full-width characters; Latin letters and digits are somewhat more than half."""
    return sum(1 if east_asian_width(mark) in "WFA" else NARROW for mark in text)


def lines(value: Any) -> list[str]:
    """The paragraphs of a long text; one empty paragraph when there is no text."""
    found = [line.strip() for line in as_text(value).split("\n")]
    return [line for line in found if line] or [""]


FILTERS = {
    "day": day,
    "digits": digits,
    "money": money,
    "figure": figure,
    "tick": tick,
    "rows": rows,
    "pages": pages,
    "lines": lines,
}
BUILT_IN = ("default", "join", "length")


def make_environment() -> FormEnvironment:
    environment = FormEnvironment(
        autoescape=True, undefined=StrictUndefined, finalize=finished, cache_size=0
    )
    kept = {name: environment.filters[name] for name in BUILT_IN}
    environment.filters = kept | FILTERS
    environment.tests.clear()
    environment.globals.clear()
    return environment


ENVIRONMENT = make_environment()


@lru_cache(maxsize=KEPT_COMPILED)
def compiled(source: str) -> Template:
    return super(FormEnvironment, ENVIRONMENT).from_string(source)
