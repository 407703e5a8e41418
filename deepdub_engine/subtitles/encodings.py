"""Decode the bytes of a subtitle file to text, and encode the text to the same bytes again."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from deepdub_engine.base.errors import SubtitleEncodingUnknown
from deepdub_engine.subtitles.code_pages import LEGACY, other_near, ranked, superset_names
from deepdub_engine.subtitles.decoded_text import BOX, PRIVATE, DecodedText

# UTF-32 first: its little-endian byte order mark starts with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WITHOUT_MARK = {"utf-16": "utf-16-le", "utf-32": "utf-32-le", "utf-8-sig": "utf-8"}
_DIGIT = re.compile("[0-9]")
_ESCAPED, _BEYOND_ASCII = re.compile("[\udc80-\udcff]"), re.compile("[^\\0-\x7f]")
_CONTROLS = re.compile(rb"[\1-\x08\x0b\x0e-\x19\x1b-\x1f]")
_NUL = "\0"
_MOST_CONTROLS = 50  # bytes of text for each control character or inner NUL
_MOST_STRAY = 200
# Valid non-ASCII letters required per invalid UTF-8 byte; fewer if the encoding is given or marked.
_LEAST_SOUND, _LEAST_SOUND_NAMED = 10, 1
_FEW = 4  # invalid bytes that a text in a given encoding may always have: an edit must not make it unreadable


def decode(data: bytes, path: Path, encoding: str | None = None) -> DecodedText:
    """Decode bytes in a given encoding, or detect it: byte order mark, then UTF-8, then character statistics.

    Raises
    ------
    SubtitleEncodingUnknown
        If the given encoding is unknown or does not fit, or if none fits.
    """
    try:
        decoded = _decode_named(data, encoding) if encoding else _decode_unnamed(data)
    except (LookupError, ValueError) as error:
        raise SubtitleEncodingUnknown(path, encoding) from error
    if decoded is None or (decoded.text and not decoded.text.strip(_NUL)) or _is_binary(data, decoded):
        raise SubtitleEncodingUnknown(path, encoding)
    return _without_nul(decoded)


def _is_binary(data: bytes, decoded: DecodedText) -> bool:
    """Return whether there are too many NULs and control characters for a text; NULs at the end do not count."""
    inner = decoded.text.rstrip(_NUL).count(_NUL)
    is_wide = decoded.encoding.startswith(("utf-16", "utf-32"))
    controls = 0 if is_wide or data.isascii() else len(_CONTROLS.findall(data))
    return _MOST_CONTROLS * (inner + controls) > len(decoded.text) if inner + controls > 1 else False


def _without_nul(decoded: DecodedText) -> DecodedText:
    """Return the text with U+FFFD for NUL, as in WebVTT; encoded, it gives the same bytes again."""
    if _NUL not in decoded.text:
        return decoded
    box = BOX if BOX not in decoded.text else _in_private(_NUL)
    variants = (*decoded.variants, (box, _NUL.encode(decoded.encoding)))
    return replace(decoded, text=decoded.text.replace(_NUL, box), variants=variants)


def encode(decoded: DecodedText, text: str) -> bytes:
    """Encode text like a file that was decoded."""
    mark = next((mark for mark, name in _MARKS if name == decoded.encoding), b"") if decoded.bom else b""
    if not decoded.variants:
        return mark + text.encode(decoded.encoding)
    variants = dict(decoded.variants)
    parts, done = [mark], 0
    for match in re.finditer("|".join(map(re.escape, variants)), text):
        parts += [_encoded(text, done, match.start(), decoded.encoding), variants[match[0]]]
        done = match.end()
    return b"".join([*parts, _encoded(text, done, len(text), decoded.encoding)])


def _encoded(text: str, start: int, stop: int, encoding: str) -> bytes:
    try:
        return text[start:stop].encode(encoding)
    except UnicodeEncodeError as error:
        place = (start + error.start, start + error.end)
        raise UnicodeEncodeError(error.encoding, text, *place, error.reason) from error


def _decode_named(data: bytes, encoding: str) -> DecodedText:
    name = codecs.lookup(encoding).name
    mark, marked_name = _mark_of(data)
    if mark and (marked_name == name or (name in _WITHOUT_MARK and marked_name.startswith(name[:6].rstrip("-")))):
        return _marked(data[len(mark) :], marked_name)
    name = _WITHOUT_MARK.get(name, name)
    if name == "utf-8":
        return _utf8(data, _LEAST_SOUND_NAMED, few=_FEW)
    for each in superset_names(name):
        try:
            return _made(data, each)
        except UnicodeDecodeError:
            continue
    return _tolerant(data, superset_names(name)[0], few=_FEW)


def _decode_unnamed(data: bytes) -> DecodedText | None:
    mark, name = _mark_of(data)
    if mark:
        return _marked(data[len(mark) :], name)
    unmarked = _decode_unmarked_utf16(data) if b"\0" in data else None
    if unmarked is not None:
        return unmarked
    try:
        return _utf8(data, _LEAST_SOUND)
    except UnicodeDecodeError:
        return _decode_legacy(data)


def _marked(data: bytes, name: str) -> DecodedText:
    decoded = _utf8(data, _LEAST_SOUND_NAMED, few=_MOST_STRAY) if name == "utf-8" else _wide(data, name)
    return replace(decoded, bom=True)


def _wide(data: bytes, name: str) -> DecodedText:
    """Decode UTF-16 or UTF-32; a cut last character, and halves of characters, become private characters."""
    try:
        return DecodedText(data.decode(name), name, bom=False)
    except UnicodeDecodeError:
        return _tolerant(data, name)


def _tolerant(data: bytes, name: str, few: int = 0) -> DecodedText:
    """Decode bytes of which a few are no characters; these become private characters. `few` are always allowed.

    Raises
    ------
    UnicodeDecodeError
        If there are too many for the text.
    """
    is_unicode = name.startswith("utf")
    parts: list[str] = []
    pieces: list[bytes] = []
    stray: list[int] = []
    rest = data
    while True:
        try:
            parts.append(rest.decode(name))
            pieces.append(rest)
            break
        except UnicodeDecodeError as error:
            # Of a wide character all bytes are stray, elsewhere only the first: the next may begin a character.
            bad = rest[error.start : error.end if is_unicode else error.start + 1]
            if len(pieces) == _MOST_STRAY:
                raise
            pieces.append(rest[: error.start])
            parts += [pieces[-1].decode(name), *(_in_private(chr(byte)) for byte in bad)]
            stray += bad
            rest = rest[error.start + len(bad) :]
    text = "".join(parts)
    sound = len(text if is_unicode else _BEYOND_ASCII.findall(text))
    is_sound = sound >= (_LEAST_SOUND_NAMED + 1) * len(pieces[1:]) or len(stray) <= few
    if not is_sound or len(PRIVATE.findall(text)) != len(stray):
        data.decode(name)  # raises, and says where
    own = () if is_unicode else _variants(b"\n".join(pieces), name)
    variants = tuple((_in_private(chr(byte)), bytes([byte])) for byte in sorted(set(stray)))
    return DecodedText(text, name, bom=False, variants=(*own, *variants))


def _utf8(data: bytes, least_sound: int, few: int = 0) -> DecodedText:
    """Decode UTF-8; a few invalid bytes become private-use characters that are encoded to the same bytes again.

    Parameters
    ----------
    data
        Bytes without a byte order mark.
    least_sound
        How many valid non-ASCII characters are required for each invalid byte.
    few
        Number of invalid bytes that are allowed without any.
    """
    text = data.decode("utf-8", "surrogateescape")
    broken = _ESCAPED.findall(text)
    if not broken:
        return DecodedText(text, "utf-8", bom=False)
    is_sound = len(_BEYOND_ASCII.findall(text)) >= (least_sound + 1) * len(broken) or len(broken) <= few
    if not is_sound or PRIVATE.search(text):
        data.decode("utf-8")  # raises, and says where
    variants = tuple((_in_private(character), bytes([ord(character) & 0xFF])) for character in sorted(set(broken)))
    return DecodedText(_ESCAPED.sub(lambda match: _in_private(match[0]), text), "utf-8", bom=False, variants=variants)


def _in_private(escaped: str) -> str:
    return chr(0xF700 | ord(escaped) & 0xFF)


def _mark_of(data: bytes) -> tuple[bytes, str]:
    return next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", ""))


def _decode_unmarked_utf16(data: bytes) -> DecodedText | None:
    # In UTF-16, digits, colons and arrows have a zero in every second byte, in any language.
    data_ = data.rstrip(b"\0")
    low, high = data_[0::2].count(0), data_[1::2].count(0)
    if 4 * max(low, high) < len(data_) // 2 or 4 * min(low, high) > max(low, high):
        return None
    return _wide(data, "utf-16-be" if low > high else "utf-16-le")


def likely_encodings(data: bytes) -> Iterator[DecodedText]:
    """Yield the possible decodings of a file, the likeliest first; each distinct text once."""
    seen: set[str] = set()
    try:
        first = _decode_unnamed(data)
    except ValueError:
        first = None
    for name in (None, "utf-8", *(guess.name for guess in ranked(data)), *LEGACY, "utf-16-le", "utf-16-be"):
        try:
            decoded = first if name is None else _decode_named(data, name)
        except (LookupError, ValueError):
            continue
        # Every subtitle format contains digits: a decoding without any is wrong.
        if decoded is None or _is_binary(data, decoded) or not _DIGIT.search(decoded.text):
            continue
        decoded = _without_nul(decoded)
        if decoded.text not in seen:
            seen.add(decoded.text)
            yield decoded


def _decode_legacy(data: bytes) -> DecodedText | None:
    guesses = ranked(data)
    found: dict[str, DecodedText] = {}
    for guess in guesses:
        try:
            found[guess.name] = _made(data, guess.name)
        except UnicodeDecodeError:
            if not found:
                try:
                    return _tolerant(data, guess.name)
                except UnicodeDecodeError:
                    continue
    exact = next((name for name, decoded in found.items() if encode(decoded, decoded.text) == data), None)
    chosen = exact or next(iter(found), None)
    if chosen is None:
        return None
    left = [guess for guess in guesses if guess.name in found]
    left = left[[guess.name for guess in left].index(chosen) :]
    return replace(found[chosen], other=other_near(left, {name: decoded.text for name, decoded in found.items()}))


def _made(data: bytes, name: str) -> DecodedText:
    name = codecs.lookup(name).name
    if name.startswith(("utf-16", "utf-32")):
        return _wide(data, name)
    text = data.decode(name)
    is_exact = name.startswith("utf") or text.encode(name, "replace") == data
    return DecodedText(text, name, bom=False, variants=() if is_exact else _variants(data, name))


def _variants(data: bytes, name: str) -> tuple[tuple[str, bytes], ...]:
    found: dict[str, bytes] = {}
    decoder = codecs.getincrementaldecoder(name)()
    for line in data.splitlines(keepends=True):
        if line.isascii() or line.decode(name, "replace").encode(name, "replace") == line:
            continue
        decoder.reset()
        begin = 0
        for at in range(len(line)):
            characters = decoder.decode(line[at : at + 1])
            if characters and characters.encode(name, "replace") != line[begin : at + 1]:
                found[characters] = line[begin : at + 1]
            begin = at + 1 if characters else begin
    return tuple(found.items())
