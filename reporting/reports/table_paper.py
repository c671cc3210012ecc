"""What RT.3, RT.4 and the national report have in common as papers: identity, hash, figures as files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from reporting.fiscal import FiscalMonth

from . import table_files
from .drawing import Attachment
from .signatures import SignatureBlock
from .tables import Table, digest


@dataclass(frozen=True, kw_only=True)
class TablePaper:
    """A form of tables about a month. `number` and `verify_url` are empty on a draft.

    Texts carry Arabic digits, which the drawing turns into Thai.
    """

    month: FiscalMonth
    signatures: tuple[SignatureBlock, ...] = ()
    number: str = ""
    verify_url: str = ""

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
        return digest(self.scope_text, self.tables)

    @property
    def short_hash(self) -> str:
        """The twelve characters that every page carries."""
        return self.content_sha256[:12]

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """The figures as files inside the PDF of an issue."""
        return table_files.attachments(self)
