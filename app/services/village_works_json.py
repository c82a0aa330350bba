"""The works of a village as JSON: months as 2027-04, units in the names, no names of people."""

from collections.abc import Sequence
from typing import Any

from app.i18n import Text
from app.model.village_works import HouseStep, HouseWorks, Team, TradeLoad, VillageWorks
from app.services.village_works_text import team_sentence, trade_sentence


def works_json(works: VillageWorks) -> dict[str, Any]:
    """Return the works of a village, ready for JSON."""
    return {
        "schema": works.schema,
        "at": works.at,
        "help_limit_days_month": works.help_limit,
        "trade_limit_days_month": works.trade_limit,
        "frost_rule": _text(works.frost_rule),
        "houses": [_house(house) for house in works.houses],
        "left_out": [
            {"code": x.code, "team": x.team, "reason": x.reason, "why": _text(x.why)}
            for x in works.left_out
        ],
        "teams": [_team(team) for team in works.teams],
        "trades": [_trade(load, works.trade_limit) for load in works.trades],
    }


def iso_month(number: int) -> str:
    """Return a month counted from the year 0 as 2027-04."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def _house(house: HouseWorks) -> dict[str, Any]:
    return {
        "dwelling_id": house.dwelling_id,
        "code": house.code,
        "team": house.team,
        "package": house.package,
        "chosen": house.chosen,
        "arranged": house.arranged,
        "outdated": house.outdated,
        "own_days": house.own,
        "takes_part": house.helps,
        "mutual_days_asked_most": house.asks,
        "owes_days": house.owes,
        "steps": [_step(step) for step in house.steps],
    }


def _step(step: HouseStep) -> dict[str, Any]:
    return {
        "step": step.number,
        "class": step.stage,
        "begin": iso_month(step.month),
        "end": iso_month(step.last_month),
        "open_months": list(dict.fromkeys(iso_month(half // 2) for half in step.window)),
        "site_days": step.days,
        "unskilled_days": step.unskilled,
        "skilled_days": dict(step.skilled),
        "share_by_month": {iso_month(month): share for month, share in step.shares().items()},
        "joined_with_strengthening": step.joined,
        "overruns": step.overruns,
        "relaxed": list(step.relaxed),
        "measures": _texts(step.measures),
        "frost": [
            {
                "month": iso_month(frost.month),
                "coldest_degc": frost.theta,
                "needed_degc": frost.limit,
                "measures": _texts(frost.measures),
                "next_month": None if frost.next_month is None else iso_month(frost.next_month),
            }
            for frost in step.frost
        ],
    }


def _team(team: Team) -> dict[str, Any]:
    return {
        "team": team.name,
        "houses": team.houses,
        "helpers": team.helpers,
        "sentence": team_sentence(team),
        "months": [
            {
                "month": iso_month(x.month),
                "needed_days": x.need,
                "own_days": x.own,
                "asked_days": x.asked,
                "paid_days": x.hired,
                "offered_days": x.offered,
                "of_it_owed_days": x.returned,
                "balance_days": x.balance,
            }
            for x in team.months
        ],
    }


def _trade(load: TradeLoad, limit: float) -> dict[str, Any]:
    return {
        "trade": load.trade,
        "peak": iso_month(load.peak.month),
        "sentence": trade_sentence(load, limit),
        "months": [
            {
                "month": iso_month(x.month),
                "skilled_days": x.days,
                "houses": list(x.codes),
                "beyond": list(x.over),
            }
            for x in load.months
        ],
    }


def _texts(texts: Sequence[Text]) -> list[dict[str, str]]:
    return [_text(text) for text in texts]


def _text(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
