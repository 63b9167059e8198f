"""A file of any format and encoding becomes a ``BilingualText``.

One module a format; ``recognise`` finds which one a file has, ``plain`` which layout a text has.
Beside a text may lie its alignment (``aligned_table``) and its corrections (``corrections_table``).
"""

from generator.texts.aligned_table import aligned_path, read_aligned, render_aligned
from generator.texts.class_set import read_set
from generator.texts.corrections_table import (
    corrections_path,
    machine_cell,
    read_corrections,
    word_cell,
)
from generator.texts.discovery import (
    KNOWN_WORDS,
    Discovery,
    discover,
    find_sets,
    find_texts,
    unreadable_in,
)
from generator.texts.file_names import name_of, name_of_set
from generator.texts.formats import read_text
from generator.texts.item_table import ItemRow, item_table_path, read_items, render_items
from generator.texts.name_list import read_class
from generator.texts.new_workbook import new_workbook
from generator.texts.paths import (
    CLASS_SET,
    SET_NAMES,
    WORKBOOK_SET,
    exists,
    read_bytes,
    set_file,
)
from generator.texts.recognise import FORMATS
from generator.texts.side_tables import ALIGNED, LIST, WORDS, glossaries_beside, tables_beside
from generator.texts.speakers import speakers_of
from generator.texts.tmx import render_tmx
from generator.texts.two_files import in_order, read_aligned_pair, read_lines, read_pair
from generator.texts.word_columns import words_of
from generator.texts.word_lists import WordList, read_word_list, word_list

__all__ = [
    "ALIGNED",
    "CLASS_SET",
    "FORMATS",
    "KNOWN_WORDS",
    "LIST",
    "SET_NAMES",
    "WORDS",
    "WORKBOOK_SET",
    "Discovery",
    "ItemRow",
    "WordList",
    "aligned_path",
    "corrections_path",
    "discover",
    "exists",
    "find_sets",
    "find_texts",
    "glossaries_beside",
    "in_order",
    "item_table_path",
    "machine_cell",
    "name_of",
    "name_of_set",
    "new_workbook",
    "read_aligned",
    "read_aligned_pair",
    "read_bytes",
    "read_class",
    "read_corrections",
    "read_items",
    "read_lines",
    "read_pair",
    "read_set",
    "read_text",
    "read_word_list",
    "render_aligned",
    "render_items",
    "render_tmx",
    "set_file",
    "speakers_of",
    "tables_beside",
    "unreadable_in",
    "word_cell",
    "word_list",
    "words_of",
]
