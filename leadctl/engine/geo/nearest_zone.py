"""The zone of a point: that of the nearest known city of its country. Pure.

Files of postal codes have no zones. Cities of 50,000 inhabitants lie near enough everywhere but along the borders of
zones, where the state decides first (engine/zones).
"""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, floor, radians
from typing import Final

Point = tuple[str, float, float, str]  # country, degrees north, degrees east, zone
_STEP: Final = 2  # degrees a cell of the grid is wide
_RINGS: Final = 8  # how far a city is looked for: 16 degrees


class ZoneMap:
    """Cities with their zones in a grid, so that the nearest is found without looking at all."""

    def __init__(self, points: Iterable[Point]) -> None:
        self._cells: dict[tuple[str, int, int], list[Point]] = {}
        for point in points:
            self._cells.setdefault(self._cell(point[0], point[1], point[2]), []).append(point)

    @staticmethod
    def _cell(country: str, latitude: float, longitude: float) -> tuple[str, int, int]:
        return country, floor(latitude / _STEP), floor(longitude / _STEP)

    def zone(self, country: str, latitude: float, longitude: float) -> str | None:
        """Return the zone of the nearest city of the country within 16 degrees, or None."""
        _, row, column = self._cell(country, latitude, longitude)
        across = cos(radians(latitude)) ** 2
        best: tuple[float, str] | None = None
        for ring in range(_RINGS + 1):
            for point in self._ring(country, row, column, ring):
                far = (point[1] - latitude) ** 2 + across * (point[2] - longitude) ** 2
                if best is None or (far, point[3]) < best:
                    best = (far, point[3])
            # what lies in the next ring is at least so far off
            if best is not None and best[0] <= across * (ring * _STEP) ** 2:
                break
        return None if best is None else best[1]

    def _ring(self, country: str, row: int, column: int, ring: int) -> Iterable[Point]:
        for r in range(row - ring, row + ring + 1):
            edge = abs(r - row) == ring
            for c in range(column - ring, column + ring + 1) if edge else (column - ring, column + ring):
                yield from self._cells.get((country, r, c), ())
