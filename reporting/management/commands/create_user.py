"""Make an account from the command line: `manage.py create_user NAME --role department …`.

The password is asked for, or read from standard input where that is not a terminal.
"""

from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reporting.actions import users
from reporting.errors import Refusal
from reporting.models import District, Province, Role


class Command(BaseCommand):
    help = "Make an account; --district or --province goes with the role."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--name", required=True, help="title, first name and surname")
        parser.add_argument("--position", required=True)
        parser.add_argument("--district", help="code of four digits")
        parser.add_argument("--province", help="code of two digits")

    def handle(self, *args: Any, **options: Any) -> None:
        password = getpass.getpass() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        try:
            user = users.create_user(
                username=options["username"],
                password=password,
                person=users.Person(options["name"], options["position"]),
                post=users.Post(
                    Role(options["role"]),
                    self.found(District, options["district"]),
                    self.found(Province, options["province"]),
                ),
                now=timezone.now(),
            )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{user.username}: {user.full_name}, {user.get_role_display()}, {user.office}")

    def found(self, model: type[District] | type[Province], code: str | None) -> Any:
        if code is None:
            return None
        area = model.objects.reporting().filter(pk=code).first()
        if area is None:
            raise CommandError(
                f"no {model._meta.model_name} {code}; load the places with load_reference first"
            )
        return area
