/* Names that people sign with, each with what they are called: builder/search/nicknames.py, for the
 * browser. A test holds the two together. */

const LIST = `
abigail: abby gail
abraham: abe
albert: bert bertie al
alexander: alex alec xander sandy lex
alexandra: alex sandra lexi
alfred: alf fred freddie
allen: al
andrew: andy drew
angela: angie
anthony: tony
antonio: tony
arnold: arnie
arthur: art artie
barbara: barb barbie babs
benjamin: ben benny
bernard: bernie
bradley: brad
calvin: cal
caroline: carrie
catherine: cathy cate kate katie kitty
charles: charlie chuck chas chip
christina: chris tina christy
christine: chris chrissy tina
christopher: chris topher kit
clifford: cliff
cynthia: cindy
daniel: dan danny
david: dave davy
deborah: debbie deb debra
dennis: denny
donald: don donny
dorothy: dot dottie dolly
douglas: doug
edmund: ed eddie ned ted
edward: ed eddie ned ted teddy
edwin: ed eddie
eleanor: ellie nell nora
elizabeth: liz lizzie beth betsy betty eliza libby bess
eugene: gene
evelyn: evie
frances: fran frannie
francis: frank fran
franklin: frank
frederick: fred freddie rick
gabriel: gabe
gerald: gerry jerry
gerard: gerry jerry
gilbert: gil bert
gregory: greg
harold: hal harry
harrison: harry
henry: hank harry hal
herbert: herb bert
howard: howie
isabel: izzy bella
jacob: jake
james: jim jimmy jamie jem
jeffrey: jeff
jennifer: jen jenny
jeremiah: jerry
jeremy: jerry
jerome: jerry
jessica: jess jessie
joan: joanie
john: jack johnny jock
jonathan: jon jonny
joseph: joe joey
joshua: josh
judith: judy
julian: jules
katherine: kathy kate katie kay kit kitty
kathleen: kathy kate katie
kathryn: kathy kate katie
kenneth: ken kenny
lawrence: larry laurie
leonard: len lenny leo
leslie: les
louis: lou louie
louise: lou
malcolm: mal
margaret: maggie meg megan peggy marge margie greta rita
martin: marty
martha: marty
matthew: matt
maurice: morris moe
maxwell: max
melissa: missy mel
michael: mike mick mickey mikey
michelle: shelly
mitchell: mitch
mohammed: mo
nancy: nan
nathan: nate
nathaniel: nate nat
nicholas: nick nicky
norman: norm
oliver: ollie
pamela: pam
patricia: pat patty tricia trish
patrick: pat paddy
peter: pete
philip: phil pip
phillip: phil pip
randall: randy
randolph: randy
raymond: ray
rebecca: becky becca
reginald: reg reggie
richard: dick rich rick ricky richie
robert: bob bobby rob robbie bert
rodney: rod
roderick: rod rick
roger: rog
ronald: ron ronnie
roosevelt: rosie
russell: russ rusty
samantha: sam
samuel: sam sammy
sandra: sandy
sharon: shari
sidney: sid
solomon: sol
stanley: stan
stephanie: steph
stephen: steve
steven: steve
stuart: stu
susan: sue susie suzy
suzanne: sue suzy
terrence: terry
terence: terry
theodore: ted teddy theo
theresa: terry tess tessa
thomas: tom tommy
timothy: tim timmy
valerie: val
victor: vic
victoria: vicky tori
vincent: vince vinny
virginia: ginny ginger
walter: walt wally
wilbur: will
wilfred: fred
william: bill billy will willy liam
winston: win
zachary: zach zack
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
