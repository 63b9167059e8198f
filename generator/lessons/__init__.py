"""Class sets: lessons in order, each word new in the first that has it, one package for all."""

from generator.lessons.build import BuiltSet, build_set
from generator.lessons.lists import lessons_json, lessons_table, lessons_text
from generator.lessons.new import new_set
from generator.lessons.report import set_json, set_text
from generator.lessons.study import sources_of, study_set

__all__ = [
    "BuiltSet",
    "build_set",
    "lessons_json",
    "lessons_table",
    "lessons_text",
    "new_set",
    "set_json",
    "set_text",
    "sources_of",
    "study_set",
]
