"""信访件: a matter a petitioner brought, on its way to an answer."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from archive.organisation.models import Unit, User
from archive.petitions.vocabulary import (
    AppealRoute,
    Channel,
    MatterClass,
    OpinionResult,
    PetitionSource,
    PetitionState,
    ReviewResult,
    ReviewStage,
    SentAs,
    ServiceMode,
)
from archive.records.models import Record


class Petition(models.Model):
    """What the register form holds that matters for handling (domain 1.5), and how far it is.

    id_no_sealed and phone_sealed hold Fernet tokens, never the numbers; their last four
    characters stand beside them for lists. restricted fields: respondent.
    """

    record = models.OneToOneField(
        Record, models.PROTECT, primary_key=True, related_name="petition"
    )
    state = models.CharField(
        _("state"), max_length=20, choices=PetitionState.choices, default=PetitionState.REGISTERED
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    source = models.CharField(
        _("source"), max_length=12, choices=PetitionSource.choices, default=PetitionSource.DIRECT
    )
    source_no = models.CharField(_("number of the sender"), max_length=100, blank=True)
    received_on = models.DateField(_("received on"))

    petitioner_name = models.CharField(_("petitioner"), max_length=100, blank=True)
    petitioner_address = models.CharField(_("address"), max_length=300, blank=True)
    id_no_sealed = models.TextField(blank=True)
    id_no_tail = models.CharField(max_length=4, blank=True)
    phone_sealed = models.TextField(blank=True)
    phone_tail = models.CharField(max_length=4, blank=True)
    anonymous = models.BooleanField(_("anonymous"), default=False)
    unclear = models.BooleanField(_("name or address unclear"), default=False)
    keep_confidential = models.BooleanField(_("asks for confidentiality"), default=False)
    people_count = models.PositiveIntegerField(_("number of people"), default=1)
    representatives = models.CharField(_("representatives"), max_length=300, blank=True)

    matter_class = models.CharField(
        _("class"), max_length=12, choices=MatterClass.choices, blank=True
    )
    appeal_route = models.CharField(
        _("route"), max_length=6, choices=AppealRoute.choices, blank=True
    )
    matter_place = models.CharField(_("place of the matter"), max_length=200, blank=True)
    summary = models.TextField(_("facts and reasons"))
    claims = models.JSONField(_("claims"), default=list, blank=True)
    respondent_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("respondent")
    )
    # An account, where the respondent has one: he never sees the matter (policy 3-1).
    respondent_person = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("respondent of ours"),
    )
    respondent_text = models.CharField(_("respondent as stated"), max_length=300, blank=True)

    handler = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="petitions",
        verbose_name=_("handler"),
    )
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    ground = models.CharField(_("ground"), max_length=500, blank=True)
    competent_organ = models.CharField(_("competent organ"), max_length=200, blank=True)

    # Where it goes, as proposed by triage or done: a unit of ours, else `competent_organ`.
    to_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("goes to")
    )
    sent_as = models.CharField(_("sent as"), max_length=10, choices=SentAs.choices, blank=True)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    report_due_on = models.DateField(_("report due back on"), null=True, blank=True)
    # On the record at the receiver: the limit its sender set.
    limit_on = models.DateField(_("limit set by the sender"), null=True, blank=True)

    extension_days = models.PositiveSmallIntegerField(_("days of extension"), null=True, blank=True)
    extension_reason = models.CharField(_("reason of the extension"), max_length=500, blank=True)
    extension_asked_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    extension_approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )

    result = models.CharField(_("result"), max_length=14, choices=OpinionResult.choices, blank=True)
    findings = models.TextField(_("facts found"), blank=True)
    opinion = models.TextField(_("opinion"), blank=True)
    opinion_basis = models.TextField(_("legal basis"), blank=True)
    answers = models.JSONField(_("answers to the claims"), default=list, blank=True)
    drafted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    signed_on = models.DateField(_("signed on"), null=True, blank=True)

    served_on = models.DateField(_("served on"), null=True, blank=True)
    service_mode = models.CharField(
        _("kind of service"), max_length=12, choices=ServiceMode.choices, blank=True
    )
    service_witness = models.CharField(_("witness"), max_length=100, blank=True)
    # The last review or re-check: asked for on, given on, by whom, with what result.
    review_stage = models.CharField(
        _("stage of review"), max_length=10, choices=ReviewStage.choices, blank=True
    )
    review_asked_on = models.DateField(_("review asked for on"), null=True, blank=True)
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    review_organ = models.CharField(_("reviewing organ"), max_length=200, blank=True)
    review_result = models.CharField(
        _("result of the review"), max_length=10, choices=ReviewResult.choices, blank=True
    )
    # Set when it is closed: a closed matter keeps how it ended.
    ended_as = models.CharField(
        _("ended as"), max_length=20, choices=PetitionState.choices, blank=True
    )

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(signed_by=None) | Q(drafted_by=None) | ~Q(signed_by=F("drafted_by")),
                name="who_drafts_does_not_sign",
            ),
            CheckConstraint(
                condition=Q(extension_approved_by=None)
                | ~Q(extension_approved_by=F("extension_asked_by")),
                name="who_asks_does_not_approve",
            ),
        ]
        indexes = [models.Index(fields=["state", "handler"], name="petition_open")]

    def __str__(self) -> str:
        return str(self.record)

    @property
    def is_accusation(self) -> bool:
        return self.matter_class == MatterClass.ACCUSATION
