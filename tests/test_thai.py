"""Thai sort keys and the keys that find duplicate names."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reporting.thai import name_key, thai_sort_key

# In the order of the Royal Institute dictionary, made by hand.
WORDS_IN_ORDER = """
กก กง กฎ กด กบ กรรม กราบ กล กลม กลวง กลอง กลัก กล้า กลาง กลิ่น กลุ่ม กวาง กอด กะ กะทิ กัด กา กาง ก้าง
กำ กิน กี่ กึ่ง กุ้ง กู้ เก็ง เก่ง เก้ง เก๋ง เก็บ เกม เกลือ เกาะ แก แก้ว โก ใกล้ ไก่ ขา ข่า ข้า ต่าง
ต่างหู นำ น้ำ น้ำใจ นำทาง รวม ริม เรือ ฤกษ์ ฤดู ฤๅษี ลม ลา ฦๅ วัด สิทธิ สิทธิ์ เสือ เสื่อ เสื้อ อก เอก
"""
DICTIONARY = WORDS_IN_ORDER.split()

CONSONANTS = "".join(map(chr, range(ord("ก"), ord("ฮ") + 1)))
TONES = "่้๊๋"
syllables = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "", "เ", "แ", "โ", "ใ", "ไ"]),
        st.sampled_from(CONSONANTS),
        st.sampled_from(["", "ั", "ิ", "ี", "ึ", "ื", "ุ", "ู"]),
        st.sampled_from(["", *TONES]),
        st.sampled_from(["", "ะ", "า", "ง", "น", "ว"]),
    ),
)
words = st.lists(syllables, min_size=1, max_size=6).map("".join)
# A vowel above or below, then a tone mark or the silencer, as they are taught.
marks = st.builds("".join, st.tuples(st.sampled_from(["", *"ัิีึืุู"]), st.sampled_from(["", *TONES, "็", "์"])))
place_words = st.sampled_from(["ตำบล", "อำเภอ", "จังหวัด"])
# Everything that stands near a word of place, and what it must not be taken for.
place_parts = st.sampled_from(
    ["ตำบล", "อำเภอ", "จังหวัด", "ต.", "อ.", "จ.", "ต", "อ", "จ", "ตำ", "บล", "ต้น", "ใจ", "บ้าน", *"กดเแาู้ .-("]
)
typed_text = st.text("กนงเแไาำ\u0e4dะิุู่้๊์็ๆฯฤๅ 1๑aB.-\u200b", max_size=20)


def test_dictionary_order():
    shuffled = DICTIONARY[:]
    random.Random(2565).shuffle(shuffled)
    assert shuffled != DICTIONARY
    assert sorted(shuffled, key=thai_sort_key) == DICTIONARY


def test_code_point_order_is_not_dictionary_order():
    """The list would notice a sort key that did nothing."""
    assert sorted(DICTIONARY) != DICTIONARY
    assert sorted(DICTIONARY, key=name_key) != DICTIONARY


def test_every_word_of_the_list_has_its_own_key():
    assert len({thai_sort_key(word) for word in DICTIONARY}) == len(DICTIONARY)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("หมู่ 1", "หมู่ 2"),
        ("9", "A"),
        ("otop", "กลุ่ม"),
        ("Zebra", "กลุ่ม"),
        ("apple", "Banana"),
        ("กลุ่มทอผ้า", "กลุ่มทอผ้าไหม"),
        ("ก่า", "กา 0"),
        ("กลุ่มสตรี บ้านดอน", "กลุ่มสตรีบ้านนา"),
        ("กลุ่มสตรี", "กลุ่ม สตรีบ้านดอน"),
        ("ต่าง", "ต่าง ๆ"),
        ("ต่าง ๆ", "ต่างหู"),
        ("ฮ", "ກ"),
        # Of two marks, the one on the earlier letter decides.
        ("กาก้า", "ก่ากา"),
        ("ก่ากา", "ก่าก่า"),
    ],
)
def test_before_and_after(before, after):
    assert thai_sort_key(before) < thai_sort_key(after)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("OTOP", "otop"),
        ("กลุ่ม  ทอผ้า", "กลุ่มทอผ้า"),
        ("กลุ่มทอผ้า (บ้านดอน)", "กลุ่มทอผ้าบ้านดอน"),
        ("หมู่ ๕", "หมู่ 5"),
        ("\u0e40\u0e40ม่", "แม่"),
        ("น\u0e49\u0e4d\u0e32", "น\u0e49\u0e33"),
    ],
)
def test_what_does_not_count_for_sorting(one, other):
    assert thai_sort_key(one) == thai_sort_key(other)


@given(st.text())
def test_keys_are_plain_in_every_collation(text):
    """Hexadecimal digits only: C, en_US, th_TH and ICU all sort them alike."""
    assert re.fullmatch("[0-9a-f]*", thai_sort_key(text))


@given(words)
def test_keys_fit_their_column(word):
    assert len(thai_sort_key(word)) <= 4 * len(word) + 2


@given(words, words)
def test_a_word_sorts_before_its_continuation(word, more):
    assert thai_sort_key(word) < thai_sort_key(word + more)


@given(words, words)
def test_marks_decide_last(one, other):
    def bare(word: str) -> str:
        return "".join(letter for letter in word if letter not in TONES)

    if thai_sort_key(bare(one)) != thai_sort_key(bare(other)):
        as_bare = thai_sort_key(bare(one)) < thai_sort_key(bare(other))
        assert (thai_sort_key(one) < thai_sort_key(other)) == as_bare


@given(words, words)
def test_letters_decide_in_the_order_they_are_spelled(one, other):
    """Told another way: split into what is spelled, then compare lists instead of one text."""

    def spelled(word: str) -> list[str]:
        letters = [letter for letter in word if letter not in TONES]
        for place in reversed(range(len(letters) - 1)):
            if "เ" <= letters[place] <= "ไ" and letters[place + 1] in CONSONANTS:
                letters[place], letters[place + 1] = letters[place + 1], letters[place]
        return letters

    if spelled(one) != spelled(other):
        assert (thai_sort_key(one) < thai_sort_key(other)) == (spelled(one) < spelled(other))


SAME_NAMES = [
    ("กลุ่มทอผ้าบ้านดอน", "กลุ่ม ทอผ้า  บ้านดอน"),
    ("กลุ่มทอผ้าบ้านดอน", " กลุ่มทอผ้า-บ้านดอน. "),
    ("กลุ่มทอผ้าบ้านดอน", "กลุ่มทอผ้า (บ้านดอน)"),
    ("กลุ่มทอผ้าบ้านดอน", "กลุ่มทอผ้า\u200bบ้านดอน"),
    ("กลุ่มทอผ้าบ้านดอน", "\ufeffกลุ่มทอผ้า\u00a0บ้านดอน"),
    ("หมู่ 5", "หมู่ ๕"),
    ("OTOP Center", "otop center"),
    ("OTOP", "\uff2f\uff34\uff2f\uff30"),
    ("กรุงเทพฯ", "กรุงเทพ"),
    ("ฤๅษี", "ฤาษี"),
    # Spellings that look alike are written by code point: แ as twice เ, ำ as nikhahit and า,
    ("\u0e41ม่", "\u0e40\u0e40ม่"),
    ("ค\u0e33", "ค\u0e4d\u0e32"),
    # ำ with its tone mark before, within and after,
    ("น\u0e49\u0e33", "น\u0e49\u0e4d\u0e32"),
    ("น\u0e49\u0e33", "น\u0e4d\u0e49\u0e32"),
    ("น\u0e49\u0e33", "น\u0e33\u0e49"),
    # a mark before its vowel, and a mark typed twice.
    ("ก\u0e35\u0e48", "ก\u0e48\u0e35"),
    ("ก\u0e38\u0e49ง", "ก\u0e49\u0e38ง"),
    ("ก\u0e38\u0e49ง", "ก\u0e38\u0e49\u0e49ง"),
    ("สิทธ\u0e34\u0e4c", "สิทธ\u0e4c\u0e34"),
    # A word of place before the place, written out or short, with a space or without.
    ("กลุ่มทอผ้าบ้านดอน", "กลุ่มทอผ้า ตำบลบ้านดอน"),
    ("กลุ่มทอผ้าบ้านดอน", "กลุ่มทอผ้า ตำบล บ้านดอน"),
    ("กลุ่มทอผ้าบ้านดอน", "กลุ่มทอผ้าตำบลบ้านดอน"),
    ("กลุ่มทอผ้าบ้านดอน", "กลุ่มทอผ้า ต.บ้านดอน"),
    ("กลุ่มทอผ้าบ้านดอน", "กลุ่มทอผ้า (ต. บ้านดอน)"),
    ("กลุ่มทอผ้าบ้านดอน", "กลุ่มทอผ้าต.บ้านดอน"),
    ("กลุ่มทอผ้าบ้านดอน", "กลุ่มทอผ้า ต\u200b.บ้านดอน"),
    ("สตรีหมู่ 3 บ้านดอน", "สตรีหมู่ 3ต.บ้านดอน"),
    ("บ้านดอน", "ต.บ้านดอน"),
    ("บ้านดอน", "ตำบลบ้านดอน"),
    ("ของดีท่าบ่อ", "ของดีอำเภอท่าบ่อ"),
    ("ของดีท่าบ่อ", "ของดี อ.ท่าบ่อ"),
    ("ของดีหนองคาย", "ของดี จังหวัดหนองคาย"),
    ("ของดีหนองคาย", "ของดี จ.หนองคาย"),
    ("ของดี ต.โคกคอน อ.ท่าบ่อ จ.หนองคาย", "ของดีตำบลโคกคอนอำเภอท่าบ่อจังหวัดหนองคาย"),
]

DIFFERENT_NAMES = [
    ("กลุ่มทอผ้าบ้านดอน", "กลุ่มทอผ้าบ้านดง"),
    ("หมู่ 5", "หมู่ 6"),
    ("ปา", "ป่า"),
    ("ขาว", "ข้าว"),
    ("เสือ", "เสื้อ"),
    ("ต่าง", "ต่าง ๆ"),
    ("สิทธิ", "สิทธิ์"),
    ("แกะ", "เกะ"),
    ("ขนมต้นตำบลบ้านดอน", "ขนมต้นบ้านดอน"),
    ("ร้านตามอำเภอใจ", "ร้านตามใจ"),
    ("อบต.บ้านดอน", "อบ บ้านดอน"),
]

# Names in which the letters of a word of place mean something else, with the key they had all along.
LEFT_ALONE = [
    ("ต้นตำบล", "ต้นตำบล"),
    ("อาหาร", "อาหาร"),
    ("จตุจักร", "จตุจักร"),
    ("ตำบล", "ตำบล"),
    ("ร้านต.", "ร้านต"),
    ("ร้าน ต. 5", "ร้านต5"),
    ("ของดีประจำตำบล", "ของดีประจำตำบล"),
    ("หนึ่ง ตำบล หนึ่ง ผลิตภัณฑ์", "หนึ่งตำบลหนึ่งผลิตภัณฑ์"),
    ("1 ตำบล 1 ผลิตภัณฑ์", "1ตำบล1ผลิตภัณฑ์"),
    ("ร้านส้มตำบลูสกาย", "ร้านส้มตำบลูสกาย"),
    ("ร้านตามอำเภอใจ", "ร้านตามอำเภอใจ"),
    # Offices, committees and ranks, which are short for something else.
    ("กลุ่ม อบต.บ้านดอน", "กลุ่มอบตบ้านดอน"),
    ("กพสอ.ท่าบ่อ", "กพสอท่าบ่อ"),
    ("รพ.สต.โคกคอน", "รพสตโคกคอน"),
    ("ร.ต.สมชาย", "รตสมชาย"),
    ("จ.ส.อ.สมชาย", "จสอสมชาย"),
    ("กลุ่ม อ.ส.ม. บ้านดอน", "กลุ่มอสมบ้านดอน"),
]


@pytest.mark.parametrize(("one", "other"), SAME_NAMES, ids=ascii)
def test_same_names(one, other):
    assert one != other
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT_NAMES)
def test_different_names(one, other):
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(("name", "key"), LEFT_ALONE)
def test_what_only_looks_like_a_word_of_place_stays(name, key):
    assert name_key(name) == key


@pytest.mark.parametrize("name", ["", " ", "---", "…", "\u200b", "ฯ"])
def test_a_name_without_letters_has_no_key(name):
    assert name_key(name) == thai_sort_key(name) == ""


@given(
    st.lists(st.tuples(st.sampled_from(CONSONANTS), marks, st.sampled_from(["", "า"])), min_size=1), st.data()
)
def test_marks_typed_in_any_order_make_the_same_name(letters, data):
    """Each way to type a syllable leads to the one that the keyboard's manual teaches."""
    proper = typed = ""
    for consonant, above, aa in letters:
        proper += consonant + above + aa
        typed += consonant + "".join(data.draw(st.permutations(above))) + aa
    assert name_key(typed) == name_key(proper) == proper
    assert name_key(name_key(typed)) == name_key(typed)


