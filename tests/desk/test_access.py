"""What one may not see does not exist; what one's posts have not is refused, plainly."""

import re

import pytest
from django.conf import settings
from django.urls import URLResolver, get_resolver

import search
from archive.records.steps import Share
from desk.urls import NAMES
from desk.wagtail_edges import gate
from tests.desk.conftest import GATE, page
from tests.office import register

OF_A_RECORD = [
    "records/{pk}/",
    "records/{pk}/correct/",
    "records/{pk}/papers/add/",
    "records/{pk}/share/",
    "records/{pk}/strike/",
    "records/{pk}/repeal/",
    "records/{pk}/publish/",
    "records/{pk}/withdraw/",
    "records/{pk}/versions/1..1/",
    "papers/{paper}/file/",
    "records/{pk}/unmask/",
    "records/{pk}/assist/",
]
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


def body(response):
    return TOKEN.sub(b"", response.content)


def address(path, record):
    return "/desk/" + path.format(pk=record.pk, paper=record.papers.get().pk)


def nowhere(path):
    return "/desk/" + path.format(pk=999_999, paper=999_999)


@pytest.mark.parametrize("path", OF_A_RECORD)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_foreign_record_answers_like_one_that_never_was(office, record, sign_in, path, method):
    client = sign_in(office.stranger)

    foreign = getattr(client, method)(address(path, record))
    never = getattr(client, method)(nowhere(path))

    assert foreign.status_code == never.status_code
    assert foreign.status_code in {404, 405}
    assert body(foreign) == body(never)
    assert record.title not in foreign.content.decode()


