"""`manage.py department_role [NAME]`: the SQL that makes the department's role and limits it.

It is printed and not carried out, because making roles is for whoever looks after the database server:
`manage.py department_role | psql …`. It can be run again, and is to be after each `migrate`.
"""

from __future__ import annotations

import re
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from reporting import department_role

DEFAULT = "otop_department"
NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


class Command(BaseCommand):
    help = "Print the SQL for the role as which the department's pages ask the database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        name = settings.OTOP_DEPARTMENT_ROLE or DEFAULT
        parser.add_argument("name", nargs="?", default=name, help=f"the role, {name} unless told")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("roles need PostgreSQL; set DATABASE_URL")
        if not NAME.fullmatch(name):
            raise CommandError(f"{name} is no name for a role: small letters, digits and _ only")
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            (member,) = cursor.fetchone()
        for statement in department_role.statements(name, member=member):
            self.stdout.write(f"{statement};")
