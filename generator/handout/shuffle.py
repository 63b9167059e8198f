"""Orders that look drawn by lot and are the same each time: worked out of a seed by a hash."""

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")


def shuffled(items: Iterable[T], name: Callable[[T], str], *seed: object) -> list[T]:
    """The items in the order of the hashes of seed and name; items of one name keep their order."""
    start = "\0".join(map(str, seed))
    return sorted(
        items, key=lambda item: sha256(f"{start}\0{name(item)}".encode("utf-8", "replace")).digest()
    )
