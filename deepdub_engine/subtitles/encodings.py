"""Decode the bytes of a subtitle file to text, and encode the text to the same bytes again."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from deepdub_engine.base.errors import SubtitleEncodingUnknown

if TYPE_CHECKING:
    import charset_normalizer

# UTF-32 first: its little-endian byte order mark starts with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WITHOUT_MARK = {"utf-16": "utf-16-le", "utf-32": "utf-32-le", "utf-8-sig": "utf-8"}
# The encodings of real subtitles; any other would be a wrong guess.
_LEGACY = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r", "cp866", "cp874"),
    *("cp932", "euc_jp", "cp949", "gb18030", "big5"),
)
# By far the most frequent. Other Latin code pages share most of its letters and must fit clearly better to win.
_WESTERN = "cp1252"
_LATIN = frozenset({"cp1250", "cp1252", "cp1254", "cp1257"})
_MORE_NOISE, _LESS_SENSE = 0.05, 0.03
_SAMPLE_BYTES = 1 << 17
_DIGIT = re.compile("[0-9]")
_ESCAPED, _PRIVATE, _BEYOND_ASCII = (
    re.compile("[\udc80-\udcff]"),
    re.compile("[\uf780-\uf7ff]"),
    re.compile("[^\\0-\x7f]"),
)
# Valid non-ASCII letters required per invalid UTF-8 byte; fewer if the encoding is given or marked.
_LEAST_SOUND, _LEAST_SOUND_NAMED = 10, 1


@dataclass(frozen=True, slots=True)
class DecodedText:
    """The text of a file, and the information needed to encode it to the same bytes.

    Parameters
    ----------
    text
        Text with original line ends, without a byte order mark.
    encoding
        A Python codec name; never one that adds a byte order mark.
    bom
        Whether the file starts with a byte order mark.
    variants
        Characters whose bytes in the file differ from what the codec writes; East Asian code pages encode some twice.
    """

    text: str
    encoding: str
    bom: bool
    variants: tuple[tuple[str, bytes], ...] = ()
    other: str | None = None


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
    if decoded is None or "\0" in decoded.text:
        raise SubtitleEncodingUnknown(path, encoding)
    return decoded


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


def newline_of(text: str) -> str:
    r"""Return the most frequent line end: ``\n``, ``\r\n`` or ``\r``; ``\n`` if there is none."""
    both = text.count("\r\n")
    counts = {"\n": text.count("\n") - both, "\r\n": both, "\r": text.count("\r") - both}
    return max(counts, key=lambda newline: counts[newline])


def _decode_named(data: bytes, encoding: str) -> DecodedText:
    name = codecs.lookup(encoding).name
    mark, marked_name = _mark_of(data)
    if mark and (marked_name == name or (name in _WITHOUT_MARK and marked_name.startswith(name[:6].rstrip("-")))):
        return _marked(data[len(mark) :], marked_name, _LEAST_SOUND_NAMED)
    name = _WITHOUT_MARK.get(name, name)
    return _utf8(data, _LEAST_SOUND_NAMED) if name == "utf-8" else _made(data, name)


def _decode_unnamed(data: bytes) -> DecodedText | None:
    mark, name = _mark_of(data)
    if mark:
        return _marked(data[len(mark) :], name, _LEAST_SOUND_NAMED)
    if b"\0" in data:
        return _decode_unmarked_utf16(data)
    try:
        return _utf8(data, _LEAST_SOUND)
    except UnicodeDecodeError:
        return _decode_legacy(data)


def _marked(data: bytes, name: str, least_sound: int) -> DecodedText:
    decoded = _utf8(data, least_sound) if name == "utf-8" else DecodedText(data.decode(name), name, bom=True)
    return replace(decoded, bom=True)


def _utf8(data: bytes, least_sound: int) -> DecodedText:
    """Decode UTF-8; a few invalid bytes become private-use characters that are encoded to the same bytes again.

    Parameters
    ----------
    data
        Bytes without a byte order mark.
    least_sound
        How many valid non-ASCII characters are required for each invalid byte.
    """
    text = data.decode("utf-8", "surrogateescape")
    broken = _ESCAPED.findall(text)
    if not broken:
        return DecodedText(text, "utf-8", bom=False)
    if len(_BEYOND_ASCII.findall(text)) < (least_sound + 1) * len(broken) or _PRIVATE.search(text):
        data.decode("utf-8")  # raises, and says where
    variants = tuple((_in_private(character), bytes([ord(character) & 0xFF])) for character in sorted(set(broken)))
    return DecodedText(_ESCAPED.sub(lambda match: _in_private(match[0]), text), "utf-8", bom=False, variants=variants)


def _in_private(escaped: str) -> str:
    return chr(0xF700 | ord(escaped) & 0xFF)


def has_damage(variants: tuple[tuple[str, bytes], ...]) -> bool:
    """Return whether a file has bytes that could not be decoded."""
    return any(_PRIVATE.match(characters) for characters, _ in variants)


def _mark_of(data: bytes) -> tuple[bytes, str]:
    return next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", ""))


def _decode_unmarked_utf16(data: bytes) -> DecodedText | None:
    # In UTF-16, digits, colons and arrows have a zero in every second byte, in any language.
    low, high = data[0::2].count(0), data[1::2].count(0)
    if 4 * max(low, high) < len(data) // 2 or len(data) % 2:
        return None
    name = "utf-16-be" if low > high else "utf-16-le"
    return DecodedText(data.decode(name), name, bom=False)


def likely_encodings(data: bytes) -> Iterator[DecodedText]:
    """Yield the possible decodings of a file, the likeliest first; each distinct text once."""
    seen: set[str] = set()
    try:
        first = _decode_unnamed(data)
    except ValueError:
        first = None
    if first is not None and "\0" not in first.text:
        seen.add(first.text)
        yield first
    for name in ("utf-8", *_legacy_names(data), *_LEGACY, "utf-16-le", "utf-16-be"):
        try:
            decoded = _decode_named(data, name)
        except (LookupError, ValueError):
            continue
        # Every subtitle format contains digits: a decoding without any is wrong.
        if decoded.text not in seen and "\0" not in decoded.text and _DIGIT.search(decoded.text):
            seen.add(decoded.text)
            yield decoded


def _decode_legacy(data: bytes) -> DecodedText | None:
    likeliest = None
    for name in _legacy_names(data):
        try:
            decoded = _made(data, name)
        except UnicodeDecodeError:
            continue
        if encode(decoded, decoded.text) == data:
            return decoded
        likeliest = likeliest or decoded
    return likeliest


def _made(data: bytes, name: str) -> DecodedText:
    text, name = data.decode(name), codecs.lookup(name).name
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


def _legacy_names(data: bytes) -> list[str]:
    import charset_normalizer

    # Only lines with non-ASCII bytes distinguish code pages.
    telling = b"\n".join(line for line in data.splitlines() if not line.isascii())
    sample = telling[:_SAMPLE_BYTES].rpartition(b"\n")[0] if len(telling) > _SAMPLE_BYTES else telling
    return _ranked(charset_normalizer.from_bytes(sample, cp_isolation=list(_LEGACY)))


def _ranked(matches: charset_normalizer.CharsetMatches) -> list[str]:
    names = [match.encoding for match in matches]
    if not names or names[0] not in _LATIN:
        return names
    best = matches[0]
    for match in matches:
        near = match.chaos <= best.chaos + _MORE_NOISE and match.coherence >= best.coherence - _LESS_SENSE
        if _WESTERN in match.could_be_from_charset and near:
            return [_WESTERN, *names]
    return names
