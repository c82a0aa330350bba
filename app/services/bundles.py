"""Bundles of the district: policy pack and catalogue of measures in one file, checked.

A village keeps the whole text of what it took in (V32), so that it travels with the village, is
dated and attributed, and is undone like every other entry.
"""

from dataclasses import dataclass
from pathlib import Path

from app.errors import ForeignFileError
from app.exchange.district_bundle import check_sum, is_bundle, read_bundle
from app.exchange.files import read_limited
from app.i18n import Text
from app.i18n import gettext as _
from app.model.catalogue import Catalogue, PolicyPack
from app.store.catalogue import (
    load_catalogue,
    parse_measures,
    parse_policy_pack,
    take_policy_pack,
)

LIMIT = 900_000  # [bytes]


@dataclass(frozen=True, slots=True)
class Taken:
    """A checked file: its pack, the catalogue that holds with it, its name, whether it is a bundle.

    ``text`` is what a village keeps.
    """

    pack: PolicyPack
    catalogue: Catalogue
    name: Text
    version: str
    date: str
    sha256: str
    bundle: bool
    text: str


def check_file(path: Path, catalogue: Catalogue | None = None) -> Taken:
    """Return what a bundle or a plain policy pack holds, everything checked.

    Raises
    ------
    AppError
        If the file cannot be read, is no pack, has a fault (with row and column), was changed
        after it was issued, or asks for another catalogue.
    """
    base = catalogue or load_catalogue()
    data = read_limited(path, LIMIT)
    taken = unpack(data, path.name, base)
    if taken.pack.catalogue != base.id:
        raise ForeignFileError(
            _(
                "{path} asks for the catalogue “{wanted}”; this program has “{held}”. Nothing was "
                "taken. Ask the district for the pack that fits."
            ).format(path=path.name, wanted=taken.pack.catalogue, held=base.id)
        )
    return taken


def unpack(data: bytes, name: str, base: Catalogue) -> Taken:
    """Return what the bytes of a bundle or policy pack hold; raises like :func:`check_file`."""
    if not is_bundle(data):
        pack = parse_policy_pack(data, name, base)
        described = pack.name, pack.version, pack.date, pack.sha256
        return Taken(pack, base, *described, False, data.decode())
    bundle = read_bundle(data, name)
    catalogue = parse_measures(bundle.catalogue, name, base)
    pack = take_policy_pack(bundle.policy_pack, bundle.sha256, name, catalogue)
    check_sum(bundle, name)
    described = bundle.name, bundle.version, bundle.date, bundle.sha256
    return Taken(pack, catalogue, *described, True, data.decode())
