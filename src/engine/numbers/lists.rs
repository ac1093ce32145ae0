//! The words of the closed classes, class by class.

use super::words::Flags;

pub(super) const LISTS: &[(Flags, &str)] = &[
    (
        Flags::PREPOSITION,
        "in on at by for from of to with without within into onto upon over under between among amid during before after \
         since until till through throughout across against about above below behind beyond near off out up down around \
         along inside outside toward towards per via despite like than as except including versus vs plus past",
    ),
    (
        Flags::DETERMINER,
        "the a an this that these those his her its their our my your each every some any no another either neither both all",
    ),
    (
        Flags::AUXILIARY,
        "is are am was were be been being has have had having do does did will would shall should can could may might must \
         'll 've 're 'd 'm isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't couldn't",
    ),
    (
        Flags::FUNCTION,
        "and or but nor so yet if because while when where who whom whose which what why how though although unless whether \
         i you he she it we they him them us me himself herself itself themselves ourselves there here not n't also only just \
         even still already again ever never always often now then today yesterday tomorrow tonight soon later earlier ago \
         too very much well back away together apart instead altogether overall each 's ' such is annually daily",
    ),
    (
        Flags::VERB,
        "said says say saying told tells asked added went gone go goes came come comes made make makes took taken take takes \
         died die killed injured wounded hurt arrested held won lost left led fled met got get gets gave give gives found \
         voted backed opposed attended gathered marched joined signed applied lived live lives working worked work needed \
         need want wanted called remain remained remains became become stood sat ran run fell rose began begin started start \
         ended end trapped stranded displaced affected involved believed thought reported expected according based located \
         aged living seeking trying waiting taking using making facing hoping protested rallied responded participated \
         travelled traveled arrived returned escaped survived drowned perished opened closed signed carried suffered received \
         reached remaining appeared watched helped used paid sold bought sent brought showed shown seen saw known knew kept \
         put set let cost costs fired hit cast struck fought tested planned registered died resigned quit refused agreed",
    ),
    (
        Flags::FUTURE,
        "will 'll would shall won't plans plan planned planning scheduled expected expects expect due set going could may might should \
         must upcoming forthcoming next hopes hope intends intend tomorrow likely slated poised",
    ),
    (
        Flags::PRESENT,
        "begins begin resumes resume starts start opens open ends end takes take runs run meets meet votes faces face arrives arrive \
         returns return launches launch rises rise falls fall increases increase goes go comes come plays play hosts host closes expires",
    ),
    (
        Flags::PAST,
        "was were had did wasn't weren't hadn't didn't said told began came went made took left died won lost ago last been \
         fell rose held met became saw got gave led found killed arrested announced reported opened closed ran stood 's \
         hit set struck sent brought fled spent built paid sold bought wrote spoke",
    ),
    (
        Flags::DESIGNATOR,
        "fortune article channel runway group section chapter page paragraph room flight highway route interstate platform gate level \
         phase type version windows apollo act title rule amendment clause schedule figure table appendix annex psalm \
         episode season volume vol no nos no. nos. number category class grade tier stage lane block unit ward district \
         precinct zone area sector exit junction pier terminal track bus line formula resolution proposition prop measure \
         interstate convention protocol part lot item step day week round game match super league division model mark mk \
         sputnik soyuz voyager iphone galaxy playstation xbox android ios boeing airbus covid covid-19 sars uss catch area form \
         serie ligue studio pier pod cell bed car driver world war squadron regiment battalion brigade",
    ),
    (
        Flags::PLURAL,
        "people men women children police troops dead injured wounded homeless missing others more policemen firemen servicemen \
         fishermen clergymen businessmen gunmen lawmen sportsmen statesmen spokesmen congressmen congresswomen policewomen \
         cattle sheep deer fish aircraft spacecraft helicopters personnel staff crew feet teeth mice geese oxen criteria \
         israelis iraqis pakistanis saudis kuwaitis yemenis omanis qataris bahrainis emiratis azeris somalis bangladeshis punjabis nepalis \
         taxis skis alibis phenomena media data alumni fungi cacti lives wives knives thieves wolves halves leaves shelves elderly unemployed \
         poor sick faithful youth folk gentlemen craftsmen freshmen grandchildren schoolchildren stepchildren chinese japanese \
         vietnamese taiwanese portuguese swiss british french dutch irish spanish livestock poultry salmon trout offspring species series \
         times aides votes servicewomen airmen seamen horsemen clergy kin",
    ),
    (
        Flags::SINGULAR,
        "previous various numerous serious religious dangerous famous anonymous continuous consecutive business press class glass \
         boss loss mass gas bus virus status focus bonus campus census congress crisis basis analysis his its this us is was \
         has as thus plus minus yes less mess access process address success princess witness illness fitness goddess express \
         cross across grass dress stress progress bias atlas canvas chaos lens news physics politics economics mathematics \
         athletics perhaps always besides towards indigenous autonomous controversial enormous suspicious mysterious precious \
         hazardous prosperous simultaneous unanimous virtuous victorious ambitious conscious cautious obvious tremendous \
         jesus texas paris kansas arkansas illinois massachusetts reuters wales los las les des united u.s. u.s times' \
         endless countless homeless senseless wireless harmless helpless nonstop hiv/aids aids whereas overseas",
    ),
    (
        Flags::COMPOUND,
        "arms sports sales systems operations savings earnings customs women men news human rights games goods weapons securities \
         communications parks works services customer drugs jobs communications electronics veterans",
    ),
    (
        Flags::STREET,
        "street st st. road rd rd. avenue ave ave. lane boulevard blvd blvd. drive dr. square place terrace court crescent way row",
    ),
    (
        Flags::CHANGE_NOUN,
        "rise increase gain jump surge growth advance climb spike improvement boost hike uptick rebound upswing drop fall decline \
         decrease cut reduction loss slump plunge slide dip contraction shrinkage downturn slowdown swing fall-off tumble \
         appreciation depreciation discount rally raise markup premium setback",
    ),
    (
        Flags::CONTEST,
        "won win wins winning beat beats beating lost lose loss defeat defeats defeated victory victories draw drew drawn lead \
         leads leading led trail trailed trailing ruled ruling vote voted votes voting score scored scoreline series tie tied \
         decision verdict thrashed crushed edged downed match game set final passed approved rejected advantage ahead down",
    ),
    (
        Flags::TRIGGER,
        "now today yesterday tomorrow tonight currently recently recent daily weekly monthly yearly annual \
         annually quarterly nightly hourly overnight summer winter spring autumn fall christmas easter \
         thanksgiving presently present nowadays formerly previously soon future past moment decade q h fiscal \
         earlier end start beginning middle midnight noon lunchtime year-end yearend century new halloween juneteenth pentecost epiphany eve gras christi \
         last next coming following previous prior weekend biweekly fortnightly later",
    ),
    (
        Flags::AMOUNT,
        "dozen dozens scores tens several few couple doubled doubling trebled quintupled minus tripled \
         tripling quadrupled halved twice triple double half thirtysomething twofold threefold fourfold \
         fivefold tenfold sixfold eightfold sevenfold ninefold hundredfold aged teens twenties thirties \
         forties fifties sixties seventies eighties nineties mid early late once",
    ),
    (
        Flags::ADJECTIVE,
        "new old big large small young senior junior top major minor local foreign federal public private former current key \
         other different separate own free full high low main good bad best worst early late first last next extra real \
         open social rival black white red blue green human poor rich key male female adult armed suspected alleged \
         consecutive straight additional further single unarmed hostage illegal legal whole entire total",
    ),
];

