"""One character to one: Traditional to Simplified, width, case, equivalences.

The length never changes, so offsets found in the folded text are true in the original.
Never NFKC: it changes lengths.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from opencc import OpenCC

EXTRA = Path(__file__).with_name("extra_fold.json")
HAN_RANGES = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2A6DF))


@cache
def table() -> dict[int, int]:
    """Code points that change, to what they become."""
    found = traditional() | narrow() | capitals()
    for one, other in json.loads(EXTRA.read_text(encoding="utf-8")).items():
        found[ord(one)] = ord(other)
    # What leads to a character that itself is folded goes on to the end of the way.
    return {origin: end(target, found) for origin, target in found.items()}


def end(target: int, found: dict[int, int]) -> int:
    for _step in range(4):
        target = found.get(target, target)
    return target


def traditional() -> dict[int, int]:
    """Each character by itself, apart from its neighbours: a phrase would fold otherwise alone
    than in its document."""
    characters = [chr(code) for first, last in HAN_RANGES for code in range(first, last + 1)]
    folded = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    pairs = zip(characters, folded, strict=True)
    return {ord(one): ord(two) for one, two in pairs if one != two and len(two) == 1}


def narrow() -> dict[int, int]:
    """Full-width ASCII and the ideographic space."""
    return {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def capitals() -> dict[int, int]:
    plain = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
    return plain | {code: code - 0xFEE0 + 32 for code in range(0xFF21, 0xFF3B)}


@cache
def array() -> NDArray[np.uint32]:
    """The table as an array over all code points: ten times as quick as `str.translate`."""
    found = np.arange(0x110000, dtype=np.uint32)
    for origin, target in table().items():
        found[origin] = target
    return found


def fold(text: str) -> str:
    """The folded text, of the same length."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return array()[codes].tobytes().decode("utf-32-le", "surrogatepass")
