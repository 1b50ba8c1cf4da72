"""人民调解卷宗: one dispute, one dossier."""

from __future__ import annotations

from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from archive.classification.models import Term
from archive.mediation.vocabulary import (
    AgreementForm,
    Confirmation,
    DossierState,
    PartyKind,
    Performance,
    SessionResult,
    Side,
)
from archive.organisation.models import User
from archive.records.models import Record


class Dossier(models.Model):
    """A dispute as the committee registered it, and how far its mediation is (domain 2.6)."""

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="dossier")
    state = models.CharField(
        _("state"), max_length=12, choices=DossierState.choices, default=DossierState.REGISTERED
    )
    dispute_type = models.ForeignKey(
        Term, models.PROTECT, related_name="+", verbose_name=_("dispute type")
    )
    source = models.ForeignKey(
        Term, models.PROTECT, related_name="+", verbose_name=_("source of the case")
    )
    referrer = models.CharField(_("who referred it"), max_length=200, blank=True)
    referrer_told_on = models.DateField(_("referrer told on"), null=True, blank=True)
    difficult = models.BooleanField(_("difficult or complex"), default=False)
    received_on = models.DateField(_("received on"))
    facts = models.TextField(_("facts of the dispute"))
    requests = models.TextField(_("what is asked"), blank=True)

    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    rights_told_on = models.DateField(_("rights told on"), null=True, blank=True)
    extension_consent = models.CharField(_("consent to the extension"), max_length=300, blank=True)

    agreement_form = models.CharField(
        _("form of the agreement"), max_length=8, choices=AgreementForm.choices, blank=True
    )
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    effective_on = models.DateField(_("effective on"), null=True, blank=True)
    terms = models.TextField(_("terms"), blank=True)
    perform_by = models.DateField(_("to be performed by"), null=True, blank=True)
    amount = models.DecimalField(
        _("amount"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    performance = models.CharField(
        _("performance"), max_length=12, choices=Performance.choices, blank=True
    )
    performed_on = models.DateField(_("performed on"), null=True, blank=True)
    confirmation = models.CharField(
        _("judicial confirmation"),
        max_length=10,
        choices=Confirmation.choices,
        default=Confirmation.NONE,
    )
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ground = models.CharField(_("ground"), max_length=500, blank=True)
    other_ways_told = models.BooleanField(_("other ways told"), default=False)

    class Meta:
        indexes = [models.Index(fields=["state"], name="dossier_state")]

    def __str__(self) -> str:
        return str(self.record)


class Party(models.Model):
    """当事人, with the seven fields of the forms. Numbers are sealed, their tails stand beside."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="parties")
    position = models.PositiveSmallIntegerField()
    side = models.CharField(_("side"), max_length=12, choices=Side.choices)
    kind = models.CharField(
        _("kind"), max_length=14, choices=PartyKind.choices, default=PartyKind.PERSON
    )
    name = models.CharField(_("name"), max_length=200)
    gender = models.CharField(_("gender"), max_length=10, blank=True)
    ethnicity = models.CharField(_("ethnicity"), max_length=30, blank=True)
    age = models.PositiveSmallIntegerField(_("age"), null=True, blank=True)
    occupation = models.CharField(_("occupation or post"), max_length=100, blank=True)
    address = models.CharField(_("unit or address"), max_length=300, blank=True)
    id_no_sealed = models.TextField(blank=True)
    id_no_tail = models.CharField(max_length=4, blank=True)
    phone_sealed = models.TextField(blank=True)
    phone_tail = models.CharField(max_length=4, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)

    class Meta:
        ordering = ["dossier", "position"]
        constraints = [UniqueConstraint(fields=["dossier", "position"], name="one_party_per_place")]

    def __str__(self) -> str:
        return self.name


class DossierMediator(models.Model):
    """人民调解员 of a dossier: a person of the system, or one named by the committee."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="mediators")
    person = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="dossiers")
    name = models.CharField(_("name"), max_length=80)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)

    class Meta:
        constraints = [UniqueConstraint(fields=["dossier", "name"], name="one_mediator_per_name")]

    def __str__(self) -> str:
        return self.name


class Session(models.Model):
    """调解记录: one sitting."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="sessions")
    held_on = models.DateField(_("held on"))
    place = models.CharField(_("place"), max_length=200)
    present = models.CharField(_("present"), max_length=500, blank=True)
    note = models.TextField(_("record"))
    result = models.CharField(_("result"), max_length=12, choices=SessionResult.choices)
    signed = models.BooleanField(_("signed by all"), default=False)

    class Meta:
        ordering = ["dossier", "held_on", "pk"]

    def __str__(self) -> str:
        return f"{self.held_on} {self.get_result_display()}"


class Visit(models.Model):
    """回访记录: a return visit about the agreement."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="visits")
    visited_on = models.DateField(_("visited on"))
    visitor = models.CharField(_("visitor"), max_length=80)
    note = models.TextField(_("what was found"))

    class Meta:
        ordering = ["dossier", "visited_on", "pk"]

    def __str__(self) -> str:
        return str(self.visited_on)
