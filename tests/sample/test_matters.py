"""The matters of the sample office keep the limits of the law and single nobody out."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter

import pytest

from archive.holdings.extract import extract
from archive.holdings.types import media_type
from archive.mediation.rules import needs_writing
from archive.mediation.vocabulary import PartyKind, Performance, SessionResult, Side
from archive.petitions.rules import is_answered_by_opinion, route_needed
from archive.petitions.vocabulary import AppealRoute, Channel, OpinionResult, PetitionSource
from tests.sample.matters import (
    CALENDAR,
    DOSSIERS,
    MATTERS,
    PETITIONS,
    SAMPLE,
    between,
    day,
    days_in,
    due,
    in_order,
    named,
    terms_of,
)

TODAY = dt.date(2026, 11, 24)
YEARS = set(range(2019, 2027))
ADULT = 18
PRIVATE = re.compile(r"1[3-9]\d{9}|(?<!\d)(\d{15}|\d{17}[\dXx])(?!\d)")
UNWANTED = re.compile("重点人|稳控|维稳|缠访|非访|评分|积分制|分级管理")

# What an ending must have; the others of its kind must be empty.
PETITION_DATES = ("triaged_on", "accepted_on", "opinion_on", "served_on", "closed_on")
HAS = {
    "closed_opinion": PETITION_DATES,
    "closed_reply": PETITION_DATES,
    "closed_guided": ("triaged_on", "closed_on"),
    "closed_declined": ("triaged_on", "closed_on"),
    "closed_filed_only": ("triaged_on", "closed_on"),
    "accepted_open": ("triaged_on", "accepted_on"),
    "overdue": ("triaged_on", "accepted_on"),
    "registered_open": (),
    "opinion_open": ("triaged_on", "accepted_on", "opinion_on"),
}
DOSSIER_ENDINGS = {
    "agreed_written": 30,
    "agreed_oral": 8,
    "terminated": 4,
    "withdrawn": 2,
    "open": 4,
}
PETITION_ENDINGS = {
    "closed": 40,
    "accepted": 5,
    "registered": 2,
    "opinion": 3,
    "overdue": 4,
    "withdrawn": 2,
}
OPINIONS = {"closed_opinion", "opinion_open"}
RESULTS = {
    "agreed_written": {"succeeded"},
    "agreed_oral": {"succeeded"},
    "terminated": {"failed"},
    "withdrawn": {None},
    "open": {None, "to_continue"},
}


AGREED = [each for each in DOSSIERS if each["ending"].startswith("agreed")]
OPENED = [each for each in PETITIONS if each["accepted_on"]]


every_dossier = pytest.mark.parametrize("dossier", DOSSIERS, ids=named(DOSSIERS))
every_agreed = pytest.mark.parametrize("dossier", AGREED, ids=named(AGREED))
every_petition = pytest.mark.parametrize("petition", PETITIONS, ids=named(PETITIONS))
every_accepted = pytest.mark.parametrize("petition", OPENED, ids=named(OPENED))


def test_years_units_and_endings_are_as_many_as_the_house_shows():
    assert Counter(each["received_on"][:4] for each in DOSSIERS) == {str(y): 6 for y in YEARS}
    assert {day(each["received_on"]).year for each in PETITIONS} == YEARS
    assert {each["unit"] for each in DOSSIERS} == {"DH01", "DH02", "QS01", "QS02"}
    assert Counter(each["unit"] for each in PETITIONS) == {"YX": 22, "DH": 22, "QS": 12}
    endings = Counter(each["ending"] for each in DOSSIERS)
    assert endings == DOSSIER_ENDINGS
    closed = Counter(each["ending"].split("_")[0] for each in PETITIONS)
    assert closed == PETITION_ENDINGS


@pytest.mark.parametrize("matter", DOSSIERS + PETITIONS, ids=named(DOSSIERS + PETITIONS))
def test_everything_happens_on_working_days_before_today(matter):
    limits = [(matter.get("agreement") or {}).get("perform_by")]
    acts = [one for one in days_in(matter) if one.isoformat() not in limits]
    assert all(CALENDAR.is_workday(one) and one <= TODAY for one in acts)


@every_dossier
def test_codes_of_a_dossier_are_valid_on_its_day(dossier):
    term = terms_of("dispute_type")[dossier["dispute_type"]]
    assert term["valid_from"] <= dossier["received_on"] <= term.get("valid_to", "9999")
    assert dossier["source"] in terms_of("case_source")
    assert bool(dossier["referrer"]) == dossier["source"].startswith("03")
    assert 80 <= len(dossier["facts"]) <= 200
    assert dossier["requests"]


@every_dossier
def test_parties_are_grown_up_and_of_both_sides(dossier):
    parties = dossier["parties"]
    assert 2 <= len(parties) <= 3
    assert {"applicant", "respondent"} <= {one["side"] for one in parties} <= set(Side.values)
    assert {one["kind"] for one in parties} <= set(PartyKind.values)
    assert len({one["name"] for one in parties}) == len(parties)
    for one in parties:
        assert (one["age"] or 0) >= ADULT or one["kind"] == PartyKind.ORGANISATION
        assert one["name"] in dossier["facts"] or one["side"] == "other" or len(parties) == 3


@every_dossier
def test_a_dossier_goes_its_way_in_time(dossier):
    session, agreement = dossier["session"] or {}, dossier.get("agreement") or {}
    assert 0 <= between(dossier["received_on"], dossier["accepted_on"]) <= 3
    assert session.get("result") in RESULTS[dossier["ending"]]
    assert not session or session["result"] in SessionResult.values
    assert not session or 60 <= len(session["note"]) <= 150
    ended = agreement.get("agreed_on") or dossier.get("ended_on")
    way = [dossier["received_on"], dossier["accepted_on"], session.get("held_on"), ended]
    assert in_order([*way, dossier.get("closed_on")])
    assert bool(ended) == bool(dossier.get("closed_on")) == (dossier["ending"] != "open")
    assert not ended or day(ended) <= due(dossier["accepted_on"], 30)
    assert bool(dossier.get("ground")) == (dossier["ending"] in {"terminated", "withdrawn"})


@every_agreed
def test_an_agreement_is_written_where_it_must_be_and_performed_before_it_closes(dossier):
    agreement = dossier["agreement"]
    performance, oral = Performance(agreement["performance"]), dossier["ending"] == "agreed_oral"
    assert not oral or not needs_writing(performance, difficult=dossier["difficult"], asked=False)
    assert bool(agreement["perform_by"]) == (performance == Performance.PENDING)
    assert bool(dossier["performed_on"]) == (performance != Performance.NOT_NEEDED)
    done = dossier["performed_on"] or agreement["agreed_on"]
    assert in_order([agreement["agreed_on"], done, dossier["closed_on"]])
    assert in_order([done, agreement["perform_by"]])
    assert performance != Performance.PERFORMED or done == agreement["agreed_on"]
    assert 60 <= len(agreement["terms"]) <= 150
    amount = agreement["amount"]
    assert amount is None or str(amount) in agreement["terms"]


@every_agreed
def test_a_written_agreement_is_visited_after_one_or_two_months(dossier):
    visit = dossier["visit"]
    assert visit or dossier["ending"] == "agreed_oral"
    if visit:
        assert 28 <= between(dossier["agreement"]["agreed_on"], visit["visited_on"]) <= 62
        assert visit["visited_on"] <= dossier["closed_on"]


@every_petition
def test_words_of_a_petition_are_those_of_the_register(petition):
    assert petition["channel"] in Channel.values
    assert petition["source"] in PetitionSource.values
    assert bool(petition["source_no"]) == (petition["source"] != PetitionSource.DIRECT)
    assert petition["matter_class"] in {"suggestion", "appeal"}
    needs = route_needed(petition["matter_class"], day(petition["received_on"]))
    assert (petition["appeal_route"] in AppealRoute.values) == needs
    assert petition["people_count"] >= 1
    assert 60 <= len(petition["summary"]) <= 160
    assert 1 <= len(petition["claims"]) <= 3


@every_petition
def test_who_cannot_be_written_to_is_only_filed(petition):
    known = bool(petition["petitioner_name"] and petition["petitioner_address"])
    assert known != petition["anonymous"]
    assert petition["anonymous"] == (petition["ending"] == "closed_filed_only")


@every_petition
def test_a_petition_has_the_dates_of_its_ending_in_order(petition):
    has = {name for name in PETITION_DATES if petition[name]}
    if petition["ending"] != "withdrawn":
        assert has == set(HAS[petition["ending"]])
    assert in_order([petition["received_on"], *(petition[name] for name in PETITION_DATES)])


@every_petition
def test_the_petitioner_is_told_within_15_days(petition):
    told = petition["accepted_on"] or petition["closed_on"]
    last = due(petition["received_on"], 15)
    assert day(told) <= last if told else last >= TODAY


@every_petition
def test_words_said_fit_the_ending(petition):
    opinion, reply = petition["ending"] in OPINIONS, petition["ending"] == "closed_reply"
    assert all(bool(petition[name]) == opinion for name in ("findings", "opinion_basis"))
    assert (petition["result"] in OpinionResult.values) == opinion
    assert bool(petition["opinion"]) == (opinion or reply)
    assert len(petition["answers"]) == (len(petition["claims"]) if opinion or reply else 0)
    not_taken = {"closed_declined", "closed_guided", "closed_filed_only"}
    assert bool(petition["ground"]) == (petition["ending"] in not_taken)
    assert bool(petition["competent_organ"]) == (
        petition["ending"] in {"closed_declined", "closed_guided"}
    )


@every_accepted
def test_an_accepted_matter_is_answered_in_time_or_shown_as_overdue(petition):
    accepted = petition["accepted_on"]
    law = is_answered_by_opinion(petition["matter_class"], petition["appeal_route"], day(accepted))
    assert law == (petition["ending"] != "closed_reply")
    days = 60 + (petition["extended"] or {}).get("days", 0)
    last, answered = due(accepted, days), petition["opinion_on"] or petition["closed_on"]
    if petition["ending"] == "overdue":
        assert accepted.startswith("2026-07") and last < TODAY
    else:
        assert day(answered) <= last if answered else last >= TODAY


@every_petition
def test_an_opinion_is_closed_when_the_time_for_review_is_over(petition):
    if petition["ending"] == "closed_opinion":
        assert day(petition["closed_on"]) > due(petition["served_on"], 30)


def test_three_matters_were_extended_because_they_needed_it():
    extended = [each for each in PETITIONS if each["extended"]]
    assert len(extended) == 3
    assert all(set(each["extended"]) == {"days", "reason"} for each in extended)
    ends = [each["opinion_on"] or TODAY.isoformat() for each in extended]
    assert all(
        due(each["accepted_on"], 60) < day(end) for each, end in zip(extended, ends, strict=True)
    )


def long_texts() -> list[str]:
    visits = [each["visit"]["note"] for each in AGREED if each["visit"]]
    terms = [each["agreement"]["terms"] for each in AGREED]
    notes = [each["session"]["note"] for each in DOSSIERS if each["session"]]
    facts = [each["facts"] for each in DOSSIERS]
    said = [each[name] for each in PETITIONS for name in ("title", "summary", "opinion")]
    return [text for text in [*visits, *terms, *notes, *facts, *said] if text]


def test_no_text_is_said_twice():
    assert max(Counter(long_texts()).values()) == 1


def test_nobody_can_be_called_or_singled_out():
    text = json.dumps(MATTERS, ensure_ascii=False)
    assert not PRIVATE.search(text)
    assert not UNWANTED.search(text)
    assert "accusation" not in text


def test_names_of_parties_are_not_those_of_the_office():
    office = (SAMPLE / "office.py").read_text(encoding="utf-8")
    people = [one["name"] for each in DOSSIERS for one in each["parties"]]
    people += [each["petitioner_name"] for each in PETITIONS if each["petitioner_name"]]
    assert not [name for name in people if f'"{name}"' in office]


@pytest.mark.parametrize(
    ("name", "size", "says"),
    [("签字页（样例）.pdf", 40_000, "签字盖章页扫描件"), ("来信（样例）.pdf", 60_000, "排水沟")],
)
def test_the_two_papers_are_small_and_can_be_read(name, size, says):
    path = SAMPLE / "files" / name
    text = extract(path, media_type(path, name)).text
    assert path.stat().st_size <= size
    assert "（样例）" in text and says in text
    assert not PRIVATE.search(text)
