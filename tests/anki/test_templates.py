"""The note types: what may never change unseen, and what every card must be."""

import re

import pytest

from generator.anki.note_types import DIGEST, MODIFIED, digest, sentence_type, style, word_type

TYPES = (word_type(), sentence_type())
TEMPLATES = [(kind, template) for kind in TYPES for template in kind.templates]


def test_digest() -> None:
    assert digest() == DIGEST, (
        f"Templates, CSS or names changed. Learners get them only if MODIFIED in generator/anki/note_types.py is raised from {MODIFIED}"
        f" to the time of the change; then set DIGEST to {digest()!r}."
    )


def test_ids_and_names_are_unique() -> None:
    for kind in TYPES:
        names, ids = zip(*kind.fields, strict=True)
        assert len(set(names)) == len(names)
        assert len({*ids, *(t.id for t in kind.templates)}) == len(ids) + len(kind.templates)


@pytest.mark.parametrize(("kind", "template"), TEMPLATES, ids=lambda x: x.name)
def test_template_names_only_fields_that_exist(kind, template) -> None:  # type: ignore[no-untyped-def]
    known = {name for name, _ in kind.fields} | {"FrontSide"}
    named = set(re.findall(r"\{\{[#^/]?(?:tts zh_CN:)?(\w+)\}\}", template.front + template.back))
    assert named <= known
    assert "Key" not in named
    assert template.front.count("{{") + template.back.count("{{") == len(
        re.findall(r"\{\{[#^/]?(?:tts zh_CN:)?\w+\}\}", template.front + template.back)
    )


@pytest.mark.parametrize(("kind", "template"), TEMPLATES, ids=lambda x: x.name)
def test_front_shows_a_plain_field_that_it_needs(kind, template) -> None:  # type: ignore[no-untyped-def]
    certain = re.sub(r"\{\{([#^])(\w+)\}\}.*?\{\{/\2\}\}", lambda m: "" if m[2] not in template.needs else m[0], template.front, flags=re.S)
    assert any(f"{{{{{name}}}}}" in certain for name in template.needs)


def test_no_script_and_an_answer_line() -> None:
    for _, template in TEMPLATES:
        assert not re.search(r"<script|\bon\w+=|javascript:", template.front + template.back, re.I)
        assert '<hr id="answer">' in template.back


def test_tts_is_on_the_back_only_by_default() -> None:
    for _, template in TEMPLATES:
        assert ("tts" in template.front) == (template.name == "Listening")


@pytest.mark.parametrize("mode", ["day", "night"])
def test_contrast(mode: str) -> None:
    """At least 4.5:1 for every ink on every ground (WCAG 2.1, 1.4.3)."""
    blocks = re.findall(r"\{([^{}]*--paper[^{}]*)\}", style())
    colours = dict(re.findall(r"--(\w+): (#\w{6})", blocks[mode == "night"]))
    for ink in ("ink", "soft", "accent"):
        for ground in ("paper", "wash"):
            assert _contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)


def test_nothing_is_smaller_than_12_px() -> None:
    assert min(float(size) for size in re.findall(r"font(?:-size)?: ([\d.]+)px", style())) >= 12


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
