"""Names of the people of a market: words as common as in life, people as invented as ever.

First names are words that thousands bear, each as frequent as in the signatures of real
filings. Surnames are invented, and shared by as many people as real ones are: the commonest
by six in a thousand, half of all people by two thousand names. No surname here is a word of
any real filing that the weights were taken from, so no name can be a real signature.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from builder.sample.dice import Dice, Odds
from builder.sample.market_figures import NAME_SHAPES, SURNAMES
from builder.sample.names import SURNAME_ENDS, SURNAME_STARTS

if TYPE_CHECKING:
    from collections.abc import Sequence

# OWNER_SIGNATURE of the third quarter of 2024: first names, with how many people bear them.
_GIVEN_COUNTS = (
    "John 333 Michael 326 David 275 Robert 242 James 208 Mark 173 William 162 Thomas 154 "
    "Matthew 143 Richard 143 Brian 127 Christopher 124 Jeffrey 123 Andrew 115 Joseph 112 Daniel "
    "108 Paul 104 Stephen 98 Charles 91 Scott 91 Jennifer 90 Steven 90 Peter 89 Kevin 88 Eric "
    "88 Jonathan 80 Patrick 70 Gregory 66 Timothy 65 Jason 57 Elizabeth 54 Anthony 54 Douglas "
    "54 Adam 54 Todd 52 Susan 51 Ryan 51 Kenneth 51 Edward 47 Julie 43 Mary 42 Alan 42 Gary 42 "
    "Lisa 40 Joshua 37 Karen 36 Craig 35 Chris 35 Sean 35 Sarah 35 Ronald 34 Frank 33 Donald 33 "
    "Laura 33 Marc 33 Lawrence 33 Michelle 32 Benjamin 31 Kathleen 30 George 30 Kimberly 30 "
    "Nicholas 29 Christine 29 Jay 29 Anne 29 Bruce 29 Maria 29 Alexander 28 Amy 28 Patricia 28 "
    "Katherine 27 Philip 27 Martin 26 Kelly 26 Dennis 25 Melissa 24 Bradley 24 Brandon 24 Louis "
    "23 Jeff 23 Nicole 22 Justin 22 Deborah 21 Jon 21 Nancy 21 Angela 21 Aaron 21 Rebecca 20 "
    "Keith 20 Greg 20 Kathryn 20 Jessica 20 Carl 20 Linda 20 Christian 20 Pamela 19 Margaret 19 "
    "Ann 19 Barbara 19 Alex 18 Stephanie 18 Bryan 18 Andrea 18 Jack 18 Wendy 18 Brett 17 Rachel "
    "17 Joel 17 Michele 17 Catherine 17 Cynthia 17 Heather 17 Raymond 17 Sandra 16 Robin 16 "
    "Christina 16 Leslie 16 Erin 16 Jill 16 Neil 15 Russell 15 Brad 15 Dan 15 Janet 15 Stuart "
    "15 Kathy 15 Larry 15 Lauren 15 Phillip 15 Mike 14 Stacy 14 Megan 14 Debra 14 Henry 14 "
    "Frederick 14 Amanda 14 Brent 14 Victor 14 Jeremy 14 Shawn 14 Gerald 13 Derek 13 Ian 13 "
    "Teresa 13 Lynn 13 Gordon 13 Randall 13 Seth 13 Nathan 13 Chad 13"
)

# Invented surnames that turned out to be words of real filings.
_REAL_WORDS = (
    "Andersen Ashley Ashman Ashmore Ashton Ashworth Blackford Blackley Blackman Blackridge "
    "Blackwater Brookfield Caldwell Dalton Drayton Dunton Fairbridge Fairfield Farnham Fenton "
    "Goldberg Goldman Goldstein Greenberg Greenland Greenman Greenstein Greenwood Halley "
    "Hazelgrove Hollowell Langford Langley Lindberg Lindell Lindquist Marden Millham Norden "
    "Norman Norton Penland Penwood Redhill Redman Redwood Salini Salley Salman Sandberg "
    "Sandbrook Sandford Sandstrom Selby Selwood Shelby Shelley Shelton Silverman Silverstein "
    "Stanford Stanham Stanley Stanton Stoneberg Stonebridge Stonehill Stoneman Strandness "
    "Underhill Underwood Waldman Warden Warfield Warley Warwick Westerman Wildwood Winford "
    "Winland"
)

_SUFFIXES = Odds(
    (("", 950), ("JR", 20), ("III", 12), ("II", 6), ("SR", 2), ("MD", 5), ("Ph.D.", 5))
)
_SHAPES = Odds(NAME_SHAPES)


def _given() -> Odds[str]:
    words = _GIVEN_COUNTS.split()
    return Odds([(name, int(count)) for name, count in zip(words[::2], words[1::2], strict=True)])


_GIVEN = _given()
GIVEN_NAMES = tuple(_GIVEN_COUNTS.split()[::2])


@cache
def surnames_in_use() -> Sequence[str]:
    """All surnames, the commonest first."""
    real = frozenset(_REAL_WORDS.split())
    names = [start + end for start in SURNAME_STARTS for end in SURNAME_ENDS]
    mixed = Dice("surnames").shuffled([name for name in names if name not in real])
    return mixed[: SURNAMES[-1][0]]


def _surname(dice: Dice) -> str:
    """A surname, drawn as often as its rank has it."""
    draw, first = dice.below(SURNAMES[-1][1]), 0
    for last, share in SURNAMES:
        if draw < share:
            break
        first = last
    return surnames_in_use()[first + dice.below(last - first)]


def market_person(dice: Dice) -> str:
    """A person as conformed by EDGAR: in capitals if registered long ago."""
    name = _surname(dice)
    if dice.chance(1):
        name += f"-{_surname(dice)}"
    name += f" {_GIVEN.draw(dice)}"
    shape = _SHAPES.draw(dice)
    if shape == "initial":
        name += f" {chr(65 + dice.below(26))}" + ("." if dice.chance(30) else "")
    elif shape == "middle":
        name += f" {_GIVEN.draw(dice)}"
    suffix = _SUFFIXES.draw(dice)
    if suffix:
        name += f" {suffix}"
    return name.upper() if dice.chance(35) else name
