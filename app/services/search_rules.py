"""The rules of the search as they hold in a village: its own, the district's, the program's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from app.errors import AppError
from app.i18n import gettext as _
from app.model.assessment import RuleOrigin, RuleUsed
from app.model.catalogue import PolicyPack
from app.model.house import Side
from app.model.search import SearchRules
from app.model.survey import VillageValues, spec, village_value
from app.services.search_words import FIELDS

GROUPS: Mapping[str, tuple[tuple[Side, ...], ...]] = {
    "front": (("S",), ("N", "E", "W")),
    "all": (("S", "N", "E", "W"),),
    "sides": (("S",), ("N",), ("E",), ("W",)),
}
Setting = str | float | int | bool


@dataclass(frozen=True, slots=True)
class RulesInForce:
    """The rules of a search, each setting as text and where it was set."""

    rules: SearchRules
    values: Mapping[str, str]
    origins: Mapping[str, RuleOrigin]

    def used(self, left_out: Mapping[str, int]) -> tuple[RuleUsed, ...]:
        """Return the rules with what each left out, in the order in which they were applied."""
        named = (*left_out, *(rule for rule in self.values if rule not in left_out))
        return tuple(
            RuleUsed(
                rule,
                self.values.get(rule, ""),
                self.origins.get(rule, "program"),
                left_out.get(rule, 0),
            )
            for rule in named
        )


def rules_in_force(
    village: VillageValues, pack: PolicyPack, call: Iterable[str] = ()
) -> RulesInForce:
    """Return the rules that hold; ``call`` are settings for this time, written ``name=value``.

    Raises
    ------
    AppError
        If a setting of the call is unknown or has a value that it cannot have.
    """
    asked = dict(_asked(item) for item in call)
    values, origins = dict(settings_of(SearchRules())), dict.fromkeys(FIELDS, _PROGRAM)
    sources: tuple[tuple[RuleOrigin, Mapping[str, Setting | None]], ...] = (
        ("policy_pack", {name: getattr(pack.search, name) for name in FIELDS}),
        ("village", {name: _said(village, field) for name, field in FIELDS.items()}),
        ("call", asked),
    )
    for origin, given in sources:
        for name, value in given.items():
            if value is not None:
                values[name], origins[name] = value, origin
    return RulesInForce(
        _rules(values), {name: _text(value) for name, value in values.items()}, origins
    )


_PROGRAM: RuleOrigin = "program"


def settings_of(rules: SearchRules) -> Mapping[str, Setting]:
    """Return rules as settings."""
    groups = next((name for name, sides in GROUPS.items() if sides == rules.window_groups), "front")
    return {
        "windows": "one" if rules.one_window_product else "each",
        "window_groups": groups,
        "gables_together": rules.gables_together,
        "inside_last": rules.inside_as_last_resort,
        "least_life": rules.least_life,
        "only_proven": rules.only_proven,
        "both_ends": rules.both_ends,
        "limit": rules.limit,
    }


def _rules(values: Mapping[str, Setting]) -> SearchRules:
    return replace(
        SearchRules(),
        one_window_product=values["windows"] == "one",
        window_groups=GROUPS[str(values["window_groups"])],
        gables_together=bool(values["gables_together"]),
        inside_as_last_resort=bool(values["inside_last"]),
        least_life=float(values["least_life"]),
        only_proven=bool(values["only_proven"]),
        both_ends=bool(values["both_ends"]),
        limit=int(values["limit"]),
    )


def _said(village: VillageValues, field: str) -> Setting | None:
    value: object = village_value(village, field).value
    if value in ("yes", "no"):
        return value == "yes"
    return value if isinstance(value, str | float | int) else None


def _asked(text: str) -> tuple[str, Setting]:
    """Return the setting of ``name=value``."""
    name, _equal, given = text.partition("=")
    if name not in FIELDS:
        raise AppError(
            _("There is no search rule “{name}”. There are: {names}.").format(
                name=name[:30], names=", ".join(FIELDS)
            )
        )
    field = spec(FIELDS[name])
    codes = [choice.code for choice in field.choices]
    if codes and given in codes:
        return name, given == "yes" if given in ("yes", "no") else given
    if not codes and field.hard is not None:
        try:
            number = float(given)
        except ValueError:
            number = float("nan")
        low, high = field.hard.low, field.hard.high
        if (low is None or low <= number) and (high is None or number <= high):
            return name, number
        codes = [f"{low:g}–{high:g}"]
    raise AppError(
        _("“{value}” is no value of the search rule {name}. It takes: {values}.").format(
            value=given[:30], name=name, values=", ".join(codes)
        )
    )


def _text(value: Setting) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)
