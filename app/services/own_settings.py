"""Single settings of the policy pack that a village lays down for itself: prices, advice, credit.

Each is named here once, with its unit, limits and where it stands in the pack.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import msgspec

from app.errors import RefusedError
from app.i18n import Text
from app.i18n import gettext as _
from app.model.catalogue import PolicyPack
from app.model.catalogue.prices import CoverRule, PriceScenario
from app.model.catalogue.sourced import Number, Sourced
from app.model.change import Edit
from app.services.own_rows import (
    OwnFigure,
    check_origin,
    figure_edit,
    key_of,
    source_key,
    source_text,
)

SETTING = "setting"
WORTH = Text("劝不劝做", "Advice against works")
CONSENT = Text("同意与公示", "Consent and notice")
SCENARIOS = Text("能源价情景", "Energy prices to come")


@dataclass(frozen=True, slots=True)
class Setting:
    """A number of the pack: shown times ``factor`` in ``unit``, between ``low`` and ``high``.

    ``read`` finds it (None: this pack has none), ``write`` returns the pack with another.
    """

    id: str
    group: Text
    name: Text
    unit: Text
    factor: float
    low: float
    high: float
    read: Callable[[PolicyPack], Number | None]
    write: Callable[[PolicyPack, Number], PolicyPack]


_PERCENT = Text("%", "%")


def settings_of(pack: PolicyPack) -> list[Setting]:
    """Return the settings that a pack has, in the order in which they are shown."""
    found = [
        Setting(
            "worth.least_return", WORTH,
            Text("一年至少省造价的", "Saved a year, share of the cost, at least"),
            _PERCENT, 100.0, 0.0, 20.0,
            lambda p: p.prices.worth.least_return, _writes_worth("least_return"),
        ),
        Setting(
            "worth.least_heat", WORTH,
            Text("一季每m²至少省热", "Heat saved per m² and season, at least"),
            Text("度/m²", "kWh/m²"), 1.0, 0.0, 200.0,
            lambda p: p.prices.worth.least_heat, _writes_worth("least_heat"),
        ),
    ]  # fmt: skip
    found.append(
        Setting(
            "covers.credited", WORTH,
            Text(
                "窗帘、棉门帘算进达标（1算，0不算）",
                "Curtains and quilts count for the line (1 yes, 0 no)",
            ),
            Text("", ""), 1.0, 0.0, 1.0, lambda p: p.covers.credited, _write_covers,
        )
    )  # fmt: skip
    found += _of_consent()
    for scenario in pack.prices.scenarios:
        found += _of_scenario(scenario)
    return [item for item in found if item.read(pack) is not None]


def _writes_worth(name: str) -> Callable[[PolicyPack, Number], PolicyPack]:
    def write(pack: PolicyPack, number: Number) -> PolicyPack:
        worth = msgspec.structs.replace(pack.prices.worth, **{name: number})
        prices = msgspec.structs.replace(pack.prices, worth=worth)
        return msgspec.structs.replace(pack, prices=prices)

    return write


def _write_covers(pack: PolicyPack, number: Number) -> PolicyPack:
    whole = Sourced(float(round(number.value)), number.mark, number.source)
    return msgspec.structs.replace(pack, covers=CoverRule(whole))


def _of_consent() -> list[Setting]:
    """Return what a consent rests on: days of notice, review, approval."""
    nothing = Text("", "")
    return [
        Setting(
            "consent.notice_days", CONSENT,
            Text("公示天数（0不要公示）", "Days of public notice (0 none)"), Text("天", "days"),
            1.0, 0.0, 90.0, lambda p: p.consent.notice_days, _writes_consent("notice_days"),
        ),
        Setting(
            "consent.review", CONSENT,
            Text("要村评议（1要，0不要）", "Village review asked (1 yes, 0 no)"), nothing,
            1.0, 0.0, 1.0, lambda p: p.consent.review, _writes_consent("review"),
        ),
        Setting(
            "consent.approval", CONSENT,
            Text("要审批编号（1要，0不要）", "Approval numbers asked (1 yes, 0 no)"), nothing,
            1.0, 0.0, 1.0, lambda p: p.consent.approval, _writes_consent("approval"),
        ),
    ]  # fmt: skip


def _writes_consent(name: str) -> Callable[[PolicyPack, Number], PolicyPack]:
    def write(pack: PolicyPack, number: Number) -> PolicyPack:
        whole = Sourced(float(round(number.value)), number.mark, number.source)
        rules = msgspec.structs.replace(pack.consent, **{name: whole})
        return msgspec.structs.replace(pack, consent=rules)

    return write


def _of_scenario(scenario: PriceScenario) -> list[Setting]:
    """Return what may be changed of a scenario: factors of carriers, rise, seasons of subsidy."""
    identity, name = scenario.id, scenario.name
    found = [_of_factor(scenario, carrier) for carrier in scenario.factors]
    if scenario.rise.value:
        found.append(
            Setting(
                f"prices.{identity}.rise", SCENARIOS,
                Text(f"{name.zh}：一年涨", f"{name.en}: rise a year"),
                _PERCENT, 100.0, -20.0, 20.0,
                _reads(identity, lambda s: s.rise), _writes(identity, lambda _s, n: {"rise": n}),
            )
        )  # fmt: skip
    if scenario.operating == "ends":
        found.append(
            Setting(
                f"prices.{identity}.seasons", SCENARIOS,
                Text(f"{name.zh}：还给几季", f"{name.en}: seasons still paid"),
                Text("季", "seasons"), 1.0, 0.0, 30.0,
                _reads(identity, lambda s: s.seasons),
                _writes(identity, lambda _s, n: {"seasons": n}),
            )
        )  # fmt: skip
    return found


def _of_factor(scenario: PriceScenario, carrier: str) -> Setting:
    def factor(held: PriceScenario) -> Number | None:
        return held.factors.get(carrier)

    def changed(held: PriceScenario, number: Number) -> Mapping[str, object]:
        return {"factors": {**held.factors, carrier: number}}

    name, what = scenario.name, _carrier(carrier)
    return Setting(
        f"prices.{scenario.id}.{carrier}", SCENARIOS,
        Text(f"{name.zh}：{what.zh}是今天的", f"{name.en}: {what.en}, of today's"),
        _PERCENT, 100.0, 10.0, 500.0, _reads(scenario.id, factor), _writes(scenario.id, changed),
    )  # fmt: skip


def _carrier(carrier: str) -> Text:
    return {"electricity": Text("电价", "electricity")}.get(carrier, Text(carrier, carrier))


def _scenario(pack: PolicyPack, identity: str) -> PriceScenario | None:
    return next((item for item in pack.prices.scenarios if item.id == identity), None)


def _reads(
    identity: str, value: Callable[[PriceScenario], Number | None]
) -> Callable[[PolicyPack], Number | None]:
    def read(pack: PolicyPack) -> Number | None:
        scenario = _scenario(pack, identity)
        return value(scenario) if scenario is not None else None

    return read


def _writes(
    identity: str, change: Callable[[PriceScenario, Number], Mapping[str, object]]
) -> Callable[[PolicyPack, Number], PolicyPack]:
    def write(pack: PolicyPack, number: Number) -> PolicyPack:
        scenarios = tuple(
            msgspec.structs.replace(item, **change(item, number)) if item.id == identity else item
            for item in pack.prices.scenarios
        )
        prices = msgspec.structs.replace(pack.prices, scenarios=scenarios)
        return msgspec.structs.replace(pack, prices=prices)

    return write


def with_settings(pack: PolicyPack, figures: Mapping[str, OwnFigure]) -> PolicyPack:
    """Return the policy pack with the village's settings; what does not fit is not used."""
    found = pack
    for item in settings_of(pack):
        figure = figures.get(key_of(SETTING, item.id))
        if figure is None or figure.dropped or not _fits(item, figure.value):
            continue
        number = Sourced(float(figure.value or 0.0), figure.mark, source_key(figure))
        sources = {**found.sources, source_key(figure): source_text(figure)}
        found = msgspec.structs.replace(item.write(found, number), sources=sources)
    return found


def _fits(item: Setting, value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return item.low <= value * item.factor <= item.high


def setting_edit(pack: PolicyPack, identity: str, figure: OwnFigure | None) -> Edit:
    """Return the entry that changes a setting, or (None) takes it back.

    Raises
    ------
    RefusedError
        If the value lies outside what can be, or where it comes from is not said.
    """
    item = next(item for item in settings_of(pack) if item.id == identity)
    of = key_of(SETTING, identity)
    if figure is None:
        return figure_edit(of, None)
    check_origin(figure.source, figure.date, figure.mark)
    if not _fits(item, figure.value):
        raise RefusedError(
            _("“{name}” must lie between {low:g} and {high:g} {unit}. Nothing was saved.").format(
                name=item.name, low=item.low, high=item.high, unit=item.unit
            )
        )
    return figure_edit(of, msgspec.structs.replace(figure, of=of))
