"""What all commands have in common: `--json`, `--as`, exit codes, one way to answer (design 7)."""

from __future__ import annotations

import json
import sys
from abc import ABC, abstractmethod
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from archive.organisation.models import Unit, User
from archive.organisation.office import operator
from archive.organisation.refusal import Refused
from archive.records.step import NotVisible, NotYourPost

DONE, REFUSED, WRONG_USE = 0, 1, 2


class WrongUse(CommandError):
    """The call itself cannot be meant: an unknown unit, person or file."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, returncode=WRONG_USE)


class FrontDoor(BaseCommand, ABC):
    """`answer()` does the work and returns the result; the rest is translation.

    Exit 0: done, or sound. 1: refused, or faults found. 2: wrong use. With --json one object
    stands on standard output; messages and progress go to standard error.
    """

    requires_system_checks: list[str] = []
    acts = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
        if self.acts:
            parser.add_argument("--as", dest="username", metavar="USER", help="who acts")
        self.add_own(parser)

    def add_own(self, parser: ArgumentParser) -> None:
        """The command's own arguments."""

    @abstractmethod
    def answer(self, *args: Any, **options: Any) -> dict[str, Any]: ...

    def lines(self, result: dict[str, Any]) -> Iterable[str]:
        """The result as a person reads it."""
        return (f"{name}: {value}" for name, value in result.items())

    def failed(self, result: dict[str, Any]) -> bool:
        """Whether the result means exit 1."""
        return False

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            result = self.answer(**options)
        except NotYourPost as error:
            self.refuse(error, options["json"])
        except Refused as error:
            self.refuse(error, options["json"])
        except NotVisible as error:
            raise WrongUse(_("There is no such record.")) from error
        else:
            self.say(result, options["json"])
            if self.failed(result):
                sys.exit(REFUSED)

    def say(self, result: dict[str, Any], as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(result, ensure_ascii=False, default=str))
            return
        for line in self.lines(result):
            self.stdout.write(line)

    def refuse(self, error: Refused, as_json: bool) -> None:
        reasons = [{"code": one.code, "message": str(one)} for one in error.refusals]
        if as_json:
            self.stdout.write(json.dumps({"refused": reasons}, ensure_ascii=False))
        for reason in reasons:
            self.stderr.write(f"{reason['message']} [{reason['code']}]")
        sys.exit(REFUSED)

    def progress(self, rows: Iterable[Any], total: int | None = None) -> Iterable[Any]:
        """A bar on standard error, for those who watch."""
        yield from tqdm(rows, total=total, file=sys.stderr, disable=not sys.stderr.isatty())

    def actor(self, username: str | None) -> User:
        """The person named, or the operator."""
        if not username:
            return operator()
        person = User.objects.filter(username=username, is_active=True).first()
        if person is None:
            raise WrongUse(_("There is no user “%(name)s”.") % {"name": username})
        return person

    def unit(self, code: str) -> Unit:
        found = Unit.objects.filter(code=code).first()
        if found is None:
            known = "、".join(Unit.objects.values_list("code", flat=True)[:20])
            raise WrongUse(
                _("There is no unit “%(code)s”. Units: %(known)s.") % {"code": code, "known": known}
            )
        return found
