"""What all forms without data have in common; they have no figures, so none is ever a draft."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class BlankForm:
    """Beside `form`, `title` and `foot` a form has its own heading, tables, closing lines and signatures."""

    form: str = ""
    title: str = ""
    foot: str = ""
    number: str = ""
    verify_url: str = ""
    is_draft: bool = False
    is_blank: bool = True
    tie_out: None = None
