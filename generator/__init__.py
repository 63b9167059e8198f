"""Cika: a Chinese text and its English translation become Anki decks."""

import os

__version__ = "0.1.0"

# Before NumPy is loaded, whoever loads it. With several threads OpenBLAS waits busily (5 s of CPU
# for a letter that takes 2 s alone), and sums that are split by the number of cores would differ in
# their last bits from machine to machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
