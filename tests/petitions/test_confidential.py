"""要求保密: who sees the name, and that titles, corrections, search and numbers do not tell it."""

import pytest

import search
from archive.holdings.models import PageText
from archive.organisation.refusal import Refused
from archive.organisation.vocabulary import PostKind, Reach
from archive.petitions.confidential import veil_over
from archive.petitions.steps import NameHandler
from archive.records.index import RecordSource
from archive.records.kinds import veil_for
from archive.records.models import File, Paper, Record
from archive.records.steps import AddPaper, Correct, NewFile, Unmask
from archive.records.vocabulary import PaperType, RecordState
from search import Query, Scope
from tests.office import make_holding, make_person
from tests.petitions import matters

NAME, ADDRESS, MASK = "陈秀兰", "东河村三组12号", "信访人（要求保密）"
SUMMARY = "陈秀兰反映渠水浸泡承包地。陳秀蘭住东河村三组12号。"


@pytest.fixture
def colleague(office):
    """Another clerk of the same office: he sees the matter, not the name."""
    return make_person("colleague", "同事", PostKind.CLERK, office.donghe, Reach.OWN)


@pytest.fixture
def record(office):
    return register(office)


def register(office, **more):
    values = {"keep_confidential": True, "summary": SUMMARY, "representatives": "陈秀兰、王大海"}
    return matters.register(office, **(values | more))


def fresh(record):
    return Record.objects.get(pk=record.pk)


def hides(record, person):
    return veil_for(fresh(record), person) is not None


def test_only_few_see_the_name(office, record, colleague):
    sees = {
        name: not hides(record, getattr(office, name))
        for name in ("clerk", "leader", "archivist", "county_clerk", "county_archivist")
    }

    assert sees == dict.fromkeys(sees, False) | {"clerk": True, "leader": True}
    assert hides(record, colleague)


def test_the_leader_in_whose_name_it_is_answered_sees_it(office, record):
    assert not hides(record, office.county_leader)


def test_a_new_handler_sees_it_and_the_one_before_no_more(office, record, colleague):
    Record.objects.filter(pk=record.pk).update(made_by=office.county_clerk)
    matters.triage(office, record)
    matters.accept(office, record)
    NameHandler(record, colleague, by=office.leader, reason="轮岗").run()

    assert not hides(record, colleague)
    assert hides(record, office.clerk)


@pytest.mark.parametrize(
    ("state", "sees"),
    [(RecordState.REGISTERED, False), (RecordState.CLOSED, False), (RecordState.BOUND, True)],
)
def test_the_archivist_sees_it_once_it_is_bound(office, record, state, sees):
    Record.objects.filter(pk=record.pk).update(state=state)

    assert hides(record, office.archivist) != sees


def test_nothing_is_hidden_of_who_did_not_ask(office, colleague):
    assert not hides(register(office, keep_confidential=False), colleague)


def test_the_title_says_no_name(record):
    assert record.title == f"{MASK}反映渠水浸泡承包地"


def test_the_title_of_a_paper_says_no_name(office):
    letter = matters.paper(PaperType.PETITION_LETTER, title="陈秀兰来信")
    record = register(office, papers=(letter,))
    AddPaper(
        record, NewFile(make_holding(), "x.txt"), title="陈 秀兰的补充材料", by=office.clerk
    ).run()

    titles = [paper.title for paper in record.papers.order_by("position")]
    assert titles == [f"{MASK}来信", f"{MASK}的补充材料"]


def test_who_asks_later_is_taken_out_of_the_titles(office):
    letter = matters.paper(PaperType.PETITION_LETTER, title="陈秀兰来信")
    record = register(office, keep_confidential=False, papers=(letter,))
    assert NAME in record.title

    Correct(record, {"keep_confidential": True}, by=office.clerk, reason="本人要求").run()

    after = fresh(record)
    assert NAME not in after.title + after.papers.get().title
    assert after.restricted


def test_a_corrected_title_says_no_name_either(office, record):
    Correct(record, {"title": "关于陈秀兰来访的事"}, by=office.clerk, reason="更正").run()

    assert fresh(record).title == f"关于{MASK}来访的事"


