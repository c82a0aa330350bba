"""Villages to test with: tests of ``village`` run on a plain and an encrypted file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store.village import VillageFile, create_village


@pytest.fixture(params=[None, "暖房 it's"], ids=["plain", "encrypted"])
def password(request: pytest.FixtureRequest) -> str | None:
    found: str | None = request.param
    return found


@pytest.fixture
def village(tmp_path: Path, password: str | None) -> Iterator[VillageFile]:
    with create_village(tmp_path / "v", "官道村", password=password, operator="李师傅") as file:
        yield file


@pytest.fixture
def plain_village(tmp_path: Path) -> Iterator[VillageFile]:
    with create_village(tmp_path / "p", "官道村", operator="李师傅") as file:
        yield file
