"""The whole chain through the actions alone: enter, tick, certify, issue, sign, submit, check, publish."""

from __future__ import annotations

from decimal import Decimal

from reporting.models import AuditEvent, Publication, State, Transition


def test_a_month_goes_from_the_district_to_the_nation(published):
    assert published.state == State.PUBLISHED
    publication = Publication.objects.get(report=published)
    assert publication.regular == Decimal("400.00")
    assert publication.transfer == Decimal("80.00")
    assert publication.online == Decimal("22.00")
    assert (publication.producers_group, publication.producers_individual) == (2, 1)
    assert [row.action for row in Transition.objects.all()] == ["submit", "publish"]
    actions = list(AuditEvent.objects.order_by("id").values_list("action", flat=True))
    assert actions.count("submit") == actions.count("publish") == 1
