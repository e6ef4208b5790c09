from django.apps import AppConfig


class TodayConfig(AppConfig):
    name = "dibao.office.today"
    label = "today"

    def ready(self) -> None:
        from dibao.office.shared.told import tell_by
        from dibao.office.today import policies  # noqa: F401
        from dibao.office.today.dispatch import in_brief

        tell_by("dispatch", in_brief)
