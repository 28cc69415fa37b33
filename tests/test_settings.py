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


def test_errors_are_reported_to_nobody_unless_somebody_is_named(tmp_path: Path) -> None:
    assert not settings_of(config(tmp_path, "site_name: a")).report_errors


@pytest.mark.parametrize("said", ["mailto:a@example.org?subject=", "https://example.org/new?t="])
def test_errors_are_reported_by_mail_or_page(tmp_path: Path, said: str) -> None:
    text = f'extra:\n  section16:\n    report_errors: "{said}"\n'
    assert settings_of(config(tmp_path, text)).report_errors == said


@pytest.mark.parametrize("said", ["javascript:alert(1)", "a@example.org", "1", "[]"])
def test_any_other_address_for_errors_is_an_error(tmp_path: Path, said: str) -> None:
    text = f"extra:\n  section16:\n    report_errors: {said}\n"
    with pytest.raises(BuildError, match="mailto: or https:"):
        settings_of(config(tmp_path, text))


@pytest.mark.parametrize("said", ["https://example.org/a", "https://example.org/a/"])
def test_pages_lie_below_the_address_of_the_site(tmp_path: Path, said: str) -> None:
    text = f"site_url: {said}\n"
    assert settings_of(config(tmp_path, text)).site_url == "https://example.org/a/"
