"""The order of a font's rules, for build_fonts: they apply in the order of their numbers."""

from __future__ import annotations


def put_first(font, lookup) -> None:
    """A lookup before all others, whose numbers grow by one; rules apply in the order of their numbers."""
    from fontTools.ttLib.tables.otTraverse import dfs_base_table

    table = font["GSUB"].table
    inside = [path[-1].value for path in dfs_base_table(table)]
    for record in {id(one): one for one in inside if type(one).__name__ == "SubstLookupRecord"}.values():
        record.LookupListIndex += 1
    for record in table.FeatureList.FeatureRecord:
        record.Feature.LookupListIndex = [index + 1 for index in record.Feature.LookupListIndex]
    table.LookupList.Lookup.insert(0, lookup)
    table.LookupList.LookupCount = len(table.LookupList.Lookup)
