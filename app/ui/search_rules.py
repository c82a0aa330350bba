"""What the rules of the search cost, in words."""

from app.i18n import gettext as _
from app.i18n import language
from app.model.assessment import Plan, RuleUsed
from app.services.search_words import rule_words


def _one(used: RuleUsed) -> str:
    return _("{rule}: {count}").format(
        rule=rule_words(used).get(language()), count=f"{used.left_out:,}"
    )


def costly(plan: Plan) -> list[RuleUsed]:
    """Return the rules that left anything out, the costliest first."""
    return sorted((r for r in plan.rules if r.left_out), key=lambda r: -r.left_out)


def rules_line(plan: Plan) -> str:
    """Return what each rule left out in one sentence, empty if nothing was left out."""
    found = costly(plan)
    return _("Left out: {rules}.").format(rules=_("; ").join(map(_one, found))) if found else ""


def rules_list(plan: Plan) -> str:
    """Return the same as a list, one rule a line."""
    lines = [_("Combinations that each rule of the search left out:"), *map(_one, costly(plan))]
    return "\n".join((*lines, _("The rules stand in the settings, under “Search for packages”.")))
