"""Pictures, sounds and films: what a file is, and no way out of its folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.scenarios import media

BEGINNINGS = {
    "a.png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "a.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "a.JPEG": b"\xff\xd8\xff\xe1",
    "a.webp": b"RIFF\x10\x00\x00\x00WEBPVP8 ",
    "a.gif": b"GIF89a",
    "a.mp3": b"ID3\x04",
    "b.mp3": b"\xff\xfb\x90\x64",
    "a.ogg": b"OggS\x00",
    "a.mp4": b"\x00\x00\x00\x18ftypisom",
    "a.webm": b"\x1aE\xdf\xa3\x9f",
}


@pytest.mark.parametrize(("file", "head"), BEGINNINGS.items())
def test_what_is_shown_is_known_by_name_and_content(tmp_path: Path, file: str, head: bytes) -> None:
    (tmp_path / file).write_bytes(head)
    assert media.trouble(tmp_path, file) is None
    assert media.kind_of(file) in {"image", "audio", "video"}
    known = media.format_of(file)
    assert known is not None
    assert known.mime.startswith(f"{known.kind}/")


@pytest.mark.parametrize("file", BEGINNINGS)
@pytest.mark.parametrize("content", [b"", b"<script>alert(1)</script>", b"MZ\x90\x00", b"\xff\xff"])
def test_what_only_pretends_is_refused(tmp_path: Path, file: str, content: bytes) -> None:
    (tmp_path / file).write_bytes(content)
    assert "is something else inside" in str(media.trouble(tmp_path, file))


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("a.svg", "SVG pictures are not shown"),
        ("a.html", "is not of a kind that is shown"),
        ("a", "is not of a kind that is shown"),
        ("scenario.yaml", "is not of a kind that is shown"),
        ("missing.png", "there is no file 'missing.png' in the scenario's folder"),
        ("IMG_1.HEIC", "HEIC photographs are not shown"),
        ("plan.pdf", "save its pages as PNG"),
        ("film.MOV", "save it as MP4"),
        ("https://example.org/a.png", "is an address; save the file"),
        ("pictures/a.png", "right in the scenario's folder"),
        ("pictures\\a.png", "right in the scenario's folder"),
        ("plan.png", "there is no file 'plan.png', but 'Plan.PNG': capitals count"),
        ("link.png", "'link.png' leads out of the scenario's folder"),
    ],
)
def test_what_is_not_shown(tmp_path: Path, file: str, message: str) -> None:
    (tmp_path / "Plan.PNG").write_bytes(BEGINNINGS["a.png"])
    (tmp_path / "link.png").symlink_to(tmp_path.parent)
    (tmp_path / "a.svg").write_text("<svg/>")
    (tmp_path / "scenario.yaml").write_text("format: 1")
    assert message in str(media.trouble(tmp_path, file))


def test_too_large_a_file_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "a.png").open("wb") as stream:
        stream.write(BEGINNINGS["a.png"])
        stream.truncate(media.MAX_BYTES["image"] + 1)
    assert media.trouble(tmp_path, "a.png") == "is larger than 5 MB"


@pytest.mark.parametrize(
    "file",
    [
        "",
        ".",
        "..",
        "../secret.png",
        "sub/../../secret.png",
        "sub/inside.png",
        "..\\secret.png",
        "/etc/passwd",
        ".hidden.png",
        "a.png\x00.txt",
        "x" * 5000 + ".png",
        "link.png",
        "sub",
    ],
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, file: str) -> None:
    home = tmp_path / "home"
    (home / "sub").mkdir(parents=True)
    for path in (tmp_path / "secret.png", home / ".hidden.png", home / "sub/inside.png"):
        path.write_bytes(BEGINNINGS["a.png"])
    (home / "link.png").symlink_to(tmp_path / "secret.png")
    assert media.find(home, file) is None


def test_a_file_that_cannot_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.png").write_bytes(BEGINNINGS["a.png"])

    def closed(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", closed)
    assert media.trouble(tmp_path, "a.png") == "'a.png' cannot be read"


def test_a_file_of_the_folder_is_found(tmp_path: Path) -> None:
    (tmp_path / "plan a.png").write_bytes(BEGINNINGS["a.png"])
    assert media.find(tmp_path, "plan a.png") == (tmp_path / "plan a.png").resolve()


def test_an_accent_may_be_a_character_of_its_own_on_the_disk(tmp_path: Path) -> None:
    (tmp_path / "Ku\u0308che.png").write_bytes(BEGINNINGS["a.png"])
    (tmp_path / "Caf\u00e9.png").write_bytes(BEGINNINGS["a.png"])
    for name in ("K\u00fcche.png", "Cafe\u0301.png"):
        assert media.trouble(tmp_path, name) is None
        assert media.find(tmp_path, name) is not None


def test_a_folder_that_went_away_has_no_files(tmp_path: Path) -> None:
    assert media.trouble(tmp_path / "gone", "a.png") is not None
