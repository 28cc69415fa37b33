"""Every rule behind a derived value, on one page, and the way there from each value.

Whatever this site works out names its rule. Beside the value stands the rule's text or a short
word that leads here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from builder.derive import (
    amendments,
    continuity,
    counting,
    deadline_rules,
    history,
    odd_dates,
    odd_prices,
    plans,
    staleness,
    totals,
    twins,
)
from builder.names import display_names
from builder.pages.addresses import link
from builder.pages.markup import literal
from builder.pages.page import Page, make_page

FOLDER = "rules/"


class Group(NamedTuple):
    """Rules about one thing."""

    title: str
    note: str
    rules: Mapping[str, str]


# Continuity's reasons and verdicts are told apart by their first words.
GROUPS: dict[str, Group] = {
    "deadline": Group(
        "Deadlines", "When a report was due, and whether it came in time.", deadline_rules.RULES
    ),
    "amendment": Group(
        "Amendments", "Which filing an amendment amends, and which rows count.", amendments.RULES
    ),
    "check": Group("Balances", "Whether a balance follows from the one before.", history.VERDICTS),
    "gap": Group(
        "Gaps", "Why a balance does not follow; each needs its proof.", continuity.REASONS
    ),
    "stale": Group("Stale lines", "Lines that may no longer be what they were.", staleness.RULES),
    "total": Group("Totals", "Which lines a person's total leaves out.", totals.WHY_NOT),
    "twin": Group("Joint filings", "One row reported by two filings.", twins.RULES),
    "plan": Group("Trading plans", "Rule 10b5-1, transaction by transaction.", plans.RULES),
    "price": Group("Odd prices", "Prices that do not look like one.", odd_prices.RULES),
    "date": Group("Odd dates", "Dates that cannot be what they say.", odd_dates.RULES),
    "sum": Group("Sums", "Which rows sums of transactions leave out.", counting.RULES),
    "name": Group("Names", "Person or entity, and how the name is shown.", display_names.RULES),
}


def rule_text(group: str, key: str) -> str:
    """The rule in words."""
    return GROUPS[group].rules[key]


def rule_link(group: str, key: str, page: str, words: str) -> str:
    """Words that lead to a rule's text."""
    return f"[{words}]({link(f'{FOLDER}#{anchor(group, key)}', page)})"


def anchor(group: str, key: str) -> str:
    """The place of a rule on the page of rules."""
    return f"{group}-{key.replace(' ', '-')}"


def rules_page() -> Page:
    """The page of rules."""
    groups = [
        (
            group.title,
            group.note,
            "\n".join(
                f'- <a id="{anchor(name, key)}"></a>**{literal(key)}** {literal(text)}'
                for key, text in group.rules.items()
            ),
        )
        for name, group in GROUPS.items()
    ]
    return make_page(
        "rules",
        FOLDER,
        "Rules",
        "Every rule behind the values that this site works out.",
        name="Rules",
        groups=groups,
    )
