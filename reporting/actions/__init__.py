"""Every write of the system. An action locks, checks, writes and records, in one transaction (R17).

Actions are keyword-only, take the person as `by` and the aware time as `now`, and raise a Refusal
(`reporting.errors`) with a sentence when they do nothing.
"""
