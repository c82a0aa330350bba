"""The state before frozen at consent, and the verdict of what was really built against it."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from app.calc.as_built import (
    BuiltSpread,
    built_catalogue,
    core_layer,
    is_measured,
    overall_saving,
    points_by_element,
)
from app.calc.choices import Option
from app.calc.label import label_of
from app.calc.planner import Premise
from app.errors import ForeignFileError, NotFoundError, RefusedError
from app.exchange.files import read_limited
from app.i18n import Text
from app.i18n import gettext as _
from app.model.as_built import (
    BUILT_SCHEMA,
    AsBuilt,
    Built,
    BuiltItem,
    BuiltMeasure,
    Corrected,
    FrozenBefore,
    LeftOut,
    Verdict,
)
from app.model.catalogue import Catalogue
from app.model.house import ResolvedHouse
from app.model.ids import new_id
from app.model.survey import (
    Survey,
    VillageValues,
    survey_from_json,
    survey_to_json,
    village_from_json,
)
from app.model.survey.photos import PHOTO_ID
from app.services.assess import Context
from app.services.packages import NO_CLAIM
from app.services.resolve import resolve, resolved_survey
from app.services.roadmap_state import premise_for
from app.services.rule_conditions import Works
from app.services.rules import findings
from app.services.uncertainty import SAMPLES, Sample, interval
from app.services.village import stored_assessment, stored_plan
from app.store.village import VillageFile

BEFORE, RESULT = "before", "as_built"
"""Kinds of results of a dwelling."""
THIN = 0.9
"""No point may be thinner than this share of the planned thickness (TA3)."""
NOT_BASELINE = ("K", "N")
"""Sections of the survey that change no state before: bills and wishes."""
_LIMIT = 2_000_000  # [bytes]
SENTENCES: dict[Verdict, Text] = {
    "counts": Text("达标：按实际做法，这户算数。", "As built, the house counts."),
    "short": Text("没到线：按实际做法，省得不够。", "As built, it saves less than the line."),
    "void": Text(
        "改前数据在签字后改动过，结论作废，要等区里重新看过。",
        "The state before was corrected after consent: void until the district has looked again.",
    ),
    "no_claim": Text(
        "房屋危险等级还没有解决，不能写“达到30%”。",
        "The danger grade is not dealt with: no 30 % may be claimed.",
    ),
}


# freezing


def freeze(
    village: VillageFile, dwelling_id: str, context: Context, by: str, reason: str = ""
) -> FrozenBefore:
    """Keep the state before whole, as it stands now, and return it.

    Raises
    ------
    RefusedError
        If it is frozen already and no ``reason`` says why it is set aside.
    """
    earlier = frozen_of(village, dwelling_id)
    if earlier is not None and not reason.strip():
        raise RefusedError(
            _(
                "The state before is frozen since {date}. Only the district sets it aside, with a "
                "reason."
            ).format(date=earlier.at[:10])
        )
    survey, values = village.survey(dwelling_id), village.village_values()
    house = resolve(survey, values, context.catalogue, context.pack, context.weather)
    premise = premise_for(house, context)
    frozen = FrozenBefore(
        id=new_id(),
        dwelling_id=dwelling_id,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        by=by,
        survey=_impersonal(survey_to_json(survey), village.personal_fields()),
        village=village.village_values_json(),
        q_h_nd=premise.q_before,
        hashes=_hashes(village, dwelling_id, context),
        evidence=tuple(str(row.photo.value) for row in survey.photos if row.photo.known),
        replaces=earlier.id if earlier is not None else "",
        reason=reason.strip(),
    )
    village.save_result(dwelling_id, BEFORE, msgspec.json.encode(frozen), frozen.hashes)
    return frozen


def frozen_of(village: VillageFile, dwelling_id: str) -> FrozenBefore | None:
    """Return the state before that holds, None while nothing is frozen."""
    stored = village.latest_result(dwelling_id, BEFORE)
    return msgspec.json.decode(stored.payload, type=FrozenBefore) if stored is not None else None


def _impersonal(survey: dict[str, Any], personal: frozenset[str]) -> dict[str, Any]:
    fields = {key: item for key, item in survey["fields"].items() if key not in personal}
    return {**survey, "fields": fields}


def _hashes(village: VillageFile, dwelling_id: str, context: Context) -> dict[str, str]:
    found = stored_assessment(village, dwelling_id)
    return {
        "catalogue": context.catalogue.sha256,
        "policy_pack": context.pack.sha256,
        "weather": context.weather.sha256,
        "assessment": found.id if found is not None else "",
    }


# what was built


def read_built(path: Path, catalogue: Catalogue) -> Built:
    """Return what a file says was built.

    Raises
    ------
    AppError
        If the file cannot be read, is no such file, or names what the catalogue does not have.
    """
    data = read_limited(path, _LIMIT)
    try:
        built = msgspec.json.decode(data, type=Built)
    except msgspec.MsgspecError as error:
        raise ForeignFileError(
            _("{path} cannot be used, nothing was taken: {reason}").format(
                path=path.name, reason=error
            )
        ) from error
    if built.schema != BUILT_SCHEMA:
        raise ForeignFileError(
            _("{path} is of the kind “{kind}”; {wanted} is needed.").format(
                path=path.name, kind=built.schema[:40], wanted=BUILT_SCHEMA
            )
        )
    for number, item in enumerate(built.measures, start=1):
        _check(item, number, path.name, catalogue)
    return built


def _check(item: BuiltMeasure, number: int, file: str, catalogue: Catalogue) -> None:
    for column, name, known in (
        ("measure", item.measure, catalogue.measures),
        ("material", item.material, catalogue.materials),
        ("fitted", item.fitted, catalogue.windows),
    ):
        if name and name not in known:
            raise NotFoundError(
                _("{file}, measure {n}, “{column}”: there is no {name} in the catalogue.").format(
                    file=file, n=number, column=column, name=name
                )
            )
    if any(not 0.0 <= d <= 1000.0 for d in item.thickness):
        raise ForeignFileError(
            _("{file}, measure {n}: a thickness lies between 0 and 1000 mm.").format(
                file=file, n=number
            )
        )


def built_schema() -> dict[str, Any]:
    """Return the JSON Schema of the file of what was built."""
    schema = msgspec.json.schema(Built)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": BUILT_SCHEMA,
            **schema}  # fmt: skip


# the verdict


@dataclass(frozen=True, slots=True, eq=False)
class _Basis:
    """The frozen house as today's engine sees it, and the works as built."""

    survey: Survey
    context: Context
    premise: Premise
    option: Option


