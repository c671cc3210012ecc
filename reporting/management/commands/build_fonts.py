"""Writes static/fonts/OtopForms-{Regular,Bold}.ttf: Sarabun, from which text on paper can be copied.

A developers' command: the outlines come from the development package fontpkg-sarabun. No form looks
other than in Sarabun; what is added, only a reader of the PDF's text notices.

The sign ำ is drawn as two glyphs, ํ and า, and a PDF says of each glyph once which text it stands
for: one and the same า cannot stand for "า", "ำ" and "้ำ". So the two have copies that are chosen,
by a rule in the font, where they draw ำ: the copies of ํ for nothing, those of า, one for each tone
mark before them, for "ำ" or the tone and "ำ".

Marks over and under a letter are moved to their places, each letter's by another distance. Readers
of a PDF put the glyphs of a line in the order of their origins and see a space between two that lie
apart ("ปั้ น", "กีน่"). So a mark has a copy for each distance, drawn where it belongs, whose
origin lies just before the next letter's.

The boxes of ticks are words: where a form asks for it (font-feature-settings: "ss01"), a word of TICKS is
drawn as one glyph, a box. Who copies it or listens to it gets the word, and pictures would take longer.

The Open Font License asks for a name of its own for a changed font.
"""

import copy
from collections import defaultdict
from pathlib import Path

from django.core.management.base import BaseCommand

from ._lookups import put_first

FOLDER = Path(__file__).resolve().parents[3] / "static" / "fonts"
FAMILY = "OTOP Forms"
FILE = "OtopForms"
STYLES = ("Regular", "Bold")

AA = "uni0E32"
SARA_AM = "uni0E33"
NIKHAHIT = "uni0E4D"
TONES = ("", "0E48", "0E49", "0E4A", "0E4B")
NARROW = ".narrow"  # Beside the tall letters ป ฝ ฟ.
SHAPES = ("", NARROW)
VOWELS = tuple(f"uni0E{number}{shape}" for number in ("31", "34", "35", "36", "37") for shape in SHAPES)
LOW_VOWELS = ("uni0E38", "uni0E39", "uni0E38.small", "uni0E39.small")
TONE_GLYPHS = tuple(f"uni0E{number}{shape}" for number in ("48", "49", "4A", "4B", "4C") for shape in SHAPES)
TONES_OVER = tuple(f"uni0E{number}.small" for number in ("48", "49", "4A", "4B", "4C"))
LETTER = "uni0E01"
COPY = ".am"

# Words that are drawn as a box, and whether it is ticked: a glyph for each, which stands for this text alone.
TICKS = {"ยืนยันแล้ว": True, "ยังไม่ยืนยัน": False, "ใช่": True, "ไม่ใช่": False}
TICK_FEATURE = "ss01"
TICK_WIDTH = 840
# In the font's units: the frame clockwise, its inside the other way round, and the mark.
FRAME = [(40, -60), (40, 700), (800, 700), (800, -60)]
INSIDE = [(114, 14), (726, 14), (726, 626), (114, 626)]
MARK = [(182, 307), (236, 357), (355, 228), (593, 538), (651, 493), (359, 114)]

# Words that are drawn as a box, and whether it is ticked; each has its own glyph, which stands for one text.
TICKS = {"ยืนยันแล้ว": True, "ยังไม่ยืนยัน": False, "ใช่": True, "ไม่ใช่": False}
TICK_FEATURE = "ss01"
# In the font's units: the box's corners, its frame clockwise and its inside the other way round, the mark.
TICK_WIDTH = 840
FRAME = [(40, -60), (40, 700), (800, 700), (800, -60)]
INSIDE = [(114, 14), (726, 14), (726, 626), (114, 626)]
MARK = [(185, 306), (239, 356), (351, 236), (595, 546), (653, 500), (355, 122)]

# Origins in the font's units, a thousandth of its size: a vowel, the tone mark after it, the next letter.
VOWEL_AT, TONE_AT = -4, -2
TALL = -150  # Anchors left of this belong to the tall letters.

RECORDS = {
    "MarkCoverage": lambda rules: rules.MarkArray.MarkRecord,
    "Mark1Coverage": lambda rules: rules.Mark1Array.MarkRecord,
    "Mark2Coverage": lambda rules: rules.Mark2Array.Mark2Record,
}


class Command(BaseCommand):
    help = "สร้างแบบอักษรสำหรับเอกสารจากชุดแบบอักษร Sarabun (สำหรับผู้พัฒนา)"

    def add_arguments(self, parser):
        parser.add_argument("--out", type=Path, default=FOLDER)

    def handle(self, *args, **options):
        import fontpkg_sarabun  # a development dependency: the portal itself reads only the result

        for style in STYLES:
            target = options["out"] / f"{FILE}-{style}.ttf"
            build(fontpkg_sarabun.ROOT / "files" / f"Sarabun-{style}.ttf", target, style)
            self.stdout.write(target.name)


