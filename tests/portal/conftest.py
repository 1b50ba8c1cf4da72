"""The portal's tests: no collected static files, a publisher who publishes for real."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest

from archive.documents.models import Notice
from archive.documents.steps import DraftNotice, Publish, Withdraw
from archive.documents.steps.publish import Header
from archive.records.models import Record
from archive.records.vocabulary import Secrecy
from portal.find import shelf
from tests.office import Office, register

PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
NAME = "关于公开调解室接待时间的通告"


@pytest.fixture(autouse=True)
def plain_static_files(settings) -> None:
    settings.STORAGES = settings.STORAGES | {"staticfiles": PLAIN}


@pytest.fixture(autouse=True)
def empty_shelf() -> Iterator[None]:
    shelf.keep_only(())
    yield
    shelf.keep_only(())


def header(**more) -> Header:
    values = {
        "name": NAME,
        "text": "各司法所：\n现将调解室接待时间公布如下。\n一、接待时间\n周一至周五接待。",
        "publisher_name": "云溪县司法局",
        "summary": "调解室的接待时间。",
        "subject": "公安、安全、司法",
        "genre": "通告",
        "channel": "业务工作",
        "doc_number": "云司通〔2024〕8号",
        "created_on": dt.date(2024, 3, 1),
        "published_on": dt.date(2024, 3, 4),
    }
    return Header(**(values | more))


@pytest.fixture
def publish(office: Office) -> Callable[..., Notice]:
    """Registers a public document and publishes it; with `record` that one again."""

    def run(record: Record | None = None, **more) -> Notice:
        name = more.get("name", NAME)
        record = record or register(office, name, secrecy=Secrecy.PUBLIC)
        step = Publish(record, header(**more), publisher=office.county, by=office.publisher)
        return step.run()

    return run


@pytest.fixture
def draft(office: Office) -> Callable[..., Notice]:
    def run(**more) -> Notice:
        record = register(office, "草稿", secrecy=Secrecy.PUBLIC)
        step = DraftNotice(record, header(**more), publisher=office.county, by=office.publisher)
        return step.run()

    return run


@pytest.fixture
def withdraw(office: Office) -> Callable[[Notice], Notice]:
    def run(notice: Notice) -> Notice:
        reason = "内有个人隐私"
        return Withdraw(notice.record, by=office.publisher, reason=reason).run()

    return run


@pytest.fixture
def notice(publish) -> Notice:
    return publish()