def as_built(
    village: VillageFile,
    dwelling_id: str,
    context: Context,
    built: Built,
    *,
    samples: int = SAMPLES,
) -> AsBuilt:
    """Return whether a house counts, by what was built against the frozen state; it is kept.

    Raises
    ------
    RefusedError
        If no state before is frozen.
    """
    frozen = frozen_of(village, dwelling_id)
    if frozen is None:
        raise RefusedError(
            _("The state before is not frozen yet. Freeze it when the family agrees: --freeze.")
        )
    survey, values = survey_from_json(frozen.survey), village_from_json(frozen.village)
    corrected = _corrected(village, dwelling_id, context, survey, values)
    made = verdict_of(frozen, survey, values, context, built, corrected, samples)
    left = (*built.left_out, *_left_out(village, dwelling_id, built))
    made = replace(made, left_out=left)
    if not village.read_only:
        village.save_result(dwelling_id, RESULT, msgspec.json.encode(made), frozen.hashes)
    return made


def verdict_of(
    frozen: FrozenBefore,
    survey: Survey,
    values: VillageValues,
    context: Context,
    built: Built,
    corrected: Sequence[Corrected] = (),
    samples: int = SAMPLES,
) -> AsBuilt:
    """Return the verdict of what was built against a frozen state."""
    pack = context.pack
    catalogue, option = built_catalogue(context.catalogue, built.measures)
    house = resolve(survey, values, context.catalogue, pack, context.weather)
    premise = premise_for(house, replace(context, catalogue=catalogue))
    basis = _Basis(resolved_survey(survey, values, context.catalogue), context, premise, option)
    points = points_by_element(house, built.measures, context.catalogue)
    seed = zlib.crc32(frozen.dwelling_id.encode())
    sample = Sample(premise, seed, samples, spread=partial(BuiltSpread, points=points))
    credit, drawn = sample.after(option)
    after, q_after, saved = premise.after(option), float(credit.q_h_nd), float(credit.saving)
    typical, overall = overall_saving(
        (house, after), (premise.q_before, q_after), (drawn.before, drawn.after),
        catalogue, pack,
    )  # fmt: skip
    demand, whole = interval(drawn.saving, saved), interval(overall, typical)
    method = pack.spec(pack.decides)
    by_need = method.basis == "heating_need"
    least = method.envelope_part_min.value if method.envelope_part_min and not by_need else -1.0
    saving, deciding = (demand, drawn.saving) if by_need else (whole, overall)
    threshold = method.threshold.value
    enough = saving.typical >= threshold and saved >= least
    verdict = _verdict(basis, enough, corrected)
    return AsBuilt(
        dwelling_id=frozen.dwelling_id,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        frozen_id=frozen.id,
        frozen_at=frozen.at,
        verdict=verdict,
        sentence=SENTENCES[verdict],
        method=method.id,
        threshold=threshold,
        saving=saving,
        saving_demand=demand,
        saving_overall=whole,
        probability=float(np.mean((deciding >= threshold) & (drawn.saving >= least))),
        q_before=premise.q_before,
        q_after=q_after,
        q_frozen=frozen.q_h_nd,
        moved=_moved(frozen, context),
        label_before=label_of(premise.q_before / house.heated_area, pack),
        label_after=label_of(q_after / house.heated_area, pack),
        items=tuple(_item(item, context.catalogue) for item in built.measures),
        left_out=built.left_out,
        corrected=tuple(corrected),
        workmanship="accepted" if is_measured(built.measures, context.catalogue) else "planned",
        samples=samples,
    )


