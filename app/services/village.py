"""A village at work: assess and plan its dwellings and keep the results whole."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from app.calc.engine import ENGINE_NAME, ENGINE_VERSION
from app.model.assessment import Assessment, Plan
from app.model.ids import new_id
from app.services.assess import Context, assess
from app.services.plan import own_packages, plan
from app.services.records import (
    assessment_from_bytes,
    assessment_to_bytes,
    plan_from_bytes,
    plan_to_bytes,
)
from app.services.scenarios import package_list
from app.services.stages import Calculated, answers_mark, answers_of, evidence_of
from app.store.village import VillageFile

Progress = Callable[[float], None]
Summary = dict[str, float | int | None]
Keep = Callable[[str, str, bytes, dict[str, str], Summary], object]
"""Takes dwelling id, kind, payload, hashes and summary of a result that should be kept."""
OWN_REFERENCE = ("V06", "V31", "V32")
"""Values by which a village lays down prices and policy of its own."""
ENGINE = f"{ENGINE_NAME} {ENGINE_VERSION}"


def fingerprint(village: VillageFile, dwelling_id: str, context: Context) -> str:
    """Return the hash of everything a result of this dwelling rests on.

    Survey answers, village values, catalogue, policy pack, weather and engine; not who
    entered a value and when, and not the photos.
    """
    catalogue, pack = context.catalogue.sha256, context.pack.sha256
    return _fingerprint(village, dwelling_id, catalogue, pack, context.weather.sha256)


def _fingerprint(
    village: VillageFile, dwelling_id: str, catalogue: str, pack: str, weather: str
) -> str:
    """Return the hash; what the village lays down of its own is in those of catalogue and pack."""
    answers = answers_of(village, dwelling_id)
    said = answers["village"]
    if isinstance(said, dict):
        fields = {key: item for key, item in said["fields"].items() if key not in OWN_REFERENCE}
        rest = {key: item for key, item in said.items() if key != "own"}
        answers["village"] = {**rest, "fields": fields}
    whole = {
        **answers,
        "catalogue": catalogue,
        "pack": pack,
        "weather": weather,
        "engine": ENGINE,
    }
    text = json.dumps(whole, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def assess_dwelling(
    village: VillageFile,
    dwelling_id: str,
    context: Context,
    progress: Progress | None = None,
    keep: Keep | None = None,
) -> Assessment:
    """Assess a dwelling and keep the result; a stored one that still holds is returned.

    ``keep`` keeps it elsewhere than in this village file, which may then be read-only.
    """
    mark = fingerprint(village, dwelling_id, context)
    stored = village.latest_result(dwelling_id, "assessment")
    if stored is not None and stored.hashes.get("fingerprint") == mark:
        return assessment_from_bytes(stored.payload)
    result = assess(
        village.survey(dwelling_id), village.village_values(), context, progress, now=_now()
    )
    summary: Summary = {
        "confidence": result.confidence.points,
        "heated_area": result.standard.area_heated,
    }
    _keep(village, dwelling_id, "assessment", assessment_to_bytes(result), mark, summary, keep)
    return result


def calculated(village: VillageFile, dwelling_id: str, assessment: Assessment) -> Calculated:
    """Return what the stage "assessed" rests on: an assessment of the answers as they stand."""
    premises = assessment.premises
    ratio = assessment.bill.ratio if assessment.bill is not None else None
    evidence = evidence_of(premises.engine, premises.hashes, assessment.id)
    return Calculated(answers_mark(village, dwelling_id), ratio, evidence)


def plan_dwelling(
    village: VillageFile,
    dwelling_id: str,
    context: Context,
    own: tuple[str, ...] = (),
    progress: Progress | None = None,
    keep: Keep | None = None,
    assessment: Assessment | None = None,
    settings: Sequence[str] = (),
) -> Plan:
    """Plan a dwelling and keep the result; a stored one that still holds is returned.

    With ``settings`` of the search for this time it is made anew and not kept.

    ``own`` are the measures of the user's own package; a stored plan that has one besides
    serves whoever asks for none, and one with another takes the new one in without a search.
    ``assessment`` is that of the dwelling as it stands, made here if it is not given.
    """
    assessment = assessment or assess_dwelling(village, dwelling_id, context, keep=keep)
    if settings:
        survey, values = village.survey(dwelling_id), village.village_values()
        return plan(
            survey, values, context, assessment, own=own, progress=progress, now=_now(),
            settings=settings,
        )  # fmt: skip
    house = fingerprint(village, dwelling_id, context) + ":"
    mark = house + ",".join(sorted(own))
    stored = village.latest_result(dwelling_id, "plan")
    found = stored.hashes.get("fingerprint", "") if stored is not None else ""
    if stored is not None and (found == mark or (not own and found.startswith(house))):
        return plan_from_bytes(stored.payload)
    survey, values = village.survey(dwelling_id), village.village_values()
    if stored is not None and found.startswith(house):
        held = plan_from_bytes(stored.payload)
        if _has(held, own):
            return held
        made = own_packages(
            survey, values, context, assessment, [own], progress, today=held.at[:10]
        )
        rest = tuple(package for package in held.packages if package.key != "own")
        result = replace(held, id=new_id(), packages=(*rest, *made))
    else:
        result = plan(survey, values, context, assessment, own=own, progress=progress, now=_now())
    _keep(village, dwelling_id, "plan", plan_to_bytes(result), mark, _summary(result), keep)
    return result


def _summary(plan: Plan) -> Summary:
    """Return what lists show of the first package: likely saving [-] and own cash [yuan]."""
    first = plan.packages[0] if plan.packages else None
    money = first.money if first is not None else None
    return {
        "saving": first.saving_shown.typical if first is not None else None,
        "own_cash": money.funding.own_cash if money is not None else None,
    }


def _has(plan: Plan, own: tuple[str, ...]) -> bool:
    """Tell whether these are the measures of the plan's own package, all that came along too."""
    packages = (package for package in plan.packages if package.key == "own")
    return any(set(own) == set(package_list(package)) for package in packages)


