"""Signing in: each success, failure, lock and unlocking is an event of the day (policy 6).

The events are the truth: failures are counted from them under the lock of the day's chain, so
that any number of web processes count together. A name nobody has is counted and locked as any
other; neither words nor time tell the two apart.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from archive.organisation.backend import PolicyBackend
from archive.organisation.models import User
from archive.organisation.office import operator
from archive.organisation.policy import SIGN_IN
from archive.records.journal import lock_day, note
from archive.records.models import Event

LOGIN, FAILED = "account:login", "account:login_fail"
LOCKED, UNLOCKED = "account:lock", "account:unlock"
# After one of these the failures before count no more.
ENDS = frozenset({LOGIN, LOCKED, UNLOCKED})
SALT = "archive.sign-in"
LONGEST = 150


@dataclass(frozen=True)
class Account:
    """A name somebody typed. mark: a keyed digest, the same for all its spellings; what was typed
    is kept nowhere, for it may be anything, a password too. person: whose name it is, if any."""

    mark: str
    person: User | None

    @property
    def actor(self) -> User:
        return self.person or operator()

    def facts(self, request: HttpRequest | None) -> dict[str, Any]:
        said = {"account": self.mark, "from": address_of(request)}
        return said | ({"username": self.person.username} if self.person else {})


def account_of(username: str) -> Account:
    """The account behind a name, however it is spelled; one query, whether there is one or not."""
    plain = unicodedata.normalize("NFKC", username)
    mark = salted_hmac(SALT, plain.casefold().encode("utf-8", "replace"), algorithm="sha256")
    rows = User.objects.filter(username__iexact=plain[:LONGEST].replace("\0", " "))
    people = sorted(rows[:2], key=lambda person: person.username != username)
    return Account(mark.hexdigest()[:32], people[0] if people else None)


def address_of(request: HttpRequest | None) -> str:
    return str(request.META.get("REMOTE_ADDR", "")) if request else ""


def newest(account: Account) -> Iterator[str]:
    """What happened to the account within the time of a lock, the newest first."""
    since = timezone.now() - SIGN_IN.locked_for
    rows = Event.objects.filter(at__gt=since, name__in=ENDS | {FAILED})
    said = rows.filter(body__content__contains=f'"account":"{account.mark}"')
    yield from said.order_by("-at", "-seq").values_list("name", flat=True)


def is_locked(account: Account) -> bool:
    return next((name for name in newest(account) if name in ENDS), "") == LOCKED


def failures(account: Account) -> int:
    """Failures in a row, within the time of a lock."""
    found = 0
    for name in newest(account):
        if name in ENDS:
            break
        found += 1
    return found


@transaction.atomic
def failed(account: Account, request: HttpRequest | None = None) -> None:
    """Notes the failure; the last that is allowed locks the account."""
    lock_day()
    note(FAILED, account.facts(request), by=account.actor)
    if failures(account) >= SIGN_IN.failures:
        until = timezone.now() + SIGN_IN.locked_for
        note(LOCKED, account.facts(request) | {"until": until}, by=account.actor)


@transaction.atomic
def succeeded(account: Account, request: HttpRequest | None = None) -> bool:
    """Notes the success; False where somebody else's failures locked the account meanwhile."""
    lock_day()
    if is_locked(account):
        return False
    note(LOGIN, account.facts(request), by=account.actor)
    return True


class SignInBackend(PolicyBackend):
    """As the backend of the policy, with what happens noted, and locked accounts kept out."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        account = account_of(username or "")
        if is_locked(account):
            return None
        person = super().authenticate(request, username or "", password or "", **kwargs)
        if not isinstance(person, User):
            failed(account, request)
            return None
        return person if succeeded(account, request) else None