@pytest.mark.parametrize(
    "change", [{"keep_confidential": False}, {"petitioner_name": "某某"}, {"representatives": ""}]
)
def test_who_does_not_see_it_neither_corrects_nor_lifts_it(office, record, colleague, change):
    with pytest.raises(Refused) as error:
        Correct(record, change, by=colleague, reason="更正").run()
    assert [one.code for one in error.value.refusals] == ["confidential"]

    Correct(record, change, by=office.clerk, reason="更正").run()


def test_who_does_not_see_it_unmasks_no_number(office, colleague):
    record = register(office, phone="13912345678")
    Record.objects.filter(pk=record.pk).update(state=RecordState.CLOSED)

    with pytest.raises(Refused) as error:
        Unmask(record, "contact", by=office.archivist).run()
    assert [one.code for one in error.value.refusals] == ["confidential"]
    assert Unmask(record, "contact", by=office.clerk).run().values == {"phone": "13912345678"}


def file_text(record, type_, text, name):
    holding = make_holding(text.encode())
    PageText.objects.create(holding=holding, page=1, text=text)
    paper = Paper.objects.create(
        record=record, position=record.papers.count() + 1, type=type_, title="材料"
    )
    File.objects.create(
        paper=paper,
        no=1,
        holding=holding,
        original_name=name,
        added_by=record.made_by,
        added_at=record.made_at,
    )


@pytest.fixture
def filed(record):
    file_text(record, PaperType.PETITION_LETTER, "此致敬礼，老水渠的事。陈秀兰", "陈秀兰来信.txt")
    told = "经走访，陳秀蘭所述属实。堤坝渗漏。"
    file_text(record, PaperType.INVESTIGATION, told, "走访陈秀兰.txt")
    return record


def test_nothing_of_the_index_says_the_name(filed):
    source = RecordSource()
    document = source.load([filed.pk])[filed.pk]
    said = [document.title, document.text, *document.names, *document.refs]
    for page in source.texts([filed.pk])[filed.pk]:
        said += [page.text, page.label]
    together = search.fold("\n".join(said))

    assert not [word for word in (NAME, "王大海", ADDRESS, "老水渠") if word in together]
    assert "堤坝渗漏" in together


@pytest.fixture
def engine(db, settings, tmp_path):
    settings.ANJUAN_SEARCH = "embedded"
    settings.ANJUAN_INDEX = tmp_path / "index"
    search.forget_engine()
    yield
    search.forget_engine()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (NAME, False),
        ("陳秀蘭", False),
        ("老水渠", False),
        ("文件:陈秀兰", False),
        ("堤坝渗漏", True),
    ],
)
def test_the_name_is_found_by_nobody(engine, filed, words, found):
    search.rebuild()
    page = search.find(Query(words), visible_to=Scope(everything=True))

    assert bool(page.hits) == found
    assert NAME not in "".join(str(one) for hit in page.hits for one in hit.snippets)


@pytest.mark.parametrize(
    "text",
    [
        "陈秀兰来访",
        "陳秀蘭来访",
        "陈 秀 兰来访",
        "陈\n秀兰来访",
        "住东河村三组１２号",
        "王大海来访",
    ],
)
def test_the_veil_lies_over_every_spelling(text):
    said = {
        "petitioner_name": NAME,
        "representatives": "王大海",
        "petitioner_address": ADDRESS,
    }
    veil = veil_over([said])

    assert veil.covers(text)
    assert veil.over(text) in {f"{MASK}来访", f"住{MASK}"}


def test_a_name_that_was_corrected_is_not_said_either(office, record, colleague):
    Correct(record, {"petitioner_name": "陈绣兰"}, by=office.clerk, reason="笔误").run()

    veil = veil_for(fresh(record), colleague)
    assert veil.over("陈秀兰，即陈绣兰") == f"{MASK}，即{MASK}"


def test_one_character_veils_nothing():
    said = {"petitioner_name": "陈", "representatives": "", "petitioner_address": ""}

    assert veil_over([said]).over("陈述") == "陈述"
