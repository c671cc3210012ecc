"""Which slip of the hand turns one figure into another, in words."""

from __future__ import annotations

from decimal import Decimal


def named(printed: Decimal, wanted: Decimal) -> str:
    """The one slip that made `wanted` into `printed` (whole baht), in words; "" when no single one did."""
    if printed == wanted or printed % 1 or wanted % 1 or min(printed, wanted) <= 0:
        return ""
    was, meant = f"{printed:.0f}", f"{wanted:.0f}"
    if len(was) == len(meant) + 1:
        return _one_more(was, meant)
    if len(was) == len(meant) - 1:
        return _one_less(was, meant)
    if len(was) == len(meant):
        return _exchanged(was, meant)
    zeros = abs(len(was) - len(meant))
    return f"จำนวน 0 ท้ายต่างกัน {zeros} ตัว" if was.rstrip("0") == meant.rstrip("0") else ""


def _one_more(was: str, meant: str) -> str:
    at = next((at for at in range(len(was)) if was[:at] + was[at + 1 :] == meant), None)
    if at is None:
        return ""
    doubled = was[at] in (was[at - 1 : at], was[at + 1 : at + 2])
    return f"พิมพ์เลข {was[at]} ซ้ำ" if doubled else f"พิมพ์เลข {was[at]} เกินมาหนึ่งตัว"


def _one_less(was: str, meant: str) -> str:
    at = next((at for at in range(len(meant)) if meant[:at] + meant[at + 1 :] == was), None)
    return "" if at is None else f"พิมพ์เลข {meant[at]} ตกไปหนึ่งตัว"


def _exchanged(was: str, meant: str) -> str:
    differs = [at for at in range(len(was)) if was[at] != meant[at]]
    if len(differs) == 1:
        at = differs[0]
        return f"พิมพ์เลข {was[at]} แทนเลข {meant[at]} หนึ่งหลัก"
    if len(differs) == 2 and differs[1] == differs[0] + 1:
        first, second = differs
        if was[first] == meant[second] and was[second] == meant[first]:
            return f"สลับเลข {meant[first]} กับ {meant[second]}"
    return ""
