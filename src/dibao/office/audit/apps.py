from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "dibao.office.audit"
    label = "audit"
