"""What people upload, on its way in: told by its real content, cleaned, and drawn small.

Nothing here knows of rows. A name and a content type that come with a file are never believed. Pictures
are decoded whole and written anew, so that what was hidden in them (places, comments, a second file behind
the first) stays outside. PDFs are looked into by a process of its own that may use little time and memory;
one with a password, a script or a foreign attachment is refused, any other is kept byte for byte.
Spreadsheets are only read, within limits that are looked at first (`tables`), and never kept.
"""

from .intake import LARGEST, Intake, Upload, check_size
from .pages import extended, joined
from .qr import codes_on

__all__ = ["LARGEST", "Intake", "Upload", "check_size", "codes_on", "extended", "joined"]
