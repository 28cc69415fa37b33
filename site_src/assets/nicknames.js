/* Names that people sign with, each with what they are called: builder/search/nicknames.py, for the
 * browser. A test holds the two together. */

const LIST = `
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
`;

/** @type {Map<string, string[]>} the name that one signs with -> nicknames */
export const NICKNAMES = new Map();
/** @type {Map<string, string[]>} nickname -> the names that it may stand for, sorted */
export const FORMAL = new Map();

for (const line of LIST.trim().split("\n")) {
  const [formal, nicks] = line.split(": ");
  NICKNAMES.set(formal, nicks.split(" "));
  for (const nick of nicks.split(" ")) FORMAL.set(nick, [...(FORMAL.get(nick) ?? []), formal]);
}
for (const formals of FORMAL.values()) formals.sort();
