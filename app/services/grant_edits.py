"""What the settings write of subsidy rules: a typed form checked and turned into entries."""

from dataclasses import replace

from app.model.assessment import Mark
from app.model.change import Edit
from app.model.survey import VillageValues
from app.services.grant_forms import GrantForm, SeasonForm, rule_of, season_of
from app.services.own_figures import own_reference
from app.services.own_grants import Origin, grant_edit, new_id_for, operating_edit
from app.store.catalogue import load_catalogue, load_policy_pack


def saved(
    village: VillageValues, form: GrantForm | SeasonForm, source: str, date: str, mark: Mark
) -> list[Edit]:
    """Return the entries that save a rule; a form without an id is a new one.

    Raises
    ------
    RefusedError
        If something cannot be; the sentence names row and column.
    """
    _catalogue, pack = own_reference(village, load_catalogue(), load_policy_pack())
    origin = Origin(source, date, mark)
    if isinstance(form, SeasonForm):
        return [operating_edit(pack, season_of(form), origin)]
    if not form.id:
        form = replace(form, id=new_id_for(form.name_zh, pack))
    return [grant_edit(pack, rule_of(form), origin)]
