"""What has to happen at the featured issuers, scene by scene."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from builder.sample.events import Desk


@dataclass(frozen=True, slots=True)
class Scene:
    """One event that an issuer's history must contain."""

    day: date
    who: str  # kind of insider, and which of them: "director2"
    kind: str = "event"
    event: Callable[[Desk], bool] | None = None
    flaw: str = ""
    amends: str = ""
    options: tuple[tuple[str, object], ...] = ()


SCRIPTS: dict[int, tuple[Scene, ...]] = {}
