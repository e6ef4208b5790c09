from django.urls import path

from dibao.office.rules.views import rules

urlpatterns = [
    path("", rules.rules, name="rules"),
    path("template/", rules.template, name="template"),
    path("<str:name>/", rules.rule, name="rule"),
]
