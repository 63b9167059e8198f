"""The matrices of an ONNX file, which is a protocol buffer (onnx.proto of ONNX 1.x)."""

import prelude

import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

Singles = NDArray[np.float32]

GRAPH = 7
"""Field of ModelProto."""
INITIALIZER = 5
"""Field of GraphProto."""
DIMS, DATA_TYPE, NAME, RAW_DATA = 1, 2, 8, 9
"""Fields of TensorProto."""
FLOAT = 1
"""The number of single precision among ONNX's types."""
VARINT, BYTES, FOUR_BYTES = 0, 2, 5
"""How the value of a field is written."""
CONTINUES = 0x80
"""Set in each byte of a number but the last."""


def weights(onnx: bytes) -> dict[str, Singles]:
    """Return the matrices of single precision by their names."""
    graph = next(value for field, value in fields(memoryview(onnx)) if field == GRAPH)
    found = {}
    for field, tensor in fields(graph):
        if field != INITIALIZER:
            continue
        parts = list(fields(tensor))
        content = dict(parts)
        if content[DATA_TYPE] == FLOAT:
            shape = [value for part, value in parts if part == DIMS]
            name = bytes(content[NAME]).decode("utf-8")
            found[name] = np.frombuffer(content[RAW_DATA], "<f4").reshape(shape)
    return found


def fields(data: memoryview) -> Iterator[tuple[int, Any]]:
    """Yield the fields of a message: number, and a whole number or the bytes."""
    at = 0
    while at < len(data):
        key, at = whole_number(data, at)
        kind = key & 7
        if kind == VARINT:
            value, at = whole_number(data, at)
            yield key >> 3, value
            continue
        if kind not in (BYTES, FOUR_BYTES):
            sys.exit(f"a field of kind {kind} was not expected in the ONNX file")
        size, at = (4, at) if kind == FOUR_BYTES else whole_number(data, at)
        yield key >> 3, data[at : at + size]
        at += size


def whole_number(data: memoryview, at: int) -> tuple[int, int]:
    """Return the number at a place, seven bits a byte, and where it ends."""
    value = shift = 0
    while data[at] & CONTINUES:
        value |= (data[at] & ~CONTINUES) << shift
        shift += 7
        at += 1
    return value | data[at] << shift, at + 1
