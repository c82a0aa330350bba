"""One batch in the kernel: its record put together, its results taken apart."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.calc.batch import batch_of
from app.calc.equipment import equipment
from app.calc.inner_films import inner_films
from app.calc.kernel import Run
from app.calc.kernel.layout import DIGEST, DOUBLE, SUMS, TOTALS, Precision, aligned
from app.calc.network import Network
from app.calc.outdoor import outer_films
from app.calc.schedule import HOUR, Pattern, days_on
from app.calc.sunshine import sunshine
from app.calc.surroundings import air_links, covers, gains_and_air, known_climate, periods
from app.calc.timetable import APPROACH_DAYS, WARM_UP_DAYS, Timetable, pattern_arrays
from app.calc.walls import walls
from app.model.climate import HOURS, Array, WeatherYear
from app.model.thermal import ThermalModel

LONG = 6 * HOUR
"""Length of a step of the approach [s]."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What the kernel gives back, the axis of the houses last: figures of zones (Z, DIGEST, V),
    of the house (TOTALS, V), heat into faces (F, V) and sums of the season (Z, SUMS, V) [Wh],
    hourly air and radiant temperature, heating and cooling (8760, Z, 4, V) if asked for;
    ``heated`` (Z, V) and heating ``season`` (365, V)."""

    digest: Array
    totals: Array
    face_heat: Array
    sums: Array
    series: Array
    heated: NDArray[np.bool_]
    season: NDArray[np.bool_]


class Houses:
    """Networks of one build whose equipment switches at the same hours, under a weather year."""

    def __init__(
        self, networks: Sequence[Network], weather: WeatherYear, pattern: Pattern, table: Timetable,
        *, iso: bool, running: bool = True, balance: bool = True, hourly: bool = False,
        precision: Precision = DOUBLE,
    ) -> None:  # fmt: skip
        self.batch = batch = batch_of(networks, precision)
        self.blocks = batch.size // batch.lanes
        lengths = [np.inf, LONG, HOUR]
        lengths += sorted({dt for hour in pattern for dt in hour} - {HOUR})
        counts = {
            "blocks": self.blocks, "elements": batch.count, "zones": batch.zones,
            "partitions": len(batch.zone_of_face) - batch.count,
            "outdoor": batch.outdoor.stop - batch.outdoor.start, "lengths": len(lengths),
            "balance": int(balance), "hourly": int(hourly), "iso": int(iso),
            "days": WARM_UP_DAYS + table.count, "warm_up": WARM_UP_DAYS, "approach": APPROACH_DAYS,
        }  # fmt: skip
        arrays: dict[str, Any] = {
            "seconds": lengths,
            "day_list": table.days(),
            **pattern_arrays(pattern, tuple(lengths)),
            **outer_films(batch, weather, iso),
            **known_climate(batch),
            **periods(batch, table.period),
        }
        for more_counts, more_arrays in (
            inner_films(batch, iso), walls(batch, lengths), sunshine(batch, weather),
            gains_and_air(batch), air_links(batch), covers(batch),
            equipment(batch, pattern, running=running),
        ):  # fmt: skip
            counts |= more_counts
            arrays |= more_arrays
        results, pressure = self._results(hourly), float(weather.pressure.mean())
        self._run = Run(counts, pressure, arrays, results, precision)

    def _results(self, hourly: bool) -> dict[str, Array]:
        z, faces = self.batch.zones, len(self.batch.zone_of_face)
        rows = {
            "digest": z * DIGEST, "totals": TOTALS, "face_heat": faces, "sums": z * SUMS,
            "series": HOURS * z * 4 if hourly else 0, "design": 1,
        }  # fmt: skip
        lanes, number = self.batch.lanes, self.batch.precision.number
        results = {name: aligned((self.blocks, n, lanes), number) for name, n in rows.items()}
        for values in results.values():
            values.fill(0.0)
        return results

    def year(self, progress: Callable[[float], None] | None = None, threads: int = 1) -> Found:
        """Run the days; ``progress`` gets the share done and may raise to end the work."""
        self._run.year(progress, threads)
        return self.found()

    def begin(self, pool: ThreadPoolExecutor, threads: int) -> list["Future[None]"]:
        """Give the days to a pool of so many threads; see :meth:`found` for what comes of it."""
        return self._run.begin(pool, threads)

    def found(self) -> Found:
        """Return the results of days that have run."""
        z, batch = self.batch.zones, self.batch
        heated = batch.per_network(lambda n: [x.id in _heated(n.model) for x in n.zones])
        season = batch.per_network(lambda n: _season(n.model))
        kept = self._run.results["series"].size > 0
        series = self._of("series", HOURS, z, 4) if kept else np.zeros(0)
        return Found(
            self._of("digest", z, DIGEST), self._of("totals", TOTALS), self._of("face_heat", -1),
            self._of("sums", z, SUMS), series, heated > 0.0, season > 0.0,
        )  # fmt: skip

    def design_power(self) -> Array:
        """Return the mean heating power of the design day [W] of each house."""
        self._run.design_day()
        return self._of("design")[: self.batch.houses]

    def _of(self, name: str, *shape: int) -> Array:
        values: Array = self._run.results[name].swapaxes(0, 1).astype(float, copy=False)
        return values.reshape(*shape, self.batch.size)


def _season(model: ThermalModel) -> NDArray[np.bool_]:
    return days_on(model.heating.period) if model.heating else np.zeros(365, dtype=bool)


def _heated(model: ThermalModel) -> tuple[str, ...]:
    return model.heating.zones if model.heating else ()
