"""Convective and radiative coefficients of the faces of zones, as the kernel takes them.

All faces exchange long-wave radiation through one node of mean radiant temperature. The factors
of faces in one plane leave out what the plane would send itself as a whole (Carroll 1980); the
kernel takes away what its warmer faces would still send the colder ones, such as two ceilings
side by side under one roof space.
"""

from itertools import accumulate
from typing import Any

import numpy as np

from app.calc import films
from app.calc.batch import Batch, radiant_factors
from app.model.climate import Array


def inner_films(batch: Batch, iso: bool) -> tuple[dict[str, int], dict[str, Any]]:
    """Return counts and arrays of the inner films; ``iso`` takes constant coefficients."""
    factors = np.array([films.natural_factors(float(u)) for u in batch.up])
    constant = constant_coefficients(batch, iso)
    faces = _shared_planes(batch)
    return {"planes": len(faces)}, {
        "zone_of_face": batch.zone_of_face,
        "fixed_face": ~np.isnan(constant),
        "warm": batch.paired(factors[:, :1] * batch.area),
        "cold": batch.paired(factors[:, 1:] * batch.area),
        "least": batch.paired(films.H_MIN * batch.area),
        "fixed": batch.paired(np.nan_to_num(constant)[:, None] * batch.area),
        "long_wave": batch.paired(0.5 * films.SIGMA * radiant_factors(batch) * batch.area),
        "plane_start": [0, *accumulate(len(f) for f in faces)],
        "plane_face": [k for f in faces for k in f],
    }


def constant_coefficients(batch: Batch, iso: bool) -> Array:
    """Return constant inside coefficients (F) [W/(m²·K)], NaN where TARP rules.

    ``iso6946`` names walls, roofs, floors and windows: doors, inner masses and partitions keep
    the detailed coefficients, as in the reference.
    """
    none = np.full(len(batch.zone_of_face), np.nan)
    if iso:
        for k, place in enumerate(batch.places):
            if place.behind != "zone":
                none[k] = films.ISO_INSIDE.get(place.part, np.nan)
    return none


def _shared_planes(batch: Batch) -> list[list[int]]:
    """Return the faces of each plane that holds several faces of a zone."""
    planes: dict[tuple[int, int], list[int]] = {}
    for k, plane in enumerate(batch.networks[0].layout.planes):
        planes.setdefault((int(batch.zone_of_face[k]), plane), []).append(k)
    return [faces for faces in planes.values() if len(faces) > 1]
