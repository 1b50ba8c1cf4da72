"""rebuild_index: fills a new index beside the old one and swaps."""

from typing import Any

from django.utils.translation import gettext as _

import search
from project.front_door import FrontDoor, WrongUse


class Command(FrontDoor):
    help = "Build the search index anew beside the one in use, then swap."

    def answer(self, *_args: Any, **_options: Any) -> dict[str, Any]:
        try:
            return {"documents": search.rebuild(self.progress)}
        except search.EngineUnavailable as error:
            said = _("The search engine does not answer: %(reason)s.") % {"reason": error}
            raise WrongUse(said) from error
