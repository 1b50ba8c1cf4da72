"""档号: once bound, a record is found by its reference code, however its marks are written."""

import pytest

import search
from archive.volumes.binding import bind_year
from archive.volumes.models import Volume, VolumeItem
from archive.volumes.steps import LatePaper, Supplement
from search import Query, Scope
from tests.office import make_holding
from tests.search.conftest import ENGINES, choice_of, engine_set
from tests.volumes import shelf

FULL = {number: number + 0xFEE0 for number in range(ord("!"), ord("~") + 1)}
FORMS = {
    "as it stands": lambda code: code,
    "full width": lambda code: code.translate(FULL),
    "small letters": str.lower,
    "other marks": lambda code: code.replace("-", "－").replace("·", "."),
    "brackets": lambda code: code.replace("-2024", "〔2024〕").replace("·2024", "[2024]"),
    "in the field, without marks": lambda code: "编号:" + "".join(filter(str.isalnum, code)),
    "in the field": lambda code: f"档号:{code}",
}


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path, db):
    with engine_set(choice_of(request), tmp_path):
        search.rebuild()
        yield


@pytest.fixture
def bound(office, engine):
    """A document with a code of its own, and a dossier whose volume has one."""
    shelf.load_rules()
    document = shelf.document(office.donghe, office.clerk)
    dossier = shelf.dossier(office.donghe, office.clerk)
    other = shelf.document(office.donghe, office.clerk, title="另一件")
    bind_year(office.donghe, shelf.YEAR, by=office.archivist)
    search.drain()
    own = VolumeItem.objects.get(record=document).code
    shared = Volume.objects.get(items__record=dossier).code
    return {own: document, shared: dossier, VolumeItem.objects.get(record=other).code: other}


def found(words):
    page = search.find(Query(words, size=50), visible_to=Scope(everything=True))
    return {hit.key for hit in page.hits}


def test_a_bound_record_is_found_by_its_code_in_any_form(bound):
    missed = [
        (name, form(code))
        for code, record in bound.items()
        for name, form in FORMS.items()
        if found(form(code)) != {record.pk}
    ]

    assert missed == []


def test_before_it_is_bound_no_code_is_known(office, engine):
    shelf.load_rules()
    shelf.document(office.donghe, office.clerk)
    search.drain()

    assert found("档号:0102-WS") == set()


def test_a_supplement_is_found_by_its_own_code(office, bound):
    dossier = next(one for one in bound.values() if one.kind == "dossier")
    volume = Volume.objects.get(items__record=dossier)
    late = LatePaper("迟到的回访记录", shelf.NewFile(make_holding(), "回访.txt"))
    beside = Supplement(volume, papers=[late], by=office.archivist, reason="迟到").run()
    search.drain()

    assert beside.code != volume.code
    assert found(f'编号:"{beside.code}"') == found(f'编号:"{volume.code}"') == {dossier.pk}
