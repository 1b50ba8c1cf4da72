"""Steps of official documents: repeal, publish, withdraw."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from archive.documents.steps import Publish, Repeal, Withdraw
from archive.organisation.vocabulary import Verb
from desk.forms import PublishForm, ReasonForm, RepealForm
from desk.views.steps import StepView


class RepealView(StepView):
    verb = Verb.REPEAL
    form_class = RepealForm
    title = _("Repeal the document")
    about = _("It is out of force from the day given; it is kept, and found with that mark.")
    submit = _("Repeal")
    done = _("Repealed from the day given.")
    warn = True

    def step(self, form: RepealForm) -> Repeal:
        said = form.cleaned_data
        return Repeal(
            self.record,
            abolished_on=said["abolished_on"],
            successor=said["successor"],
            **self.given(form),
        )


class PublishView(StepView):
    verb = Verb.PUBLISH
    form_class = PublishForm
    title = _("Publish on the portal")
    about = _("Everybody can read what stands here once it is published. Check names and numbers.")
    submit = _("Publish")
    done = _("Published; the notice stands on the portal.")

    def step(self, form: PublishForm) -> Publish:
        publisher = form.cleaned_data["publisher"]
        return Publish(self.record, form.header(), publisher=publisher, **self.given(form))


class WithdrawView(StepView):
    verb = Verb.WITHDRAW
    form_class = ReasonForm
    title = _("Withdraw from the portal")
    about = _("The notice is gone from the portal at once; its index number and the reason stay.")
    submit = _("Withdraw")
    done = _("Withdrawn from the portal.")
    warn = True

    def step(self, form: ReasonForm) -> Withdraw:
        return Withdraw(self.record, **self.given(form))
