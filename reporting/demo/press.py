"""Drawing the forms on the machine's other processor while the data are being loaded.

A form takes most of a second to draw and nothing waits for it until it is issued. Where the system gives no
second process, forms are drawn when they come.
"""

from __future__ import annotations

import multiprocessing
from concurrent.futures import Future, ProcessPoolExecutor
from types import TracebackType

import django

from reporting.reports import pdf, rt2
from reporting.reports.pdf import PdfUnavailable

TEMPLATE = "print/rt2.html"


class Press:
    """A process that draws. Entered before the first form, left after the last one was fetched."""

    def __enter__(self) -> Press:
        # A fresh process: a copy of this one would share its connection to the database.
        context = multiprocessing.get_context("spawn")
        try:
            self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=django.setup)
        except (OSError, ImportError, NotImplementedError):  # A container without shared memory.
            self._pool = None
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def begin(self, form: rt2.Report) -> Future[bytes | None]:
        """Start drawing; the future gives the PDF's bytes, or None where Pango is missing."""
        if self._pool:
            return self._pool.submit(_draw, form)
        drawn: Future[bytes | None] = Future()
        drawn.set_result(_draw(form))
        return drawn


def _draw(form: rt2.Report) -> bytes | None:
    try:
        return pdf.draw(TEMPLATE, form)
    except PdfUnavailable:  # Told as a value: a refusal does not travel between processes.
        return None
