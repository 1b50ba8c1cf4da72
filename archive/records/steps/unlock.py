"""Unlock 解锁: the security officer opens an account that wrong passwords locked (policy 4, 6)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.organisation.may import may
from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.records.journal import lock_day, note
from archive.records.sign_in import UNLOCKED, account_of, is_locked
from archive.records.step import NOT_YOUR_POST, NotYourPost, Step

NOT_LOCKED = _("The account %(person)s is not locked.")
ONESELF = _("Nobody unlocks his own account; another security officer has to.")


class Unlock(Step[User]):
    """From now on the person may sign in; the failures before count no more."""

    event = UNLOCKED
    verb = Verb.UNLOCK
    needs_reason = True

    def __init__(self, person: User, *, by: User, **options: Any) -> None:
        super().__init__(by=by, **options)
        self.person = person
        self.account = account_of(person.username)

    def lock(self) -> None:
        lock_day()

    def ask_policy(self) -> None:
        if not may(self.by, self.verb, self.person.unit):
            raise NotYourPost([Refusal("not_your_post", NOT_YOUR_POST)])

    def refusals(self) -> Iterator[Refusal]:
        if self.person.pk == self.by.pk:
            yield Refusal("same_person", ONESELF)
        if not is_locked(self.account):
            yield Refusal("wrong_state", NOT_LOCKED, {"person": self.person.username})

    def apply(self) -> User:
        return self.person

    def record_history(self) -> None:
        facts = self.account.facts(None) | {"why": self.reason}
        note(self.event, facts, by=self.by, via=self.via)
