"""What the site owner states about people and filings, from two files in the content folder.

``people.yml`` corrects names and merges, ``suppress.yml`` leaves out. Text in, values out: the
caller reads the files. Whatever is wrong in one is a CorrectionError with its line.
"""

from builder.corrections.people import Correction, MergedTitle, NamedBefore, People, parse_people
from builder.corrections.suppress import Suppressed, Suppression, parse_suppress
from builder.corrections.unused import Unused

__all__ = [
    "Correction",
    "MergedTitle",
    "NamedBefore",
    "People",
    "Suppressed",
    "Suppression",
    "Unused",
    "parse_people",
    "parse_suppress",
]
