"""The dispatch log: an instruction comes in, becomes tasks of units with due times, and each is done with a note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.shared.actions import Action, Done
from dibao.office.shared.columns import storable
from dibao.office.shared.office import Office
from dibao.office.shared.pages import missing
from dibao.office.shared.policies import name_of
from dibao.office.today.models import Instruction, Task


@dataclass(frozen=True)
class TakeInstruction(Action[None, int]):
    """Put an instruction on record with a task for each unit (none: for the office itself); gives its number.

    `received`, `due`: local; `due` None: no time was set.
    """

    verb: ClassVar[str] = "instruction.take"
    day: date
    sender: str
    words: str
    received: datetime
    units: Sequence[str] = ()
    due: datetime | None = None

    def prepare(self, office: Office) -> None:
        if not self.sender.strip() or not self.words.strip():
            raise DibaoError(
                say("请写明谁的指令、要做什么。", "Say whose instruction it is and what is to be done."),
                code="no_words",
            )
        if unknown := [unit for unit in self.units if unit not in office.workspace.units]:
            raise DibaoError(
                say(f"units.csv 里没有单位 {unknown[0]}。", f"units.csv has no unit {unknown[0]}."), code="no_unit"
            )
        if self.due is not None and self.due < self.received:
            raise DibaoError(
                say("时限早于收到指令的时间，请改。", "It is due before it was received; change one of them."),
                code="bad_due",
            )

    def write(self, office: Office, prepared: None) -> Done[int]:
        taken = Instruction.objects.create(
            day=self.day,
            sender=storable(self.sender.strip()),
            words=storable(self.words.strip()),
            received=office.moment(self.received),
            who=str(office.actor),
            at=office.clock(),
        )
        due = self.due and office.moment(self.due)
        units = list(dict.fromkeys(self.units)) or [""]
        Task.objects.bulk_create(Task(instruction=taken, unit_code=unit, due=due) for unit in units)
        detail = {"day": self.day.isoformat(), "units": units, "due": due and due.isoformat()}
        return Done(taken.id, f"instruction:{taken.id}", detail)


@dataclass(frozen=True)
class FinishTask(Action[None, int]):
    """Put on record that a task is done, with a note; DibaoError (code `stale`) where a colleague did already."""

    verb: ClassVar[str] = "task.finish"
    task: int
    note: str = ""

    def prepare(self, office: Office) -> None:
        if not Task.objects.filter(id=self.task).exists():
            raise missing(say("这项任务", "such task"))

    def write(self, office: Office, prepared: None) -> Done[int]:
        task = Task.objects.get(id=self.task)
        if task.done is not None:
            who, at = name_of(task.by), f"{office.local(task.done):%H:%M}"
            raise DibaoError(
                say(f"{who} {at} 已记为办结（{task.note}）。", f"{who} finished it at {at} ({task.note})."),
                code="stale",
            )
        task.done, task.note, task.by = office.clock(), storable(self.note.strip()), str(office.actor)
        task.save(update_fields=["done", "note", "by"])
        return Done(task.id, f"task:{task.id}", {"unit": task.unit_code})
