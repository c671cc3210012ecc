"""Printed tables of targets: read, matched with districts, held against their sums, searched for slips.

Pure functions over plain values; nothing here knows a row of the database, and nothing repairs anything.
"""
