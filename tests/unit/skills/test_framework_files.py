"""Folders, single files and ZIP archives are opened alike, and nothing is unpacked to disk."""

import io
import zipfile

import pytest

from microcred.ports.framework_files import (
    FrameworkFilesUnreadable,
    archived,
    open_framework,
    release_in_name,
)


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in members.items():
            opened.writestr(f"folder/{name}.csv", data)
    return out.getvalue()


def test_a_folder_gives_its_files_and_those_in_its_archives(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"a")
    (tmp_path / "b.zip").write_bytes(archive(c=b"cc"))
    found = open_framework(tmp_path)
    assert [(file.name, file.size, file.read()) for file in found] == [
        ("a.csv", 1, b"a"),
        ("c.csv", 2, b"cc"),
    ]


def test_an_upload_is_opened_like_a_file():
    (file,) = archived(io.BytesIO(archive(c=b"cc")))
    assert file.read() == b"cc"


@pytest.mark.parametrize(
    "data", [b"", b"no archive", archive(c=b"cc")[:-30]], ids=["empty", "none", "cut off"]
)
def test_a_damaged_archive_is_refused(tmp_path, data):
    (tmp_path / "b.zip").write_bytes(data)
    with pytest.raises(FrameworkFilesUnreadable):
        open_framework(tmp_path / "b.zip")


def test_a_path_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(FrameworkFilesUnreadable):
        open_framework(tmp_path / "nothing")


def test_a_member_whose_bytes_are_damaged_is_refused(tmp_path):
    data = bytearray(archive(c=b"some text " * 50))
    data[60] ^= 0xFF
    (tmp_path / "b.zip").write_bytes(bytes(data))
    with pytest.raises(FrameworkFilesUnreadable):
        open_framework(tmp_path / "b.zip")[0].read()


@pytest.mark.parametrize(
    ("name", "release"),
    [("ESCO_v1.1.1_en_csv.zip", "1.1.1"), ("ESCO dataset - v1.2.0.zip", "1.2.0"), ("skills.csv", "")],
)
def test_the_release_stands_in_the_name(name, release):
    assert release_in_name(name) == release
