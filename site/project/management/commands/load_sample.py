"""load_sample: a small county office with documents, to try things on."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from project.front_door import FrontDoor
from project.sample.load import load_sample


class Command(FrontDoor):
    help = "Load the sample office. Repeating it changes nothing."

    def answer(self, *_args: Any, **_options: Any) -> dict[str, Any]:
        return load_sample()

    def lines(self, result: dict[str, Any]) -> Iterable[str]:
        yield _("Sample office: %(done)s of %(asked)s documents filed, %(skipped)s there.") % result
