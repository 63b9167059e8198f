"""The note types: what may never change unseen, and what every card must be."""

import re

import pytest

from generator.anki.note_types import (
    DIGEST,
    MODIFIED,
    NoteType,
    Template,
    digest,
    sentence_type,
    style,
    word_type,
)

TYPES = (word_type(), sentence_type())
TEMPLATES: list[tuple[NoteType, Template]] = []
for each in TYPES:
    TEMPLATES += [(each, template) for template in each.templates]


def test_digest() -> None:
    assert digest() == DIGEST, (
        "Templates, CSS or names changed. Learners get them only if MODIFIED in"
        f" generator/anki/note_types.py is raised from {MODIFIED} to the time of the change; then"
        f" set DIGEST to {digest()!r}."
    )


def test_ids_and_names_are_unique() -> None:
    for kind in TYPES:
        names, ids = zip(*kind.fields, strict=True)
        assert len(set(names)) == len(names)
        assert len({*ids, *(t.id for t in kind.templates)}) == len(ids) + len(kind.templates)


@pytest.mark.parametrize(("kind", "template"), TEMPLATES, ids=lambda x: x.name)
def test_template_names_only_fields_that_exist(kind: NoteType, template: Template) -> None:
    known = {name for name, _ in kind.fields} | {"FrontSide"}
    named = set(re.findall(r"\{\{[#^/]?(?:tts zh_CN:)?(\w+)\}\}", template.front + template.back))
    assert named <= known
    assert "Key" not in named
    assert template.front.count("{{") + template.back.count("{{") == len(
        re.findall(r"\{\{[#^/]?(?:tts zh_CN:)?\w+\}\}", template.front + template.back)
    )


@pytest.mark.parametrize(("kind", "template"), TEMPLATES, ids=lambda x: x.name)
def test_front_shows_a_plain_field_that_it_needs(kind: NoteType, template: Template) -> None:
    certain = re.sub(
        r"\{\{([#^])(\w+)\}\}.*?\{\{/\2\}\}",
        lambda m: "" if m[2] not in template.needs else m[0],
        template.front,
        flags=re.S,
    )
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
    """At least 4.5:1 for every ink and every tone of every palette on every ground (WCAG 2.1,
    1.4.3)."""
    blocks = re.findall(r"\{([^{}]*--paper[^{}]*)\}", style())
    colours = dict(re.findall(r"--(\w+): (#\w{6})", blocks[mode == "night"]))
    palettes = [
        re.findall(r"--tone\d: var\(--(\w+)\)", line)
        for line in style().splitlines()
        if "--tone1:" in line
    ]
    assert [len(set(palette)) for palette in palettes] == [5, 5, 5]
    for ink in {"ink", "soft", "accent"}.union(*palettes):
        for ground in ("paper", "wash"):
            assert _contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    named = set(re.findall(r"--\w+: (#\w{6})", "\n".join(blocks)))
    assert set(re.findall(r"[ :](#[0-9a-f]{3,6})\b", style())) == named


def test_nothing_is_smaller_than_12_px_even_in_a_small_deck() -> None:
    smallest = min(float(unit) for unit in re.findall(r"--u: ([\d.]+)px", style()))
    assert smallest < 1
    assert (
        min(
            float(size) * smallest
            for size in re.findall(r"font-size: calc\((\d+) \* var\(--u\)\)", style())
        )
        >= 12
    )


def test_numbers_of_strokes_can_be_read() -> None:
    """A drawing is 272 units across, in a frame of 1 px: two in a row, or three of a window."""
    in_twos, *in_threes = map(float, re.findall(r"--number: (\d+)px", style()))
    narrowest = float(re.findall(r"width: clamp\((\d+)px", style())[0])
    assert in_twos * (narrowest - 2) / 272 >= 12
    steps = [float(step) + 1 for step in re.findall(r"@media \(max-width: (\d+)px\)", style())]
    for number, window in zip(in_threes, [*steps[-2:], 320.0], strict=True):
        assert number * ((window - 2 * 20 - 2 * 8) / 3 - 2) / 272 >= 12, window


def test_the_css_holds_no_choice_of_a_deck() -> None:
    """Two decks share one CSS: it may not depend on anything but what stands in the fields."""
    assert "{{" not in style()
    assert "url(" not in style()


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
