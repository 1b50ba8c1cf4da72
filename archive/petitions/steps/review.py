"""Review 复查 and re-check 复核: the organ above looks at the answer again
(信访工作条例 2022, 35 and 36)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from archive.clocks import clocks
from archive.organisation.may import own_name_unit
from archive.organisation.models import Unit, User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import PostKind, Verb
from archive.petitions.accusations import HANDLING_POSTS, holders
from archive.petitions.models import Petition
from archive.petitions.papers import NewPaper, file_paper
from archive.petitions.rules import RECHECK, RECHECK_WINDOW, REVIEW, REVIEW_WINDOW
from archive.petitions.steps.on_petition import (
    OnPetition,
    label,
    missing,
    refusals_of_day,
    too_long,
)
from archive.petitions.vocabulary import ReviewResult, ReviewStage
from archive.records.models import Participation, Record
from archive.records.vocabulary import PaperType, Part

NOT_SERVED = _("No such request is open: the answer before it was not served with that remedy.")
OUT_OF_TIME = _("It could be asked for until %(date)s; after that day the answer is final.")
REQUEST_MISSING = _("File the petitioner's request; it is made in writing.")
OPINION_MISSING = _("File the opinion as it was written.")
RESULT_MISSING = _("Say what became of the answer: upheld, changed or revoked.")
INVOLVED = _("You worked on this matter before; a leader who did not has to decide.")
# How many organs stand between the one that answered and the one that decides.
STEPS_UP = {ReviewStage.REVIEW: 1, ReviewStage.RECHECK: 2}


def reviewing_unit(record: Record, stage: ReviewStage) -> Unit | None:
    """The organ above that acts in its own name, and for a re-check the one above that; None
    where it stands outside of the tree."""
    unit = own_name_unit(record.lead_unit)
    for _step in range(STEPS_UP[stage]):
        unit = own_name_unit(unit.parent) if unit and unit.parent else None
    return unit


class OfReview(OnPetition[Petition]):
    """Of the organ above; where that is none of ours, it is entered by the lead unit from the
    papers."""

    verb = Verb.ISSUE_LETTER
    stage: ClassVar[ReviewStage]
    posts: ClassVar[tuple[PostKind, ...]] = HANDLING_POSTS

    @cached_property
    def organ(self) -> Unit | None:
        return reviewing_unit(self.record, self.stage)

    def allows(self, record: Record) -> bool:
        unit = reviewing_unit(record, self.stage)
        if unit is None:
            return super().allows(record)
        return holders(unit, self.posts, self.today).filter(pk=self.by.pk).exists()


class Request(OfReview):
    """The petitioner asks, in writing, within the days of the window."""

    window: ClassVar[str]
    clock: ClassVar[str]
    paper_type: ClassVar[PaperType]

    def __init__(
        self,
        record: Record,
        asked_on: dt.date | None = None,
        paper: NewPaper | None = None,
        *,
        by: User,
        **options: Any,
    ) -> None:
        super().__init__(record, by=by, **options)
        self.asked_on, self.paper = asked_on, paper

    def allows(self, record: Record) -> bool:
        """Who serves the answers takes the request as well."""
        return super().allows(record) or OnPetition.allows(self, record)

    def refusals_of_facts(self) -> Iterator[Refusal]:
        yield from missing([(label("review_asked_on"), self.asked_on)])
        served = self.petition.served_on
        day = label("review_asked_on")
        since = (label("served_on"), served)
        yield from refusals_of_day(day, self.asked_on, self.today, since)
        window = self.record.clocks.filter(rule__code=self.window).order_by("-pk").first()
        if window is None or window.ended_on is not None:
            yield Refusal("not_served", NOT_SERVED)
        elif self.asked_on and self.asked_on > window.due_on:
            yield Refusal("out_of_time", OUT_OF_TIME, {"date": window.due_on.isoformat()})
        if self.paper is None:
            yield Refusal("request_paper_missing", REQUEST_MISSING)

    def apply(self) -> Petition:
        assert self.paper is not None and self.asked_on is not None  # Refused above.
        file_paper(self.record, self.paper, by=self.by, at=self.at)
        clocks.end(self.record, self.window, on=self.today, by=self.event)
        clocks.start(self.record, self.clock, self.asked_on)
        if self.organ:
            self.let_take_part(self.organ)
        return self.move(
            review_stage=self.stage,
            review_asked_on=self.asked_on,
            reviewed_on=None,
            review_result="",
            review_organ=self.organ.name if self.organ else "",
        )

    def let_take_part(self, unit: Unit) -> None:
        """A superior that is asked takes part from now on (policy 2.1)."""
        if unit.pk != self.record.lead_unit_id:
            Participation.objects.update_or_create(
                record=self.record,
                unit=unit,
                defaults={"part": Part.SUPERVISE},
                create_defaults={"part": Part.SUPERVISE, "since": self.today},
            )


class RequestReview(Request):
    event = "petition:request_review"
    stage = ReviewStage.REVIEW
    window, clock = REVIEW_WINDOW, REVIEW
    paper_type = PaperType.REVIEW_REQUEST


class RequestRecheck(Request):
    event = "petition:request_recheck"
    stage = ReviewStage.RECHECK
    window, clock = RECHECK_WINDOW, RECHECK
    paper_type = PaperType.RECHECK_REQUEST


class Decide(OfReview):
    """The opinion of the organ above. Inside the tree a leader gives it who did not work on the
    matter before."""

    posts = (PostKind.LEADER,)
    clock: ClassVar[str]
    paper_type: ClassVar[PaperType]

    def __init__(
        self,
        record: Record,
        result: ReviewResult | str = "",
        *,
        paper: NewPaper | None = None,
        given_on: dt.date | None = None,
        organ: str = "",
        by: User,
        **options: Any,
    ) -> None:
        super().__init__(record, by=by, **options)
        self.result, self.paper, self.organ_text = result, paper, organ.strip()
        self.given_on = given_on or self.today

    def refusals_of_facts(self) -> Iterator[Refusal]:
        one = self.petition
        if self.organ is None:
            yield from missing([(label("review_organ"), self.organ_text)])
        elif self.by.pk in (
            one.handler_id,
            one.drafted_by_id,
            one.signed_by_id,
            one.reviewed_by_id,
        ):
            yield Refusal("reviewer_was_handler", INVOLVED)
        if self.result not in ReviewResult.values:
            yield Refusal("result_missing", RESULT_MISSING)
        since = (label("review_asked_on"), one.review_asked_on)
        yield from refusals_of_day(label("reviewed_on"), self.given_on, self.today, since)
        if self.paper is None:
            yield Refusal("opinion_missing", OPINION_MISSING)
        yield from too_long({"review_organ": self.organ_text})

    def apply(self) -> Petition:
        assert self.paper is not None  # Refused above.
        file_paper(self.record, self.paper, by=self.by, at=self.at)
        clocks.end(self.record, self.clock, on=self.today, by=self.event)
        return self.move(
            reviewed_on=self.given_on,
            review_result=self.result,
            review_organ=self.organ.name if self.organ else self.organ_text,
            reviewed_by=self.by if self.organ else None,
        )


class Review(Decide):
    event = "petition:review"
    stage = ReviewStage.REVIEW
    clock = REVIEW
    paper_type = PaperType.REVIEW_OPINION


class Recheck(Decide):
    """复核意见: final; there is no remedy after it (信访工作条例 2022, 36)."""

    event = "petition:recheck"
    stage = ReviewStage.RECHECK
    clock = RECHECK
    paper_type = PaperType.RECHECK_OPINION
