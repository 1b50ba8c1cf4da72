"""Founding an office from a plan: units, fonds, people, posts. Repeating it changes nothing."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from archive.organisation.models import OPERATOR, Fonds, Post, Unit, UnitName, User
from archive.organisation.policy import POSTS
from archive.organisation.vocabulary import PostKind, Rank, Reach, UnitKind

# Letters that are not taken for one another when read from a sheet of paper.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
PASSWORD_LENGTH = 14


@dataclass(frozen=True)
class UnitPlan:
    code: str
    name: str
    kind: UnitKind
    parent: str = ""
    own_name: bool = False
    doc_prefix: str = ""
    org_code: str = ""
    fonds: str = ""


@dataclass(frozen=True)
class PersonPlan:
    """`post` at `unit`, with the post's default reach."""

    username: str
    name: str
    unit: str
    post: PostKind
    rank: str = ""


@dataclass(frozen=True)
class Account:
    """A new account; the password is shown once and kept nowhere else."""

    username: str
    password: str
    unit: str
    posts: tuple[str, ...]


def operator() -> User:
    """The system account behind commands without `--as`; it never signs in."""
    person, made = User.objects.get_or_create(
        username=OPERATOR, defaults={"name": _("System operation"), "is_active": False}
    )
    if made:
        person.set_unusable_password()
        person.save(update_fields=["password"])
    return person


@transaction.atomic
def found_office(
    units: Sequence[UnitPlan], people: Sequence[PersonPlan], *, opened_on: dt.date, basis: str
) -> list[Account]:
    """Makes what is not there yet, all or nothing; returns the accounts it made, with their
    passwords."""
    operator()
    for plan in units:
        found_unit(plan, opened_on)
    made = [found_person(plan, opened_on, basis) for plan in people]
    return [account for account in made if account]


def found_unit(plan: UnitPlan, opened_on: dt.date) -> Unit:
    known = Unit.objects.filter(code=plan.code).first()
    if known:
        return known
    unit = Unit.objects.create(
        code=plan.code,
        name=plan.name,
        kind=plan.kind,
        parent=Unit.objects.get(code=plan.parent) if plan.parent else None,
        own_name=plan.own_name,
        doc_prefix=plan.doc_prefix,
        org_code=plan.org_code,
        opened_on=opened_on,
    )
    UnitName.objects.create(unit=unit, name=plan.name, valid_from=opened_on)
    if plan.fonds:
        unit.fonds = Fonds.objects.create(number=plan.fonds, name=plan.name, keeper=unit)
    elif unit.parent:
        unit.fonds = unit.parent.fonds
    unit.save()
    return unit


def found_person(plan: PersonPlan, begins_on: dt.date, basis: str) -> Account | None:
    if User.objects.filter(username=plan.username).exists():
        return None
    unit = Unit.objects.get(code=plan.unit)
    person = User(username=plan.username, name=plan.name, unit=unit)
    password = new_password()
    person.set_password(password)
    person.save()
    post = Post.objects.create(
        person=person,
        kind=plan.post,
        rank=plan.rank or (Rank.HEAD if plan.post == PostKind.LEADER else ""),
        unit=unit,
        reach=default_reach(plan.post),
        begins_on=begins_on,
        basis=basis,
    )
    return Account(plan.username, password, unit.name, (post.get_kind_display(),))


def default_reach(kind: PostKind) -> Reach:
    return POSTS[kind].reaches[0]


def new_password() -> str:
    return "".join(secrets.choice(LETTERS) for _place in range(PASSWORD_LENGTH))
