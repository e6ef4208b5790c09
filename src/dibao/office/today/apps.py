from django.apps import AppConfig


class TodayConfig(AppConfig):
    name = "dibao.office.today"
    label = "today"

    def ready(self) -> None:
        from dibao.office.today import policies  # noqa: F401
