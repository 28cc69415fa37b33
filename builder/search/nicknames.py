"""Nicknames of American business: "Bill Gates" files as GATES WILLIAM H III.

A small list, for names that people are called by in the press and do not sign with. Short forms
that begin the name ("Rob" for Robert) are left out: the beginning of a word finds it anyway. Lower
case, as search words are. Written from general knowledge. The browser has the same list in
``site_src/assets/nicknames.js``; a test holds the two together.
"""

from __future__ import annotations

from collections import defaultdict

_LIST = """
abigail: abby gail
abraham: abe
albert: bert bertie
alexander: alec xander sandy lex
alexandra: sandra lexi
alfred: fred freddie
andrew: andy drew
angela: angie
anthony: tony
antonio: tony
arnold: arnie
arthur: artie
barbara: barbie babs
benjamin: benny
bernard: bernie
caroline: carrie
catherine: cathy cate kate katie kitty
charles: charlie chuck chas chip
christina: tina christy
christine: chrissy tina
christopher: topher kit
cynthia: cindy
daniel: danny
david: dave davy
deborah: debbie debra
dennis: denny
donald: donny
dorothy: dot dottie dolly
edmund: eddie ned ted
edward: eddie ned ted teddy
edwin: eddie
eleanor: ellie nell nora
elizabeth: liz lizzie beth betsy betty libby bess
eugene: gene
evelyn: evie
frances: frannie
francis: frank
frederick: freddie rick
gabriel: gabe
gerald: gerry jerry
gerard: gerry jerry
gilbert: bert
harold: hal harry
harrison: harry
henry: hank harry hal
herbert: bert
howard: howie
isabel: izzy bella
jacob: jake
james: jim jimmy jamie jem
jennifer: jenny
jeremiah: jerry
jeremy: jerry
jerome: jerry
jessica: jessie
joan: joanie
john: jack johnny jock
jonathan: jonny
joseph: joe joey
judith: judy
julian: jules
katherine: kathy kate katie kay kit kitty
kathleen: kathy kate katie
kathryn: kathy kate katie
kenneth: kenny
lawrence: larry laurie
leonard: len lenny
louis: louie
margaret: maggie meg megan peggy marge margie greta rita
martin: marty
martha: marty
maurice: morris moe
melissa: missy
michael: mike mick mickey mikey
michelle: shelly
nathan: nate
nathaniel: nate
nicholas: nick nicky
oliver: ollie
patricia: patty tricia trish
patrick: paddy
philip: pip
phillip: pip
randall: randy
randolph: randy
rebecca: becky becca
reginald: reggie
richard: dick rick ricky richie
robert: bob bobby robbie bert
roderick: rick
ronald: ronnie
roosevelt: rosie
russell: rusty
samuel: sammy
sandra: sandy
sharon: shari
stephen: steve
susan: sue susie suzy
suzanne: sue suzy
terrence: terry
terence: terry
theodore: ted teddy
theresa: terry tess tessa
thomas: tom tommy
timothy: timmy
victoria: vicky tori
vincent: vinny
virginia: ginny ginger
walter: wally
wilbur: will
wilfred: fred
william: bill billy willy liam
zachary: zack
"""


def _read() -> dict[str, tuple[str, ...]]:
    lines = (line.split(": ") for line in _LIST.strip().splitlines())
    return {formal: tuple(nicks.split()) for formal, nicks in lines}


def _turned(nicknames: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for formal, nicks in nicknames.items():
        for nick in nicks:
            found[nick].append(formal)
    return {nick: tuple(sorted(formals)) for nick, formals in sorted(found.items())}


NICKNAMES = _read()
"""The names that people sign with, each with what they are called."""

FORMAL = _turned(NICKNAMES)
"""What people are called, each with the names that they may sign with, sorted."""


def are_one(word: str, other: str) -> bool:
    """True if one of two words is a nickname of the other."""
    return other in FORMAL.get(word, ()) or other in NICKNAMES.get(word, ())
