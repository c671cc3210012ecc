"""What RT.3, RT.4 and the national report have in common as papers: identity, hash, figures as files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from reporting.fiscal import FiscalMonth

from . import table_files
from .drawing import Attachment
from .past import NEVER_ISSUED, Past
from .signatures import SignatureBlock
from .tables import Table, digest


@dataclass(frozen=True, kw_only=True)
class TablePaper:
    """A form of tables about a month. `number` and `verify_url` are empty on a draft.

    `past` is the day whose end it shows, if it is not the present; such a form is never issued.

    Texts carry Arabic digits, which the drawing turns into Thai.
    """

    month: FiscalMonth
    signatures: tuple[SignatureBlock, ...] = ()
    number: str = ""
    verify_url: str = ""
    past: Past | None = None

    @property
    def is_draft(self) -> bool:
        return not self.number

    @property
    def name(self) -> str:
        """What the paper is called, with its place."""
        raise NotImplementedError

    @property
    def scope_text(self) -> str:
        """What sets its figures apart from equal ones of another form, place or month."""
        raise NotImplementedError

    @property
    def tables(self) -> tuple[Table, ...]:
        raise NotImplementedError

    @property
    def of_the_day(self) -> tuple[str, ...]:
        """The line of the heading that says which day's figures these are; none of the present."""
        return (self.past.words,) if self.past else ()

    @property
    def past_hindrance(self) -> str:
        """Why a form of a past day is not issued; empty for the present."""
        return NEVER_ISSUED if self.past else ""

    @property
    def title(self) -> str:
        """What a file viewer shows."""
        draft = " (ร่าง)" if self.is_draft else ""
        return f"{self.name} {self.month.label}{draft}"

    @property
    def when(self) -> str:
        """The month in the words of a heading."""
        return f"ประจำเดือน{self.month.label} ปีงบประมาณ พ.ศ. {self.month.fiscal_year}"

    @cached_property
    def content_sha256(self) -> str:
        """The hash of every figure on the form: equal hashes mean equal papers."""
        return digest(" ".join((self.scope_text, *self.of_the_day)), self.tables)

    @property
    def short_hash(self) -> str:
        """The twelve characters that every page carries."""
        return self.content_sha256[:12]

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """The figures as files inside the PDF of an issue."""
        return table_files.attachments(self)
