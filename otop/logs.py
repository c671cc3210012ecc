"""What must not stand in a log: the secret part of a committee member's link, or of one for a password."""

import logging
import re

_LINK = re.compile(r"(/(?:answer|own-password)/)[A-Za-z0-9_-]+")


class HideLinks(logging.Filter):
    """Replaces the secret in whatever a line says; the line itself stays."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        if _LINK.search(text):
            record.msg, record.args = _LINK.sub(r"\1…", text), ()
        return True
