"""A photo file of the village: what is known of it beside the picture itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that is in the village's folder.

    ``id`` is the SHA-256 of the kept JPEG, ``source`` that of the file it was made from, which
    was called ``name``. ``taken_at``: local time of the camera, ISO 8601 without zone, or empty.
    ``width``, ``height`` [px], ``size`` [bytes]. ``position``: "lat,lon" [°] or empty. ``key``
    opens a sealed file; empty if the file is plain. ``aside``: the operator does not want it.
    """

    id: str
    source: str
    name: str
    taken_at: str
    width: int
    height: int
    size: int
    position: str = ""
    key: bytes = b""
    aside: bool = False


@dataclass(frozen=True, slots=True)
class PhotoUse:
    """Where a photo is shown: which row of which dwelling."""

    photo: str
    dwelling_id: str
    code: str
    row: str


@dataclass(frozen=True, slots=True)
class Visit:
    """When a house was surveyed on one day: first and last entry, local, ISO 8601, no zone."""

    dwelling_id: str
    code: str
    head_name: str
    begin: str
    end: str
