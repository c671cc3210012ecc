"""What every row of a province's form says of its district, whatever the form counts."""

from __future__ import annotations

from dataclasses import dataclass

from reporting.models import District, MonthlyReport, State
from reporting.stats.sales import Basis, DistrictFigures


@dataclass(frozen=True)
class DistrictRow:
    """`basis` NONE means that there are no figures; `revision` is of the figures, not of the report."""

    district: District
    report: MonthlyReport | None
    revision: int | None
    basis: Basis

    @property
    def is_correcting(self) -> bool:
        """Whether a correction is on its way to replace the figures shown (R13)."""
        return self.basis == Basis.CONFIRMED and self.report.state != State.PUBLISHED

    @property
    def paper_name(self) -> str:
        """The district's name on paper, with the words that its figures need beside them."""
        if self.basis != Basis.CONFIRMED:
            return f"{self.district.name_th} ({self.basis.label})"
        revised = f" (ฉบับที่ {self.revision})" if self.revision > 1 else ""
        return self.district.name_th + revised


def standing(figures: DistrictFigures) -> dict[str, object]:
    """The fields of a DistrictRow, from the district's figures."""
    return {
        "district": figures.district,
        "report": figures.report,
        "revision": figures.revision,
        "basis": figures.basis,
    }
