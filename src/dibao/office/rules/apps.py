from django.apps import AppConfig


class RulesConfig(AppConfig):
    name = "dibao.office.rules"
    label = "rules"

    def ready(self) -> None:
        from dibao.office.rules import policies  # noqa: F401
