"""The newest notices as an Atom feed (RFC 4287)."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, get_tag_uri
from django.utils.translation import gettext as _

from archive.documents.models import Notice
from portal.addresses import CHINESE, TAGS, address, public_address
from portal.answers import spoken, tagged
from portal.queries import PARTS_OF_A_ROW, newest, office_name, on_show
from portal.reading import readable

ENTRIES = 50


@spoken
def feed(request: HttpRequest) -> HttpResponse:
    rows = list(newest(on_show()).only(*PARTS_OF_A_ROW, "summary")[:ENTRIES])
    made = Atom1Feed(
        title=title(),
        link=public_address(address("notices"), request),
        description=_("Notices published by the office, the newest first."),
        language=TAGS[CHINESE],
        feed_url=public_address(address("feed"), request),
        author_name=office_name() or _("Open government information"),
    )
    for notice in rows:
        add(made, notice, public_address(address("notice", notice.index_no), request))
    response = HttpResponse(made.writeString("utf-8"), content_type=made.content_type)
    changed = max((notice.changed_at for notice in rows), default=None)
    return tagged(request, response, changed)


def title() -> str:
    return " · ".join(filter(None, [office_name(), _("Open government information")]))


def add(made: Atom1Feed, notice: Notice, link: str) -> None:
    day = notice.published_on or timezone.localdate(notice.changed_at)
    made.add_item(
        title=readable(notice.name),
        link=link,
        description=readable(notice.summary),
        unique_id=get_tag_uri(link, day),
        pubdate=timezone.make_aware(dt.datetime.combine(day, dt.time())),
        updateddate=notice.changed_at,
        author_name=readable(notice.publisher_name),
        categories=[readable(one) for one in (notice.subject, notice.genre) if one],
    )
