"""Paired timing: both sides take turns in one run, so that load on the machine meets both."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

# A round is a number of its own, so that a side can take fresh input each time. A side that
# times itself (a process beside, say) returns its seconds.
Work = Callable[[int], object]


@dataclass
class Times:
    """What one side took, in seconds, in the order of the rounds."""

    seconds: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    def quantile(self, share: float) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    def add(self, seconds: float) -> None:
        self.seconds.append(seconds)


@dataclass(frozen=True)
class Pair:
    """Both sides of one measurement. `ratio` is that of the medians."""

    ours: Times
    other: Times

    @property
    def ratio(self) -> float:
        return self.ours.median / self.other.median

    @property
    def middle_ratio(self) -> float:
        """The median of the ratios round by round; far from `ratio`, the run was disturbed."""
        rounds = zip(self.ours.seconds, self.other.seconds, strict=True)
        return statistics.median(one / two for one, two in rounds)


def seconds_of(work: Work, number: int) -> float:
    began = time.perf_counter()
    said = work(number)
    return said if isinstance(said, float) else time.perf_counter() - began


def nothing(_number: int) -> None:
    """No preparation."""


def alternate(ours: Work, other: Work, rounds: int, warm: int = 1, prepare: Work = nothing) -> Pair:
    """Runs both sides in turn; who begins changes every round. The first `warm` do not count,
    nor does what `prepare` does before each round."""
    pair = Pair(Times(), Times())
    sides: list[tuple[Work, Times]] = [(ours, pair.ours), (other, pair.other)]
    for number in range(warm + rounds):
        prepare(number)
        for work, times in ordered(sides, number):
            gc.collect()
            took = seconds_of(work, number)
            if number >= warm:
                times.add(took)
    return pair


def ordered(sides: Sequence[tuple[Work, Times]], number: int) -> Sequence[tuple[Work, Times]]:
    return sides if number % 2 == 0 else sides[::-1]
