"""What the site owner decides about pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.errors import BuildError
from builder.settings import settings_of


def config(folder: Path, text: str) -> Path:
    path = folder / "mkdocs.yml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    ["site_name: a", "extra:", "extra:\n  section16:", "extra:\n  section16: {sample: true}", ""],
)
def test_addresses_stay_unpublished_unless_asked_for(tmp_path: Path, text: str) -> None:
    assert not settings_of(config(tmp_path, text)).publish_addresses


def test_the_site_owner_may_publish_addresses(tmp_path: Path) -> None:
    text = "extra:\n  section16:\n    publish_addresses: true\n"
    assert settings_of(config(tmp_path, text)).publish_addresses


@pytest.mark.parametrize("said", ['"yes"', "1", "[]", "null"])
def test_anything_but_true_and_false_is_an_error(tmp_path: Path, said: str) -> None:
    text = f"extra:\n  section16:\n    publish_addresses: {said}\n"
    with pytest.raises(BuildError, match="expected true or false"):
        settings_of(config(tmp_path, text))


def test_a_config_that_is_no_yaml_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="cannot be read"):
        settings_of(config(tmp_path, "extra: ["))
