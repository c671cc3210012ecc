"""Writing a whole nation's years in PostgreSQL's own words; every function refuses outside demo mode.

A nation's year has more than a million lines: too many to be made one by one in Python. Lines, their weeks,
the canonical content, its hash, the publication and its totals are each one statement for a month of all
districts. What is made is what the verbs would have left: the tests hold every publication against
`stats.snapshot` and `verify`. Everything else – resolutions, hand-overs, the audit log – goes the way of the
demonstration's finished months.

Where the database's own user may switch triggers off, the keys of these rows are not looked up again one by
one: every row is read from the tables that its keys name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import connection, transaction

from reporting.fiscal import FiscalMonth

from . import seeding
from .seeding import FinishedMonth

PAIRS = """
CREATE TEMPORARY TABLE seed_pair (
    group_id bigint, category text, base numeric, transfer_share numeric, online_share numeric
) ON COMMIT DROP;
CREATE TEMPORARY TABLE seed_month (
    report_id bigint PRIMARY KEY, district_id text, typist_id bigint, staff_id bigint,
    typed_at timestamptz, ticked_at timestamptz, checked_at timestamptz
) ON COMMIT DROP;
CREATE TEMPORARY TABLE seed_content (report_id bigint PRIMARY KEY, payload text) ON COMMIT DROP
"""
COPY_PAIRS = "COPY seed_pair FROM STDIN"
COPY_MONTH = "COPY seed_month FROM STDIN"

# Amounts in tens of baht as `demo.sales.once_a_month` makes them: a season, a growth, and noise with mean 1.
LINES = """
WITH sized AS MATERIALIZED (
    SELECT m.*, g.id AS group_id, p.category, g.producer_type, p.transfer_share, p.online_share,
        CASE WHEN random() < %(nil)s THEN 0 ELSE trunc(
            p.base * %(season)s * exp(-(%(sigma)s ^ 2) / 2
                + %(sigma)s * sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()))::numeric / 10
        ) END AS tens
    FROM seed_month m
    JOIN reporting_producergroup g ON g.district_id = m.district_id
    JOIN seed_pair p ON p.group_id = g.id
), parted AS (
    SELECT *, 10 * trunc(tens * transfer_share) AS transfer, 10 * trunc(tens * online_share) AS online
    FROM sized
)
INSERT INTO reporting_salesline (
    report_id, group_id, category, producer_type, regular, transfer, online, nil,
    note, version, removed_reason, changed_at, changed_by_id,
    district_tick_version, district_tick_by_id, district_tick_at,
    province_tick_version, province_tick_by_id, province_tick_at
)
SELECT report_id, group_id, category, producer_type, 10 * tens - transfer - online, transfer, online,
    tens = 0, '', 1, '', typed_at, typist_id, 1, typist_id, ticked_at, 1, staff_id, checked_at
FROM parted ORDER BY report_id, group_id
"""
WEEKS = """
INSERT INTO reporting_weeklyentry (line_id, week, regular, transfer, online, saved_at, saved_by_id)
SELECT l.id, %(week)s, l.regular, l.transfer, l.online, l.changed_at, l.changed_by_id
FROM seed_month m JOIN reporting_salesline l USING (report_id) WHERE NOT l.nil
"""
# The text of `stats.snapshot.canonical`: keys in their order, no spaces, amounts with two decimals.
CONTENT = """
INSERT INTO seed_content
SELECT m.report_id,
    '{"district":"' || m.district_id || '","lines":[' || string_agg(
        '{"category":"' || l.category || '","group":' || l.group_id || ',"line":' || l.id
        || ',"name":' || to_json(g.name)::text || ',"nil":' || l.nil::text || ',"online":"' || l.online
        || '","producer_type":"' || l.producer_type || '","regular":"' || l.regular
        || '","subdistrict":"' || g.subdistrict_id || '","transfer":"' || l.transfer
        || '","version":' || l.version || ',"weeks":[' || CASE WHEN l.nil THEN '' ELSE
            '[%(week)s,"' || l.regular || '","' || l.transfer || '","' || l.online || '"]' END || ']}',
        ',' ORDER BY l.id
    ) || '],"month":%(month)s,"removed":[],"revision":1}'
