"""The syllables of pinyin, without tones: which letters are none (go, to, sing), and how many
syllables a word has."""

INITIALS_OF_FINAL = {
    "a": "b p m f d t n l g k h zh ch sh z c s w y",
    "o": "b p m f w y l",
    "e": "m d t n l g k h zh ch sh r z c s y",
    "i": "b p m d t n l j q x y zh ch sh r z c s",
    "u": "b p m f d t n l g k h zh ch sh r z c s w j q x y",
    "ü": "n l",
    "ai": "b p m d t n l g k h zh ch sh z c s w",
    "ei": "b p m f d n l g h zh sh z w",
    "ao": "b p m d t n l g k h zh ch sh r z c s y",
    "ou": "p m f d t n l g k h zh ch sh r z c s y",
    "an": "b p m f d t n l g k h zh ch sh r z c s w y",
    "en": "b p m f n g k h zh ch sh r z c s w",
    "ang": "b p m f d t n l g k h zh ch sh r z c s w y",
    "eng": "b p m f d t n l g k h zh ch sh r z c s w",
    "ong": "d t n l g k h zh ch r z c s y",
    "ia": "d l j q x",
    "ie": "b p m d t n l j q x",
    "iao": "b p m d t n l j q x",
    "iu": "m d n l j q x",
    "ian": "b p m d t n l j q x",
    "in": "b p m n l j q x y",
    "iang": "n l j q x",
    "ing": "b p m d t n l j q x y",
    "iong": "j q x",
    "ua": "g k h zh sh",
    "uo": "d t n l g k h zh ch sh r z c s",
    "uai": "g k h zh ch sh",
    "ui": "d t g k h zh ch sh r z c s",
    "uan": "d t n l g k h zh ch sh r z c s j q x y",
    "un": "d t n l g k h zh ch sh r z c s j q x y",
    "uang": "g k h zh ch sh",
    "ue": "n l j q x y",
    "üe": "n l",
}
"""Final -> what may stand before it."""
WITHOUT_INITIAL = frozenset("a o e ai ei ao ou an en ang er r".split())
"""``r`` is that of erhua."""
LONGEST = 6
"""Letters of a syllable: zhuang."""


def _all_syllables() -> frozenset[str]:
    found = set(WITHOUT_INITIAL)
    for final, initials in INITIALS_OF_FINAL.items():
        found |= {initial + final for initial in initials.split()}
    return frozenset(found)


SYLLABLES = _all_syllables()


def fewest_syllables(letters: str) -> int:
    """Return the fewest syllables that small letters without tones can be cut into; 0 where they
    cannot be.

    >>> [fewest_syllables(letters) for letters in ("gongyuan", "huar", "lü", "sing")]
    [2, 2, 1, 0]
    """
    fewest = [0] * (len(letters) + 1)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - LONGEST), end):
            is_reached = start == 0 or fewest[start] > 0
            if is_reached and letters[start:end] in SYLLABLES:
                count = fewest[start] + 1
                fewest[end] = min(fewest[end] or count, count)
    return fewest[-1]
