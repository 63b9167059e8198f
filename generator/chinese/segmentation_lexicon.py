"""What segmentation needs to know of the dictionary."""

from typing import Protocol


class SegmentationLexicon(Protocol):
    """The dictionary as segmentation sees it."""

    def __contains__(self, form: str) -> bool:
        """Tell whether a word can be looked up."""

    def tag(self, word: str) -> str:
        """Return jieba's part-of-speech tag, or an empty string."""
