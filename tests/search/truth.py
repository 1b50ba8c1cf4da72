"""What a question must find, said without tokens: each condition reads the folded text itself.

Written apart from the engines and from the reading of questions: a case says in conditions what
its words mean, and every document is looked at from end to end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from search import Clause, Scope
from search.folding import fold
from tests.search.shelf import FACETS, Sample

Condition = Callable[[Sample], bool]

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇\U00020000-\U0003ffff"
LETTER = f"{HAN}0-9a-z"
PERSONAL = [
    re.compile(r"(?<![0-9a-z])[1-9][0-9]{16}[0-9x](?![0-9a-z])"),
    re.compile(r"(?<![0-9a-z])[1-9][0-9]{14}(?![0-9a-z])"),
    re.compile(r"(?<![0-9a-z])1[3-9][0-9]{9}(?![0-9a-z])"),
]


def plain(text: str) -> str:
    """Folded, with personal numbers crossed out."""
    text = fold(text)
    for pattern in PERSONAL:
        text = pattern.sub(lambda match: "*" * len(match.group()), text)
    return text


def stands_in(text: str, wanted: str) -> bool:
    """The letters of `wanted` in this order within one line; where it has marks, some marks.

    A word of Latin letters or digits is whole; Han characters may go on to either side.
    """
    runs = re.findall(f"[{LETTER}]+", fold(wanted))
    pattern = f"[^{LETTER}\n]+".join(map(re.escape, runs))
    before = "(?<![0-9a-z])" if re.match("[0-9a-z]", runs[0]) else ""
    after = "(?![0-9a-z])" if re.search("[0-9a-z]$", runs[-1]) else ""
    return bool(re.search(before + pattern + after, plain(text)))


def everything(sample: Sample) -> str:
    return "\n".join([sample.title, *sample.refs, *sample.names, sample.text])


# --- Conditions ------------------------------------------------------------------------------


def has(*wanted: str) -> Condition:
    return lambda sample: all(stands_in(everything(sample), one) for one in wanted)


def titled(*wanted: str) -> Condition:
    return lambda sample: all(stands_in(sample.title, one) for one in wanted)


def file_named(*wanted: str) -> Condition:
    return lambda sample: all(stands_in("\n".join(sample.names), one) for one in wanted)


def lacks(*conditions: Condition) -> Condition:
    return lambda sample: not all(one(sample) for one in conditions)


def of(facet: str, *values: str) -> Condition:
    return lambda sample: bool(set(values) & set(sample.facets[facet]))


def nothing(_sample: Sample) -> bool:
    return False


def anything(_sample: Sample) -> bool:
    return True


def numbered(agency: str, year: int, serial: int) -> Condition:
    """Some line bears or names this number after letters that end with the agency's."""
    return lambda sample: any(
        (found_year, found_serial) == (year, serial) and ends_with(letters, fold(agency))
        for line in everything(sample).split("\n")
        for letters, found_year, found_serial in numbers(line)
    )


def ends_with(letters: str, wanted: str) -> bool:
    if not letters.endswith(wanted):
        return False
    before = letters[: len(letters) - len(wanted)]
    return not (re.match("[0-9a-z]", wanted) and re.search("[0-9a-z]$", before))


def numbers(line: str) -> list[tuple[str, int, int]]:
    """Document numbers of a line: found from their ends, `号`, backwards."""
    text, found = plain(line), []
    for end in [place for place, letter in enumerate(text) if letter == "号"]:
        head = text[:end].rstrip(" ")
        digits = re.search("[0-9]+$", head)
        if not digits or len(digits.group()) > 5:
            continue
        head = head[: digits.start()].rstrip(" ")
        bare = head.rstrip(" 第年〕]】)﹞〗》>〉}﹚」』")
        if head == bare or not re.search("(19|20)[0-9]{2}$", bare):
            continue
        year, head = int(bare[-4:]), bare[:-4]
        opened = re.search(r" ?[〔\[【(﹝〖《<〈{﹙「『] ?$", head)
        head = head[: opened.start()] if opened else head
        if not opened and re.search("[0-9]$", head):
            continue
        letters = re.search(f"[{LETTER}]*$", head)
        found.append((letters.group()[-20:] if letters else "", year, int(digits.group())))
    return found


def in_numbers(wanted: str) -> Condition:
    """A part of an own number, with its marks or without, or of an agency that is named."""

    def holds(sample: Sample) -> bool:
        own = [plain(ref) for ref in sample.refs]
        bare = [re.sub(f"[^{LETTER}]", "", ref) for ref in own]
        lines = everything(sample).split("\n")
        named = [letters for line in lines for letters, _year, _serial in numbers(line)]
        return any(stands_in(text, wanted) for text in [*own, *bare, *named])

    return holds


# --- Scope, facets, orders ---------------------------------------------------------------------


def visible(sample: Sample, scope: Scope) -> bool:
    return scope.everything or any(shows(clause, sample) for clause in scope.clauses)


def shows(clause: Clause, sample: Sample) -> bool:
    right_kind = clause.kinds is None or sample.kind in clause.kinds
    barred = bool(clause.without & sample.scope)
    return right_kind and not barred and bool(clause.tokens & sample.scope)


def found(samples: Iterable[Sample], conditions: Sequence[Condition], scope: Scope) -> list[Sample]:
    return [
        sample
        for sample in samples
        if visible(sample, scope) and all(condition(sample) for condition in conditions)
    ]


def counts(samples: Iterable[Sample]) -> dict[str, Counter[str]]:
    """How often each value of each facet is borne."""
    samples = list(samples)
    return {
        facet: Counter(value for sample in samples for value in set(sample.facets.get(facet, ())))
        for facet in FACETS
    }


def newest_first(samples: Iterable[Sample]) -> list[int]:
    """Those without a date last; of one day the later key first."""
    order = sorted(samples, key=lambda one: (one.date.toordinal() if one.date else 0, one.key))
    return [sample.key for sample in reversed(order)]


def oldest_first(samples: Iterable[Sample]) -> list[int]:
    order = sorted(
        samples,
        key=lambda one: (one.date is None, one.date.toordinal() if one.date else 0, one.key),
    )
    return [sample.key for sample in order]


def by_number(samples: Iterable[Sample]) -> list[int]:
    order = sorted(samples, key=lambda one: (not one.number_sort, one.number_sort, one.key))
    return [sample.key for sample in order]
