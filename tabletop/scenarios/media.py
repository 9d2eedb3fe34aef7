"""Pictures, sounds and films beside a scenario: what is shown, and what a file really is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias
from unicodedata import normalize

MediaKind: TypeAlias = Literal["image", "audio", "video"]

MEGABYTE: Final = 1024 * 1024
MAX_BYTES: Final[dict[MediaKind, int]] = {
    "image": 5 * MEGABYTE,
    "audio": 20 * MEGABYTE,
    "video": 100 * MEGABYTE,
}
"""More than this is no fun on a phone with one bar of signal."""


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file: how it is shown, its media type, and whether a file begins like it."""

    kind: MediaKind
    mime: str
    begins: Callable[[bytes], bool]


def _with(*starts: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(starts)


def _webp(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


def _mp3(head: bytes) -> bool:
    return head[:3] == b"ID3" or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2)


def _mp4(head: bytes) -> bool:
    return head[4:8] == b"ftyp"


_JPEG: Final = Format("image", "image/jpeg", _with(b"\xff\xd8\xff"))

FORMATS: Final[dict[str, Format]] = {
    ".png": Format("image", "image/png", _with(b"\x89PNG\r\n\x1a\n")),
    ".jpg": _JPEG,
    ".jpeg": _JPEG,
    ".webp": Format("image", "image/webp", _webp),
    ".gif": Format("image", "image/gif", _with(b"GIF87a", b"GIF89a")),
    ".mp3": Format("audio", "audio/mpeg", _mp3),
    ".ogg": Format("audio", "audio/ogg", _with(b"OggS")),
    ".mp4": Format("video", "video/mp4", _mp4),
    ".webm": Format("video", "video/webm", _with(b"\x1aE\xdf\xa3")),
}
"""What can be shown, by a file name's ending. No SVG: it may hold scripts."""

INSTEAD: Final[dict[str, str]] = {
    ".svg": "SVG pictures are not shown, they may hold scripts: save it as PNG",
    ".heic": "HEIC photographs are not shown, most browsers can't: save it as JPG",
    ".heif": "HEIF photographs are not shown, most browsers can't: save it as JPG",
    ".pdf": "a PDF is not shown: save its pages as PNG pictures",
    **dict.fromkeys((".bmp", ".tif", ".tiff", ".avif"), "is not shown: save it as PNG or JPG"),
    **dict.fromkeys((".wav", ".m4a", ".aac", ".flac", ".opus"), "is not played: save it as MP3"),
    **dict.fromkeys((".mov", ".avi", ".mkv", ".m4v"), "is not played: save it as MP4"),
}
"""What to do with files people are likely to have."""


def format_of(file: str) -> Format | None:
    """The format a file's name promises; None for one that is not shown."""
    return FORMATS.get(Path(file).suffix.lower())


def kind_of(file: str) -> MediaKind | None:
    """Whether the name is one of a picture, a sound or a film; None for anything else."""
    known = format_of(file)
    return known.kind if known else None


def not_shown(file: str) -> str:
    """Why a file of this name is not shown, for the author."""
    kinds = ", ".join(sorted(FORMATS))
    return INSTEAD.get(Path(file).suffix.lower(), f"is not of a kind that is shown ({kinds})")


def find(folder: Path, file: str) -> Path | None:
    """The file of this name in `folder`; None if there is none, or the name leads elsewhere.

    An accented letter may be one character in the text and two on the disk, or the other way
    round: who looks at the names sees no difference, so there is none.
    """
    if not file or file.startswith(".") or not set(file).isdisjoint("/\\\x00"):
        return None
    for name in dict.fromkeys((file, normalize("NFC", file), normalize("NFD", file))):
        try:
            path = (folder / name).resolve()
            if path.parent == folder.resolve() and path.is_file():
                return path
        except (OSError, ValueError):
            continue
    return None


def trouble(folder: Path, file: str) -> str | None:
    """What keeps the file from being shown, for the author; None when it is fine."""
    known = format_of(file)
    if known is None:
        return not_shown(file)
    path = find(folder, file)
    if path is None:
        return _why_not_there(folder, file)
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(16)
    except OSError:
        return f"{file!r} cannot be read"
    if size > MAX_BYTES[known.kind]:
        return f"is larger than {MAX_BYTES[known.kind] // MEGABYTE} MB"
    if not known.begins(head):
        return f"is called {Path(file).suffix} but is something else inside"
    return None


def _why_not_there(folder: Path, file: str) -> str:
    if "://" in file:
        return "is an address; save the file, put it into the scenario's folder and name it here"
    if not set(file).isdisjoint("/\\"):
        return "only files right in the scenario's folder are shown: put it there, name it alone"
    try:
        names = [path.name for path in folder.iterdir()]
    except OSError:
        names = []
    if file in names:
        return f"{file!r} leads out of the scenario's folder: put the file itself there"
    wanted = normalize("NFC", file).casefold()
    twin = next((name for name in names if normalize("NFC", name).casefold() == wanted), None)
    if twin is not None:
        return f"there is no file {file!r}, but {twin!r}: capitals count, write it exactly so"
    return f"there is no file {file!r} in the scenario's folder"
