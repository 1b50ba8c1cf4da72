"""Signing in, and one's own account: password and language. Names and posts are others' to change
(policy 1)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import require_admin_access
from wagtail.admin.forms.auth import LoginForm
from wagtail.admin.views.account import AccountView, ChangePasswordPanel, LocaleSettingsPanel
from wagtail.users.models import UserProfile

from archive.organisation.policy import SIGN_IN
from archive.records.sign_in import account_of, is_locked

WRONG = _("Account name and password do not fit; type both again.")
LOCKED = _(
    "This account is locked after %(failures)s wrong passwords. Wait %(minutes)s minutes, or let "
    "the security officer unlock it."
)


class SignInForm(LoginForm):  # type: ignore[misc]
    """Wagtail's form with our words: one sentence for every failure, one for a lock. Both are said
    of a name nobody has, too."""

    def get_invalid_login_error(self) -> forms.ValidationError:
        if not is_locked(account_of(self.cleaned_data.get("username") or "")):
            return forms.ValidationError(str(WRONG), code="invalid_login")
        minutes = int(SIGN_IN.locked_for.total_seconds() // 60)
        said = LOCKED % {"failures": SIGN_IN.failures, "minutes": minutes}
        return forms.ValidationError(str(said), code="locked")


class DeskAccountView(AccountView):  # type: ignore[misc]
    """Wagtail's account page with two panels; no picture, no theme, no name to edit."""

    template_name = "desk/account.html"
    page_title = _("Account")

    def get_panels(self) -> list[Any]:
        user = self.request.user
        profile = UserProfile.get_for_user(user)
        kinds = (ChangePasswordPanel, LocaleSettingsPanel)
        return [kind(self.request, user, profile) for kind in kinds]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["forms"] = [(panel.title, panel.get_form()) for panel in self.get_panels()]
        return context


account = require_admin_access(DeskAccountView.as_view())
