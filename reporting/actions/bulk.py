"""Writing very many rows at once: `bulk_create` at the price of plain SQL.

On SQLite Django prepares each value of each row by itself and sends them in statements of a few dozen rows;
a quarter of a million rows then take half a minute. Here a column is prepared at a time, equal values once,
and one statement takes all rows. Other databases are quick with `bulk_create` and keep it.

Only for rows that nobody else writes meanwhile: ids are counted on from the largest one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from operator import attrgetter
from typing import Any

from django.db import connection, models

BATCH = 5_000


def insert(objects: Sequence[models.Model]) -> None:
    """Insert unsaved objects of one model, which get their ids; fields are stored as they stand.

    Keys of another kind than a counted id (codes, UUIDs) must be set already.
    """
    if not objects:
        return
    model = type(objects[0])
    if connection.vendor != "sqlite":
        model._default_manager.bulk_create(objects, batch_size=BATCH)
        return
    if isinstance(model._meta.pk, models.AutoField):
        largest = model._default_manager.aggregate(largest=models.Max("pk"))["largest"] or 0
        for number, obj in enumerate(objects, start=largest + 1):
            obj.pk = number
    fields = model._meta.concrete_fields
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"
    with connection.cursor() as cursor:
        cursor.executemany(statement, zip(*(_column(field, objects) for field in fields), strict=True))
    for obj in objects:
        obj._state.adding = False


# Fields whose Python values SQLite's driver takes as they are.
_PLAIN = {
    models.BigAutoField,
    models.BooleanField,
    models.CharField,
    models.IntegerField,
    models.PositiveIntegerField,
    models.PositiveSmallIntegerField,
    models.TextField,
}


def _column(field: models.Field, objects: Sequence[models.Model]) -> list[Any]:
    """One field of all objects as the database driver takes it."""
    values = map(attrgetter(field.attname), objects)
    if isinstance(field, models.DecimalField):
        return [format(value, "f") for value in values]
    if type(field.target_field if field.is_relation else field) in _PLAIN:
        return list(values)

    def prepare(value: Any) -> Any:
        return field.get_db_prep_save(value, connection)

    return list(map(prepare if isinstance(field, models.JSONField) else cache(prepare), values))
