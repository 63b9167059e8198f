"""The network of LAC (Lexical Analysis of Chinese; Jiao, Sun and Sun 2018, arXiv:1807.01882) in
NumPy: a vector for each character, two bidirectional layers of gated recurrent units (Cho et al.
2014), and a score for each label.

Weights are whole numbers of at most eight bits (eleven where vectors of characters enter, sixteen
where scores leave), times a factor for each row. States are rounded to 1/1024 before they are
multiplied. So every sum of products is a sum of whole numbers below 2^24, which single precision
holds exactly, in whatever order a library adds them. Sigmoid and tanh are looked up in tables. So
the scores of a character depend neither on what else is in the batch, nor on the kernel that
multiplies, nor on the processor. ``tools/build_tagger.py`` makes the file and checks the bounds.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from generator.base.errors import data_file
from generator.chinese.packed import PackedRows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Singles = NDArray[np.float32]
    Doubles = NDArray[np.float64]
    Arrays = Mapping[str, NDArray[Any]]

MODEL = Path(__file__).resolve().parent.parent / "data" / "tagger.npz"
UNITS = 128
"""Width of a layer, in each of its two directions."""
GATES = 2 * UNITS
"""Of the columns of a layer those that are gates, update before reset; the rest are candidates."""
LEVELS = 1024
"""Steps of a state between 0 and 1."""
STEPS = 512
"""Steps of the tables between 0 and 1."""
FARTHEST = 8
"""Where the tables end: beyond it sigmoid and tanh stay what they are there."""
UNKNOWN = 0
"""The number of characters that the model does not know."""


class GatedLayer:
    """Gated recurrent units in both directions, the reset applied after the product.

    Weights are (2, outputs, inputs): what reads forwards, then what reads backwards. Outputs are
    update gates, reset gates, candidates. What sigmoid and tanh are taken of is counted in steps of
    their tables from the table's beginning, which factors and biases see to.
    """

    def __init__(self, arrays: "Arrays", number: int) -> None:
        import numpy as np

        steps = np.float32(STEPS)
        self.inputs = _columns(arrays[f"input{number}"])
        self.input_factors = arrays[f"input{number}.factors"][:, None] * steps
        self.input_bias = arrays[f"input{number}.bias"][:, None] * steps
        self.input_bias += np.float32(FARTHEST * STEPS + 0.5)  # half a step: it is cut off, then
        self.states = _columns(arrays[f"state{number}"])
        self.state_factors = arrays[f"state{number}.factors"][:, None] * (steps / LEVELS)
        self.state_bias = arrays[f"state{number}.bias"][:, None] * steps
        self.sigmoid, self.tanh = _tables()

    def enter(self, values: "Singles", factors: "Singles | np.float32") -> "Singles":
        """Return what inputs give to each direction, (2, n, outputs): whole numbers, (n, inputs) or
        (2, n, inputs), times ``factors``, one or (n, 1)."""
        given: Singles = values @ self.inputs
        given *= factors
        given *= self.input_factors
        given += self.input_bias
        return given

    def run(self, given: "Singles", rows: PackedRows) -> "Singles":
        """Return the states as whole numbers, (rows, 2 * UNITS), from what was ``given``, (2, rows,
        outputs), the second direction mirrored."""
        import numpy as np

        states = np.empty((2, given.shape[1], UNITS), np.float32)
        state = np.zeros((2, rows.steps[0].stop, UNITS), np.float32)
        whole = state
        for step in rows.steps:
            here = given[:, step]
            width = here.shape[1]
            state = self._next(state[:, :width], whole[:, :width], here)
            whole = np.rint(state * np.float32(LEVELS))
            states[:, step] = whole
        return np.concatenate([states[0], states[1][rows.mirrors]], axis=1)

    def _next(self, state: "Singles", whole: "Singles", given: "Singles") -> "Singles":
        """Return the states after one more element; ``whole`` is ``state`` in whole numbers."""
        import numpy as np

        product = whole @ self.states
        product *= self.state_factors
        gates = product[:, :, :GATES]
        gates += given[:, :, :GATES]
        gates = self.sigmoid.take(gates.astype(np.intp), mode="clip")
        candidate = product[:, :, GATES:]
        candidate += self.state_bias
        candidate *= gates[:, :, UNITS:]
        candidate += given[:, :, GATES:]
        candidate = self.tanh.take(candidate.astype(np.intp), mode="clip")
        update = gates[:, :, :UNITS]
        update *= state - candidate
        update += candidate
        return update


class TaggerNetwork:
    """The network as read from its file. Raises DataError where the file is missing or damaged."""

    def __init__(self, path: Path = MODEL) -> None:
        import numpy as np

        with data_file(path, BadZipFile, EOFError), np.load(path) as arrays:
            signs = bytes(arrays["signs"]).decode("utf-8")
            self._numbers = dict(zip(signs, arrays["sign_numbers"].tolist(), strict=True))
            self._vectors, self._vector_factors = arrays["vectors"], arrays["vectors.factors"]
            self._first, self._second = GatedLayer(arrays, 1), GatedLayer(arrays, 2)
            self._labels = _columns(arrays["labels"]).astype(np.float64)
            self._label_factors = arrays["labels.factors"] / np.float64(LEVELS)
            self._label_bias = arrays["labels.bias"].astype(np.float64)
            self.transitions: Doubles = arrays["transitions"].astype(np.float64)
            self.tags = tuple(bytes(arrays["tags"]).decode("utf-8").split(" "))

    def numbers(self, text: str) -> list[int]:
        """Return the number of each character, UNKNOWN where it has none."""
        return [self._numbers.get(character, UNKNOWN) for character in text]

    def scores(self, numbers: "Ints", rows: PackedRows) -> "Doubles":
        """Return (rows, labels) from the numbers of characters, packed. Label 2n begins a word with
        tag n, label 2n + 1 continues it."""
        import numpy as np

        kinds, kind = np.unique(numbers, return_inverse=True)
        vectors = self._vectors[kinds].astype(np.float32)
        given = self._first.enter(vectors, self._vector_factors[kinds])
        both = np.stack([given[0][kind], given[1][kind[rows.mirrors]]])
        states = self._first.run(both, rows)
        both = np.stack([states, states[rows.mirrors]])
        given = self._second.enter(both, np.float32(1 / LEVELS))
        states = self._second.run(given, rows)
        found: Doubles = states.astype(np.float64) @ self._labels
        found *= self._label_factors
        found += self._label_bias
        return found


def _columns(weights: "NDArray[Any]") -> "Singles":
    """Return a matrix of the file, or two, so that rows can be multiplied by it."""
    import numpy as np

    return np.ascontiguousarray(np.swapaxes(weights, -1, -2), np.float32)


def _tables() -> "tuple[Singles, Singles]":
    """Return sigmoid and tanh from -FARTHEST to FARTHEST in steps of 1/STEPS."""
    import numpy as np

    end = FARTHEST * STEPS
    places = np.arange(-end, end + 1) / STEPS
    sigmoid = 0.5 + 0.5 * np.tanh(0.5 * places)
    return sigmoid.astype(np.float32), np.tanh(places).astype(np.float32)