FROM seed_month m
JOIN reporting_salesline l USING (report_id)
JOIN reporting_producergroup g ON g.id = l.group_id
GROUP BY m.report_id, m.district_id
"""
HASHES = "SELECT report_id, encode(sha256(convert_to(payload, 'UTF8')), 'hex') FROM seed_content"
PUBLICATIONS = """
INSERT INTO reporting_publication (
    report_id, province_id, district_id, month, revision, sha256, line_count, regular, transfer, online,
    producers_group, producers_individual, producers_sme, submitted_at, submit_due, publish_due,
    published_at, published_by_id, payload
)
SELECT r.id, d.province_id, d.code, o.month, 1, encode(sha256(convert_to(c.payload, 'UTF8')), 'hex'),
    s.lines, s.regular, s.transfer, s.online, s.of_group, s.individual, s.sme,
    r.first_submitted_at, o.submit_due, o.publish_due, r.published_at, r.published_by_id, c.payload
FROM seed_content c
JOIN reporting_monthlyreport r ON r.id = c.report_id
JOIN reporting_reportingmonth o ON o.id = r.month_id
JOIN reporting_district d ON d.code = r.district_id
JOIN (
    SELECT l.report_id, count(*) AS lines,
        sum(regular) AS regular, sum(transfer) AS transfer, sum(online) AS online,
        count(DISTINCT group_id) FILTER (WHERE producer_type = 'GROUP') AS of_group,
        count(DISTINCT group_id) FILTER (WHERE producer_type = 'INDIVIDUAL') AS individual,
        count(DISTINCT group_id) FILTER (WHERE producer_type = 'SME') AS sme
    FROM seed_month JOIN reporting_salesline l USING (report_id) GROUP BY l.report_id
) s ON s.report_id = r.id
ORDER BY d.code
"""
TOTALS = """
INSERT INTO reporting_publicationtotal (
    publication_id, category, producer_type, lines, regular, transfer, online
)
SELECT p.id, l.category, l.producer_type, count(*), sum(l.regular), sum(l.transfer), sum(l.online)
FROM seed_month m
JOIN reporting_publication p USING (report_id)
JOIN reporting_salesline l USING (report_id)
GROUP BY p.id, l.category, l.producer_type ORDER BY p.id
"""


@dataclass(frozen=True)
class Shape:
    """How a month sells: its season with the years' growth, the spread of its lines, and how many are nil."""

    season: Decimal
    sigma: float
    nil: float


@transaction.atomic
def begin(pairs: Iterable[tuple[int, str, Decimal, float, float]]) -> None:
    """Take in who sells what: producer, category, baht of an average month, parts by transfer and online."""
    seeding.only_in_demo()
    with connection.cursor() as cursor:
        for statement in PAIRS.split(";"):
            cursor.execute(statement)
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            cursor.execute("SET LOCAL session_replication_role = replica")
        # The same figures each time.
        cursor.execute("SELECT setseed(0.2565)")
        with cursor.copy(COPY_PAIRS) as copy:
            for pair in pairs:
                copy.write_row(pair)
        # What was just written is unknown to the planner, which would look through it row by row.
        cursor.execute("CREATE INDEX ON seed_pair (group_id)")
        cursor.execute("ANALYZE")


@transaction.atomic
def publish(
    month: FiscalMonth, finished: Sequence[FinishedMonth], shape: Shape, *, typed_at: datetime
) -> int:
    """Write district-months as submitted and confirmed, with new lines; how many there are of these."""
    seeding.only_in_demo()
    if not finished:
        return 0
    week = {"week": month.weeks()[-1].number}
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE seed_month, seed_content")
        with cursor.copy(COPY_MONTH) as copy:
            for one in finished:
                copy.write_row(_month(one, typed_at))
        cursor.execute("ANALYZE seed_month, reporting_salesline")
        cursor.execute(LINES, vars(shape))
        lines = cursor.rowcount
        cursor.execute(WEEKS, week)
        cursor.execute(CONTENT % {**week, "month": month.key})
        cursor.execute(HASHES)
        hashes = dict(cursor.fetchall())
        seeding.store_steps(finished, [hashes[one.report.pk] for one in finished])
        cursor.execute(PUBLICATIONS)
        cursor.execute(TOTALS)
    return lines


def _month(one: FinishedMonth, typed_at: datetime) -> tuple[object, ...]:
    ticked_at = one.certification.recorded_at
    return (
        one.report.pk,
        one.report.district_id,
        one.submitted.by.pk,
        one.published.by.pk,
        min(typed_at, ticked_at),
        ticked_at,
        one.checked_at,
    )
