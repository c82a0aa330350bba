"""Files are written whole or not at all, and every failure is a sentence."""

import errno
import os
from pathlib import Path

import pytest

from app.errors import FileError
from app.exchange.files import read_limited, write_whole


def test_a_file_is_written_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.json"
    write_whole(path, b"{}")
    assert path.read_bytes() == b"{}"
    assert [item.name for item in path.parent.iterdir()] == ["a.json"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_a_failed_write_keeps_the_old_file_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old")

    def fail(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(FileError, match=r"a\.json"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == ["a.json"]


def test_reading_names_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="none"):
        read_limited(tmp_path / "none", 10)
    with pytest.raises(FileError):
        read_limited(tmp_path, 10)
    large = tmp_path / "large"
    large.write_bytes(b"x" * 2_000_000)
    with pytest.raises(FileError, match="1 MB"):
        read_limited(large, 1_000_000)
