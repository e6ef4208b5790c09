from django.urls import path

from dibao.office.ledger.views import day, entry, series

urlpatterns = [
    path("", day.ledger, name="ledger"),
    path("of/<str:indicator>/", series.series, name="series"),
    path("export.<str:kind>", series.export, name="export"),
    path("entry/<int:number>/", entry.entry, name="entry"),
    path("entry/<int:number>/correct/", entry.correct, name="correct"),
    path("carry/<iso:day>/", entry.carry, name="carry"),
]
