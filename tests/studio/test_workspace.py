"""What lies in a workspace, and that nothing of others is overwritten."""

from pathlib import Path

import pytest

from generator.base.errors import OutputError
from generator.studio.workspace import MISSING, Conflict, UnknownId, Workspace


@pytest.fixture
def workspace(texts_folder: Path) -> Workspace:
    return Workspace(texts_folder)


def test_an_id_names_a_text_and_nothing_else(workspace: Workspace) -> None:
    ((id, source),) = workspace.look().texts.items()
    assert workspace.text(id) == source
    assert Workspace(workspace.folder).text(id) == source  # after a restart, too
    for wrong in ("", "river.txt", "../river.txt", str(source.path), id[:-1]):
        with pytest.raises(UnknownId):
            workspace.text(wrong)
    source.path.unlink()
    with pytest.raises(UnknownId):
        workspace.text(id)


def test_an_empty_folder_is_a_workspace(tmp_path: Path) -> None:
    shelf = Workspace(tmp_path).look()
    assert not shelf.texts and not shelf.failed


def test_a_file_that_changed_is_not_overwritten(workspace: Workspace) -> None:
    table = workspace.folder / "river.words.tsv"
    first = workspace.write(table, b"one", MISSING)
    with pytest.raises(Conflict):
        workspace.write(table, b"two", MISSING)
    table.write_bytes(b"by hand")
    with pytest.raises(Conflict) as caught:
        workspace.write(table, b"two", first)
    assert table.read_bytes() == b"by hand"
    assert caught.value.version == workspace.read(table).version
    workspace.write(table, b"two", caught.value.version)
    assert table.read_bytes() == b"two"


def test_several_files_are_written_all_or_none(workspace: Workspace) -> None:
    pairs, words = workspace.folder / "a.aligned.tsv", workspace.folder / "a.words.tsv"
    words.write_bytes(b"by hand")
    with pytest.raises(Conflict):
        workspace.write_all({pairs: b"1", words: b"2"}, {pairs: MISSING, words: MISSING})
    assert not pairs.exists()


def test_nothing_is_written_outside(workspace: Workspace, tmp_path: Path) -> None:
    outside = tmp_path / "other"
    outside.mkdir()
    (workspace.folder / "link").symlink_to(outside)
    for path in (
        outside / "a.txt",
        workspace.folder / ".." / "a.txt",
        workspace.folder / "link" / "a",
    ):
        with pytest.raises(OutputError):
            workspace.write(path, b"", MISSING)
    with pytest.raises(OutputError):
        workspace.add([(Path("link/a.txt"), b"x")])
    assert not list(outside.iterdir())


def test_a_new_file_takes_the_place_of_none(workspace: Workspace) -> None:
    def add(**files: bytes) -> list[str]:
        given = [(Path(f"{name.replace('_', '.')}.txt"), text) for name, text in files.items()]
        return [path.name for path in workspace.add(given)]

    assert add(a=b"1") == ["a.txt"]
    assert add(a=b"2") == ["a-2.txt"]
    assert add(a=b"1") == ["a.txt"]
    assert add(b_zh=b"1", b_en=b"2") == ["b.zh.txt", "b.en.txt"]
    assert add(b_zh=b"3", b_en=b"2") == ["b-2.zh.txt", "b-2.en.txt"]  # still one text
    (workspace.folder / "c.txt").mkdir()
    assert add(c=b"1") == ["c-2.txt"]
