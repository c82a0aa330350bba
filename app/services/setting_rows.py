"""Single settings of the policy pack as the window lists and writes them."""

from dataclasses import dataclass

from app.i18n import Text
from app.model.change import Edit
from app.model.survey import VillageValues
from app.services.own_figures import own_reference
from app.services.own_rows import OwnFigure, figures_of, key_of
from app.services.own_settings import SETTING, setting_edit, settings_of
from app.store.catalogue import load_catalogue, load_policy_pack


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A setting as it holds in a village: ``value`` in ``unit``, which is ``factor`` times it."""

    id: str
    group: Text
    name: Text
    unit: Text
    factor: float
    value: float
    mark: str
    source: Text
    date: str
    own: OwnFigure | None


def setting_rows(village: VillageValues) -> list[SettingRow]:
    """Return the settings of the pack that holds in a village."""
    _catalogue, pack = own_reference(village, load_catalogue(), load_policy_pack())
    figures, found = figures_of(village), []
    for item in settings_of(pack):
        number, own = item.read(pack), figures.get(key_of(SETTING, item.id))
        if number is None:
            continue
        found.append(
            SettingRow(
                item.id,
                item.group,
                item.name,
                item.unit,
                item.factor,
                round(number.value * item.factor, 6),
                number.mark,
                pack.source_of(number),
                own.date if own is not None else pack.prices.date,
                own,
            )
        )
    return found


def village_setting_edit(village: VillageValues, identity: str, figure: OwnFigure | None) -> Edit:
    """Return the entry that changes a setting of a village; raises like :func:`setting_edit`."""
    _catalogue, pack = own_reference(village, load_catalogue(), load_policy_pack())
    return setting_edit(pack, identity, figure)
