"""The usual names of containers and codecs, as people know them: MP4 and H.264 for what FFmpeg calls otherwise."""

from __future__ import annotations

from collections.abc import Mapping

_FORMATS: Mapping[str, str] = {
    "matroska,webm": "Matroska",
    "mov,mp4,m4a,3gp,3g2,mj2": "MP4",
    "mpegts": "MPEG transport stream",
    "mpeg": "MPEG programme stream",
    "avi": "AVI",
    "asf": "Windows Media",
    "asf_o": "Windows Media",
    "flv": "Flash video",
    "mxf": "MXF",
    "ogg": "Ogg",
    "wav": "WAV",
    "w64": "Wave64",
    "caf": "CAF",
    "aiff": "AIFF",
    "au": "AU",
    "flac": "FLAC",
    "mp3": "MP3",
    "aac": "AAC",
    "ac3": "Dolby Digital",
    "eac3": "Dolby Digital Plus",
    "dts": "DTS",
    "nut": "NUT",
    "rm": "RealMedia",
    "gxf": "GXF",
    "ivf": "IVF",
    "tta": "TTA",
    "ape": "Monkey's Audio",
    "wv": "WavPack",
    "amr": "AMR",
}
# The brand of an MP4 file, or the end of its name, says which of the family it is.
_BRANDS: Mapping[str, str] = {"qt": "QuickTime", "m4a": "M4A", "m4b": "M4B", "m4v": "M4V", "mjp2": "Motion JPEG 2000"}
_MP4_ENDINGS: Mapping[str, str] = {".mov": "QuickTime", ".m4a": "M4A", ".m4b": "M4B", ".m4v": "M4V", ".3gp": "3GP"}
_CODECS: Mapping[str, str] = {
    "aac": "AAC",
    "aac_latm": "AAC",
    "ac3": "Dolby Digital",
    "eac3": "Dolby Digital Plus",
    "truehd": "Dolby TrueHD",
    "mlp": "MLP",
    "dts": "DTS",
    "dca": "DTS",
    "mp1": "MP1",
    "mp2": "MP2",
    "mp3": "MP3",
    "mp3float": "MP3",
    "flac": "FLAC",
    "alac": "ALAC",
    "opus": "Opus",
    "vorbis": "Vorbis",
    "wavpack": "WavPack",
    "tta": "TTA",
    "ape": "Monkey's Audio",
    "wmav1": "Windows Media Audio",
    "wmav2": "Windows Media Audio",
    "wmapro": "Windows Media Audio Pro",
    "amr_nb": "AMR",
    "amr_wb": "AMR",
    "amrnb": "AMR",
    "amrwb": "AMR",
    "cook": "RealAudio",
    "h261": "H.261",
    "h263": "H.263",
    "h264": "H.264",
    "hevc": "H.265",
    "vvc": "H.266",
    "av1": "AV1",
    "vp8": "VP8",
    "vp9": "VP9",
    "theora": "Theora",
    "mpeg1video": "MPEG-1",
    "mpeg2video": "MPEG-2",
    "mpeg4": "MPEG-4",
    "msmpeg4v3": "MS MPEG-4",
    "mjpeg": "Motion JPEG",
    "prores": "ProRes",
    "dav1d": "AV1",
    "dnxhd": "DNxHD",
    "dvvideo": "DV",
    "vc1": "VC-1",
    "wmv1": "Windows Media Video",
    "wmv2": "Windows Media Video",
    "wmv3": "Windows Media Video",
    "mov_text": "MP4 text",
    "ffv1": "FFV1",
    "huffyuv": "HuffYUV",
    "rawvideo": "uncompressed",
}
# FFmpeg has several decoders of some codecs, and names a stream after the one that it uses.
_ENDINGS = ("", "_fixed", "float", "_at", "_mf")


def format_name(format_: str, brand: str = "", ending: str = "") -> str:
    """Return the usual name of a container.

    Parameters
    ----------
    format_
        FFmpeg's name, such as ``mov,mp4,m4a,3gp,3g2,mj2``.
    brand, ending
        The major brand of an MP4 file, and the end of the name of the file, such as ``.mp4``.
    """
    if format_.startswith("mov,mp4"):
        mark = brand.strip().lower()
        if not mark:
            return _MP4_ENDINGS.get(ending.lower(), "MP4")
        return "3GP" if mark.startswith("3g") else _BRANDS.get(mark, "MP4")
    if format_ == "matroska,webm" and ending.lower() == ".webm":
        return "WebM"
    return _FORMATS.get(format_, format_.partition(",")[0].upper())


def codec_name(codec: str) -> str:
    """Return the usual name of a codec; FFmpeg's own in capitals if it has none here."""
    if codec.startswith("pcm_"):
        return "PCM"
    plain = codec.removeprefix("lib")
    names = (_CODECS.get(plain.removesuffix(ending)) for ending in _ENDINGS)
    return next(filter(None, names), codec if codec == "unknown" else codec.upper())
