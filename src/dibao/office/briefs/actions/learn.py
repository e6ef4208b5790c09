"""Learning a brief: the template, and the words by which the office tells its figures."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import ClassVar

from dibao.catalogue import indicators, plain, wordings
from dibao.catalogue.brief_series import DAILY
from dibao.catalogue.indicators import DEFAULT_CATALOGUE
from dibao.composing import save
from dibao.composing.learning import Lesson, Told, learn
from dibao.office.briefs.register import planned_number
from dibao.office.ledger.book import DjangoLedger
from dibao.office.shared.actions import Action, Done
from dibao.office.shared.office import Office


@dataclass(frozen=True, slots=True)
class Taught:
    """What was learned, and what of it was new: the files written, and where the template before it is kept."""

    lesson: Lesson
    template: Path
    kept: Path | None = None
    wordings: int = 0
    indicators: int = 0


@dataclass(frozen=True)
class LearnBrief(Action[Lesson, Taught]):
    """Make a brief (`data`, called `name`) the workspace's template; its words go into wordings.csv and catalogue.csv.

    The template before it stays beside it under a dated name. The same brief again writes nothing.
    """

    verb: ClassVar[str] = "template.learn"
    data: bytes
    name: str
    day: date | None = None

    def prepare(self, office: Office) -> Lesson:
        settings = office.workspace.settings
        return learn(
            self.data,
            self.name,
            office.workspace,
            DjangoLedger.of(office),
            self.day,
            near=office.today(),
            numbered=lambda day: planned_number(settings, settings.series[DAILY], day),
        )

    def write(self, office: Office, prepared: Lesson) -> Done[Taught]:
        lesson, known = prepared, office.workspace
        new = wordings.lacking(known.wordings, lesson.wordings)
        local = [one for one in lesson.locals if one.code not in known.catalogue]
        catalogue = office.root / "catalogue.csv"
        if local and not catalogue.is_file():
            save(catalogue, DEFAULT_CATALOGUE.read_bytes())
        _extend(catalogue, indicators.COLUMNS, [indicators.row(one) for one in local])
        _extend(office.root / wordings.FILE, wordings.COLUMNS, [wordings.row(one) for one in new])
        template = office.root / known.settings.template
        before = template.read_bytes() if template.is_file() else None
        kept = None
        if before != lesson.template:
            kept = None if before is None else _beside(template, office.today(), before)
            save(template, lesson.template)
        taught = Taught(lesson, template, kept, len(new), len(local))
        if before == lesson.template and not new and not local:
            return Done(taught)
        detail = {
            "day": lesson.day.isoformat(),
            "digest": hashlib.sha256(self.data).hexdigest(),
            "template": hashlib.sha256(lesson.template).hexdigest(),
            "bound": sum(one.bound is not None and one.told is not Told.PERSON for one in lesson.places),
            "open": sum(one.told is Told.PERSON for one in lesson.places),
            "wordings": len(new),
            "indicators": len(local),
        }
        return Done(taught, f"template:{template.name}", detail)


def _extend(path: Path, columns: Sequence[str], rows: Sequence[dict[str, str]]) -> None:
    if rows:
        save(path, plain.extended(path, columns, rows))


def _beside(template: Path, day: date, before: bytes) -> Path:
    """Keep the template before under the day on which it was replaced; one that is kept already is not kept twice."""
    for number in count(1):
        again = "" if number == 1 else f"-{number}"
        path = template.with_name(f"{template.stem}-{day.isoformat()}{again}{template.suffix}")
        if not path.exists():
            save(path, before)
            return path
        if path.read_bytes() == before:
            return path
    raise AssertionError  # counting has no end
