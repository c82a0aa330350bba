"""The self-check passes on a sound installation and says what is wrong on another."""

import pytest

import app.services.selfcheck as selfcheck
from app.errors import ForeignFileError


def test_a_sound_installation_passes() -> None:
    for check in (
        selfcheck.check_catalogue(),
        selfcheck.check_fonts(),
        selfcheck.check_store(),
    ):
        assert check.passed, check
        assert check.detail


def test_a_damaged_catalogue_is_a_failed_check_with_the_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def damaged() -> None:
        raise ForeignFileError("measures.json, row 3: cost is missing")

    monkeypatch.setattr(selfcheck, "load_catalogue", damaged)
    monkeypatch.setattr(selfcheck, "check_engine", lambda _progress: [])
    checks = selfcheck.run_selfcheck()
    assert [check.passed for check in checks] == [False, True, True]
    assert "row 3" in checks[0].detail


def test_characters_that_cannot_be_printed_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selfcheck, "_RARE", "王\U0002b740")
    check = selfcheck.check_fonts()
    assert not check.passed
    assert "\U0002b740" in check.detail
