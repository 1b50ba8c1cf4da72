"""Sign 签发: the leader stands for the figures; everything must add up (统计法 24; domain 2.10)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.records.models import Record
from archive.reports.models import Report
from archive.reports.rollup import explained_in, values_of
from archive.reports.steps.filling import UNREASONED
from archive.reports.steps.on_report import NOTHING_EXPLAINED, OnReport

CHECK_FAILED = _("%(rule)s: it comes to %(found)s, but %(wanted)s stands there.")
NAME_MISSING = _(
    "A nil report bears three names; %(people)s has none in the accounts, have it entered."
)


class SignReport(OnReport[Report]):
    """Refuses with every rule of sums that is broken, and all else that keeps it from being
    signed. explained: why the sum goes without a unit that is missing, by unit code."""

    event = "report:sign"
    verb = Verb.SIGN_REPORT

    def __init__(
        self,
        record: Record,
        *,
        explained: Mapping[str, str] = NOTHING_EXPLAINED,
        by: User,
        **options: Any,
    ) -> None:
        super().__init__(record, by=by, **options)
        self.explained = explained

    def refusals_of_facts(self) -> Iterator[Refusal]:
        values = values_of([self.report]).get(self.report.pk, {})
        for broken in self.now.form.checks(values):
            fact = {"rule": broken.name, "found": broken.found, "wanted": broken.wanted}
            yield Refusal("check_failed", CHECK_FAILED, fact)
        yield from self.reason_refusals()
        yield from self.missing_refusals(self.explained)
        yield from self.moved_refusals()
        if self.report.nil:
            yield from self.name_refusals()

    def reason_refusals(self) -> Iterator[Refusal]:
        rows = self.report.figures.filter(reason="").exclude(entered=None)
        columns = [str(self.now.form.column(row.column)["name"]) for row in rows]
        if columns:
            fact = {"columns": "、".join(columns)}
            yield Refusal("hand_figure_without_reason", UNREASONED, fact)

    def name_refusals(self) -> Iterator[Refusal]:
        """第一责任人, 主要责任人, 直接责任人: who signs, who reviewed, who filled."""
        people = [self.by, self.report.reviewed_by, self.report.filled_by]
        nameless = [one.username for one in people if one is not None and not one.name.strip()]
        if nameless:
            fact = {"people": "、".join(dict.fromkeys(nameless))}
            yield Refusal("name_missing", NAME_MISSING, fact)

    def apply(self) -> Report:
        said = explained_in(self.report.children) | dict(self.explained)
        return self.move(
            signed_by=self.by, signed_on=self.today, children=self.now.facts(said)
        )
