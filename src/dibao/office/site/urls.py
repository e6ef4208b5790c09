"""The addresses of the office: each desk brings its own."""

from __future__ import annotations

from django.urls import include, path, register_converter

from dibao.office.shared.addresses import Day
from dibao.office.site import views

register_converter(Day, "iso")

urlpatterns = [
    path("", include("dibao.office.people.urls")),
    path("today/", include("dibao.office.today.urls")),
    path("reports/", include("dibao.office.reports.urls")),
    path("briefs/", include("dibao.office.briefs.urls")),
    path("ledger/", include("dibao.office.ledger.urls")),
    path("rules/", include("dibao.office.rules.urls")),
    path("language/<str:chosen>/", views.language, name="language"),
    path("live/", views.live, name="live"),
    path("health/", views.health, name="health"),
]

handler403 = "dibao.office.site.views.forbidden"
handler404 = "dibao.office.site.views.not_found"
handler500 = "dibao.office.site.views.failed"
