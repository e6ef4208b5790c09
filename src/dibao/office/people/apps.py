from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "dibao.office.people"
    label = "people"

    def ready(self) -> None:
        from dibao.office.people import policies  # noqa: F401
