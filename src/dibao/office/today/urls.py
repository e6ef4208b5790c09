from django.urls import path

from dibao.office.today.views import day

urlpatterns = [
    path("", day.today, name="today"),
    path("<iso:day>/", day.today, name="day"),
]
