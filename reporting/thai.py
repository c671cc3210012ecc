"""Thai text that sorts and compares as a Thai reader expects.

Sorting follows the Royal Institute dictionary: a vowel written before its consonant (เ แ โ ใ ไ) counts
after it, and tone marks, ็ ์ and ๆ decide only between words that are otherwise the same. Databases do not
agree on this, so the order is stored as a key of hexadecimal digits, which every collation sorts alike.

Comparing looks through what the eye does not see: the same letters typed in another order, zero-width
characters, spaces, punctuation and the kind of digits. It also looks through the words ตำบล, อำเภอ and จังหวัด
before a place, which one officer writes out, the next one shortens and a third leaves away.
"""

from __future__ import annotations

import re
import string
import unicodedata

from reporting.formats import ARABIC_DIGITS, arabic_digits

_LEADING_VOWEL = re.compile(r"([เ-ไ])([ก-ฮ])")
# Written by code point, because the halves look like the whole: ำ is nikhahit and า, แ is twice เ.
_AM, _NIKHAHIT_AA = "\u0e33", "\u0e4d\u0e32"
_AE, _TWICE_E = "\u0e41", "\u0e40\u0e40"
_MARK = "[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"
_MARKS_AFTER_AM = re.compile(f"({_NIKHAHIT_AA})({_MARK}+)")
_MARKS = re.compile(f"{_MARK}{{2,}}")
_AM_IN_PARTS = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")

# Paiyannoi only says that a name was cut short; it is a letter to Unicode and punctuation to a reader.
_PAIYANNOI = "ฯ"

# Words of place, with a place of two letters or more behind them. Written out they are looked for in the key,
# which has no spaces, unless they are a part of another word: ต้นตำบล, หนึ่งตำบล, ตามอำเภอใจ, and ส้มตำบลู, which
# goes on with a mark. Shortened they need their dot, and nothing before them that they may belong to: they
# are something else in อบต. and ร.ต.
_PLACE = "(?=[ก-ฮเ-ไ][ก-๎])"
_WORD_OF_PLACE = re.compile(f"(?<!ต้น)(?<!หนึ่ง)(?<!ทุก)(?<!ต่าง)(?<!ระดับ)(?:ตำบล|อำเภอ(?!ใจ)|จังหวัด){_PLACE}")
_SHORT_WORD_OF_PLACE = re.compile(rf"(?<![ก-ฮ\u0e31\u0e34-\u0e3aเ-ไ\u0e47-\u0e4b.])[ตอจ]\s*\.\s*{_PLACE}")

# First level: digits, Latin letters, then Thai letters and vowels, whose code points already stand in
# dictionary order. Two hexadecimal digits each; 00 ends the level and sorts before all of them.
_LETTERS = ARABIC_DIGITS + string.ascii_lowercase + "".join(map(chr, range(ord("ก"), ord("ๅ") + 1)))
_WEIGHTS = {letter: f"{number:02x}" for number, letter in enumerate(_LETTERS, start=0x10)}
_END_OF_LETTERS = "00"

# Second level, from weak to strong.
_SORT_MARKS = {mark: f"{number:x}" for number, mark in enumerate("ๆ็่้๊๋์ํ๎", start=1)}
_LAST_PLACE = 0xFFF


def thai_sort_key(text: str) -> str:
    """A key of the characters 0–9a–f whose plain order is the dictionary's, on every database.

    Upper and lower case, spaces and punctuation do not count; digits come before Latin letters and
    those before Thai. Two characters for each letter, four for each mark, so a Thai name of n characters
    needs at most 4n + 2; eight for each letter of another script, which sort last.
    """
    letters, marks = "", ""
    place = 0
    for character in _LEADING_VOWEL.sub(r"\2\1", _plain(text)):
        if character in _SORT_MARKS:
            # An earlier mark weighs more than a later one, hence the place counted backwards.
            marks += f"{max(_LAST_PLACE - place, 0):03x}{_SORT_MARKS[character]}"
        else:
            letters += _WEIGHTS.get(character) or f"ff{ord(character):06x}"
            place += 1
    return letters + (_END_OF_LETTERS + marks if marks else "")


def name_key(text: str) -> str:
    """The name reduced to what makes it the same name to a reader; equal keys are duplicates.

    Letters, marks and digits only, lower case, Arabic digits, without words of place. A name without any
    of these is "", and only such a name.
    """
    visible = (one for one in unicodedata.normalize("NFKC", text) if unicodedata.category(one) != "Cf")
    key = _plain(_SHORT_WORD_OF_PLACE.sub("", "".join(visible)).replace("ๅ", "า"))
    while (shorter := _WORD_OF_PLACE.sub("", key)) != key:
        key = _plain(shorter)
    return key


def search_key(text: str) -> str:
    """The text as it is searched: letters, marks and digits only, in one spelling, without spaces."""
    return _plain(text)


def whole_am(text: str) -> str:
    """The text with every ำ as one letter, also where it was typed as ํ and า; it looks the same."""
    return _AM_IN_PARTS.sub(rf"\1{_AM}", text)


def _plain(text: str) -> str:
    """Lower-case letters, marks and digits in one canonical spelling, and nothing else."""
    kept = (
        character
        for character in unicodedata.normalize("NFKC", text).casefold()
        if unicodedata.category(character)[0] in "LMN" and character != _PAIYANNOI
    )
    return arabic_digits(_canonical_thai("".join(kept)))


def _canonical_thai(text: str) -> str:
    """One spelling for what looks the same: แ, ำ, and marks typed in another order or twice.

    Takes text in NFKC, in which every ำ is already in halves.
    """
    text = _MARKS_AFTER_AM.sub(r"\2\1", text.replace(_TWICE_E, _AE))
    # Code points already put vowels before tone marks, those before ์, and nikhahit next to its า.
    text = _MARKS.sub(lambda run: "".join(sorted(dict.fromkeys(run[0]))), text)
    return text.replace(_NIKHAHIT_AA, _AM)
