"""An input of the fuzzer: its first byte chooses the name of the file, the rest are its bytes."""

from __future__ import annotations

from pathlib import PurePosixPath

from tests.mutation.originals import own_originals

# Endings decide which reader looks first.
PATHS = ("a.xml", "a.txt", "a.nc", "a.html", "a.md")


def named(data: bytes) -> tuple[bytes, str]:
    """The bytes of a file, and its name."""
    return data[1:], PATHS[data[0] % len(PATHS)] if data else PATHS[0]


def input_of(data: bytes, path: str) -> bytes:
    """The other way around."""
    endings = [PurePosixPath(name).suffix for name in PATHS]
    return bytes([endings.index(PurePosixPath(path).suffix)]) + data


# The least of each form: small inputs are what a fuzzer changes best.
_SMALL = {
    "a.xml": "<ownershipDocument><documentType>4</documentType></ownershipDocument>",
    "a.txt": "<SEC-DOCUMENT>x\nISSUER:\n\tCOMPANY CONFORMED NAME:\tA\n<XML>\n<ownershipDocument/>",
    "a.nc": "<SUBMISSION>\n<TYPE>4\n<ISSUER>\n<CIK>9\n</ISSUER>\n<XML><ownershipDocument/></XML>",
    "a.html": "<html><body><table><tr><td>FORM 4</td></tr></table></body></html>",
    "a.md": "FORM 4\n| 1. Title | 2. Date |\n| --- | --- |\n| Common⁽¹⁾ | 05/01/2024 |\n",
}


def seeds() -> list[bytes]:
    """What the fuzzer starts from: the project's own filings, and the least of each form."""
    small = [input_of(text.encode(), path) for path, text in _SMALL.items()]
    return [*small, *(input_of(each.data, each.name) for each in own_originals())]
