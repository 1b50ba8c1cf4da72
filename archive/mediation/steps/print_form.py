"""Print a form: a template filled with the dossier's data becomes a paper of it.

The signed scan comes back to the same paper as its next file (`records.steps.AddFile`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext_lazy as _

import doc_templates
from archive.mediation import forms
from archive.mediation.models import Session, Visit
from archive.mediation.papers import is_signed, papers
from archive.mediation.patterns import patterns
from archive.mediation.steps.on_dossier import OnDossier
from archive.mediation.vocabulary import SessionResult
from archive.organisation.may import may_on
from archive.organisation.models import User
from archive.organisation.refusal import Refusal, Refused
from archive.organisation.vocabulary import PostKind, Verb
from archive.records.models import File, Letter, Paper, Record
from archive.records.steps import letter
from archive.records.vocabulary import PaperType

FORM_UNKNOWN = _("“%(form)s” is no form of a dossier; choose one of the list.")
FIELD_UNKNOWN = _("The form has no field “%(fields)s” that may be filled in by hand.")
SIGNED_ALREADY = _(
    "The signed “%(paper)s” is in the dossier; a new print would hide it. Add a paper instead."
)
SAME_BYTES = _("This form is printed already, and nothing in it has changed since.")


class PrintForm(OnDossier[Paper]):
    """Fills the form of that type and files it; printed anew before it is signed, it is the next
    file of the same paper.

    item: the sitting or visit the form is about. draft: what the form says before the dossier
    does, by the names of `forms.FORMS`; an agreement is printed first and signed then.
    """

    event = "dossier:print_form"
    verb = Verb.ISSUE_LETTER
    posts = frozenset({PostKind.MEDIATOR, PostKind.CLERK, PostKind.LEADER})

    def __init__(
        self,
        record: Record,
        code: str = "",
        *,
        item: Session | Visit | None = None,
        draft: Mapping[str, Any] | None = None,
        by: User,
        **options: Any,
    ) -> None:
        super().__init__(record, by=by, **options)
        self.code = code
        self.item = item
        self.draft = dict(draft or {})

    def refusals_of_state(self) -> Iterator[Refusal]:
        return self.refusals_of_record()

    def refusals_of_facts(self) -> Iterator[Refusal]:
        if self.code not in forms.FORMS:
            yield Refusal("form_unknown", FORM_UNKNOWN, {"form": self.code or "—"})
            return
        unknown = sorted(self.draft.keys() - self.form.draft)
        if unknown:
            yield Refusal("field_unknown", FIELD_UNKNOWN, {"fields": "、".join(unknown)})
        try:
            digest = hashlib.sha256(self.filled.content).hexdigest()
        except Refused as error:
            yield from error.refusals
        else:
            yield from self.printed_before(digest)

    def printed_before(self, digest: str) -> Iterator[Refusal]:
        if self.same and is_signed(self.same) and not self.form.many:
            yield Refusal("signed_already", SIGNED_ALREADY, {"paper": self.title})
        if self.reused and self.newest_file().holding_id == digest:
            yield Refusal("same_bytes_here", SAME_BYTES)

    @property
    def form(self) -> forms.Form:
        return forms.FORMS[self.code]

    @cached_property
    def values(self) -> dict[str, Any]:
        """Without the right to a number, its tail is printed (policy 3-4)."""
        shows = may_on(self.by, Verb.UNMASK, self.record)
        with translation.override(settings.LANGUAGE_CODE):
            found = forms.values(
                self.dossier, self.item, on=self.today, shows_numbers=shows
            )
        return found | {name: told(said) for name, said in self.draft.items() if not found[name]}

    @cached_property
    def filled(self) -> doc_templates.Filled:
        return letter.fill(self.code, self.values)

    @property
    def day(self) -> dt.date | None:
        found = self.values.get(self.form.day)
        return found if isinstance(found, dt.date) else None

    @property
    def title(self) -> str:
        """One of several bears its day, so that the lines of the contents differ."""
        title = self.filled.title
        return f"{title} {self.day}" if self.form.many and self.day else title

    @cached_property
    def same(self) -> Paper | None:
        """The newest paper that this form was printed on before."""
        found = papers(self.record, PaperType(self.code)).filter(title=self.title)
        return found.filter(letter__isnull=False).last()

    @property
    def reused(self) -> Paper | None:
        """The paper a new print goes to: the one before, until its signed scan has come."""
        return self.same if self.same and not is_signed(self.same) else None

    def newest_file(self) -> File:
        assert self.same
        return self.same.files.order_by("-no")[0]

    def facts(self, record: Record) -> dict[str, Any]:
        template = {"version": self.filled.version, "sha256": self.filled.sha256}
        shown = [one["name"] for one in self.values["parties"] if one["phone"][:1].isdigit()]
        return {"form": self.code, "template": template, "telephones_of": shown}

    def apply(self) -> Paper:
        paper = self.dated(self.reused) if self.reused else self.new_paper()
        last = paper.files.aggregate(last=Max("no"))["last"] or 0
        File.objects.create(
            paper=paper,
            no=last + 1,
            holding=letter.held(self.filled.content, self.file_name),
            original_name=self.file_name,
            added_by=self.by,
            added_at=self.at,
        )
        self.keep_template(paper)
        return paper

    @property
    def file_name(self) -> str:
        """Names no person: the number of the dossier and the name of the form."""
        return f"{self.record.number} {self.title}.docx"

    def new_paper(self) -> Paper:
        last = self.record.papers.aggregate(last=Max("position"))["last"] or 0
        return Paper.objects.create(
            record=self.record,
            position=last + 1,
            type=self.code,
            title=self.title,
            author=self.record.lead_unit.name,
            number=self.record.number if self.form.numbered else "",
            dated_on=self.day,
        )

    def dated(self, paper: Paper) -> Paper:
        paper.dated_on = self.day
        paper.save(update_fields=["dated_on"])
        return paper

    def keep_template(self, paper: Paper) -> None:
        """Which version of which template made it stays with the paper."""
        said = {
            "record": self.record,
            "code": self.code,
            "number": paper.number,
            "template_version": self.filled.version,
            "template_sha256": self.filled.sha256,
            "issued_on": self.today,
            "issued_by": self.by,
        }
        Letter.objects.update_or_create(paper=paper, defaults=said)


def told(said: Any) -> Any:
    """A draft's value as a form has it: amounts with their unit, choices by their label."""
    if isinstance(said, Decimal):
        return forms.amount(said)
    if isinstance(said, SessionResult):
        return patterns()["session_results"][said]
    label = getattr(said, "label", None)
    with translation.override(settings.LANGUAGE_CODE):
        return said if label is None else str(label)
