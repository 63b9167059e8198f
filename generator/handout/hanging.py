"""Sentences that nobody can translate who does not know the one before them.

The rule: a pronoun of the English stands for what the same sentence has not named, and the Chinese
has no pronoun for it: 书包里有护照 ``In it was a passport``, but not 他把它放下 ``He put it down``.
"""

import re

NAMED = r"(?<![,;:] )(?<![,;:] and )(?<![,;:] but )(?<![,;:] so )(?<![,;:] or )"
"""Not at the beginning of a later clause, where what was named before is meant, or the weather."""
THAT = "[这那](?![里儿样么])"
"""This or that; not here, there and so."""
PRONOUNS = (
    (re.compile(rf"\b(?:{NAMED}it|its)\b", re.I), re.compile(rf"它|{THAT}")),
    (re.compile(rf"\b(?:{NAMED}they|them|theirs?)\b", re.I), re.compile(rf"们|{THAT}")),
    (re.compile(r"^(?:and |but |so )?(?:he|his|him)\b", re.I), re.compile("他")),
    (re.compile(r"^(?:and |but |so )?(?:she|her|hers)\b", re.I), re.compile("她")),
    (
        re.compile(r"^(?:this|that|these|those)(?:'s| is| are| was| were| made| means)\b", re.I),
        re.compile("[这那]"),
    ),
)
"""What an English pronoun is found by, and a Chinese one that stands for the same."""
ELLIPSIS = re.compile(
    r"(?<!no )\b(?:ones?|none|any|the (?:\w+th|first|second|third|other|same))[.?!,]"
    r"|\b(?:mine|yours|ours)\b|\bhow[.,]|\bas (?:many|much) as\b|^(?:and|or) .{1,20}\?$|^then\b",
    re.I,
)
"""English that leaves out what it speaks of: that one, the sixth."""


def hangs(zh: str, en: str) -> bool:
    """Tell whether a sentence hangs on another one: nobody can know what is meant without it."""
    if ELLIPSIS.search(en):
        return True
    return any(english.search(en) and not chinese.search(zh) for english, chinese in PRONOUNS)
