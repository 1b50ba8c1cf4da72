"""Steps on records of any kind: correct, add a paper, a new file, share, reopen, strike."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.organisation.may import may_on
from archive.organisation.vocabulary import Verb
from archive.records.models import File, Paper, Record
from archive.records.step import NotVisible
from archive.records.steps import (
    AddAssist,
    AddFile,
    AddPaper,
    AskToReopen,
    Correct,
    Reopen,
    Share,
    Strike,
)
from archive.records.vocabulary import PaperType
from desk.access import not_your_post, visible_record
from desk.forms import AssistForm, CorrectForm, FileForm, PaperForm, ReasonForm, ShareForm
from desk.uploads import read_text
from desk.veiled import cover, over, veil_of
from desk.views.steps import StepView

ASKED = _("%(person)s asks for it: “%(reason)s”.")


class CorrectView(StepView):
    verb = Verb.CORRECT
    form_class = CorrectForm
    title = _("Correct the entry")
    about = _("The old values stay in the version before, beside your name and the reason.")
    submit = _("Save as a new version")
    done = _("Corrected. The version before is kept; compare the two under “Versions”.")

    def step(self, form: CorrectForm) -> Correct:
        return Correct(self.record, form.values(), **self.given(form))


class AddPaperView(StepView):
    verb = Verb.CAPTURE
    form_class = PaperForm
    title = _("Add a paper")
    submit = _("Add the paper")
    done = _("The paper was added.")
    added: File

    def step(self, form: PaperForm) -> AddPaper:
        assert form.new_file is not None
        said = form.cleaned_data
        return AddPaper(
            self.record,
            form.new_file,
            title=said["title"] or PurePath(form.new_file.original_name).stem,
            type=PaperType(said["type"]),
            dated_on=said["dated_on"],
            **self.given(form),
        )

    def after(self, form: PaperForm, result: File) -> None:
        assert form.new_file is not None
        self.added = result
        read_text(form.new_file, by=self.person)

    def next_url(self) -> str:
        return f"{super().next_url()}?file={self.added.pk}"


class AddFileView(StepView):
    """The address names the paper; its record is the one that changes."""

    verb = Verb.CAPTURE
    form_class = FileForm
    title = _("Upload a new file of this paper")
    about = _("The new file is shown from now on. All files before it are kept and can be opened.")
    submit = _("Upload")
    done = _("The new file is the paper's newest version; the ones before are kept.")
    paper: Paper
    added: File

    def find_record(self) -> Record:
        paper = Paper.objects.filter(pk=self.kwargs["pk"]).first()
        if paper is None:
            raise NotVisible
        record = visible_record(self.person, paper.record_id)
        if not may_on(self.person, self.verb, record):
            raise not_your_post()
        self.paper = paper
        if veil := veil_of(record):
            cover(paper, veil)
        return record

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        files = list(self.paper.files.select_related("holding", "added_by").order_by("-no"))
        for file in files:
            file.original_name = over(self.record, file.original_name)
        context: dict[str, Any] = super().get_context_data(paper=self.paper, files=files, **kwargs)
        return context

    def step(self, form: FileForm) -> AddFile:
        assert form.new_file is not None
        return AddFile(self.paper, form.new_file, **self.given(form))

    def after(self, form: FileForm, result: File) -> None:
        assert form.new_file is not None
        self.added = result
        read_text(form.new_file, by=self.person)

    def next_url(self) -> str:
        return f"{reverse('desk_record', args=[self.record.pk])}?file={self.added.pk}"


class ShareView(StepView):
    verb = Verb.SHARE
    form_class = ShareForm
    title = _("Share with a unit")
    about = _("The unit is informed: it sees a document whole, and may change nothing.")
    submit = _("Share")
    done = _("Shared; the unit sees the record from now on.")

    def step(self, form: ShareForm) -> Share:
        return Share(self.record, form.cleaned_data["unit"], **self.given(form))


class AssistView(StepView):
    verb = Verb.ADD_ASSIST
    form_class = AssistForm
    title = _("Have a unit assist")
    about = _("The unit sees the whole and adds papers; letters and decisions stay with yours.")
    submit = _("Have it assist")
    done = _("The unit assists from now on.")

    def step(self, form: AssistForm) -> AddAssist:
        return AddAssist(self.record, form.cleaned_data["unit"], **self.given(form))


class AskToReopenView(StepView):
    verb = Verb.ASK_TO_REOPEN
    form_class = ReasonForm
    title = _("Ask to reopen the matter")
    about = _("Nothing changes yet: a leader who has not closed it decides. Say what came up.")
    submit = _("Hand in the request")
    done = _("Asked; a leader decides.")

    def step(self, form: ReasonForm) -> AskToReopen:
        return AskToReopen(self.record, **self.given(form))


class ReopenView(StepView):
    """Which leader decides is asked of the step, which looks up the tree."""

    verb = Verb.REOPEN
    form_class = ReasonForm
    title = _("Reopen the matter")
    about: Any = _(
        "It is worked on again. The answer or agreement before stays in its version; the mark of "
        "completeness and a period that was fixed are taken back. No deadline starts by itself."
    )
    submit = _("Reopen")
    done = _("Reopened; the matter is with its handler again.")

    def find_record(self) -> Record:
        record = visible_record(self.person, self.kwargs["pk"])
        step = Reopen(record, by=self.person)
        if not step.allows(record):
            raise not_your_post()
        if step.request:
            asked = {"person": step.request.actor_name, "reason": over(record, step.why_asked)}
            self.about = f"{ASKED % asked} {ReopenView.about}"
        return record

    def step(self, form: ReasonForm) -> Reopen:
        return Reopen(self.record, **self.given(form))


class StrikeView(StepView):
    verb = Verb.STRIKE
    form_class = ReasonForm
    title = _("Strike the entry")
    about = _("The entry stands for nothing from now on. Its number and the reason stay for ever.")
    submit = _("Strike")
    done = _("Struck. The number stays in the register book, with the reason.")
    warn = True

    def step(self, form: ReasonForm) -> Strike:
        options = self.given(form)
        return Strike([self.record], **options)
