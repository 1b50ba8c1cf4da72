"""Similar cases: how disputes like this one ended, each with its agreement one click away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.mediation.figures import comparable
from archive.mediation.models import Dossier
from archive.mediation.queries import Found, similar
from archive.mediation.vocabulary import DossierState
from archive.petitions.similar import similar as by_words
from archive.records.models import File, Record
from archive.records.step import NotVisible
from archive.records.vocabulary import RecordKind
from desk.access import DeskView, visible_record
from desk.forms.similar import LikeForm
from desk.listing import whole

SHOWN = 30


@dataclass(frozen=True)
class Case:
    """A dossier of the answer; agreement: the record page opened at it, empty without one."""

    dossier: Dossier
    found: Found
    agreement: str

    @property
    def result(self) -> DossierState:
        """How it ended, also where it is closed since; else how far it is."""
        if self.dossier.agreed_on:
            return DossierState.AGREED
        if self.dossier.state == DossierState.CLOSED and self.dossier.other_ways_told:
            return DossierState.TERMINATED
        return DossierState(self.dossier.state)


class SimilarView(DeskView):
    """Inside one's scope, by the matter alone: words, type, result, unit, year, amount.

    `?like=` names the record it is asked for: of a dossier its type is taken where the address
    names none, of a petition the cases that share its words stand beside.
    """

    template_name = "desk/similar.html"
    page_title = _("Similar cases")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": reverse("desk_dossier_similar"), "label": self.page_title}
        return [*super().get_breadcrumbs_items(), here]

    def get(self, request: HttpRequest) -> HttpResponse:
        asking = self.asking()
        form = LikeForm(self.asked(asking), scope=self.scope)
        form.is_valid()
        without = asking.pk if asking else None
        found = similar(form.like(), self.scope, most=SHOWN, without=without)
        shares = self.shares(asking)
        return self.render_to_response(
            self.get_context_data(
                form=form,
                asking=asking,
                similar=found,
                cases=cases_of(found.found),
                shares=shares,
            )
        )

    def asking(self) -> Record | None:
        """Raises NotVisible for a record the person may not know of, or of another kind."""
        if not self.request.GET.get("like"):
            return None
        record = visible_record(self.person, whole(self.request.GET["like"]) or 0)
        if record.kind not in {RecordKind.DOSSIER, RecordKind.PETITION}:
            raise NotVisible
        return record

    def shares(self, asking: Record | None) -> list[Record]:
        if asking is None or asking.kind != RecordKind.PETITION:
            return []
        return by_words(asking.petition, self.person)

    def asked(self, asking: Record | None) -> QueryDict:
        """The address; a dossier that asks brings its type until another question is asked."""
        said = self.request.GET.copy()
        if asking and asking.kind == RecordKind.DOSSIER and "type" not in said:
            said["type"] = comparable(asking.dossier.dispute_type)
        return said


def cases_of(found: list[Found]) -> list[Case]:
    """One query for the newest files of the agreements."""
    papers = [one.agreement.pk for one in found if one.agreement]
    files = dict(
        File.objects.filter(paper__in=papers).order_by("no").values_list("paper_id", "pk")
    )
    return [
        Case(one.dossier, one, place_of(one, files.get(one.agreement.pk if one.agreement else 0)))
        for one in found
    ]


def place_of(found: Found, file: int | None) -> str:
    url = reverse("desk_record", args=[found.dossier.pk])
    return f"{url}?file={file}#preview" if file else ""
