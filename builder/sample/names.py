"""Invented names: of people, funds, companies, streets and towns.

Surnames and company names are put together from parts, so that a market year does not
run out of them; none is meant to be anyone's. Names of people are written as EDGAR
writes them, ``LAST FIRST MIDDLE SUFFIX``, and the odd ones are here as well: whoever
prints names has to get past them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from builder.sample.dice import Dice

_GIVEN_WORDS = (
    "Adela Alaric Amabel Anselm Ardith Ashby Aurelia Barnaby Beatrix Benedict Birgit Bram "
    "Calliope Casimir Celeste Clement Corwin Cosima Dagny Damaris Delphine Desmond Dorothea "
    "Edmund Eleanor Elias Emeline Ephraim Esther Evander Fabian Felicity Fergus Flora Florian "
    "Gemma Gideon Greta Gwendolyn Hannelore Harriet Hector Helena Hugo Ida Imogen Ingram Iris "
    "Isidore Ivo Jasper Jerome Joachim Johanna Jonas Josephine Julian Juno Katrin Kenji Konrad "
    "Lavinia Leander Leopold Linnea Lorenz Lucinda Ludmila Magnus Malcolm Marcella Margot "
    "Matthias Maxine Meera Mercedes Minerva Mirela Moira Naomi Nestor Nikolai Noemi Octavia "
    "Odette Oleander Orson Ottilie Pascal Perpetua Philippa Quentin Radha Rafaela Raimund Rhea "
    "Roland Rosalind Rufus Sabine Samira Sebastian Selma Sidonie Silas Sunniva Sylvan Tabitha "
    "Thaddeus Theodora Tobias Ulrika Ursula Valentin Verity Viola Walburga Wendell Wilhelmina "
    "Xanthe Xavier Yolanda Yusra Yvette Zacharias Zelda"
)
GIVEN = tuple(_GIVEN_WORDS.split())

_SURNAME_START_WORDS = (
    "Aber Alder Ambrow Ander Ard Ash Barrow Bel Birken Black Bran Brent Brook Cald Carrow Cham "
    "Clar Cold Cor Crane Dal Dray Dun East Eck Elder Ember Fair Fallow Farn Fen Fern Frost Gal "
    "Garth Gilder Gold Grant Green Hal Harrow Hawk Hazel Heather Hollow Holm Ing Iver Kell Kest "
    "Lang Lark Lind Loch Lor Maple Mar Mere Mill Moss Neth Nor Oaken Orch Ost Pell Pen Quill "
    "Raven Red Rook Rowan Sal Sand Sel Shel Silver Stan Stone Strand Sund Tal Tarn Thorn Tor "
    "Under Vale Var Wald War Wen Wester Wick Wild Win Wold Wyn Yar Yew Zel"
)
SURNAME_STARTS = tuple(_SURNAME_START_WORDS.split())
_SURNAME_END_WORDS = (
    "acre avik beck berg bourne bridge brook bury by combe croft dahl dale den easte ell enko "
    "escu field ford gard gate grove ham haugh hill holt hurst idge ingham ini kirk land ley "
    "low man mark mead mere mont more ness ock ovic quist ridge sen shaw skog stead stein "
    "stoke strom thorpe ton vale vik wade ward water well wick wold wood worth"
)
SURNAME_ENDS = tuple(_SURNAME_END_WORDS.split())

# Suffixes as they stand in conformed names, with how often they come.
_SUFFIXES = (("", 90), ("JR", 4), ("III", 3), ("II", 1), ("SR", 1), ("MD", 1))

SAME_NAME = "Fallowmere Jonas R"  # borne by two people, of two companies

# (issuer, place in its cast) -> a name that is hard to print, sort, fold or split.
ODD_NAMES: dict[tuple[int, int], str] = {
    (0, 1): "O'BRENNICK SEAMUS T",
    (0, 2): SAME_NAME,
    (0, 3): "Strandquell Paul E JR",
    (0, 5): "VAN DER LOOMEN PIETER",
    (1, 2): "Núñez-Albarrán María José",
    (1, 4): "Marrowby III Thomas",
    (2, 1): "Ångstrømsen Bjørk Élise",
    (2, 3): "MCILVERTON ANN",
    (2, 4): "DOEWELL JANE MD",
    (3, 1): "HALDERWICK RICHARD D /CO/",
    (3, 2): "Łęcznowska-Żurek Agnieszka",
    (3, 3): "BENNWICK C FRANK",
    (3, 4): "DE LA TORRESOL MARIA ELENA",
    (4, 1): SAME_NAME,
    (4, 2): "Çağlarsoy İpek",
    (4, 3): "AL-RAZHANI KHALID",
    (4, 4): "St. Aubrienne Claude",
    (5, 0): "澄川 百合子",
    (5, 1): "Вельмиров Аркадий Ильич",
    (5, 2): "王若曦",
    (5, 3): "von und zu Grünwaldseck-Hohenthal Maximilian",
    (6, 1): "O BRANNAGH DEIRDRE",
    (6, 2): (
        "Trustees of the Thornwick and Harrowmere Families Third Amended and Restated "
        "Irrevocable Generation-Skipping Trust for Descendants, u/a/d Feb 29, 2012"
    ),
    (7, 1): "Pipe | Bracket [x](javascript:alert(1)) <script>alert(1)</script>",
}

_COMPANY_START_WORDS = (
    "Ald Bryn Cald Dorn Elv Fenn Garr Hax Illy Jor Kest Lark Mirr Nord Orl Pell Quar Rhun Sund "
    "Tham Ulv Vel Wyn Xan Yst Zeph"
)
_COMPANY_STARTS = tuple(_COMPANY_START_WORDS.split())
_COMPANY_END_WORDS = (
    "amar ander avik axis bury dane edge elle enna ford imere ionel ivar lode mont oria osta "
    "ovan quill riva sel stead thal umbra vane wick"
)
_COMPANY_ENDS = tuple(_COMPANY_END_WORDS.split())

_FUND_START_WORDS = (
    "Amber Anchorite Basalt Cinder Copperfield Cormorant Drumlin Esker Fathom Gannet Heron "
    "Isthmus Juniper Kestrelwood Lantern Moorland Nightjar Osprey Pumice Quarrystone Rushlight "
    "Saltmarsh Tidewrack Umberline Viaduct Wetherby Yarrow Zephyrine"
)
FUND_STARTS = tuple(_FUND_START_WORDS.split())
_FUND_ENDS = ("Gate", "Hollow", "Lane", "Point", "Reach", "Ridge", "Row", "Weir")

_STREETS = (
    "Almanac Avenue",
    "Ballast Lane",
    "Candlemaker Row",
    "Dovecote Drive",
    "Eavesdrop Court",
    "Footnote Way",
    "Gazette Plaza",
    "Harbinger Road",
    "Inkwell Street",
    "Juniper Loop",
    "Kettle Hill Road",
    "Ledger Square",
    "Marginal Road",
    "Notary Crescent",
    "Octavo Street",
    "Parchment Place",
    "Quire Street",
    "Register Road",
    "Signature Boulevard",
    "Typecase Terrace",
)
_TOWNS = (
    ("Eastmarch", "OH"),
    ("Fallowfield Mills", "PA"),
    ("Grayhaven", "MA"),
    ("Hollis Ferry", "TX"),
    ("Inverloch", "WA"),
    ("Juniper Falls", "CO"),
    ("Kettering Point", "NJ"),
    ("Larkspur Bend", "IL"),
    ("Mirrormere", "MN"),
    ("New Thessaly", "GA"),
    ("Orchard Narrows", "NY"),
    ("Port Calder", "CA"),
)


def surname(dice: Dice) -> str:
    """A family name made of two parts."""
    return dice.pick(SURNAME_STARTS) + dice.pick(SURNAME_ENDS)


def person_name(dice: Dice) -> str:
    """A person as conformed by EDGAR: in capitals if registered long ago."""
    family = surname(dice)
    if dice.chance(3):
        family += f"-{surname(dice)}"
    name = f"{family} {dice.pick(GIVEN)}"
    shape = dice.below(10)
    if shape < 5:
        name += f" {chr(65 + dice.below(26))}" + ("." if shape == 0 else "")
    elif shape < 7:
        name += f" {dice.pick(GIVEN)}"
    suffix = dice.weighted(_SUFFIXES)
    if suffix:
        name += f" {suffix}"
    return name.upper() if dice.chance(30) else name


_STEMS = len(_COMPANY_STARTS) * len(_COMPANY_ENDS)
_STEP = 185  # has no divisor in common with the number of stems: none comes twice in a round
_ROUNDS = (
    "",
    "First ",
    "Greater ",
    "Inland ",
    "Lower ",
    "Middle ",
    "New ",
    "Old ",
    "Outer ",
    "Upper ",
)


def own_stem(seed: int, index: int) -> str:
    """The first words of a company's name, which no other company of the sample shares."""
    nth = index * _STEP + seed * 16
    start, end = divmod(nth % _STEMS, len(_COMPANY_ENDS))
    prefix = _ROUNDS[index // _STEMS % len(_ROUNDS)]
    return prefix + _COMPANY_STARTS[start] + _COMPANY_ENDS[end]


def company_stem(dice: Dice) -> str:
    """The first word of a name that a company gave up: it may come twice."""
    return dice.pick(_COMPANY_STARTS) + dice.pick(_COMPANY_ENDS)


def fund_stem(dice: Dice) -> str:
    """The words that the members of one fund group share."""
    return f"{dice.pick(FUND_STARTS)} {dice.pick(_FUND_ENDS)}"


def street(dice: Dice) -> str:
    """A street and number that no post will find."""
    return f"{dice.between(1, 99) * 16} {dice.pick(_STREETS)}"


def town(dice: Dice) -> tuple[str, str]:
    """A town that does not exist, in a state that does."""
    return dice.pick(_TOWNS)


_TRAILING = {"JR": "Jr.", "SR": "Sr.", "II": "II", "III": "III", "MD": "M.D."}

# How the bearers of odd names sign, where no rule would find it.
_SIGNED = {
    "VAN DER LOOMEN PIETER": "Pieter van der Loomen",
    "Marrowby III Thomas": "Thomas Marrowby III",
    "HALDERWICK RICHARD D /CO/": "Richard D. Halderwick",
    "BENNWICK C FRANK": "C. Frank Bennwick",
    "DE LA TORRESOL MARIA ELENA": "Maria Elena De La Torresol",
    "MCILVERTON ANN": "Ann McIlverton",
    "St. Aubrienne Claude": "Claude St. Aubrienne",
    "O BRANNAGH DEIRDRE": "Deirdre O'Brannagh",
    "Núñez-Albarrán María José": "María José Núñez-Albarrán",
    "Ångstrømsen Bjørk Élise": "Bjørk Élise Ångstrømsen",
    "Łęcznowska-Żurek Agnieszka": "Agnieszka Łęcznowska-Żurek",
    "Çağlarsoy İpek": "İpek Çağlarsoy",
    "von und zu Grünwaldseck-Hohenthal Maximilian": "Maximilian von und zu Grünwaldseck-Hohenthal",
    "Pipe | Bracket [x](javascript:alert(1)) <script>alert(1)</script>": "P. Bracket",
}


def natural_order(name: str, *, is_entity: bool) -> str:
    """A conformed name as its bearer would sign."""
    if name in _SIGNED:
        return _SIGNED[name]
    words = name.split()
    if is_entity or len(words) < 2 or not name.isascii():
        return name
    tail = f" {_TRAILING[words.pop()]}" if words[-1] in _TRAILING else ""
    text = " ".join([*words[1:], words[0]])
    return (text.title() if text.isupper() else text) + tail