def _verdict(basis: _Basis, enough: bool, corrected: Sequence[Corrected]) -> Verdict:
    if corrected:
        return "void"
    catalogue = basis.premise.catalogue
    measures = tuple(catalogue.measures[chosen.measure] for chosen in basis.option)
    found = findings(basis.survey, catalogue, "accepted", Works(measures))
    if any(finding.rule == NO_CLAIM for finding in found):
        return "no_claim"
    return "counts" if enough else "short"


def _moved(frozen: FrozenBefore, context: Context) -> tuple[str, ...]:
    """Return what the frozen figure rests on that is another one today."""
    today = {
        "catalogue": context.catalogue.sha256,
        "policy_pack": context.pack.sha256,
        "weather": context.weather.sha256,
    }
    return tuple(key for key, mark in today.items() if frozen.hashes.get(key) != mark)


def _item(item: BuiltMeasure, catalogue: Catalogue) -> BuiltItem:
    measure = catalogue.measures[item.measure]
    core = core_layer(measure, catalogue)
    planned = 1000.0 * core.d.value if core is not None and core.d is not None else None
    instead = None
    if item.fitted:
        instead = catalogue.windows[item.fitted].name
    elif item.material and core is not None and item.material != core.material:
        instead = catalogue.materials[item.material].name
    if planned is None or not item.thickness:
        return BuiltItem(item.measure, measure.name, item.sides, planned, instead=instead)
    mean, least = float(np.mean(item.thickness)), float(min(item.thickness))
    return BuiltItem(
        measure=item.measure,
        name=measure.name,
        sides=item.sides,
        planned=planned,
        mean=mean,
        least=least,
        points=len(item.thickness),
        passed=mean >= planned - 1e-9 and least >= THIN * planned,
        instead=instead,
    )


def _left_out(village: VillageFile, dwelling_id: str, built: Built) -> tuple[LeftOut, ...]:
    """Return the measures of the agreed package that were neither built nor named as left out."""
    plan = stored_plan(village, dwelling_id)
    packages = plan.packages if plan is not None else ()
    package = next((item for item in packages if item.key == built.package), None)
    known = {item.measure for item in built.measures} | {x.measure for x in built.left_out}
    planned = package.measures if package is not None else ()
    return tuple(LeftOut(item.id) for item in planned if item.id not in known)


# corrections of the state before


def corrected_since(
    village: VillageFile, dwelling_id: str, context: Context
) -> tuple[Corrected, ...]:
    """Return what was changed of the frozen state before since; nothing where none is frozen."""
    frozen = frozen_of(village, dwelling_id)
    if frozen is None:
        return ()
    survey, values = survey_from_json(frozen.survey), village_from_json(frozen.village)
    return _corrected(village, dwelling_id, context, survey, values)


def _corrected(
    village: VillageFile,
    dwelling_id: str,
    context: Context,
    survey: Survey,
    values: VillageValues,
) -> tuple[Corrected, ...]:
    """Return the inputs of the calculation that say something else than when they were frozen."""
    today = _inputs(village.survey(dwelling_id), village.village_values(), context)
    then = _inputs(survey, values, context)
    return tuple(
        Corrected(key[0], key[1], then.get(key, ""), today.get(key, ""))
        for key in sorted(today.keys() | then.keys())
        if today.get(key) != then.get(key)
    )


def _inputs(
    survey: Survey, values: VillageValues, context: Context
) -> dict[tuple[str, str, str], str]:
    house: ResolvedHouse = resolve(survey, values, context.catalogue, context.pack, context.weather)
    return {
        (item.key, item.field, item.row): json.dumps(item.value, ensure_ascii=False, default=str)
        for item in house.inputs
        if item.field and item.field != PHOTO_ID and not item.field.startswith(NOT_BASELINE)
    }
