"""Plain text in any encoding.

>>> decode("Zoë waits.".encode())
('Zoë waits.', '')
>>> decode("Nous n’avons pas les moyens, a-t-il ajouté à l’Assemblée.".encode("cp1252"))
('Nous n’avons pas les moyens, a-t-il ajouté à l’Assemblée.', 'cp1252')
"""

from __future__ import annotations

import codecs
import re

from stancebook.intake.document import BadDocument, Document, read_by
from stancebook.intake.layout import from_text

MARKS = {  # the longer marks first, as UTF-32's begins like UTF-16's
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# what news texts come in; others are taken with --encoding
KNOWN = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "mac_roman", "mac_cyrillic",
    "koi8_r", "koi8_u", "iso8859_2", "iso8859_5", "iso8859_7", "cp932", "euc_jp", "gb18030", "big5", "cp949",
    "utf_16_le", "utf_16_be",
]  # fmt: skip
# letters of Central Europe in cp1250, at whose places cp1252 has signs, or the letters of few languages
CENTRAL = re.compile(rb"[A-Za-z\x80-\xff][\x9a\x9e\x9c\x9f\xb9\xb3\xbe\xbf\x9d][a-z ]")
# Polish letters in ISO 8859-2, at whose places the code pages of Windows have ± and ¶; and bytes that only these use
LATIN_2, NOT_LATIN_2 = re.compile(rb"[A-Za-z\xea\xb3][\xb1\xb6][A-Za-z ]"), re.compile(rb"[\x80-\x9f]")
SAMPLE = 200_000  # bytes that are looked at to guess the encoding


def read(content: bytes, encoding: str = "") -> Document:
    """The Document of a text file; raises BadDocument if it is no text."""
    text, guessed = text_of(content, encoding)
    document = from_text(text)
    if not guessed:
        return document
    note = f"read as {guessed}; give --encoding if letters look wrong"
    return document._replace(
        **read_by("charset-normalizer"), done=(f"decoded from {guessed}", *document.done), notes=(note,)
    )


def text_of(content: bytes, encoding: str = "") -> tuple[str, str]:
    """The text of a text file, and the encoding as `decode` has it; raises BadDocument if it is no text."""
    text, guessed = decode(content, encoding)
    if "\0" in text if guessed else b"\0" in content:  # in UTF-8, both say the same
        raise BadDocument("it has NUL characters, so it is no text file", "save it as text, or give --encoding")
    return text, guessed


def decode(content: bytes, encoding: str = "") -> tuple[str, str]:
    """The text of some bytes, and the encoding if it was not UTF-8; a given encoding is taken as it is.

    Raises BadDocument if the encoding does not fit or none is found.
    """
    if encoding:
        return _decoded(content, encoding), encoding
    for mark, name in MARKS.items():
        if content.startswith(mark):
            return _decoded(content, name), "" if name == "utf-8-sig" else name
    try:
        return content.decode("utf-8"), ""
    except UnicodeDecodeError:
        guess = _guess(content[:SAMPLE])
        return _decoded(content, guess), guess


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        message = f"byte {error.start} is not {encoding}"
    except (LookupError, UnicodeError):  # a codec that does not exist, or that makes no text
        message = f"the encoding '{encoding}' is not known"
    raise BadDocument(message, "give --encoding with its name, such as utf-8 or cp1252")


def _guess(sample: bytes) -> str:
    """The most likely encoding of bytes that are not UTF-8."""
    from charset_normalizer import from_bytes

    matches = from_bytes(sample, cp_isolation=KNOWN)
    names = [name for match in matches for name in (match.encoding, *match.could_be_from_charset)]
    if not names:
        raise BadDocument("it is no text in a known encoding", "save it as UTF-8, or give --encoding")
    # Western and Central European texts are told apart by their telltale letters: the guess alone is often wrong
    central = CENTRAL.search(sample) or matches[0].language == "Hungarian"
    if names[0].startswith("cp125") and LATIN_2.search(sample) and not NOT_LATIN_2.search(sample):
        return "iso8859_2"
    return "cp1252" if names[0] == "cp1250" and "cp1252" in names and not central else names[0]
