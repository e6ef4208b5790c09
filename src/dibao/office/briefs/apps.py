from django.apps import AppConfig


class BriefsConfig(AppConfig):
    name = "dibao.office.briefs"
    label = "briefs"

    def ready(self) -> None:
        from dibao.office.briefs import policies, uses  # noqa: F401
