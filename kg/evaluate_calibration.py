"""Whether confidence means what it says: among claims at 0.8, about eight in ten should be right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Judged claims with a confidence from `low` to below `high`, the last bin with 1.0 too; `mean` is None for no claims."""

    low: float
    high: float
    claims: int
    right: int
    mean: float | None

    @property
    def share(self) -> float | None:
        """Return the share that is right."""
        return self.right / self.claims if self.claims else None


@dataclass(frozen=True, slots=True)
class Calibration:
    """Ten bins of equal width, and the expected calibration error over them; None where no claim has a confidence."""

    bins: tuple[Bin, ...]
    error: float | None


def calibrate(claims: Iterable[tuple[float, bool]]) -> Calibration:
    """Return claims, as (confidence, is it right), by how sure they are.

    The error is the mean distance between a bin's share of right claims and its mean confidence, weighted by its claims
    (Naeini, Cooper and Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian Binning", AAAI 2015).

    >>> calibrate([(0.75, True), (0.75, True), (0.75, True), (0.75, False)]).error
    0.0
    >>> calibrate([(0.95, False)]).error
    0.95
    """
    rows: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, right in claims:
        # rounded first, since 0.3 is not three tenths as a float
        rows[min(max(int(round(confidence * BINS, 6)), 0), BINS - 1)].append((confidence, right))
    bins = tuple(_bin(number, row) for number, row in enumerate(rows))
    total = sum(each.claims for each in bins)
    gaps = (each.claims * abs(each.right / each.claims - each.mean) for each in bins if each.mean is not None)
    return Calibration(bins, sum(gaps) / total if total else None)


def _bin(number: int, row: list[tuple[float, bool]]) -> Bin:
    mean = sum(confidence for confidence, _ in row) / len(row) if row else None
    return Bin(number / BINS, (number + 1) / BINS, len(row), sum(right for _, right in row), mean)
