"""Settles what no input can know by itself, once all inputs of a refresh are in.

Which filings without a number are copies of others, and which header, come alone, belongs
to which document. Either way the outcome depends on what is there, never on the order in
which it came.
"""

from __future__ import annotations

import json

from builder.filings.joined import completed
from builder.ledger.headers import unstructured_of
from builder.ledger.rows import Tables, rows_of
from builder.ledger.store import Ledger


def settle_local_copies(ledger: Ledger) -> None:
    """A filing without an accession number that states what another one states is a duplicate.

    Worked out from all inputs, not only from those that count, so that the order in
    which they came makes no difference: one with an accession number goes first, then the
    richest form, then the smallest number.
    """
    stated_twice = ledger.ask(
        """
        SELECT content_key FROM input WHERE content_key IS NOT NULL GROUP BY content_key
        HAVING min(accession_number) != max(accession_number)
            AND max(accession_number LIKE 'local-%')
        """
    )
    for (key,) in stated_twice:
        original, *others = ledger.ask(
            "SELECT accession_number FROM input WHERE content_key = ? GROUP BY accession_number"
            " ORDER BY accession_number LIKE 'local-%', min(rank), accession_number",
            (key,),
        )
        for (copy,) in others:
            if copy.startswith("local-"):
                ledger.drop_filing(copy)
                ledger.tell(
                    "UPDATE input SET status = 'duplicate', duplicate_of = ?"
                    " WHERE accession_number = ?",
                    [(original[0], copy)],
                )


def settle_suppressed(ledger: Ledger) -> None:
    """A copy without an accession number of what suppress.yml names by its number goes as well."""
    copies = ledger.ask(
        """
        SELECT DISTINCT c.accession_number, s.reason FROM input s JOIN input c USING (content_key)
        WHERE s.status = 'suppressed' AND c.status IN ('read', 'duplicate')
            AND c.accession_number LIKE 'local-%' ORDER BY c.path, s.path
        """
    )
    for accession, reason in dict(copies).items():
        ledger.drop_filing(accession)
        ledger.tell(
            "UPDATE input SET status = 'suppressed', duplicate_of = NULL, reason = ?"
            " WHERE accession_number = ?",
            [(reason, accession)],
        )


def settle_headers(ledger: Ledger) -> None:
    """Join each header that came alone with the document of its number that came without one.

    Of what was joined before, everything is taken apart again that an input of this refresh
    has to do with: those whose file is not yet known.
    """
    touched = ledger.ask(
        """
        SELECT DISTINCT accession_number FROM unstructured WHERE is_header AND accession_number IN
            (SELECT accession_number FROM input WHERE file NOT IN (SELECT path FROM file))
        ORDER BY accession_number
        """
    )
    for (accession,) in touched:
        _take_apart(ledger, accession)
        _join(ledger, accession)


def _take_apart(ledger: Ledger, accession: str) -> None:
    """Bring a number's filing and headers to what they are without each other."""
    for (saved,) in ledger.ask(
        "SELECT tables FROM unjoined WHERE accession_number = ?", (accession,)
    ):
        tables: Tables = json.loads(saved)
        ledger.drop_filing(accession)
        ledger.add_filing(tables)
    headers = ledger.ask(
        "SELECT record, path FROM unstructured JOIN input USING (path)"
        " WHERE unstructured.accession_number = ? AND is_header AND status = 'other'",
        (accession,),
    )
    ledger.tell(
        "UPDATE input SET status = 'duplicate', reason = ? WHERE path = ?",
        [(unstructured_of(record).reason, path) for record, path in headers],
    )


def _join(ledger: Ledger, accession: str) -> None:
    """Complete a filing that came without a header by the first of those that came alone."""
    found = ledger.ask(
        "SELECT source_path, content_key FROM submission WHERE accession_number = ?"
        " AND source_kind IN ('xml', 'html', 'data set')",
        (accession,),
    )
    for source, key in found:
        path, record = ledger.ask(
            "SELECT path, record FROM unstructured WHERE accession_number = ? AND is_header"
            " ORDER BY path LIMIT 1",
            (accession,),
        )[0]
        (filing,) = ledger.filings([accession])
        before = json.dumps(rows_of(filing, key), ensure_ascii=False)
        ledger.drop_filing(accession)
        ledger.add_filing(rows_of(completed(filing, unstructured_of(record)), key))
        ledger.tell("INSERT INTO unjoined VALUES (?, ?)", [(accession, before)])
        ledger.tell(
            "UPDATE input SET status = 'other', reason = ? WHERE path = ?",
            [(f"the header of {source}, read with it", path)],
        )
