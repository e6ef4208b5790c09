"""The database as lines of JSON, a table a file, alike from SQLite and PostgreSQL: each takes the other's back."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.db.models import BinaryField, DurationField, Field, ForeignKey, JSONField, Model

_CHUNK = 2000
_LEFT_OUT = ("sessions.", "usersessions.", "axes.", "contenttypes.", "auth.", "migrations.")
"""Who is signed in at the moment and who mistyped a password is no part of an office; the rest Django makes itself."""


def tables() -> list[type[Model]]:
    """Every table that is kept, those that others refer to first."""
    kept = [
        model
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.label_lower.startswith(_LEFT_OUT) and model._meta.managed and not model._meta.proxy
    ]
    ordered: dict[type[Model], None] = {}

    def place(model: type[Model]) -> None:
        if model in ordered:
            return
        for field in model._meta.concrete_fields:
            related = field.related_model
            if isinstance(field, ForeignKey) and isinstance(related, type) and related is not model:
                place(related)
        if model in kept:
            ordered[model] = None

    for model in sorted(kept, key=lambda model: model._meta.label_lower):
        place(model)
    return list(ordered)


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything read inside shows one moment, while others go on writing: nobody waits for a backup."""
    begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if connection.vendor == "postgresql" else "BEGIN DEFERRED"
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            cursor.execute("SELECT COUNT(*) FROM django_migrations")  # the moment is that of the first question
            yield
        finally:
            cursor.execute("ROLLBACK")


def lines(model: type[Model]) -> Iterator[str]:
    """A line with the names of the columns, then one a row, by primary key."""
    names = [field.attname for field in model._meta.concrete_fields]
    yield json.dumps(names)
    rows = model._base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=_CHUNK):
        yield json.dumps(row, ensure_ascii=False, default=_plain, sort_keys=True, separators=(",", ":"))


def _plain(value: object) -> object:
    match value:
        case datetime() | date():
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
        case timedelta():
            return value.total_seconds()
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode()
    raise TypeError(f"no column holds a {type(value).__name__}")


def load(model: type[Model], given: Iterable[str]) -> int:
    """Put the rows of such lines into the empty table, as they were; how many. ValueError where a column is unknown."""
    rows = iter(given)
    fields = [_column(model, name) for name in json.loads(next(rows))]
    converters = [_converter(field) for field in fields]
    size = max(connection.ops.bulk_batch_size([field.attname for field in fields], range(_CHUNK)), 1)
    done = 0
    while batch := list(islice(rows, size)):
        objects = [_row(model, fields, converters, json.loads(line)) for line in batch]
        # As Django loads fixtures: raw, so that no column is filled in with the moment of the restoring.
        model._base_manager._insert(objects, fields=fields, using=connection.alias, raw=True)  # type: ignore[attr-defined]
        done += len(objects)
    return done


def _column(model: type[Model], name: str) -> Field[Any, Any]:
    for field in model._meta.concrete_fields:
        if field.attname == name:
            return field
    raise ValueError(f"{model._meta.label}.{name}")


def _converter(field: Field[Any, Any]) -> Callable[[Any], Any]:
    """From JSON to what the column holds."""
    target = field.target_field if isinstance(field, ForeignKey) else field
    if isinstance(target, JSONField):
        return lambda value: value
    if isinstance(target, DurationField):
        return lambda value: None if value is None else timedelta(seconds=value)
    if isinstance(target, BinaryField):
        return lambda value: None if value is None else base64.b64decode(value)
    return target.to_python


def _row(
    model: type[Model], fields: list[Field[Any, Any]], converters: list[Callable[[Any], Any]], values: list[Any]
) -> Model:
    one = model()
    for field, convert, value in zip(fields, converters, values, strict=True):
        setattr(one, field.attname, convert(value))
    return one


def empty() -> bool:
    """Whether no table holds a row yet."""
    return not any(model._base_manager.exists() for model in tables())


def renumber() -> None:
    """Let automatic numbers go on after the highest one that was loaded."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)
