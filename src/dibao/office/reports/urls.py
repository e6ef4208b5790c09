from django.urls import path

from dibao.office.reports.views import listed, unit

urlpatterns = [
    path("", listed.reports, name="reports"),
    path("of/<str:unit_code>/", unit.unit, name="unit"),
]
