"""The templates that come with the program, and the sample data every version is tried with."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone

from doc_templates.faults import NoTemplate
from doc_templates.models import Template

SHIPPED = Path(__file__).with_name("shipped")
# Who uploads and releases what the program brings; no person of an office has this name.
PROGRAM = "anjuan"
# The name that letters have and forms of the house have not.
SPEAKER = "organ"
DAY = re.compile(r"\d{4}-\d\d-\d\d")


@cache
def forms() -> dict[str, dict[str, Any]]:
    """By code: title, basis, names with their meanings, sample data."""
    found: dict[str, dict[str, Any]] = json.loads(
        (SHIPPED / "forms.json").read_text(encoding="utf-8")
    )
    return found


def shipped_codes() -> list[str]:
    return list(forms())


@dataclass(frozen=True)
class Name:
    """A name a form offers, dotted where it is a field of a row; `sample` as text, empty for a
    list or a group."""

    path: str
    meaning: str
    sample: str


@dataclass(frozen=True)
class Form:
    """What a form is: its title, what it rests on, the names a template of it may use."""

    code: str
    title: str
    basis: str
    names: tuple[Name, ...]

    @property
    def is_letter(self) -> bool:
        """Whether it speaks outward in the name of an organ."""
        return any(name.path == SPEAKER for name in self.names)


def form_of(code: str) -> Form:
    """The form of that code. Raises NoTemplate."""
    if code not in forms():
        raise NoTemplate(code)
    found = forms()[code]
    names = (
        Name(path, meaning, said(found["sample"], path))
        for path, meaning in found["names"].items()
    )
    return Form(code, found["title"], found["basis"], tuple(names))


def said(value: Any, path: str) -> str:
    """The sample at a dotted path as text; of a list the first row that has something there."""
    name, _dot, rest = path.partition(".")
    here = value.get(name) if isinstance(value, Mapping) else None
    if rest:
        rows = here if isinstance(here, list) else [here]
        return next(filter(None, (said(row, rest) for row in rows)), "")
    if isinstance(here, list) and here and isinstance(here[0], str):
        return "；".join(here)
    return "" if here is None or isinstance(here, list | Mapping) else str(here)


def content_of(code: str) -> bytes:
    return (SHIPPED / f"{code}.docx").read_bytes()


def sample_of(code: str) -> dict[str, Any]:
    """The sample data of a form, days as days. Raises NoTemplate."""
    if code not in forms():
        raise NoTemplate(code)
    sample: dict[str, Any] = with_days(forms()[code]["sample"])
    return sample


def with_days(value: Any) -> Any:
    if isinstance(value, str) and DAY.fullmatch(value):
        return dt.date.fromisoformat(value)
    if isinstance(value, Mapping):
        return {key: with_days(item) for key, item in value.items()}
    return [with_days(item) for item in value] if isinstance(value, list) else value


def load_shipped() -> int:
    """Adds shipped versions that are missing; returns how many. Repeating it changes nothing.

    Where an office released a version of its own, a newer shipped one waits to be released.
    """
    return sum(load(code) for code in shipped_codes())


def load(code: str) -> bool:
    from doc_templates.checking import names_of
    from doc_templates.releasing import keep

    content = content_of(code)
    versions = Template.objects.filter(code=code)
    if versions.filter(sha256=hashlib.sha256(content).hexdigest()).exists():
        return False
    own = versions.filter(released_at__isnull=False).exclude(released_by=PROGRAM).exists()
    names = names_of(content, sample_of(code))
    template = keep(code, forms()[code]["title"], content, names, PROGRAM)
    if not own:
        rows = Template.objects.filter(pk=template.pk)
        rows.update(released_by=PROGRAM, released_at=timezone.now())
    return True
