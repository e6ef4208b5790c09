"""The dispatch log of a day: instructions with their tasks, those that are overdue, and what the brief says of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from dibao.language import say
from dibao.office.shared.office import Office
from dibao.office.shared.policies import name_of
from dibao.office.today.models import Task


@dataclass(frozen=True, slots=True)
class Job:
    """A task. All times are local; `late`: it is overdue, or was done after its time."""

    number: int
    unit: str
    due: datetime | None
    done: datetime | None
    note: str
    by: str
    late: bool


@dataclass(frozen=True, slots=True)
class Order:
    """An instruction with its tasks."""

    number: int
    day: date
    sender: str
    words: str
    received: datetime
    jobs: tuple[Job, ...]

    @property
    def finished(self) -> int:
        return sum(job.done is not None for job in self.jobs)

    @property
    def overdue(self) -> int:
        return sum(job.late and job.done is None for job in self.jobs)


def orders(office: Office, day: date) -> tuple[Order, ...]:
    """The day's instructions, and earlier ones with something still to do; the oldest first. One query."""
    still = Q(done=None, instruction__day__range=(day - timedelta(days=60), day))
    rows = Task.objects.filter(Q(instruction__day=day) | still).select_related("instruction")
    grouped: dict[int, list[Task]] = {}
    for task in rows.order_by("instruction_id", "id"):
        grouped.setdefault(task.instruction_id, []).append(task)
    return tuple(_order(office, tasks) for tasks in grouped.values())


def _order(office: Office, tasks: Sequence[Task]) -> Order:
    told = tasks[0].instruction
    jobs = tuple(_job(office, task) for task in tasks)
    return Order(told.id, told.day, told.sender, told.words, office.local(told.received), jobs)


def _job(office: Office, task: Task) -> Job:
    unit = office.workspace.units.get(task.unit_code)
    due, done = task.due and office.local(task.due), task.done and office.local(task.done)
    return Job(
        number=task.id,
        unit=unit.name if unit else task.unit_code or say("本办公室", "the office"),
        due=due,
        done=done,
        note=task.note,
        by=name_of(task.by),
        late=due is not None and (done or office.now()) > due,
    )


def in_brief(office: Office, day: date) -> str:
    """The log as the brief's first section tells it, always in Chinese; "" where there is nothing."""
    told = orders(office, day)
    today, before = [one for one in told if one.day == day], [one for one in told if one.day < day]
    said = [f"今日接到指令{len(today)}件：" + "；".join(map(_said, today))] if today else []
    if before:
        said.append(f"此前交办、尚未办结{len(before)}件：" + "；".join(map(_said, before)))
    return "。".join(said) + "。" if said else ""


def _said(order: Order) -> str:
    units = "、".join(job.unit for job in order.jobs)
    left = [job.unit for job in order.jobs if job.done is None]
    how = "已办结" if not left else f"{'、'.join(left)}正在办理" if len(left) < len(order.jobs) else "正在办理"
    at = f"{order.received.month}月{order.received.day}日{order.received.hour}:{order.received.minute:02d}"
    return f"{order.sender}（{at}）{order.words.rstrip('。；;.')}，交{units}，{how}"
