"""A web server for looking at a built site on this computer. Answers on localhost only."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

DEFAULT_PORT = 8016


class _Handler(SimpleHTTPRequestHandler):
    """Static files with GitHub Pages' habits: its cache time, its 404 page, no log."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".js": "text/javascript"}

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing: the page in the browser is the result."""


def serve_site(site: Path, port: int, announce: Callable[[str], None]) -> None:
    """Serve ``site`` on localhost until interrupted; ``announce`` is told the address."""
    handler = partial(_Handler, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        announce(f"http://localhost:{server.server_port}/")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return
