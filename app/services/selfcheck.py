"""Is this installation sound? Engine, catalogue, store, fonts, one after the other."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from app.errors import AppError
from app.i18n import gettext as _
from app.model.change import Edit
from app.model.survey import value_of
from app.model.value import Provenance, known
from app.report.fonts import missing_characters
from app.services.engine_check import Check, check_engine
from app.store.catalogue import load_catalogue, load_policy_pack
from app.store.village import create_village, open_village

Progress = Callable[[float], None]
_RARE = "王堃䶮𬍛㛃"
"""Characters of real names that ordinary systems cannot show."""


def run_selfcheck(progress: Progress | None = None) -> list[Check]:
    """Return every check; a failed one says what was seen."""
    report = progress or _nothing
    checks: list[Check] = []
    for work in (check_catalogue, check_fonts, check_store):
        checks.append(_guarded(work))
    report(0.2)
    checks += check_engine(lambda share: report(0.2 + 0.8 * share))
    report(1.0)
    return checks


def _guarded(work: Callable[[], Check]) -> Check:
    """Return the outcome of a check; an error of the user's kind is a failed check."""
    try:
        return work()
    except AppError as error:
        return Check(work.__name__, False, str(error))


def check_catalogue() -> Check:
    """Load catalogue and policy pack, which checks them."""
    catalogue = load_catalogue()
    pack = load_policy_pack(catalogue=catalogue)
    detail = _("{count} measures, policy pack {pack}").format(
        count=len(catalogue.measures), pack=f"{pack.id} {pack.version}"
    )
    return Check(_("Catalogue and policy pack"), True, detail)


def check_fonts() -> Check:
    """Look for the characters of rare names in the fonts of the papers."""
    missing = missing_characters([_RARE])
    detail = (
        _("cannot print {characters}").format(characters="".join(missing)) if missing else _RARE
    )
    return Check(_("Fonts of the papers"), not missing, detail)


def check_store() -> Check:
    """Write a value into a new village, close it, open it and read the value."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "village"
        with create_village(home, "selfcheck", operator="selfcheck") as village:
            _household, dwelling = village.add_household("selfcheck")
            edit = Edit("C02", known(12.34, Provenance.MEASURED))
            village.commit(dwelling, [edit], operator="selfcheck", label="selfcheck")
        with open_village(home) as village:
            found = value_of(village.survey(dwelling), "C02").value
    detail = _("written, closed, read again")
    return Check(_("Village file"), found == 12.34, detail)


def _nothing(_share: float) -> None:
    return None
