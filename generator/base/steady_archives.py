"""Archives without the time at which they were made, so that the same content makes the same
bytes: books, and the documents and tables of office programs."""

import io
import re
import zipfile

ZIP_TIME = (2000, 1, 1, 0, 0, 0)
PROPERTIES = "docProps/core.xml"
DATES = re.compile(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*")
A_DATE = rb"\g<1>2000-01-01T00:00:00Z"


def steady_entry(name: str, compress_type: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """Return the entry of a file in an archive: its date is fixed, and it is the same on every
    system."""
    info = zipfile.ZipInfo(name, ZIP_TIME)
    info.compress_type = compress_type
    info.external_attr = 0o644 << 16
    info.create_system = 3
    return info


def without_clock(document: bytes) -> bytes:
    """Return a DOCX or XLSX in which every date is 2000-01-01."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as archive, zipfile.ZipFile(made, "w") as steady:
        for name in archive.namelist():
            content = archive.read(name)
            if name == PROPERTIES:
                content = DATES.sub(A_DATE, content)
            steady.writestr(steady_entry(name), content)
    return made.getvalue()