@dataclass(frozen=True, slots=True)
class Outdated:
    """A kept plan that only prices, measures or policy have left behind, and what it rests on.

    ``catalogue`` and ``pack`` tell which of them holds no longer as it did.
    """

    assessment: Assessment
    plan: Plan
    own: tuple[str, ...]
    catalogue: bool
    pack: bool

    def serves(self, own: tuple[str, ...]) -> bool:
        """Tell whether the plan has these measures of one's own, or none are asked for."""
        return not own or set(own) == set(self.own) or _has(self.plan, own)


def outdated(village: VillageFile, dwelling_id: str, context: Context) -> Outdated | None:
    """Return the newest plan if it was made with another catalogue or policy pack.

    None if there is no plan, if it holds, or if answers, weather or engine have changed as
    well: then the house must be planned anew in any case.
    """
    stored = village.latest_result(dwelling_id, "plan")
    if stored is None:
        return None
    made = plan_from_bytes(stored.payload)
    was = [made.premises.hashes.get(key, "") for key in ("catalogue", "policy_pack")]
    now = [context.catalogue.sha256, context.pack.sha256]
    mark = mark_of_plan(village, dwelling_id, context, made)
    house, _colon, own = stored.hashes.get("fingerprint", "").partition(":")
    assessed = village.latest_result(dwelling_id, "assessment", mark)
    if was == now or house != mark or assessed is None:
        return None
    return Outdated(
        assessment_from_bytes(assessed.payload),
        made,
        tuple(own.split(",")) if own else (),
        catalogue=was[0] != now[0],
        pack=was[1] != now[1],
    )


def mark_of_plan(village: VillageFile, dwelling_id: str, context: Context, plan: Plan) -> str:
    """Return the hash of what a plan rests on, by the answers as they stand now."""
    was = [plan.premises.hashes.get(key, "") for key in ("catalogue", "policy_pack")]
    return _fingerprint(village, dwelling_id, was[0], was[1], context.weather.sha256)


def is_planned(village: VillageFile, dwelling_id: str, context: Context) -> bool:
    """Tell whether assessment and plan are kept and still hold."""
    mark = fingerprint(village, dwelling_id, context)
    results = (village.latest_result(dwelling_id, kind) for kind in ("assessment", "plan"))
    return all(
        result is not None and result.hashes.get("fingerprint", "").partition(":")[0] == mark
        for result in results
    )


def stored_assessment(village: VillageFile, dwelling_id: str) -> Assessment | None:
    """Return the newest kept assessment, whatever has changed since."""
    stored = village.latest_result(dwelling_id, "assessment")
    return assessment_from_bytes(stored.payload) if stored else None


def stored_plan(village: VillageFile, dwelling_id: str) -> Plan | None:
    """Return the newest kept plan, whatever has changed since."""
    stored = village.latest_result(dwelling_id, "plan")
    return plan_from_bytes(stored.payload) if stored else None


def _keep(
    village: VillageFile,
    dwelling_id: str,
    kind: str,
    payload: bytes,
    mark: str,
    summary: Summary,
    keep: Keep | None,
) -> None:
    if keep is not None:
        keep(dwelling_id, kind, payload, {"fingerprint": mark}, summary)
    elif not village.read_only:
        village.save_result(dwelling_id, kind, payload, {"fingerprint": mark}, summary)


def _now() -> datetime:
    return datetime.now(UTC)
