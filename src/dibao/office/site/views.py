"""What belongs to no desk: the language, what has changed, and the pages for what cannot be done."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme

from dibao.language import say
from dibao.office.audit.models import AuditLine
from dibao.office.shared.pages import Request, open_page, page
from dibao.office.site.middleware import LANGUAGE_COOKIE

_YEAR = 365 * 24 * 60 * 60


@open_page
def language(request: Request, chosen: str) -> HttpResponse:
    """Read on in the other language."""
    back = request.GET.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    response = redirect(back if safe else "/")
    if chosen in ("zh", "en"):
        response.set_cookie(LANGUAGE_COOKIE, chosen, max_age=_YEAR, samesite="Lax", secure=request.is_secure())
    return response


@page("home.see")
def live(request: Request) -> HttpResponse:
    """A mark of how the office's records stand: pages ask every few seconds, and load again what has changed. How much
    there is on record, it does not tell."""
    newest = AuditLine.objects.order_by("-id").values_list("id", flat=True).first() or 0
    return JsonResponse({"at": salted_hmac("dibao.live", str(newest), algorithm="sha256").hexdigest()[:16]})


@open_page
def health(request: Request) -> HttpResponse:
    """For a proxy: 200 where the database answers."""
    AuditLine.objects.order_by("-id").values_list("id", flat=True).first()
    return HttpResponse("ok", content_type="text/plain")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Most often a form from a page that was left open over night."""
    return _page(request, 403, say("这一步没有被接受，请刷新页面再试。", "This was not accepted; load the page again."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request, 404, say("没有这一页，请从上面的栏目进入。", "There is no such page; start from the desks above.")
    )


def failed(request: HttpRequest) -> HttpResponse:
    """The traceback goes to the log; the reader learns that nothing was half done."""
    sentence = say(
        "邸报出了错，这一步没有做成，已收下的都在；请再试一次，还不行请找管理员看日志。",
        "Dibao failed; nothing was half done and what was received is kept. Try again, or ask an administrator.",
    )
    return _page(request, 500, sentence)


def _page(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    return render(request, "site/refused.html", {"sentence": sentence}, status=status)