def build(source: Path, target: Path, style: str) -> None:
    """Write the font of one style; the same source gives the same bytes."""
    from fontTools.ttLib import TTFont

    font = TTFont(source, recalcTimestamp=False)
    draw_sara_am(font)
    place_marks(font)
    draw_ticks(font)
    rename(font, style)
    del font["DSIG"]  # The signature was for the font as it was.
    font.save(target)


def draw_sara_am(font) -> None:
    """Choose the copies of ํ before า, then those of า behind them."""
    marks = {tone: [f"{NIKHAHIT}{tone}{shape}" for shape in SHAPES] for tone in TONES}
    every_mark = [glyph for glyphs in marks.values() for glyph in glyphs]
    for tone in TONES:
        add_copy(font, AA, f"{AA}{COPY}{tone}")
    for glyph in every_mark:
        add_copy(font, glyph, glyph + COPY)
    own_marks = single(font, {glyph: glyph + COPY for glyph in every_mark})
    chain(font, [([], every_mark, [AA], own_marks)])
    chain(
        font,
        [
            ([[glyph + COPY for glyph in marks[tone]]], [AA], [], single(font, {AA: f"{AA}{COPY}{tone}"}))
            for tone in TONES
        ],
    )


def place_marks(font) -> None:
    """Choose for each mark the copy that is drawn at its place on its letter, and over its vowel."""
    beside_low, on_letter, over_vowel = [], [], []
    for letters, x, y, anchors in groups_of_letters(font):
        moves = {
            mark: (x - anchor.XCoordinate, y - anchor.YCoordinate)
            for mark, anchor in anchors.items()
            if mark in LOW_VOWELS or (NARROW in mark) == (x < TALL)
        }
        place = f".{-x}.{y}"
        on_letter.append(([letters], [*moves], [], copies(font, moves, place, VOWEL_AT)))
        if tones := {tone: moves[tone] for tone in TONE_GLYPHS if tone in moves}:
            lookup = copies(font, tones, f".low{place}", TONE_AT)
            beside_low.append(([letters, LOW_VOWELS], [*tones], [], lookup))
        for vowel in [vowel for vowel in VOWELS if vowel in moves]:
            moves_over = {tone: move_over(font, vowel + place, tone) for tone in TONES_OVER}
            lookup = copies(font, moves_over, f".{vowel}{place}", TONE_AT - VOWEL_AT)
            over_vowel.append(([[vowel + place]], [*moves_over], [], lookup))
    for rules in (beside_low, on_letter, over_vowel):
        chain(font, rules)


def draw_ticks(font) -> None:
    """Choose a box for each word of TICKS, where the feature is on, before other rules change letters."""
    from fontTools.otlLib.builder import LigatureSubstBuilder

    builder, letters = LigatureSubstBuilder(font, None), font.getBestCmap()
    for number, (word, ticked) in enumerate(TICKS.items()):
        name = f"tick.{number}"
        add_drawn(font, name, [FRAME, INSIDE, *([MARK] if ticked else [])], TICK_WIDTH)
        builder.ligatures[tuple(letters[ord(letter)] for letter in word)] = name
    put_first(font, builder.build())
    table = font["GSUB"].table
    thai = next(record.Script for record in table.ScriptList.ScriptRecord if record.ScriptTag == "thai")
    for index in thai.DefaultLangSys.FeatureIndex:
        record = table.FeatureList.FeatureRecord[index]
        if record.FeatureTag == TICK_FEATURE:
            record.Feature.LookupListIndex.insert(0, 0)
            record.Feature.LookupCount += 1


def add_drawn(font, name: str, contours: list[list[tuple[int, int]]], width: int) -> None:
    """A glyph of straight lines."""
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    for first, *others in contours:
        pen.moveTo(first)
        for point in others:
            pen.lineTo(point)
        pen.closePath()
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name] = pen.glyph()
    font["hmtx"].metrics[name] = (width, min(x for contour in contours for x, _ in contour))


def copies(font, moves: dict[str, tuple[int, int]], suffix: str, origin: int):
    """Copies of marks, each drawn so far away; gives the lookup that puts them in."""
    for mark, (x, y) in moves.items():
        add_copy(font, mark, mark + suffix, x - origin, y)
    return single(font, {mark: mark + suffix for mark in moves})


