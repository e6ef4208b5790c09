from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "dibao.office.reports"
    label = "reports"

    def ready(self) -> None:
        from dibao.office.reports import policies  # noqa: F401
