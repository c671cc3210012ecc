"""Keys of names are made anew: words of place (ตำบล, ต. and their like) no longer count.

Where two open producers of one subdistrict turn out to have the same name, only the one registered first gets
its new key and the others keep their old ones: which of them is the true one is for the district to say.
"""

from itertools import groupby
from operator import attrgetter

from django.db import migrations

from reporting.thai import name_key

ROWS_AT_ONCE = 1000


def make_anew(apps, schema_editor):
    group = apps.get_model("reporting", "ProducerGroup")
    rows = group.objects.order_by("subdistrict_id", "id").only(
        "subdistrict_id", "name", "name_key", "closed_at"
    )
    changed = []
    for _, neighbours in groupby(rows.iterator(ROWS_AT_ONCE), attrgetter("subdistrict_id")):
        changed += _changed(list(neighbours))
    group.objects.bulk_update(changed, ["name_key"], batch_size=ROWS_AT_ONCE)


def _changed(neighbours):
    """Those of a subdistrict's producers whose key becomes another one."""
    taken = {one.name_key for one in neighbours if one.closed_at is None}
    changed = []
    for one in neighbours:
        key = name_key(one.name)[:200]
        if not key or key == one.name_key or (one.closed_at is None and key in taken):
            continue
        if one.closed_at is None:
            taken.add(key)
        one.name_key = key
        changed.append(one)
    return changed


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_return_reasons")]

    operations = [migrations.RunPython(make_anew, migrations.RunPython.noop)]
