"""Detection of encodings: short texts with few letters beyond ASCII are read in the right alphabet."""

import pytest

from core.read import File
from core.read.decode import decode

TEXTS = {
    "en": (
        "A naïve protégé ordered a café crème.\nHerr Müller met Mme Lefèvre and señor Núñez in Köln.",
        "cp1252",
    ),
    "de": ("Der Wirt Müller ging über die Straße.\nEin Crêpe für François.", "cp1252 iso8859-1 mac_roman"),
    "fr": ("L’été fut très chaud, et la forêt brûlait déjà.", "cp1252 mac_roman"),
    "is": ("Hún þekkti ekki manninn sem sat við gluggann og það var orðið dimmt.", "cp1252"),
    "cs": ("Žlutý kůň běžel přes louku a nikdo ho neviděl.", "cp1250 iso8859-2 cp852"),
    "pl": ("Stary człowiek siedział przy oknie i czekał na gości.", "cp1250 iso8859-2 cp852"),
    "hu": ("Az öregember az ablaknál ült, és a vendégeit várta egész délután.", "cp1250 iso8859-2"),
    "ru": ("Старик сидел у окна и ждал гостей.", "cp1251 koi8-r cp866 iso8859-5 mac_cyrillic"),
    "el": ("Ο γέρος καθόταν στο παράθυρο και περίμενε τους φίλους του.", "cp1253 iso8859-7 cp737"),
    "tr": ("Yaşlı adam pencerenin önünde oturmuş, misafirlerini bekliyordu.", "cp1254 iso8859-9"),
    "he": ("הזקן ישב ליד החלון וחיכה לאורחים.", "cp1255 iso8859-8 cp862"),
    "ar": ("جلس الشيخ أمام النافذة ينتظر ضيوفه.", "cp1256 iso8859-6"),
    "lt": ("Senis sėdėjo prie lango ir laukė svečių, kurie vis neatėjo.", "cp1257 iso8859-13"),
    "th": ("ชายชรานั่งอยู่ที่หน้าต่างและรอแขกของเขา", "cp874"),
    "ja": ("猫が好きです。\n今日は雨が降っています。", "iso2022_jp euc_jp cp932"),
    "zh": ("老人坐在窗前等他的客人，可是没有人来。", "gb18030 hz"),
    "ko": ("노인은 창가에 앉아 손님을 기다리고 있었다.", "cp949 iso2022_kr"),
}


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(text, encoding) for text, encodings in TEXTS.values() for encoding in encodings.split()],
    ids=[f"{code}-{encoding}" for code, (_, encodings) in TEXTS.items() for encoding in encodings.split()],
)
def test_short_texts_are_read_as_they_were_written(text: str, encoding: str) -> None:
    letters = decode(File("a.txt", text.encode(encoding)), None)
    assert letters.text == text
    assert letters.warnings  # it is a guess


def test_a_book_is_read_in_the_encoding_that_it_names() -> None:
    book = "Title: A Book\nCharacter set encoding: ISO-8859-2\n\nĘ ţ ő ů\n"
    letters = decode(File("a.txt", book.encode("iso8859-2")), None)
    assert (letters.text, letters.warnings) == (book, ())


@pytest.mark.parametrize("said", ["utf-8", "no-such-set", "ascii"])
def test_a_book_that_names_a_wrong_encoding_is_read_all_the_same(said: str) -> None:
    book = f"Character set encoding: {said}\n\nDer Wirt Müller ging über die Straße.\n"
    assert decode(File("a.txt", book.encode("cp1252")), None).text == book


@pytest.mark.parametrize(
    ("text", "encoding", "language"),
    [
        ("Man weiß es", "cp850", "de"),
        ("Greška pri", "iso8859-2", "hr"),
        ("vi ne ŝmiros", "iso8859-3", "eo"),
    ],
)
def test_a_language_that_is_known_decides_for_a_few_words(text: str, encoding: str, language: str) -> None:
    assert decode(File("a.txt", text.encode(encoding)), None, language).text == text
