"""Signing in, with a lock after too many wrong passwords."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView
from axes.decorators import axes_dispatch, axes_form_invalid
from django.http import HttpResponse
from django.utils.decorators import method_decorator

from dibao.office.shared.pages import PAGES, Policy


@method_decorator(axes_dispatch, name="dispatch")
@method_decorator(axes_form_invalid, name="form_invalid")
class SignIn(LoginView):  # type: ignore[misc]
    """The library's page; a locked name is told so and nothing else, whatever the password."""

    def form_invalid(self, form: Any) -> HttpResponse:  # the decorator needs a method of this class
        answer: HttpResponse = super().form_invalid(form)
        return answer


sign_in = SignIn.as_view()
PAGES[sign_in] = Policy()
