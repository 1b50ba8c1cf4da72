"""How long a reason or a basis may be; what is cut in silence would not be what was said."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from archive.organisation.refusal import Refusal

REASON_MOST, BASIS_MOST = 300, 200
TOO_LONG = _("Say it in at most %(most)s characters; it has %(count)s.")


def too_long(text: str, most: int = REASON_MOST) -> Iterator[Refusal]:
    if len(text) > most:
        yield Refusal("too_long", TOO_LONG, {"most": most, "count": len(text)})
