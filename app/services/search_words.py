"""The rules of the search in words."""

from collections.abc import Mapping

from app.i18n import Text
from app.model.assessment import RuleUsed
from app.model.survey import spec

FIELDS: Mapping[str, str] = {
    "windows": "V50",
    "window_groups": "V51",
    "gables_together": "V52",
    "inside_last": "V53",
    "least_life": "V54",
    "only_proven": "V55",
    "both_ends": "V56",
    "limit": "V57",
}
"""Settings of the search and the value of the village that holds each."""
ALWAYS: Mapping[str, Text] = {
    "dominated": Text(
        "效果不比别的好、又不便宜的", "No better in effect than another, and no cheaper"
    ),
    "covers": Text(
        "要人天天拉的窗帘、棉帘（政策包不算数时）",
        "Covers that somebody must draw, where the policy pack does not count them",
    ),
    "one_wall": Text("各面墙只用一种做法、一个厚度", "One system and thickness for all walls"),
    "one_of_a_part": Text(
        "屋顶和吊顶选一样，地面也只选一样", "Either roof or ceiling, one treatment of the floor"
    ),
    "exclusions": Text("互相排斥的措施", "Measures that exclude each other"),
}
"""Rules that cannot be set, in words."""


def rule_words(used: RuleUsed) -> Text:
    """Return a rule and its value in words of both languages."""
    if used.rule in ALWAYS:
        return ALWAYS[used.rule]
    field = spec(FIELDS[used.rule])
    found = next((choice.label for choice in field.choices if choice.code == used.value), None)
    zh, en = (found.zh, found.en) if found else (used.value, used.value)
    return Text(f"{field.label.zh}：{zh}", f"{field.label.en}: {en}")
