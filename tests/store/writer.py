"""A child process that commits without end and says what has been acknowledged."""

import itertools
import sys
from pathlib import Path

from app.model.change import Edit
from app.model.value import known
from app.store.village import open_village


def main() -> None:
    folder, dwelling, start = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    password = sys.argv[4] or None
    numbers = itertools.count(start)
    while True:
        with open_village(folder, password=password, operator="child") as village:
            for number in itertools.islice(numbers, 23):
                edits = [Edit("B04", known(number)), Edit("A02", known(f"王{number}"))]
                village.commit(dwelling, edits, operator="child", label="")
                print(number, flush=True)


if __name__ == "__main__":
    main()
