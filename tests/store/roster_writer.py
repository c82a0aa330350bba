"""A child process that takes rosters of many households without end."""

import sys
from pathlib import Path

from app.store.village import open_village
from tests.store.test_roster import SIZE, homes


def main() -> None:
    folder, password = Path(sys.argv[1]), sys.argv[2] or None
    with open_village(folder, password=password, operator="child") as village:
        print("ready", flush=True)
        start = len(village.households())
        while True:
            village.take_roster(homes(SIZE, start), operator="child", label="roster")
            start += SIZE
            print(start, flush=True)


if __name__ == "__main__":
    main()
