"""Serving the demonstration on this machine only: gunicorn with threads, in place of this process."""

from __future__ import annotations

import os
import socket
import sys
from typing import NoReturn

from django.conf import settings

HOST = "127.0.0.1"
OPTIONS = {
    "worker-class": "gthread",
    "workers": "2",
    "threads": "4",
    # A long document takes its time.
    "timeout": "120",
    "log-level": "warning",
}


def address(port: int) -> str:
    return f"http://{HOST}:{port}"


def claim(port: int) -> socket.socket:
    """Take the port of this machine without answering on it yet. OSError when it is taken."""
    claimed = socket.socket()
    claimed.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        claimed.bind((HOST, port))
    except (OSError, OverflowError):
        claimed.close()
        raise
    return claimed


def serve(claimed: socket.socket) -> NoReturn:
    """Become the web server: it takes over the process, so Ctrl+C and signals reach it directly."""
    options = [f"--{name}={value}" for name, value in OPTIONS.items()]
    os.set_inheritable(claimed.fileno(), True)
    sys.stdout.flush()
    os.execv(
        sys.executable,
        [
            sys.executable,
            "-m",
            "gunicorn",
            *options,
            "--preload",
            "--no-control-socket",
            f"--chdir={settings.BASE_DIR}",
            f"--bind=fd://{claimed.fileno()}",
            "otop.wsgi",
        ],
    )
