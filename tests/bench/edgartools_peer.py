"""edgartools, a well known reader of these forms, kept off the network and out of the home.

It asks the SEC whether each reporting owner is a company; here the answer is always no. All
else is its own code. Anything that tries to reach a network raises at once.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import os
import socket
import sys
import tempfile
from collections.abc import Callable
from typing import Any, NoReturn

Read = Callable[[bytes, str], object]


class _Data:
    is_company = False


class _Entity:
    """What edgartools would have fetched about an owner."""

    data = _Data

    def __init__(self, cik: int) -> None:
        self.cik = cik


def _refuse(*_: Any, **__: Any) -> NoReturn:
    raise AssertionError("a benchmark tried to reach the network")


def edgartools() -> tuple[Read, Read]:
    """Two ways to read XML with it: to its object, and on to the table of its rows."""
    for name in ("connect", "connect_ex", "sendto"):
        setattr(socket.socket, name, _refuse)
    for name in ("create_connection", "getaddrinfo"):
        setattr(socket, name, _refuse)
    folder = tempfile.TemporaryDirectory(prefix="edgartools-")
    atexit.register(folder.cleanup)
    os.environ["EDGAR_LOCAL_DATA_DIR"] = folder.name  # else it makes a folder in the home
    try:  # by name: `make test` does not install it, and its types do not concern us
        ownership = importlib.import_module("edgar.ownership")
        owners: Any = importlib.import_module("edgar.ownership.owners")
    except ImportError:
        sys.exit("edgartools is not installed: run `make bench`")
    owners.Entity = _Entity
    gc.freeze()  # or every collection, in anyone's turn, walks all that it has imported
    parse: Callable[[str], Any] = ownership.Ownership.from_xml

    def to_object(data: bytes, _: str) -> object:
        return parse(data.decode())

    def to_table(data: bytes, _: str) -> object:
        return parse(data.decode()).to_dataframe()

    return to_object, to_table
