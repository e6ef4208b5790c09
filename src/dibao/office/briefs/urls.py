from django.urls import path

from dibao.office.briefs.views import listed

urlpatterns = [
    path("", listed.briefs, name="briefs"),
]
