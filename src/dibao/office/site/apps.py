from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "dibao.office.site"
    label = "site"
