from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "dibao.office.ledger"
    label = "ledger"

    def ready(self) -> None:
        from dibao.office.ledger import policies  # noqa: F401
