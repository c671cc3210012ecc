#!/usr/bin/env python
"""Django's command line. `manage.py demo` turns demo mode on before the settings are read."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "otop.settings")
    if sys.argv[1:2] == ["demo"]:
        os.environ.setdefault("OTOP_DEMO", "true")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))  # The sentence that says what to set, without a traceback above it.


if __name__ == "__main__":
    main()
