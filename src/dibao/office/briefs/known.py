"""What the ledger says of a written brief's days: asked once for how it stands, by a save and by the page after it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dibao.composing.afresh import facts_of
from dibao.composing.facts import Facts
from dibao.language import current
from dibao.office.ledger.book import DjangoLedger
from dibao.office.ledger.findings import findings
from dibao.office.ledger.remembered import Remembered
from dibao.office.shared.kept import Kept, Same, ledger_stands, moment_of
from dibao.office.shared.office import Office

_facts: Kept[Facts] = Kept(8)


def known_facts(office: Office, payload: Mapping[str, Any]) -> Facts:
    """The facts of a written brief, with its day's findings, in the language of the moment."""
    day = date.fromisoformat(payload["date"])
    # Which days are asked for depends on the charts too, and those on the brief's bindings.
    bound = tuple(one["bound"] for picture in payload.get("pictures", ()) for one in picture["figures"])
    about = (day, payload.get("first"), payload.get("series"), hash(bound))
    key = (*about, ledger_stands(), moment_of(office.now(), (day,)), current(), Same(office.workspace))

    def made() -> Facts:
        ledger = Remembered(DjangoLedger.of(office))
        return facts_of(ledger, office.workspace, payload, findings(office, day, ledger))

    return _facts.once(key, made)
