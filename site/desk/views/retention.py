"""Lists of retention: what is due for appraisal, holds in force, schedules and their approval."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Case, Count, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.organisation.may import may
from archive.organisation.refusal import Refused
from archive.organisation.vocabulary import Verb
from archive.records.step import NotVisible, NotYourPost
from archive.retention.holds import standing
from archive.retention.models import Hold, Retention, Schedule
from archive.retention.queries import due_for_appraisal, ended_before, held_back
from archive.retention.steps import ApproveSchedule
from archive.retention.steps.approve_schedule import root_of
from archive.volumes.models import VolumeItem
from desk.access import DeskView, is_visible
from desk.forms.keeping import ApproveForm
from desk.listing import known, page_of, units_in, whole
from desk.views.steps import REFUSED

DUE, HELD, ALL = "due", "held", "all"
FIRST_YEAR, LAST_YEAR = 1949, 9998
# So many years ahead are offered; any other may stand in the address.
AHEAD = 12


class RetentionBase(DeskView):
    """Every list here is inside the person's scope; a post without records has none."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may_bind=may(self.person, Verb.BIND), **kwargs)

    def crumbs(self) -> list[dict[str, Any]]:
        path = [(reverse("desk_volumes"), _("Volumes")), ("", self.page_title)]
        return [*self.breadcrumbs_items, *({"url": url, "label": label} for url, label in path)]


@dataclass(frozen=True)
class Line:
    """A record on a list, where it lies, and what holds it."""

    row: Any
    codes: Sequence[str]
    holds: Sequence[Hold]


class DueView(RetentionBase):
    """到期鉴定: `?year=`, `?unit=`, `?show=due|held|all`."""

    template_name = "desk/due.html"
    page_title = _("Due for appraisal")

    def get(self, request: HttpRequest) -> HttpResponse:
        self.ask(Verb.VIEW)
        today = timezone.localdate()
        year = whole(request.GET.get("year")) or today.year
        year = min(max(year, FIRST_YEAR), LAST_YEAR)
        unit = whole(request.GET.get("unit"))
        show = known(request.GET.get("show"), [DUE, HELD, ALL]) or ALL
        tabs = {name: self.rows(name, year, unit) for name in (ALL, DUE, HELD)}
        page = page_of(tabs[show].select_related("record__lead_unit"), request.GET.get("page"))
        context = self.get_context_data(
            year=year,
            years=sorted({year, *range(today.year - 2, today.year + AHEAD)}),
            unit=unit,
            units=list(units_in(self.scope)),
            show=show,
            tabs=[(name, LABELS[name], counted(rows)) for name, rows in tabs.items()],
            page=page,
            lines=lines_of(page.rows),
            breadcrumbs_items=self.crumbs(),
        )
        return self.render_to_response(context)

    def rows(self, show: str, year: int, unit: int | None) -> QuerySet[Retention]:
        asked = {DUE: due_for_appraisal, HELD: held_back, ALL: ended_before}[show]
        rows = asked(year, self.scope)
        return rows.filter(record__lead_unit=unit) if unit else rows


LABELS = {ALL: _("Periods that are over"), DUE: _("To appraise"), HELD: _("Held back")}


def counted(rows: QuerySet[Any]) -> int:
    return rows.order_by().count()


def lines_of(rows: Iterable[Any]) -> list[Line]:
    """Two queries for a page, whatever its length."""
    listed = list(rows)
    ids = [row.record_id for row in listed]
    codes = codes_of(ids)
    holds: dict[int, list[Hold]] = {}
    for hold in standing().filter(record__in=ids).select_related("placed_by"):
        holds.setdefault(hold.record_id, []).append(hold)
    return [Line(row, codes.get(row.record_id, []), holds.get(row.record_id, [])) for row in listed]


def codes_of(ids: Sequence[int]) -> dict[int, list[str]]:
    """By record id: the 档号 of its item, or of the volumes it lies in."""
    found: dict[int, list[str]] = {}
    items = VolumeItem.objects.filter(record__in=ids).order_by("volume__pk")
    for record, own, volume in items.values_list("record", "code", "volume__code"):
        found.setdefault(record, []).append(own or volume)
    return found


class HoldsView(RetentionBase):
    """暂停处置 in force, the ones somebody asked to lift first."""

    template_name = "desk/holds.html"
    page_title = _("Holds in force")

    def get(self, request: HttpRequest) -> HttpResponse:
        self.ask(Verb.VIEW)
        unit = whole(request.GET.get("unit"))
        rows = standing().filter(is_visible(self.person, "record"))
        rows = rows.filter(record__lead_unit=unit) if unit else rows
        asked = Case(When(asked_to_lift_by=None, then=Value(1)), default=Value(0))
        about = ("record__lead_unit", "placed_by", "asked_to_lift_by")
        ordered = rows.select_related(*about).order_by(asked, "placed_on", "pk")
        page = page_of(ordered, request.GET.get("page"))
        context = self.get_context_data(
            unit=unit,
            units=list(units_in(self.scope)),
            page=page,
            lines=lines_of(page.rows),
            breadcrumbs_items=self.crumbs(),
        )
        return self.render_to_response(context)


class SchedulesView(RetentionBase):
    """归档范围和保管期限表: what stands, and which of them is approved."""

    template_name = "desk/schedules.html"
    page_title = _("Retention schedules")

    def get(self, request: HttpRequest) -> HttpResponse:
        self.ask(Verb.VIEW)
        rows = Schedule.objects.annotate(rules_count=Count("rules")).order_by("-valid_from", "-pk")
        context = self.get_context_data(
            schedules=list(rows), breadcrumbs_items=self.crumbs()
        )
        return self.render_to_response(context)


class ScheduleView(RetentionBase):
    """The rules of one schedule in their order; and its approval, for whoever may enter it."""

    template_name = "desk/schedule.html"
    page_title = _("Retention schedule")

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        return self.page(self.find(code), ApproveForm())

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        schedule, form = self.find(code), ApproveForm(request.POST)
        if not form.is_valid():
            return self.page(schedule, form, REFUSED)
        said = form.cleaned_data
        try:
            ApproveSchedule(schedule, said["number"], said["approved_on"], by=self.person).run()
        except NotYourPost:
            raise
        except Refused as refused:
            form.refuse(refused)
            return self.page(schedule, form, REFUSED)
        messages.success(request, str(_("Approved: from now on it is bound by this schedule.")))
        return redirect("desk_schedule", schedule.code)

    def find(self, code: str) -> Schedule:
        self.ask(Verb.VIEW)
        schedule = Schedule.objects.filter(code=code).first()
        if schedule is None:
            raise NotVisible
        return schedule

    def page(self, schedule: Schedule, form: ApproveForm, status: int = 200) -> HttpResponse:
        root = root_of(self.person)
        usable = bool(root and may(self.person, Verb.MANAGE_RULES, root))
        context = self.get_context_data(
            schedule=schedule,
            rules=list(schedule.rules.order_by("kind", "position")),
            in_use=Retention.objects.filter(rule__schedule=schedule).exists(),
            may_approve=usable and not schedule.approval_no,
            form=form,
            breadcrumbs_items=[
                *self.crumbs()[:-1],
                {"url": reverse("desk_schedules"), "label": _("Retention schedules")},
                {"url": "", "label": schedule.code},
            ],
        )
        return self.render_to_response(context, status=status)