@pytest.mark.parametrize("path", ["", "thumbnail/", "pages/1/"])
def test_a_foreign_file_answers_like_one_that_never_was(office, record, sign_in, path):
    client, file = sign_in(office.stranger), record.papers.get().files.get()

    foreign = client.get(f"/files/{file.pk}/{path}")
    never = client.get(f"/files/999999/{path}")

    assert (foreign.status_code, never.status_code) == (404, 404)
    assert body(foreign) == body(never)


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("clerk", "records/{pk}/strike/"),
        ("clerk", "records/{pk}/repeal/"),
        ("clerk", "records/{pk}/withdraw/"),
        ("county_leader", "records/{pk}/correct/"),
        ("county_leader", "records/{pk}/share/"),
        ("county_leader", "papers/{paper}/file/"),
        ("leader", "records/{pk}/correct/"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_verb_of_no_post_of_mine_is_forbidden(office, record, sign_in, who, path, method):
    response = getattr(sign_in(getattr(office, who)), method)(address(path, record))

    assert response.status_code == 403
    assert "None of your posts may do this" in response.content.decode()
    assert record.versions.count() == 1


def test_every_address_of_the_desk_is_probed():
    probed = {
        "desk_record", "desk_correct", "desk_add_paper", "desk_share", "desk_strike",
        "desk_repeal", "desk_publish", "desk_withdraw", "desk_compare", "desk_add_file",
        "desk_unmask", "desk_assist",
    }  # fmt: skip
    elsewhere = {"desk_search", "desk_records", "desk_register"}  # The tests of leaks, below.
    elsewhere |= {"desk_informed"}  # tests/desk/test_petition_moves.py
    receipts = {"desk_imports", "desk_import", "desk_undo_import"}  # tests/desk/test_imports.py

    clocks = {"desk_clock", "desk_deadlines"}  # tests/desk/test_clocks.py, test_today.py
    # tests/desk/test_petitions.py, test_dossiers.py; all are probed in test_strangers.py.
    matters = {name for name in NAMES if name.startswith(("desk_petition_", "desk_dossier_"))}
    new = {"desk_register_petition", "desk_register_dossier"}
    volumes = {"desk_volumes", "desk_volume", "desk_bind"}  # tests/desk/test_volumes.py
    volumes |= {"desk_contents", "desk_reports", "desk_slot", "desk_behind"}
    volumes |= {"desk_ask_to_reopen", "desk_reopen"}  # tests/desk/test_reopen.py
    volumes |= {name for name in NAMES if name.startswith("desk_report_")}
    # test_volumes.py, test_bindings.py, test_volume_steps.py, test_keeping.py,
    # test_retention_lists.py
    volumes |= {"desk_binding", "desk_check_volume", "desk_supplement", "desk_print"}
    volumes |= {"desk_print_list", "desk_print_set", "desk_keeping", "desk_hold"}
    volumes |= {"desk_raise_period", "desk_send_back_contents", "desk_ask_to_lift"}
    volumes |= {"desk_lift_hold", "desk_holds", "desk_due", "desk_schedules", "desk_schedule"}
    # tests/desk/test_templates.py
    templates = {name for name in NAMES if name.startswith("desk_template")}

    known = probed | elsewhere | receipts | clocks | matters | new | volumes | templates
    assert known == NAMES


@pytest.mark.parametrize(
    "path", ["/desk/", "/desk/records/", "/desk/search/?q=1", "/desk/records/1/", "/files/1/"]
)
def test_an_unknown_visitor_is_sent_to_sign_in(db, client, path):
    response = client.get(path)

    assert response.status_code == 302
    assert response.url.startswith("/desk/login/?next=")


def test_a_foreign_record_is_not_in_the_list_nor_in_its_count(office, record, sign_in):
    shown = page(sign_in(office.stranger), "/desk/records/")

    assert record.title not in shown
    assert office.donghe.name not in shown
    assert str(record.year) not in shown


def test_a_foreign_record_is_not_on_the_page_of_today(office, record, sign_in):
    assert record.title not in page(sign_in(office.stranger), "/desk/")


def test_a_foreign_record_shows_in_no_hit_count_or_facet(engine, office, record, sign_in):
    search.drain()

    mine = sign_in(office.clerk).get("/desk/search/", {"q": "矛盾纠纷"})
    foreign = sign_in(office.stranger).get("/desk/search/", {"q": "矛盾纠纷"})

    assert len(mine.context["found"]) == 1
    assert (foreign.context["result"].total, foreign.context["facets"]) == (0, [])
    assert office.donghe.name not in foreign.content.decode()


def test_a_shared_record_is_there_but_not_to_be_changed(office, record, sign_in):
    Share(record, office.qinghe, by=office.clerk).run()
    client = sign_in(office.stranger)

    assert record.title in page(client, f"/desk/records/{record.pk}/")
    assert client.get(f"/desk/records/{record.pk}/correct/").status_code == 403


def test_a_link_to_what_i_may_not_see_is_not_shown(office, record, sign_in):
    from archive.records.models import Link
    from archive.records.vocabulary import LinkReason

    other = register(office, "关于另一件事的报告")
    Link.objects.create(record=record, other=other, reason=LinkReason.SAME_MATTER)
    Share(record, office.qinghe, by=office.clerk).run()
    url = f"/desk/records/{record.pk}/"

    assert other.title in page(sign_in(office.clerk), url)
    assert other.title not in page(sign_in(office.stranger), url)


def test_an_administrator_sees_no_record_and_is_told_why(office, record, sign_in):
    shown = page(sign_in(office.administrator), "/desk/")

    assert "Your posts show no records" in shown
    assert record.title not in shown


def test_the_gate_is_installed():
    from project import settings as real

    assert GATE in real.MIDDLEWARE, "Wagtail's own pages know nothing of the policy."


def wagtail_addresses():
    """An example of every named address under the mount that is not one of ours."""
    (mount,) = [
        one
        for one in get_resolver(settings.ROOT_URLCONF).url_patterns
        if isinstance(one, URLResolver) and str(one.pattern) == "desk/"
    ]
    known = gate.OPEN | set(gate.REPLACED) | NAMES
    return sorted(f"/desk/{path}" for name, path in examples(mount) if name not in known)


def examples(resolver, space=""):
    for name in resolver.reverse_dict:
        if isinstance(name, str):
            for possible, *_rest in resolver.reverse_dict.getlist(name):
                template, parameters = possible[0]
                yield f"{space}{name}", template % dict.fromkeys(parameters, "1")
    for below, (prefix, inner) in resolver.namespace_dict.items():
        for name, path in examples(inner, f"{space}{below}:"):
            yield name, f"{prefix}{path}"


def test_wagtails_own_addresses_do_not_exist(office, sign_in):
    client, probed = sign_in(office.county_leader), wagtail_addresses()

    answers = {path: client.get(path).status_code for path in probed}

    assert len(probed) > 100
    assert {path: status for path, status in answers.items() if status != 404} == {}
