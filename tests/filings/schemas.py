"""The SEC's schemas for ownership XML (v5.5, March 2026), as far as they are beside the project.

What they say of elements that EDGAR inserts or removes was looked up: ``schemaVersion``,
``noSecuritiesOwned``, ``form3HoldingsReported``, ``form4TransactionsReported`` and the names
of issuer and owners are in them, and ``rptOwnerCcc`` is optional, both so that the public
document fits too. Public XML is therefore validated as it is.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

from lxml import etree

FORMS = ("3", "3/A", "4", "4/A", "5", "5/A")
Schemas = dict[str, etree.XMLSchema]


def load_schemas(real_filings: Path, copies: Path) -> Schemas:
    """The schema of each form; they include one another by names without the version."""
    for path in (real_filings / "xsd").glob("v5-5-*.xsd.xml"):
        shutil.copyfile(path, copies / path.name.removeprefix("v5-5-"))
    return {
        form: etree.XMLSchema(
            etree.parse(copies / f"ownership{form.replace('/', '')}Document.xsd.xml")
        )
        for form in FORMS
    }


def complaints(schema: etree.XMLSchema, root: etree._Element) -> list[str]:
    """Every error, without the name of a file that there is not."""
    schema.validate(root)
    log = cast("Iterable[Any]", schema.error_log)  # the stubs do not know that it has entries
    return [f"{str(error.path).rpartition('/')[2]}: {error.message}" for error in log]


# The order of the schemas as a table of our own, for machines that do not have them: an element
# and its children in sequence. What is not a key holds text; what may repeat is marked.
_CELLS = """
    securityTitle conversionOrExercisePrice transactionDate deemedExecutionDate
    transactionTimeliness transactionShares transactionTotalValue transactionPricePerShare
    transactionAcquiredDisposedCode exerciseDate expirationDate underlyingSecurityTitle
    underlyingSecurityShares underlyingSecurityValue sharesOwnedFollowingTransaction
    valueOwnedFollowingTransaction directOrIndirectOwnership natureOfOwnership
"""
_HOLDING_I = "securityTitle transactionCoding postTransactionAmounts ownershipNature"
_HOLDING_II = (
    "securityTitle conversionOrExercisePrice transactionCoding exerciseDate expirationDate "
    "underlyingSecurity postTransactionAmounts ownershipNature"
)
SEQUENCES: dict[str, str] = dict.fromkeys(_CELLS.split(), "value footnoteId*") | {
    "ownershipDocument": (
        "schemaVersion documentType periodOfReport dateOfOriginalSubmission noSecuritiesOwned "
        "notSubjectToSection16 form3HoldingsReported form4TransactionsReported issuer "
        "reportingOwner* aff10b5One nonDerivativeTable derivativeTable footnotes remarks "
        "ownerSignature*"
    ),
    "issuer": "issuerCik issuerName issuerTradingSymbol issuerForeignTradingSymbol",
    "reportingOwner": "reportingOwnerId reportingOwnerAddress reportingOwnerRelationship",
    "reportingOwnerId": "rptOwnerCik rptOwnerName",
    "reportingOwnerAddress": (
        "rptOwnerNonUSAddressFlag rptOwnerStreet1 rptOwnerStreet2 rptOwnerCity "
        "rptOwnerNonUSStateTerritory rptOwnerState rptOwnerCountry rptOwnerZipCode "
        "rptOwnerStateDescription rptOwnerGoodAddress"
    ),
    "reportingOwnerRelationship": (
        "isDirector isOfficer isTenPercentOwner isOther officerTitle otherText"
    ),
    "nonDerivativeTable": "nonDerivativeTransaction|nonDerivativeHolding*",
    "derivativeTable": "derivativeTransaction|derivativeHolding*",
    "nonDerivativeTransaction": (
        "securityTitle transactionDate deemedExecutionDate transactionCoding "
        "transactionTimeliness transactionAmounts postTransactionAmounts ownershipNature"
    ),
    "nonDerivativeHolding": _HOLDING_I,
    "derivativeTransaction": (
        "securityTitle conversionOrExercisePrice transactionDate deemedExecutionDate "
        "transactionCoding transactionTimeliness transactionAmounts exerciseDate expirationDate "
        "underlyingSecurity postTransactionAmounts ownershipNature"
    ),
    "derivativeHolding": _HOLDING_II,
    "transactionCoding": "transactionFormType transactionCode equitySwapInvolved footnoteId*",
    "transactionAmounts": (
        "transactionShares transactionTotalValue transactionPricePerShare "
        "transactionAcquiredDisposedCode"
    ),
    "underlyingSecurity": (
        "underlyingSecurityTitle underlyingSecurityShares underlyingSecurityValue"
    ),
    "postTransactionAmounts": "sharesOwnedFollowingTransaction valueOwnedFollowingTransaction",
    "ownershipNature": "directOrIndirectOwnership natureOfOwnership",
    "footnotes": "footnote*",
    "ownerSignature": "signatureName signatureDate",
}


def out_of_order(root: etree._Element) -> list[str]:
    """Elements that stand where no schema has them, by the table."""
    found: list[str] = []
    for element in root.iter("*"):
        steps = SEQUENCES.get(str(element.tag), "").split()
        place = 0
        for child in element.iterchildren("*"):  # comments may stand anywhere
            while place < len(steps) and str(child.tag) not in steps[place].rstrip("*").split("|"):
                place += 1
            if place == len(steps):
                found.append(f"{element.tag}/{child.tag}")
                break
            place += not steps[place].endswith("*")
    return found
