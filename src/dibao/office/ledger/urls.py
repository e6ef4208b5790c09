from django.urls import path

from dibao.office.ledger.views import listed

urlpatterns = [
    path("", listed.ledger, name="ledger"),
]
