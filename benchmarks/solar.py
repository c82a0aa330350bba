"""How long the photovoltaics of a house take, the sweep included.

    python -m benchmarks.solar

Processor time of each practice house after a warm start; the bar is 1 s.
"""

import tempfile
import time
from pathlib import Path

from app.services.assess import context_for
from app.services.demo import create_practice_village
from app.services.solar_village import dwelling_solar

BAR = 1.0


def main() -> None:
    """Print the slowest and the middle of the practice houses, and the sizes looked at."""
    with tempfile.TemporaryDirectory() as folder:
        village = create_practice_village(Path(folder) / "village")
        context = context_for(village.village_values())
        houses = [row.dwelling_id for row in village.overview()]
        dwelling_solar(village, houses[0], context)
        spent = []
        for dwelling in houses:
            start = time.process_time()
            found = dwelling_solar(village, dwelling, context)
            spent.append((time.process_time() - start, len(found.sizes)))
        village.close()
    spent.sort()
    middle, slowest = spent[len(spent) // 2], spent[-1]
    for name, (seconds, sizes) in (("middle", middle), ("slowest", slowest)):
        print(f"{name}: {seconds:.2f} s of {BAR:.1f} s, {sizes} sizes")


if __name__ == "__main__":
    main()
