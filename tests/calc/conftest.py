import pytest

from app.model.catalogue import Catalogue, PolicyPack
from app.store.catalogue import load_catalogue, load_policy_pack


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def pack() -> PolicyPack:
    return load_policy_pack()
