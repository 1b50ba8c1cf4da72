"""Triage 分流: which kind of matter it is, and what becomes of one that is not taken on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.clocks import clocks
from archive.organisation.models import Unit, User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.petitions import letters, words
from archive.petitions.models import Petition
from archive.petitions.queries import open_same_matters, triaged_by
from archive.petitions.rules import FROM_RECEIPT, OBJECT, route_needed
from archive.petitions.sending import refusals_of_target
from archive.petitions.steps.on_petition import (
    NO_PROPOSAL,
    Decision,
    OnPetition,
    Result,
    too_long,
)
from archive.petitions.vocabulary import AppealRoute, MatterClass, SentAs
from archive.records.models import Link, Record
from archive.records.vocabulary import LinkReason, PaperType, RecordKind

CLASS_MISSING = _("Say which class the matter is of.")
ROUTE_MISSING = _("Say which of the six routes the appeal goes; only the last has the 60 days.")
ROUTE_WITHOUT_APPEAL = _("Only an appeal has a route; leave it empty.")
CLASS_FIXED = _(
    "Whether a matter is an accusation is said when it is registered, for it has a number of its "
    "own; strike this entry and register the matter anew."
)
SAME_MATTER_OPEN = _(
    "The same matter is under way as %(number)s; propose with a ground to decline this one."
)
TWO_PROPOSALS = _("Propose to decline the matter or to send it on, not both.")
SENDING_UNCLEAR = _("Say whether it is to be transferred or assigned.")
TARGET_MISSING = _("Say where the matter goes: a unit of ours, or the name of another organ.")
ORGAN_NOT_NAMED = _("Name the organ that is competent.")
GROUND_MISSING = _("Give the ground; it stands in the letter to the petitioner.")
NEITHER = _("Name and address are clear and no earlier record is named; this is no matter to file.")
NOT_THE_SAME = _("Name the earlier petition of the same matter, not this one.")


class Triage(OnPetition[Petition]):
    """Proposes class and route. A `ground` proposes to decline, `sent_as` to send the matter on,
    to a unit of ours or to the competent organ; a leader decides that."""

    event = "petition:triage"
    verb = Verb.TRIAGE

    def __init__(
        self,
        record: Record,
        matter_class: MatterClass | str = "",
        appeal_route: AppealRoute | str = "",
        *,
        ground: str = "",
        competent_organ: str = "",
        sent_as: SentAs | str = "",
        to_unit: Unit | None = None,
        by: User,
        **options: Any,
    ) -> None:
        super().__init__(record, by=by, **options)
        self.matter_class, self.appeal_route = matter_class, appeal_route
        self.ground, self.competent_organ = ground.strip(), competent_organ.strip()
        self.sent_as, self.to_unit = sent_as, to_unit

    def refusals_of_facts(self) -> Iterator[Refusal]:
        chosen = self.matter_class or self.petition.matter_class
        if chosen not in MatterClass.values:
            yield Refusal("class_missing", CLASS_MISSING)
        elif (chosen == MatterClass.ACCUSATION) != self.record.accusation:
            yield Refusal("class_fixed", CLASS_FIXED)
        yield from self.refusals_of_route(chosen)
        for number in [] if self.ground else open_same_matters(self.record, self.by):
            yield Refusal("same_matter_open", SAME_MATTER_OPEN, {"number": number})
        yield from self.refusals_of_sending()
        yield from too_long({"ground": self.ground, "competent_organ": self.competent_organ})

    def refusals_of_sending(self) -> Iterator[Refusal]:
        if not self.sent_as and self.to_unit is None:
            return
        if self.ground:
            yield Refusal("two_proposals", TWO_PROPOSALS)
        if self.sent_as not in SentAs.values:
            yield Refusal("sending_unclear", SENDING_UNCLEAR)
        if self.to_unit:
            yield from refusals_of_target(self.petition, self.to_unit, self.today)
        elif not self.competent_organ:
            yield Refusal("organ_not_named", TARGET_MISSING)

    def refusals_of_route(self, chosen: str) -> Iterator[Refusal]:
        if self.appeal_route and chosen != MatterClass.APPEAL:
            yield Refusal("route_without_appeal", ROUTE_WITHOUT_APPEAL)
        known = self.appeal_route in AppealRoute.values
        if not known and route_needed(chosen, self.petition.received_on):
            yield Refusal("route_missing", ROUTE_MISSING)

    def apply(self) -> Petition:
        return self.move(
            matter_class=self.matter_class or self.petition.matter_class,
            appeal_route=self.appeal_route,
            ground=self.ground,
            competent_organ=self.competent_organ,
            sent_as=self.sent_as,
            to_unit=self.to_unit,
        )


def end_receipt(step: OnPetition[Result]) -> None:
    """What ran from receipt ends: the petitioner knows where his matter goes. Who disposes of a
    matter that was sent to him has no objection to it any more."""
    for code in (*FROM_RECEIPT, OBJECT):
        clocks.end(step.record, code, on=step.today, by=step.event)


class Guide(OnPetition[Petition]):
    """Tells the petitioner which organ is competent; nothing is decided here."""

    event = "petition:guide"
    verb = Verb.TRIAGE

    def __init__(
        self, record: Record, competent_organ: str = "", *, by: User, **options: Any
    ) -> None:
        super().__init__(record, by=by, **options)
        self.competent_organ = competent_organ.strip()

    @property
    def organ(self) -> str:
        return self.competent_organ or self.petition.competent_organ

    def refusals_of_facts(self) -> Iterator[Refusal]:
        if not self.organ:
            yield Refusal("organ_not_named", ORGAN_NOT_NAMED)
        yield from too_long({"competent_organ": self.organ})

    def apply(self) -> Petition:
        self.move(competent_organ=self.organ, **NO_PROPOSAL)
        letters.write(
            self.petition,
            PaperType.FORWARD_NOTICE,
            by=self.by,
            at=self.at,
            to_organ=self.organ,
            mode=words.said("guided"),
            forwarded_on=self.today,
            query="",
        )
        end_receipt(self)
        return self.petition


class Decline(Decision[Petition]):
    """不予受理: a leader who is not the one that proposed it; the letter names ground and organ."""

    event = "petition:decline"
    verb = Verb.DECLINE

    def __init__(
        self,
        record: Record,
        ground: str = "",
        competent_organ: str = "",
        *,
        by: User,
        **options: Any,
    ) -> None:
        super().__init__(record, by=by, **options)
        self.said = {"ground": ground.strip(), "competent_organ": competent_organ.strip()}

    def asker(self) -> int | None:
        return triaged_by([self.petition]).get(self.petition.pk)

    def value(self, name: str) -> str:
        """What is said now, else what was proposed."""
        return self.said[name] or str(getattr(self.petition, name))

    def refusals_of_facts(self) -> Iterator[Refusal]:
        yield from super().refusals_of_facts()
        if not self.value("ground"):
            yield Refusal("ground_missing", GROUND_MISSING)
        if not self.value("competent_organ"):
            yield Refusal("organ_not_named", ORGAN_NOT_NAMED)
        yield from too_long({name: self.value(name) for name in self.said})

    def apply(self) -> Petition:
        said = {name: self.value(name) for name in self.said}
        self.move(**NO_PROPOSAL | said)
        letters.write(
            self.petition,
            PaperType.DECLINE_NOTICE,
            by=self.by,
            at=self.at,
            ground=self.petition.ground.rstrip(letters.FULL_STOPS),
            competent_organ=self.petition.competent_organ,
            legal_way="",
        )
        end_receipt(self)
        return self.petition


class FileOnly(OnPetition[Petition]):
    """存查: kept without handling, for name or address are unclear or it repeats an earlier one,
    in which the petitioner is answered."""

    event = "petition:file_only"
    verb = Verb.TRIAGE

    def __init__(
        self, record: Record, earlier: Record | None = None, *, by: User, **options: Any
    ) -> None:
        super().__init__(record, by=by, **options)
        self.earlier = earlier

    def refusals_of_facts(self) -> Iterator[Refusal]:
        if self.earlier is None:
            if self.reachable and not self.is_linked():
                yield Refusal("neither_unclear_nor_duplicate", NEITHER)
        elif not self.fits(self.earlier):
            yield Refusal("neither_unclear_nor_duplicate", NOT_THE_SAME)

    def is_linked(self) -> bool:
        return self.record.links.filter(reason=LinkReason.SAME_MATTER).exists()

    def fits(self, earlier: Record) -> bool:
        """An accusation is never named in another matter: its number would show there."""
        told = self.record.accusation or not earlier.accusation
        return earlier.pk != self.record.pk and earlier.kind == RecordKind.PETITION and told

    def apply(self) -> Petition:
        if self.earlier:
            Link.objects.get_or_create(
                record=self.record, other=self.earlier, reason=LinkReason.SAME_MATTER
            )
        self.move(competent_organ="", **NO_PROPOSAL)
        end_receipt(self)
        return self.petition
