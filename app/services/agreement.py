"""From assessed to planned to agreed: the gates, and the state before that freezes with consent.

``planned`` needs a chosen package of a plan that no rule stops; ``consented`` besides sources that
balance to one yuan, no rule that blocks consent, and what TC1 to TC8 ask for. Consent freezes the
state before; what is corrected afterwards voids the verdict until the district has looked again.
Consent holds for the heating and photovoltaics chosen by then: other ones need a step back and
consent anew.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.errors import NotFoundError, RefusedError
from app.i18n import Text, language
from app.i18n import gettext as _
from app.model.as_built import Corrected, FrozenBefore
from app.model.change import Batch
from app.model.survey import resolve_defaults
from app.model.survey.archetypes import archetype_for
from app.services.as_built import corrected_since, freeze, frozen_of
from app.services.assess import Context
from app.services.consent_check import consent_papers_lacking
from app.services.family_choice import AGREED, choices_as_evidence, chosen_anew, way_chosen
from app.services.funding import NOT_CHOSEN, FundingView, funding_view
from app.services.rule_conditions import Works
from app.services.rules import findings
from app.services.stages import answers_mark, come_to, stands_on
from app.store.stages import StageStep
from app.store.village import VillageFile

AgreedStage = Literal["planned", "consented"]
BEFORE: dict[str, AgreedStage] = {"assessed": "planned", "planned": "consented"}
"""State to the stage that comes next here."""
CHOICE = "choice"
"""Key of what the family chose anew after consent."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Where a house stands between plan and consent.

    ``target`` is the stage that comes next, None where there is none here; ``lacking`` keeps the
    house from it. ``frozen``: the state before, once the family has agreed; ``corrected`` what
    was changed of it since, or chosen anew of heating and photovoltaics, which voids the verdict.
    """

    state: str
    target: AgreedStage | None
    lacking: tuple[Text, ...]
    frozen: FrozenBefore | None = None
    corrected: tuple[Corrected, ...] = ()

    @property
    def void(self) -> bool:
        """The state before was changed after consent."""
        return bool(self.corrected)


def agreement(village: VillageFile, dwelling_id: str, context: Context) -> Agreement:
    """Return where a house stands, and what keeps it from its next stage."""
    state = village.dwelling(dwelling_id).state
    target = BEFORE.get(state)
    frozen = frozen_of(village, dwelling_id)
    lacking: tuple[Text, ...] = ()
    if target is not None:
        lacking = tuple(_lacking(village, dwelling_id, context, target))
    changed = corrected_since(village, dwelling_id, context) if frozen is not None else ()
    if state in AGREED:
        changed = (*changed, *_chosen_anew(village, dwelling_id))
    return Agreement(state, target, lacking, frozen, changed)


def _chosen_anew(village: VillageFile, dwelling_id: str) -> Iterator[Corrected]:
    """Yield what the family has chosen anew of heating and photovoltaics since it agreed."""
    steps = [step for step in village.stage_steps(dwelling_id) if step.state == "consented"]
    found = chosen_anew(village.stages(dwelling_id), steps[-1].evidence if steps else ())
    for field, (then, today) in found.items():
        yield Corrected(CHOICE, field, then, today)


def _lacking(
    village: VillageFile, dwelling_id: str, context: Context, target: AgreedStage
) -> Iterator[Text]:
    try:
        view = funding_view(village, dwelling_id)
    except NotFoundError:
        yield Text("还没有方案。先到“套餐”算一次。", "There is no plan yet. Have one made.")
        return
    if not view.chosen:
        yield NOT_CHOSEN
    mark = stands_on(_assessed(village, dwelling_id))
    if mark and mark != answers_mark(village, dwelling_id):
        yield Text(
            "评估以后答案改过。先重新评估，再算方案。",
            "Answers have changed since the house was assessed. Assess and plan it again.",
        )
    yield from _blocked(village, view, context, target)
    if target == "consented":
        yield from (text for text in view.lacking if text != NOT_CHOSEN)
        survey, rules = village.survey(dwelling_id), context.pack.consent
        yield from consent_papers_lacking(view.stages, survey, rules, date.today())


def _assessed(village: VillageFile, dwelling_id: str) -> list[StageStep]:
    """Return the steps up to the newest assessment."""
    steps = village.stage_steps(dwelling_id)
    last = max((k for k, step in enumerate(steps) if step.state == "assessed"), default=-1)
    return steps[: last + 1]


def _blocked(
    village: VillageFile, view: FundingView, context: Context, target: AgreedStage
) -> Iterator[Text]:
    """Yield the sentences of rules that block the stage with the package at hand."""
    survey, catalogue = village.survey(view.dwelling_id), context.catalogue
    values = village.village_values()
    filled = resolve_defaults(survey, values, archetype_for(survey, catalogue.archetypes))
    known = [catalogue.measures[m.id] for m in view.package.measures if m.id in catalogue.measures]
    works = Works(
        measures=tuple(known),
        n_after=view.package.standard.n_air,
        n_minimum=context.pack.air.n_minimum.value,
        theta_plan=view.package.actual_warmer.theta_set,
        heating=way[0] if (way := way_chosen(view.stages)) is not None else "",
    )
    for finding in findings(filled, catalogue, target, works):
        if finding.severity == "block":
            yield finding.sentence


def settle(village: VillageFile, dwelling_id: str, context: Context, operator: str) -> Batch:
    """Move an assessed house to "planned": the package is chosen and may be carried out.

    Raises
    ------
    RefusedError
        If the house is not assessed, or something is lacking; the sentence names it.
    """
    _check(village, dwelling_id, context, "planned")
    view = funding_view(village, dwelling_id)
    evidence = (f"plan={view.plan.id}", f"package={view.package.key}")
    return come_to(village, dwelling_id, "planned", operator, before="assessed", evidence=evidence)


def consent(village: VillageFile, dwelling_id: str, context: Context, operator: str) -> Batch:
    """Move a planned house to "agreed" and freeze its state before.

    A state that is frozen already and still the same is kept; one that has changed since is set
    aside by the district alone, with a reason.

    Raises
    ------
    RefusedError
        If the sources do not balance to one yuan, a rule blocks, or the frozen state before was
        changed; nothing is changed then.
    """
    _check(village, dwelling_id, context, "consented")
    frozen = frozen_of(village, dwelling_id)
    if frozen is None:
        frozen = freeze(village, dwelling_id, context, operator)
    elif corrected_since(village, dwelling_id, context):
        raise RefusedError(_void(frozen))
    view = funding_view(village, dwelling_id)
    evidence = (
        f"before={frozen.id}",
        f"plan={view.plan.id}",
        f"package={view.package.key}",
        f"own_cash={view.funding.own_cash}",
        *choices_as_evidence(view.stages),
    )
    return come_to(village, dwelling_id, "consented", operator, before="planned", evidence=evidence)


def _void(frozen: FrozenBefore) -> str:
    return _(
        "The state before, frozen on {date}, was changed since: the verdict is void until the "
        "district has looked again and frozen it anew with a reason."
    ).format(date=frozen.at[:10])


def _check(village: VillageFile, dwelling_id: str, context: Context, stage: AgreedStage) -> None:
    found = agreement(village, dwelling_id, context)
    if found.target != stage:
        raise RefusedError(
            _("The house cannot become “{stage}” from the stage it is in now.").format(
                stage=STAGE_WORDS[stage].get(language())
            )
        )
    if found.lacking:
        raise RefusedError(" ".join(text.get(language()) for text in found.lacking))


STAGE_WORDS: dict[AgreedStage, Text] = {
    "planned": Text("已定方案", "Planned"),
    "consented": Text("已签同意", "Agreed"),
}
