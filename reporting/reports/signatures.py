"""Where people sign on a form: task, name, position, for whom they act, and a date for the pen."""

from __future__ import annotations

from dataclasses import dataclass

from reporting.formats import thai_datetime
from reporting.models import Signature, SignatureMethod

DOTS = "." * 24


@dataclass(frozen=True)
class SignatureBlock:
    """Where somebody signs; an empty name leaves the dots for the pen.

    `signed` is when it was signed in the system, in words; the paper itself never has it.
    """

    task: str
    name: str = ""
    position: str = ""
    acting_for: str = ""
    signed: str = ""


def signed_block(task: str, signature: Signature) -> SignatureBlock:
    """The block of somebody who has signed, with name, position and acting-for line as of signing.

    What was signed on paper leaves the place for the pen: the scan shows it.
    """
    in_system = signature.method == SignatureMethod.ELECTRONIC
    return SignatureBlock(
        task,
        signature.signer_name,
        signature.position,
        signature.acting_for,
        signed=thai_datetime(signature.signed_at) if in_system else "",
    )
