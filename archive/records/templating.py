"""Who changes the Word templates, and how each change is told (policy 4: "of the root").

A form is changed at the uppermost unit, a letter also at one that speaks in its own name.
"""

from __future__ import annotations

import hashlib
from abc import abstractmethod
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

import doc_templates
from archive.organisation.may import Person, covers
from archive.organisation.models import Unit, User
from archive.organisation.refusal import Refusal
from archive.organisation.standing import standing_of
from archive.organisation.vocabulary import Verb
from archive.records.history import Entry, write
from archive.records.step import NOT_YOUR_POST, NotYourPost, Step
from doc_templates.models import Template

ALTERED = _(
    "The bytes of version %(version)s are no longer those that were uploaded; the system "
    "administrator has to look at the database before anybody uses it."
)
# A fault of a template is a sentence already, with its place in front.
FAULT = "%(fault)s"


def unit_for(person: Person, verb: Verb, code: str) -> Unit | None:
    """Where the person may do the verb to the templates of this code; none where he may not.
    Raises NoTemplate for a code that no form has."""
    letter = doc_templates.form_of(code).is_letter
    return next(units_of(person, verb, letter=letter), None)


def may_change(person: Person) -> bool:
    """Whether the person may propose or release any template at all, as a menu asks."""
    verbs = (Verb.PROPOSE_TEMPLATE, Verb.RELEASE_TEMPLATE)
    return any(any(units_of(person, verb, letter=True)) for verb in verbs)


def units_of(person: Person, verb: Verb, *, letter: bool) -> Iterator[Unit]:
    standing = standing_of(person)
    for post in standing.posts:
        fits = post.unit.parent_id is None or (letter and post.unit.own_name)
        if fits and post.unit_id in covers(standing, post, verb):
            yield post.unit


def faults_of(content: bytes, code: str) -> Iterator[Refusal]:
    """What bars a template from being filled, each fault with its place."""
    for fault in doc_templates.check(content, doc_templates.sample_of(code)):
        if fault.refuses:
            yield Refusal(fault.code, FAULT, {"fault": fault})


def filled_now(code: str) -> int | None:
    """The version that letters and forms of this code are filled from; None where none is."""
    try:
        return doc_templates.newest(code).version
    except doc_templates.NoTemplate:
        return None


class TemplateStep(Step[Template]):
    """A change of one version; the event stands on the chain of the day."""

    code: str
    unit: Unit

    def ask_policy(self) -> None:
        unit = unit_for(self.by, self.verb, self.code)
        if unit is None:
            raise NotYourPost([Refusal("not_your_post", NOT_YOUR_POST)])
        self.unit = unit

    @abstractmethod
    def told(self) -> Template:
        """The version the event speaks of."""

    def more(self) -> dict[str, Any]:
        return {}

    def record_history(self) -> None:
        version = self.told()
        said = {"code": version.code, "version": version.version, "sha256": version.sha256}
        entry = Entry(self.event, None, said | self.more())
        write([entry], actor=self.actor(self.unit), at=self.at)


class OnVersion(TemplateStep):
    """A step on a version that was uploaded before."""

    def __init__(self, version: Template, *, by: User, **options: Any) -> None:
        super().__init__(by=by, **options)
        self.version = version
        self.code = version.code

    def lock(self) -> None:
        """All versions of the code: what is filled now stands until the step is over."""
        rows = Template.objects.select_for_update().filter(code=self.code)
        self.version = next(one for one in rows if one.pk == self.version.pk)

    def told(self) -> Template:
        return self.version

    def is_altered(self) -> bool:
        content = bytes(self.version.content)
        return hashlib.sha256(content).hexdigest() != self.version.sha256