pub(super) const CARDINALS: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
pub(super) const TENS: &[&str] = &[
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];
pub(super) const ORDINALS: &[&str] = &[
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];
pub(super) const TENTHS: &[&str] = &[
    "twentieth",
    "thirtieth",
    "fortieth",
    "fiftieth",
    "sixtieth",
    "seventieth",
    "eightieth",
    "ninetieth",
];
pub(super) const SCALES: &[(&str, u8)] = &[
    ("hundred", 2),
    ("thousand", 3),
    ("lakh", 5),
    ("million", 6),
    ("crore", 7),
    ("billion", 9),
    ("trillion", 12),
    ("quadrillion", 15),
    ("mln", 6),
    ("mn", 6),
    ("mil", 6),
    ("bn", 9),
    ("bln", 9),
    ("tn", 12),
    ("trn", 12),
];
pub(super) const MONTHS: &[&str] = &[
    "january jan jan.",
    "february feb feb.",
    "march mar mar.",
    "april apr apr.",
    "may",
    "june jun jun.",
    "july jul jul.",
    "august aug aug.",
    "september sept sept. sep sep.",
    "october oct oct.",
    "november nov nov.",
    "december dec dec.",
];
pub(super) const WEEKDAYS: &[&str] = &[
    "monday mondays mon.",
    "tuesday tuesdays tues. tue.",
    "wednesday wednesdays wed.",
    "thursday thursdays thurs. thur. thu.",
    "friday fridays fri.",
    "saturday saturdays sat.",
    "sunday sundays sun.",
];
pub(super) const UP: &str = "up rose rise rises rising risen increase increased increases increasing gain gained gains gaining climb climbed climbs climbing \
     jump jumped jumps jumping surge surged surges surging soar soared soars soaring grew grow grows grown growing growth \
     advance advanced advances advancing raise raised raises raising boost boosted boosts higher spike spiked rallied rally \
     improve improved improvement add added adds adding hike hiked rebound rebounded leapt leaped expand expanded expands \
     expansion expanding skyrocketed ballooned swelled uptick accelerated doubled appreciated strengthened rocketed premium increments";
pub(super) const DOWN: &str = "down fell fall falls falling fallen drop dropped drops dropping decline declined declines declining decrease decreased \
     decreases decreasing slid slide slides sliding slip slipped slips slipping lost lose loses losing loss lower lowered lowers plunge plunged \
     plunges plunging tumble tumbled tumbles cut cuts cutting reduce reduced reduces reducing reduction shed sheds shrank shrink \
     shrunk shrinking sank sink slump slumped slumping dip dipped dips eased ease weakened contracted contraction retreated \
     slashed slash trimmed trim plummeted plummet crashed discount halved depreciated fewer softened slowed";