def groups_of_letters(font) -> list[tuple]:
    """(letters, x from the letter's end, y, anchors of the marks): letters that carry marks at one place."""
    rules = next(
        part
        for lookup in font["GPOS"].table.LookupList.Lookup
        for part in lookup.SubTable
        if LETTER in getattr(getattr(part, "BaseCoverage", None), "glyphs", ())
    )
    places, anchors = defaultdict(list), defaultdict(dict)
    for letter, base in zip(rules.BaseCoverage.glyphs, rules.BaseArray.BaseRecord, strict=True):
        for kind, anchor in enumerate(base.BaseAnchor):
            place = kind, anchor.XCoordinate - font["hmtx"][letter][0], anchor.YCoordinate
            places[place].append(letter)
    for mark, record in zip(rules.MarkCoverage.glyphs, rules.MarkArray.MarkRecord, strict=True):
        if "uni0E" in mark and COPY not in mark:
            anchors[record.Class][mark] = record.MarkAnchor
    return [(letters, x, y, anchors[kind]) for (kind, x, y), letters in places.items()]


def move_over(font, below: str, mark: str) -> tuple[int, int]:
    """How far a mark is moved to its place over another one."""
    move = (0, 0)
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for rules in lookup.SubTable:
            if not hasattr(rules, "Mark2Coverage") or mark not in rules.Mark1Coverage.glyphs:
                continue
            if below in rules.Mark2Coverage.glyphs:
                own = rules.Mark1Array.MarkRecord[rules.Mark1Coverage.glyphs.index(mark)]
                anchors = rules.Mark2Array.Mark2Record[rules.Mark2Coverage.glyphs.index(below)].Mark2Anchor
                if anchor := anchors[own.Class]:
                    x, y = own.MarkAnchor.XCoordinate, own.MarkAnchor.YCoordinate
                    move = (anchor.XCoordinate - x, anchor.YCoordinate - y)
    return move


def add_copy(font, glyph: str, name: str, x: int = 0, y: int = 0) -> None:
    """A glyph like another one, drawn `x` and `y` away; it comes last, so that lists stay in their order."""
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    drawn = font["glyf"].glyphs[name] = copy.deepcopy(font["glyf"][glyph])
    if drawn.isComposite():
        for part in drawn.components:
            part.x, part.y = part.x + x, part.y + y
    else:
        drawn.coordinates.translate((x, y))
    width, left = font["hmtx"].metrics[glyph]
    font["hmtx"].metrics[name] = (width, left + x)
    definitions = font["GDEF"].table
    for classes in (definitions.GlyphClassDef.classDefs, definitions.MarkAttachClassDef.classDefs):
        if glyph in classes:
            classes[name] = classes[glyph]
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for rules in lookup.SubTable:
            copy_anchors(rules, glyph, name, x, y)


def copy_anchors(rules, glyph: str, name: str, x: int, y: int) -> None:
    """Let the copy sit on its letter, and carry other marks, where the glyph does."""
    for coverage, records_of in RECORDS.items():
        glyphs = getattr(rules, coverage).glyphs if hasattr(rules, coverage) else []
        if glyph not in glyphs:
            continue
        records = records_of(rules)
        record = copy.deepcopy(records[glyphs.index(glyph)])
        for anchor in [record.MarkAnchor] if hasattr(record, "MarkAnchor") else record.Mark2Anchor:
            if anchor:
                anchor.XCoordinate, anchor.YCoordinate = anchor.XCoordinate + x, anchor.YCoordinate + y
        records.append(record)
        glyphs.append(name)


def single(font, mapping: dict[str, str]):
    """A lookup that puts one glyph for another; used by `chain` only."""
    from fontTools.otlLib.builder import SingleSubstBuilder

    builder = SingleSubstBuilder(font, None)
    builder.mapping = mapping
    return add_lookup(font, builder)


def chain(font, rules: list[tuple]) -> None:
    """A lookup for Thai text after all that the font does to it; rules: behind, glyphs, before, lookup."""
    from fontTools.otlLib.builder import ChainContextSubstBuilder, ChainContextualRule

    builder = ChainContextSubstBuilder(font, None)
    for behind, glyphs, before, lookup in rules:
        context = [{*part} for part in behind], [{*glyphs}], [{*before}] if before else []
        builder.rules.append(ChainContextualRule(*context, [[lookup]]))
    add_lookup(font, builder)
    table = font["GSUB"].table
    for record in table.FeatureList.FeatureRecord:
        lookups = [table.LookupList.Lookup[index] for index in record.Feature.LookupListIndex]
        mappings = [getattr(part, "mapping", {}) for lookup in lookups for part in lookup.SubTable]
        if record.FeatureTag == "ccmp" and any(SARA_AM in mapping for mapping in mappings):
            record.Feature.LookupListIndex.append(builder.lookup_index)
            record.Feature.LookupCount += 1


def add_lookup(font, builder):
    lookups = font["GSUB"].table.LookupList
    builder.lookup_index = len(lookups.Lookup)
    lookups.Lookup.append(builder.build())
    lookups.LookupCount = len(lookups.Lookup)
    return builder


def rename(font, style: str) -> None:
    names = {1: FAMILY, 3: f"1.000;{FILE}-{style}", 4: f"{FAMILY} {style}", 6: f"{FILE}-{style}"}
    for record in font["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]
