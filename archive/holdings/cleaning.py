"""Damage that copying from the web does, mended for reading and searching (domain 12.9).

The bytes stay as they came. Rules run in this order; each counts what it mended.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

VERSION = 1

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
MARKS = "，,、。；;：:！!？?"
# A pinyin syllable without its tone mark: initial, then final; `ü` reads as v or u.
SYLLABLE = re.compile(
    r"(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?"
    r"(?:a|o|e|ai|ei|ao|ou|an|en|ang|eng|ong|er|i|ia|ie|iao|iu|ian|in|iang|ing|iong|"
    r"u|ua|uo|uai|ui|uan|un|uang|v|ve|van|vn|ue)"
)
ANNOTATION = re.compile(rf"(?<=[{HAN}€F])[（(]([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ]{{1,6}})[)）]")
COMMA_BEFORE_MARK = re.compile(rf"[,，]+(?=[{MARKS}])")
HAN_LETTER = re.compile(f"[{HAN}]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True)
class Cleaned:
    """The text, and how often each rule mended something."""

    text: str
    counts: dict[str, int]


def tone_marks(letters: str) -> str:
    """The letters without their tones, and whether there was one is told by the difference."""
    plain = unicodedata.normalize("NFD", letters.replace("ü", "v"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def is_pinyin(letters: str) -> bool:
    """A toned syllable. Without a tone it may be a word or an item (a), and stays."""
    plain = tone_marks(letters)
    return plain != letters and SYLLABLE.fullmatch(plain) is not None


def strip_pinyin(text: str) -> tuple[str, int]:
    """Toned annotations go; toneless ones (轻声) go where the text is full of toned ones."""
    toned = sum(1 for match in ANNOTATION.finditer(text) if is_pinyin(match[1]))
    if not toned:
        return text, 0
    count = 0

    def drop(match: re.Match[str]) -> str:
        nonlocal count
        toneless = toned >= 5 and SYLLABLE.fullmatch(match[1]) is not None and len(match[1]) > 1
        if is_pinyin(match[1]) or toneless:
            count += 1
            return ""
        return match.group()

    return ANNOTATION.sub(drop, text), count


def commas(text: str) -> tuple[str, int]:
    """A comma before any mark, another comma too, was put there by the copying. A line without
    Han characters was not copied from such a page: its commas may separate empty columns."""
    if COMMA_BEFORE_MARK.search(text) is None:
        return text, 0
    mended = [
        COMMA_BEFORE_MARK.subn("", line) if HAN_LETTER.search(line) else (line, 0)
        for line in text.split("\n")
    ]
    return "\n".join(line for line, _count in mended), sum(count for _line, count in mended)


def line_ends(text: str) -> tuple[str, int]:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n"), 0


def control_codes(text: str) -> tuple[str, int]:
    """Neither database nor index takes NUL and lone surrogates."""
    return CONTROL.subn("", text)


Rule = Callable[[str], tuple[str, int]]
RULES: tuple[tuple[str, Rule], ...] = (
    ("line_ends", line_ends),
    ("control_codes", control_codes),
    ("pinyin", strip_pinyin),
    ("commas", commas),
)


def clean(text: str) -> Cleaned:
    counts: Counter[str] = Counter()
    for name, rule in RULES:
        text, mended = rule(text)
        counts[name] += mended
    return Cleaned(text, {name: count for name, count in counts.items() if count})
