"""ZIP archives, and the formats that are ZIP archives inside (DOCX, XLSX, EPUB), opened with care.

Nothing is ever unpacked to disk, so that no path in an archive leads anywhere. Refused: more than
``MAX_FILES`` files, more than ``MAX_UNPACKED`` bytes in all, a file of more than a megabyte packed
``MAX_RATIO`` times smaller (zip bombs), paths that lead out of the archive, encryption, and XML
that defines entities. A file gives no more bytes than the archive says it has.
"""

import io
import stat
import zipfile
from pathlib import PurePosixPath

from generator.base.errors import InputError
from generator.texts.libraries import damage_told

MAX_UNPACKED = 200_000_000
"""Bytes of all files of an archive together."""
MAX_RATIO = 250
"""Times that a file may shrink: prose shrinks 3 times, the most repetitive sheets of spreadsheets
up to 100 times."""
MAX_SIZE_WITHOUT_RATIO = 1_000_000
"""Bytes of a file up to which its ratio says nothing."""
MAX_FILES = 10_000
MAGIC = b"PK\x03\x04"
UTF8_NAME = 0x800
ENCRYPTED = 0x1
XML_SUFFIXES = (".xml", ".rels", ".opf", ".ncx", ".vml")
OLD_ENCODINGS = ("utf-8", "gb18030")
"""Of names that an archive does not say to be in UTF-8."""


class Archive:
    """The files of a ZIP archive, by their paths."""

    def __init__(self, data: bytes, where: str) -> None:
        """Open an archive; raises InputError if it is damaged, or breaks one of the limits."""
        self.where = where
        found = (
            f"{where}: looks like a ZIP archive (DOCX, XLSX and EPUB files are such archives, too),"
            " but is damaged"
        )
        with damage_told(found, "Copy or download it again."):
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
            if not all(member.filename for member in members):
                raise ValueError("a file without a name")
            files = [member for member in members if not member.is_dir() and not _is_link(member)]
        self._members = {_name(member): member for member in files}
        if len(members) > MAX_FILES:
            raise InputError(
                f"{where}: holds {len(members):,} files; at most {MAX_FILES:,} are read. Pack only"
                " the texts."
            )
        total = sum(member.file_size for member in members)
        if total > MAX_UNPACKED:
            raise InputError(
                f"{where}: would take {total:,} bytes unpacked; at most {MAX_UNPACKED:,} are read."
                " Pack only the texts."
            )
        for name, member in self._members.items():
            self._refuse_dangerous(name, member)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the paths of the files, in the order of the archive."""
        return tuple(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str) -> bytes:
        """Return the bytes of a file.

        Raises InputError if there is none of that name, or if it is damaged.
        """
        if name not in self._members:
            raise InputError(
                f"{self.where}: lacks the part {name}; the file is damaged. Save or download it"
                " again."
            )
        with damage_told(f"{self.where}: its part {name} is damaged", "Save or download it again."):
            return self._zip.read(self._members[name])

    def refuse_entities(self) -> None:
        """Raise InputError if a part in XML defines entities: no honest program writes them, and
        they can fill the memory."""
        for name in self.names:
            if name.lower().endswith(XML_SUFFIXES):
                refuse_entities(self.read(name), f"{self.where}: its part {name}")

    def _refuse_dangerous(self, name: str, member: zipfile.ZipInfo) -> None:
        if member.flag_bits & ENCRYPTED:
            raise InputError(f"{self.where}: {name} is encrypted. Save it without a password.")
        if _leads_out(name):
            raise InputError(
                f"{self.where}: holds {name!r}, a path that leads out of the archive; it was not"
                " read."
            )
        packed_size = max(1, member.compress_size)
        is_large = member.file_size > MAX_SIZE_WITHOUT_RATIO
        if is_large and member.file_size > MAX_RATIO * packed_size:
            raise InputError(
                f"{self.where}: {name} is packed {member.file_size // packed_size:,} times smaller"
                " than it is, as zip bombs are; it was not read."
            )


def refuse_entities(xml: bytes, where: str) -> None:
    """Raise InputError if XML, in UTF-8 or UTF-16, defines entities of its own."""
    if b"<!ENTITY" in xml.replace(b"\0", b""):
        raise InputError(
            f"{where} defines XML entities of its own, which no such file needs; it was not read."
        )


def _leads_out(name: str) -> bool:
    """Tell whether a path leads out of its archive, on any system."""
    if name.startswith("/") or "\0" in name:
        return True
    return ".." in PurePosixPath(name).parts or ":" in name.split("/", maxsplit=1)[0]


def _name(member: zipfile.ZipInfo) -> str:
    """Return the path of a file with slashes."""
    return _decoded_name(member).replace("\\", "/")


def _decoded_name(member: zipfile.ZipInfo) -> str:
    """Return the path of a file as it was written.

    Old programs wrote names in the encoding of their country, which ZIP takes for CP437.
    """
    name = member.filename
    if member.flag_bits & UTF8_NAME or name.isascii():
        return name
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for codec in OLD_ENCODINGS:
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return name


def _is_link(member: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(member.external_attr >> 16)
