"""Writing of small files: whole or not at all, and only when they say something new."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any


def write_if_changed(path: Path, data: bytes) -> bool:
    """Write a file whole or not at all; leave it alone if it says the same already."""
    try:
        if path.read_bytes() == data:
            return False
    except OSError:
        path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_bytes(data)
    fresh.replace(path)
    return True


def json_bytes(value: Any) -> bytes:
    """Compact JSON: the same value always gives the same bytes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode("utf-8", "backslashreplace")  # half a surrogate pair stays visible as such
