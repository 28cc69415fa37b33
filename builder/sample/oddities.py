"""What is strange in some filings of the sample, on purpose and on record.

Every made filing carries the names of its oddities. Those marked ``schema`` do not fit the
SEC's schemas; those marked ``sums`` break the chain of balances or dates, so that what was
known of their owners' balances says nothing about the next filing. All others are merely
things that a reader must not stumble over.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Oddity:
    """One peculiarity: what it is, and which rules a filing with it breaks."""

    what: str
    schema: bool = False
    sums: bool = False


ODDITIES: dict[str, Oddity] = {
    # How the file is written
    "byte-order-mark": Oddity("the file begins with a UTF-8 byte-order mark"),
    "carriage-returns": Oddity("lines end in CR LF"),
    "character-references": Oddity("letters beyond ASCII are numeric character references"),
    "no-declaration": Oddity("the XML has no declaration"),
    "default-namespace": Oddity("the root has a default namespace", schema=True),
    "comments": Oddity("comments and a processing instruction between the elements"),
    "tagged-header": Oddity("a tagged header, as in the daily feed (`.nc`)"),
    "tagged-header-without-newlines": Oddity("a tagged header and XML, all on one line (`.nc`)"),
    "bare-xml": Oddity("only the ownership XML, named by its accession number"),
    "xml-without-accession": Oddity("only the ownership XML, under a name without a number"),
    "two-files": Oddity("the same filing as full text and as XML: a duplicate"),
    "archived": Oddity("the file is inside an archive"),
    "privacy-enhanced": Oddity("full text in an envelope of the paper age (PEM)"),
    "broken-lines": Oddity("hard line breaks inside tags and words", schema=True),
    "schema-of-2003": Oddity("schema X0101, X0201 or X0202 of the first years", schema=True),
    # How elements are written
    "note-before-value": Oddity("`footnoteId` stands before `value`", schema=True),
    "repeated-table": Oddity("`nonDerivativeTable` occurs twice", schema=True),
    "no-schema-version": Oddity("`schemaVersion` is missing"),
    "no-transaction-coding": Oddity("a transaction without code and form type"),
    "dangling-note": Oddity("a footnote is referenced that does not exist", schema=True),
    "zoned-dates": Oddity("dates with a time zone, `2021-05-13-05:00` or `…Z`"),
    "mixed-booleans": Oddity("`1`, `true`, `0` and `false` in one file"),
    "trailing-zeros": Oddity("numbers such as `1500.0` and `134018.0000`"),
    "leading-point": Oddity("a number such as `.5`"),
    "empty-elements": Oddity("empty tables, notes, dates and remarks"),
    "thousands-comma": Oddity("a number with a comma", schema=True),
    "misspelt-country": Oddity("`rptOwnerCounrty` for `rptOwnerCountry`", schema=True),
    "padded-values": Oddity("blanks and line breaks around values"),
    # Footnotes and text
    "notes-on-every-box": Oddity("a footnote on every box that can carry one"),
    "price-only-in-note": Oddity("the price of a sale stands only in a footnote"),
    "long-note": Oddity("a footnote of nearly 1,000 characters"),
    "continued-note": Oddity("a footnote too long for one, continued in the next"),
    "note-in-exhibit": Oddity("a footnote that points to an exhibit"),
    "non-ascii-note": Oddity("accents, Greek, CJK, an emoji and curly quotes in a footnote"),
    "markup-in-note": Oddity("markup inside a footnote", schema=True),
    "escaped-twice": Oddity("`&amp;amp;` in a footnote"),
    "cdata-note": Oddity("a footnote in a CDATA section"),
    "hostile-text": Oddity("a footnote and remarks full of markup, templates and links"),
    "remarks-in-lines": Oddity("remarks of several lines"),
    # Names and symbols
    "hard-name": Oddity("a name with accents, other scripts, particles, suffixes or markup"),
    "same-name": Oddity("two different people of the same name"),
    "name-changed": Oddity("an insider who changed name; earlier filings bear the older one"),
    "no-ticker": Oddity("no trading symbol", schema=True),
    "ticker-placeholder": Oddity("`N/A` or `NONE` in place of a symbol"),
    "ticker-with-exchange": Oddity("a symbol with its exchange before it"),
    "title-drift": Oddity("the same security under another title", sums=True),
    "nature-drift": Oddity("the same indirect holding in other words", sums=True),
    "nature-with-direct": Oddity("a nature of ownership beside direct ownership"),
    # Numbers and dates
    "identical-rows": Oddity("two rows equal in every respect"),
    "wrong-balance": Oddity("a balance that does not follow from the one before", sums=True),
    "balance-per-award": Oddity("the balance of one award, not of all units", sums=True),
    "dollars-as-shares": Oddity("dollars of principal typed as a number of shares", sums=True),
    "total-as-price": Oddity("the total typed as the price per share"),
    "price-of-zero": Oddity("a sale at a price of 0"),
    "sign-contradicts-code": Oddity("a sale marked as acquired", sums=True),
    "year-typo": Oddity("a trade in 2035", sums=True),
    "year-22": Oddity("a trade in the year 22", sums=True),
    "trade-after-filing": Oddity("a trade dated after the filing", sums=True),
    "period-differs": Oddity("a period of report that is not the day of the first trade"),
    "split": Oddity("the first report after a split of the shares", sums=True),
    "purchase-plan-in-balance": Oddity("a balance grown by a purchase plan, by note", sums=True),
    "dividends-in-balance": Oddity("a balance grown by reinvested dividends, by note", sums=True),
    "never-reported-before": Oddity("shares held before that no report mentions", sums=True),
    "foreign-currency": Oddity("a price in another currency, and depositary shares"),
    # What is reported
    "late": Oddity("filed after its due date"),
    "late-item-on-form-5": Oddity("form type 4 and timeliness L on a Form 5"),
    "form-3-holding-on-form-5": Oddity("a holding of form type 3 on a Form 5"),
    "early-and-voluntary": Oddity("form type 5 on a Form 4: the V mark"),
    "equity-swap": Oddity("an equity swap: the K mark"),
    "issuer-is-owner": Oddity("the issuer reports on itself"),
    "more-than-ten-owners": Oddity("more than ten owners, filed in parts with the same rows"),
    "exit-without-rows": Oddity("the exit box and not a single row"),
    # Mistakes and amendments
    "wrong-price": Oddity("a price with swapped digits, amended later"),
    "wrong-count": Oddity("a number of shares with swapped digits, amended later", sums=True),
    "missing-row": Oddity("a trade left out, amended later", sums=True),
    "partial-amendment": Oddity("an amendment with only the corrected line"),
    "corrected-count": Oddity("an amendment that corrects a number of shares"),
    "added-row": Oddity("an amendment that adds a forgotten trade"),
    "full-restatement": Oddity("an amendment that restates the whole form"),
    "holdings-only-amendment": Oddity("an amendment with a holding and no transaction"),
    "amended-amendment": Oddity("an amendment of an amendment"),
    "wrong-original-date": Oddity("an amendment that names the trade date as the original's"),
    "exhibit-only-amendment": Oddity("an amendment filed to add an exhibit"),
    "amendment-without-original": Oddity("an amendment of nothing: the first report, misnamed"),
    "amended-form-3": Oddity("a Form 3/A with a forgotten holding"),
    "amended-form-5": Oddity("a Form 5/A"),
}
