"""The least value of a convex function (L-BFGS with backtracking; Nocedal and Wright 2006,
algorithms 7.4 and 7.5)."""

import prelude

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Function = Callable[[Floats], tuple[float, Floats]]
"""Returns the value at a place, and the gradient."""
Change = tuple[Floats, Floats]
"""A step, and how the gradient changed with it."""

STEPS = 300
REMEMBERED = 12
"""Last steps that tell how the function curves."""
ENOUGH, PATIENCE = 1e-4, 3
"""Gain that is not worth another step, and how many times in a row."""
SUFFICIENT = 1e-4
"""Share of the expected decrease that a step must bring (Armijo)."""
SHORTEST = 1e-6


def minimum(function: Function, start: Floats, curvature: Floats) -> Floats:
    """Return the place of the least value.

    Each coordinate is measured in units of ``curvature`` (second derivatives): without that, sixty
    steps of the alignment's fit ended far from the minimum, and a single term more in a text moved
    weights by .5.
    """
    unit = 1 / np.sqrt(curvature)
    at = start.copy()
    value, gradient = function(at)
    gradient = gradient * unit
    changes: list[Change] = []
    small = 0
    for _ in range(STEPS):
        direction = -_two_loops(gradient, changes)
        slope = float(gradient @ direction)
        size = 1.0
        while True:
            new_value, new_gradient = function(at + size * direction * unit)
            if new_value <= value + SUFFICIENT * size * slope or size < SHORTEST:
                break
            size /= 2
        change = new_gradient * unit - gradient
        if float(direction @ change) > 0:
            changes = [*changes, (size * direction, change)][-REMEMBERED:]
        gain = value - new_value
        at = at + size * direction * unit
        value, gradient = new_value, new_gradient * unit
        small = small + 1 if gain < ENOUGH else 0
        if small == PATIENCE:
            break
    return at


def _two_loops(gradient: Floats, changes: Sequence[Change]) -> Floats:
    """Multiply the gradient by the inverse of the second derivatives, as the changes suggest it."""
    found = gradient.copy()
    factors: list[float] = []
    for step, change in reversed(changes):
        factor = float(step @ found) / float(step @ change)
        found -= factor * change
        factors.append(factor)
    if changes:
        step, change = changes[-1]
        found *= float(step @ change) / float(change @ change)
    for (step, change), factor in zip(changes, reversed(factors), strict=True):
        found += (factor - float(change @ found) / float(step @ change)) * step
    return found
