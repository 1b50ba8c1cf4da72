"""Steps on a volume: its check, and a supplement beside it for what came late."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.organisation.may import may_on
from archive.organisation.refusal import Refused
from archive.organisation.vocabulary import Verb
from archive.records.models import Record
from archive.records.step import NotYourPost
from archive.volumes.models import Volume
from archive.volumes.steps import CheckVolume, Supplement
from desk.access import not_your_post, visible_records
from desk.forms.volumes import ROWS, CheckForm, LatePaperForm, SupplementForm
from desk.shelf import Face, face_of, kinds_of
from desk.uploads import read_text
from desk.views.steps import REFUSED
from desk.views.volumes import VolumeBase


class VolumeStepView(VolumeBase):
    """GET shows the form, POST runs the step. Only POST changes anything."""

    verb: ClassVar[Verb]
    title: Any
    done: Any
    subject: Volume

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.subject = self.find(pk)
        return self.page(self.form())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.subject = self.find(pk)
        form = self.form(request.POST, request.FILES)
        if not self.is_valid(form):
            return self.page(form, REFUSED)
        try:
            result = self.run(form)
        except NotYourPost:
            raise
        except Refused as refused:
            form.refuse(refused)
            return self.page(form, REFUSED)
        messages.success(request, str(self.done))
        return redirect("desk_volume", result.pk)

    def find(self, pk: int) -> Volume:
        """Seen, and open to the verb with all that lies in it; else NotVisible, NotYourPost."""
        volume = self.volume(pk)
        records = list(Record.objects.filter(volume_items__volume=volume).distinct())
        if not all(may_on(self.person, self.verb, record) for record in kinds_of(records)):
            raise not_your_post()
        return volume

    def is_valid(self, form: Any) -> bool:
        return bool(form.is_valid())

    @abstractmethod
    def form(self, *sent: Any) -> Any: ...

    @abstractmethod
    def run(self, form: Any) -> Volume: ...

    def page(self, form: Any, status: int = 200) -> HttpResponse:
        volume = self.subject
        here = reverse("desk_volume", args=[volume.pk])
        context = self.get_context_data(
            volume=volume,
            form=form,
            header_title=self.title,
            breadcrumbs_items=self.crumbs((here, volume.code or volume.title), ("", self.title)),
            **self.more(),
        )
        return self.render_to_response(context, status=status)

    def more(self) -> dict[str, Any]:
        """What else the page shows."""
        return {}


class CheckVolumeView(VolumeStepView):
    """检查: the sheet as it will be signed, beside what it vouches for."""

    template_name = "desk/check_volume.html"
    verb = Verb.CHECK_VOLUME
    title = _("Check the volume")
    done = _("Checked; your name stands on the notes sheet.")

    def form(self, *sent: Any) -> CheckForm:
        return CheckForm(*sent[:1])

    def run(self, form: CheckForm) -> Volume:
        return CheckVolume(self.subject, by=self.person).run()

    def more(self) -> dict[str, Any]:
        face: Face = face_of(self.subject, self.person)
        own = reverse("desk_check_volume", args=[self.subject.pk])
        reasons = [offer.reasons for offer in face.offers if offer.url == own]
        return {"face": face, "reasons": reasons[0] if reasons else []}


class SupplementView(VolumeStepView):
    """补卷: up to three late papers of a record of this volume make a volume beside it."""

    template_name = "desk/supplement.html"
    verb = Verb.BIND
    title = _("Late paper to a supplement")
    done = _("The supplement is sealed; both volumes name each other.")
    rows: list[LatePaperForm]

    def form(self, *sent: Any) -> SupplementForm:
        numbers = range(1, ROWS + 1)
        self.rows = [LatePaperForm(*sent, person=self.person, prefix=f"p{n}") for n in numbers]
        return SupplementForm(*sent[:1], records=self.records())

    def records(self) -> Any:
        inside = visible_records(self.person).filter(volume_items__volume=self.subject)
        return inside.distinct().order_by("volume_items__position")

    def is_valid(self, form: SupplementForm) -> bool:
        """All forms are asked, so that all faults are said at once."""
        valid = [one.is_valid() for one in (form, *self.rows)]
        return all(valid)

    def run(self, form: SupplementForm) -> Volume:
        papers = [paper for row in self.rows if (paper := row.paper())]
        said = form.cleaned_data
        step = Supplement(
            self.subject,
            papers=papers,
            record=said.get("record"),
            by=self.person,
            reason=said["reason"],
        )
        made = step.run()
        for paper in papers:
            read_text(paper.file, by=self.person)
        return made

    def more(self) -> dict[str, Any]:
        wrong = any(row.errors for row in self.rows if row.is_bound)
        return {"rows": self.rows, "rows_wrong": wrong}
