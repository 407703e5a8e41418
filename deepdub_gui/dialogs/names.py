"""Display names of encodings and languages."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from deepdub_gui.base.i18n import mark, tr

_ENCODINGS = {
    "utf-8": mark("Unicode (UTF-8)"),
    "utf-16-le": mark("Unicode (UTF-16)"),
    "utf-16-be": mark("Unicode (UTF-16, big-endian)"),
    "utf-32-le": mark("Unicode (UTF-32)"),
    "utf-32-be": mark("Unicode (UTF-32, big-endian)"),
    "cp1252": mark("Western European (Windows-1252)"),
    "cp1250": mark("Central European (Windows-1250)"),
    "cp1251": mark("Cyrillic (Windows-1251)"),
    "koi8-r": mark("Cyrillic (KOI8-R)"),
    "cp866": mark("Cyrillic (DOS 866)"),
    "cp1253": mark("Greek (Windows-1253)"),
    "cp1254": mark("Turkish (Windows-1254)"),
    "cp1255": mark("Hebrew (Windows-1255)"),
    "cp1256": mark("Arabic (Windows-1256)"),
    "cp1257": mark("Baltic (Windows-1257)"),
    "cp874": mark("Thai (Windows-874)"),
    "cp932": mark("Japanese (Shift JIS)"),
    "euc_jp": mark("Japanese (EUC)"),
    "cp949": mark("Korean (Windows-949)"),
    "gb18030": mark("Chinese, simplified (GB 18030)"),
    "big5": mark("Chinese, traditional (Big5)"),
    "cp950": mark("Chinese, traditional (Big5)"),
    "big5hkscs": mark("Chinese, Hong Kong (Big5-HKSCS)"),
    "koi8-u": mark("Ukrainian (KOI8-U)"),
    "iso8859-2": mark("Central European (ISO 8859-2)"),
    "iso8859-7": mark("Greek (ISO 8859-7)"),
    "cp1258": mark("Vietnamese (Windows-1258)"),
}


def encoding_name(encoding: str) -> str:
    """Return the display name of an encoding."""
    return tr(_ENCODINGS.get(encoding, encoding))


def language_name(code: str | None) -> str:
    """Return the English name of a language code, ``kor`` or ``ko-KR``; the code itself if it is unknown."""
    if code is None:
        return ""
    language = QLocale.codeToLanguage(code.split("-")[0].lower())
    known = language not in (QLocale.Language.AnyLanguage, QLocale.Language.C)
    return QLocale.languageToString(language) if known else code
