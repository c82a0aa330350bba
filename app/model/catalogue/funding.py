"""Rules of the policy pack about who pays for the works: subsidies, labour, horizon of costs."""

from typing import Literal

from msgspec import Struct, field

from app.i18n import Text
from app.model.catalogue.measure import Category
from app.model.catalogue.sourced import Number, Sourced

GrantBasis = Literal["house", "area", "saved_energy", "cost_share"]
GrantSource = Literal["city", "district", "town", "unsafe", "seismic", "heating", "other"]


class GrantRule(Struct, frozen=True):
    """A subsidy for the works, paid by ``source``.

    ``amount`` is [yuan] a house, [yuan/m²] of the measures of ``parts``, [yuan/kWh] of heating
    need saved a year in standard use, or a share [-] of their cost; ``cap`` [yuan] a house and
    ``cap_share`` [-] of the cost of the ``parts`` limit it. ``parts``: kinds of measures it is
    for, empty for the whole package. ``passes``: only where the package reaches the line with
    the required probability; ``with_strengthening``: only together with seismic strengthening;
    ``after_acceptance``: paid when the works are accepted, the family pays first. ``targets``:
    answers to A08 it is for, empty for everybody. ``not_with``: answers to N08 that exclude it.
    ``stacks``: may be paid beside another one for the same part. ISO dates of validity.
    """

    id: str
    name: Text
    source: GrantSource
    basis: GrantBasis
    amount: Number
    valid_from: str
    valid_to: str | None = None
    parts: tuple[Category, ...] = ()
    cap: Number | None = field(name="cap_cny", default=None)
    cap_share: Number | None = None
    passes: bool = True
    with_strengthening: bool = False
    after_acceptance: bool = True
    stacks: bool = False
    targets: tuple[str, ...] = ()
    not_with: tuple[str, ...] = ()


class FundingRules(Struct, frozen=True):
    """Who pays: ``grants``, and what bounds them.

    ``share_max`` [-] of the cost that all subsidies together may pay; a part subsidised within
    ``repeat_years`` [a] (B10, B11) is not paid again; ``mutual_days_max`` [days] of mutual help
    counted for a house before the real ones are noted; ``horizon`` [a] of the net present cost;
    ``other_share_valley`` [-] of the electricity beside heating that falls into the valley hours.
    """

    share_max: Number
    repeat_years: Number
    mutual_days_max: Number
    horizon: Number = field(name="horizon_years")
    other_share_valley: Number
    grants: tuple[GrantRule, ...] = ()


_SETTING = "pack_setting"
FUNDING_DEFAULT = FundingRules(
    share_max=Sourced(1.0, "C", _SETTING),
    repeat_years=Sourced(10.0, "C", _SETTING),
    mutual_days_max=Sourced(10.0, "C", _SETTING),
    horizon=Sourced(30.0, "C", _SETTING),
    other_share_valley=Sourced(0.6, "C", _SETTING),
)
"""For packs written before there were rules: no subsidy."""


class ConsentRules(Struct, frozen=True):
    """What a consent rests on here: ``notice_days`` [days] of public notice, 0 for none; ``review``
    and ``approval``: 1 where a village review and approval numbers are asked for, 0 where not."""

    notice_days: Number
    review: Number
    approval: Number


CONSENT_DEFAULT = ConsentRules(
    notice_days=Sourced(7.0, "C", _SETTING),
    review=Sourced(1.0, "C", _SETTING),
    approval=Sourced(1.0, "C", _SETTING),
)
"""For packs that say nothing of it: all is asked for."""
