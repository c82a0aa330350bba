"""The objects of an epJSON document while it is built: kind → name → fields."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.model.thermal import Period, Vertex

Fields = dict[str, Any]
OFF_HEATING = -50.0
"""Set point that no room falls below [°C]: the heater is off."""
OFF_COOLING = 100.0
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Objects:
    """Collects objects; names are unique within their kind, as EnergyPlus reads them."""

    def __init__(self) -> None:
        self.kinds: dict[str, dict[str, Fields]] = {}
        self._seen: set[tuple[str, str]] = set()

    def add(self, kind: str, name: str, fields: Mapping[str, Any]) -> str:
        """Add an object and return its name.

        Raises
        ------
        ValueError
            If the kind already has this name; EnergyPlus does not tell capitals apart.
        """
        key = (kind, name.upper())
        if key in self._seen:
            raise ValueError(f"EnergyPlus cannot tell two objects {name!r} of {kind} apart.")
        self._seen.add(key)
        self.kinds.setdefault(kind, {})[name] = dict(fields)
        return name

    def has(self, kind: str, name: str) -> bool:
        """Tell whether an object exists."""
        return (kind, name.upper()) in self._seen

    # schedules

    def constant(self, name: str, value: float) -> str:
        """Add a schedule of one value, once, and return its name."""
        if not self.has("Schedule:Constant", name):
            fields = {"schedule_type_limits_name": self._any_number(), "hourly_value": value}
            self.add("Schedule:Constant", name, fields)
        return name

    def daily(
        self,
        name: str,
        values: Sequence[float],
        period: Period | None = None,
        outside: float = 0.0,
    ) -> str:
        """Add a schedule of equal days and return its name.

        ``values`` divide the day evenly; outside ``period`` the value is ``outside``.
        """
        inside = list(_day(values))
        if period is None:
            return self._compact(name, ["Through: 12/31", *inside])
        none = list(_day((outside,)))
        start, end = period.start, period.end
        parts: list[tuple[tuple[int, int], list[Any]]]
        if start <= end:
            parts = [(_before(start), none), (end, inside), ((12, 31), none)]
        else:
            parts = [(end, inside), (_before(start), none), ((12, 31), inside)]
        fields: list[Any] = []
        last = (0, 0)
        for (month, day), entries in parts:
            if (month, day) > last:
                fields += [f"Through: {month}/{day}", *entries]
                last = (month, day)
        return self._compact(name, fields)

    def monthly(self, name: str, values: Sequence[float]) -> str:
        """Add a schedule of twelve monthly values and return its name."""
        fields: list[Any] = []
        for month, (days, value) in enumerate(zip(_DAYS, values, strict=True), 1):
            fields += [f"Through: {month}/{days}", *_day((value,))]
        return self._compact(name, fields)

    def _compact(self, name: str, fields: Iterable[Any]) -> str:
        data = [{"field": field} for field in fields]
        limits = {"schedule_type_limits_name": self._any_number()}
        return self.add("Schedule:Compact", name, {**limits, "data": data})

    def _any_number(self) -> str:
        name = "any number"
        if not self.has("ScheduleTypeLimits", name):
            self.add("ScheduleTypeLimits", name, {"numeric_type": "Continuous"})
        return name


def _day(values: Sequence[float]) -> Iterable[Any]:
    """Yield the entries of a day, equal neighbours joined."""
    yield "For: AllDays"
    for k, value in enumerate(values, 1):
        if k == len(values) or values[k] != value:
            minutes = round(1440 * k / len(values))
            yield f"Until: {minutes // 60:02d}:{minutes % 60:02d}"
            yield float(value)


def _before(day: tuple[int, int]) -> tuple[int, int]:
    """Return the day before, within the year; (0, 0) before New Year's Day."""
    month, number = day
    if number > 1:
        return month, number - 1
    return (month - 1, _DAYS[month - 2]) if month > 1 else (0, 0)


def vertex_fields(vertices: Sequence[Vertex]) -> Fields:
    """Return vertices as ``vertices`` of a building surface or a shade."""
    names = ("vertex_x_coordinate", "vertex_y_coordinate", "vertex_z_coordinate")
    return {
        "number_of_vertices": len(vertices),
        "vertices": [dict(zip(names, _rounded(v), strict=True)) for v in vertices],
    }


def opening_vertex_fields(vertices: Sequence[Vertex]) -> Fields:
    """Return vertices in the form of a window or door."""
    out: Fields = {"number_of_vertices": len(vertices)}
    for k, vertex in enumerate(vertices, 1):
        for axis, value in zip("xyz", _rounded(vertex), strict=True):
            out[f"vertex_{k}_{axis}_coordinate"] = value
    return out


def _rounded(vertex: Vertex) -> Vertex:
    x, y, z = (round(value, 6) + 0.0 for value in vertex)
    return x, y, z