@given(typed_text)
def test_same_name_sorts_alike(text):
    assert thai_sort_key(name_key(text).upper()) == thai_sort_key(name_key(text))
    assert name_key(text.replace(" ", "")) == name_key(text) == name_key(f" {text}. ")


@given(words)
def test_ordinary_words_are_already_keys(word):
    assert name_key(word) == word


@given(words, place_words, words.filter(lambda word: len(word) > 1), st.data())
def test_a_word_of_place_does_not_count(name, word, place, data):
    assume(not name.endswith(("ต้น", "หนึ่ง", "ทุก", "ต่าง", "ระดับ")) and not place.startswith("ใจ"))
    before, after = (data.draw(st.sampled_from(["", " "])) for _ in range(2))
    assert name_key(f"{name}{before}{word}{after}{place}") == name + place
    assert name_key(f"{name} {word[0]}.{after}{place}") == name + place
    assert name_key(f"{word}{after}{place}") == name_key(f"{word[0]}.{after}{place}") == place


@given(words, place_words)
def test_a_word_of_place_without_a_place_counts(name, word):
    assert name_key(f"{name} {word}") == name_key(f"{name}{word}") == name + word
    assert name_key(f"{name} {word[0]}.") == name + word[0]


@given(st.lists(place_parts, max_size=12).map("".join))
def test_a_key_is_its_own_key_and_never_empties_a_name(text):
    key = name_key(text)
    assert name_key(key) == key
    assert bool(key) == any(letter not in " .-(" for letter in text)
    if "." not in text:
        assert name_key(text.replace(" ", "")) == key
