"""Append-only by the database itself: triggers that refuse to change or remove a line.

Called from migrations. On SQLite a later migration that rebuilds such a table must call `append_only` again, because
its triggers go with the old table (tests/office look for them after all migrations).
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

_SQLITE_REFUSE = """
CREATE TRIGGER IF NOT EXISTS {table}_no_{word} BEFORE {word} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
# Before INSERT and not only before DELETE: INSERT OR REPLACE removes a line without firing DELETE triggers on
# connections that did not turn recursive_triggers on.
_SQLITE_NEXT = """
CREATE TRIGGER IF NOT EXISTS {table}_next BEFORE INSERT ON {table}
WHEN NEW.{key} IS NOT (SELECT COALESCE(MAX({key}), 0) + 1 FROM {table})
BEGIN SELECT RAISE(ABORT, '{table}: the next number only'); END
"""
_SQLITE_NEW = """
CREATE TRIGGER IF NOT EXISTS {table}_new BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_POSTGRES_REFUSE = """
CREATE OR REPLACE FUNCTION dibao_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$;
CREATE OR REPLACE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION dibao_refuse();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_append_only
"""
_POSTGRES_NEXT = """
CREATE OR REPLACE FUNCTION {table}_next() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.{key} IS DISTINCT FROM (SELECT COALESCE(MAX({key}), 0) + 1 FROM {table}) THEN
    RAISE EXCEPTION '{table}: the next number only' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER {table}_next BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_next();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_next
"""


def append_only(connection: BaseDatabaseWrapper, table: str, *, key: str = "id", gapless: bool = False) -> None:
    """Refuse UPDATE, DELETE and TRUNCATE on `table`; `gapless`: and any `key` but the one after the last."""
    if connection.vendor == "postgresql":
        statements = [_POSTGRES_REFUSE, *([_POSTGRES_NEXT] if gapless else [])]
    else:
        refusals = [_SQLITE_REFUSE.replace("{word}", word) for word in ("UPDATE", "DELETE")]
        statements = [*refusals, _SQLITE_NEXT if gapless else _SQLITE_NEW]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement.format(table=table, key=key))
