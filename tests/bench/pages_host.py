"""A web server on localhost with GitHub Pages' habits, that tells what it sent.

Text goes compressed, may be kept for ten minutes and has an ETag. Folders can be laid over
a site: generated shards stand where the site's own would.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

LEVEL = 6
_TEXT = ("text/", "application/json", "image/svg", "application/javascript", "application/wasm")


class Sent(NamedTuple):
    """One answer."""

    path: str  # below the site
    body: int  # bytes as sent
    headers: int


class Host:
    """What is served where, and the log."""

    def __init__(self, folders: Mapping[str, Path]) -> None:
        """``folders``: where the path below the site begins with a key, its folder."""
        self._folders = sorted(folders.items(), key=lambda item: -len(item[0]))
        self.sent: list[Sent] = []
        self.address = ""

    def file_of(self, path: str) -> Path | None:
        """The file at a path; None if there is none."""
        for start, folder in self._folders:
            if path.startswith(start):
                found = folder / path.removeprefix(start)
                found = found / "index.html" if path.endswith("/") or not path else found
                return found if found.is_file() else None
        return None


@cache
def _packed(file: Path) -> tuple[bytes, str, bool]:
    """Body, type, and whether the body is compressed."""
    kind = "text/javascript" if file.suffix == ".js" else mimetypes.guess_type(file.name)[0]
    kind = kind or "application/octet-stream"
    data = file.read_bytes()
    if not kind.startswith(_TEXT):
        return data, kind, False
    return gzip.compress(data, LEVEL, mtime=0), kind, True


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or small answers wait for the browser's acknowledgement
    wbufsize = -1
    host: Host

    def do_GET(self) -> None:
        """Answer with a file."""
        path = unquote(urlsplit(self.path).path).removeprefix("/")
        file = self.host.file_of(path)
        if file is None:
            self._send(404, path, b"not found", "text/plain", {})
            return
        body, kind, is_packed = _packed(file)
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        more = {"Cache-Control": "max-age=600", "ETag": tag, "Vary": "Accept-Encoding"}
        if self.headers.get("If-None-Match") == tag:
            self._send(304, path, b"", kind, more)
            return
        self._send(
            200, path, body, kind, more | ({"Content-Encoding": "gzip"} if is_packed else {})
        )

    def _send(
        self, status: int, path: str, body: bytes, kind: str, more: Mapping[str, str]
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in more.items():
            self.send_header(name, value)
        lines: list[bytes] = getattr(self, "_headers_buffer", [])
        self.host.sent.append(Sent(path, len(body), sum(map(len, lines)) + 2))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def hosting(folders: Mapping[str, Path]) -> Iterator[Host]:
    """Serve folders until the block ends; the address is the host's."""
    host = Host(folders)
    handler = type("_Bound", (_Handler,), {"host": host})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host.address = f"http://localhost:{server.server_port}/"
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
