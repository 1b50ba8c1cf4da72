"""One's own account: password and language. Names and posts are others' to change (policy 1)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView, ChangePasswordPanel, LocaleSettingsPanel
from wagtail.users.models import UserProfile


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
