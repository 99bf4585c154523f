import { FUNCTION_WORDS } from './function-words';

/** What tells a language that is written in Latin letters. Words stand without their accents. */
interface LanguageSigns {
  /** Words of its own that hold sentences together. */
  own: ReadonlySet<string>;
  /** Words by which one asks for help with a course. They may also be what a course in that language is about. */
  telling: ReadonlySet<string>;
  /** Words that are English ones, too, or names: they count beside one of its own, and are not taken for English then. */
  shared: ReadonlySet<string>;
  letters: RegExp;
}

/** Languages other than English that a student may ask in, by their codes. */
const LANGUAGES: Readonly<Record<string, LanguageSigns>> = {
  de: {
    own: set(`der das ein eine einen einem einer eines ist sind wie warum wozu wann ich mir mich nicht und oder mit von vom zum zur auf dem den des bei
      kann kannst macht mache machen bitte erklar erklare erklaere welche welcher welches welchen wird werden habe haben als auch wo soll dieses diese
      diesen fur uber zwischen wer mein meine kein keine gibt muss gib`),
    telling:
      set(`bedeutet heisst anfangen lange dauert kurs verstehe fasse zusammen brauche grafikkarte beispiel hallo danke unterschied modul lektion
      hilfe helfen frage lernen`),
    shared: set('die was in an am man im es war so du mal'),
    letters: /[äöüß]/,
  },
  fr: {
    own: set(`un les une des du est sont que quoi quel quelle quels quelles pourquoi je il nous vous ma mes avec dans et ou pas ce cette ces qui fait faire
      expliquer expliquez explique entre peut peux aux au qu combien donne moi quand`),
    telling: set(
      'noeud commencer temps dure cours comprends exemple bonjour salut merci beaucoup besoin graphique veux apprendre aider lecon',
    ),
    shared: set('de la le comment par pour on son me tu ai sur resume ne en mon se'),
    letters: /[éèêçàâîûœ]/,
  },
  es: {
    own: set(`un el los las una unos unas que como por porque cuando donde cual cuales para del lo puedo puede puedes hacer explica explicar explicame
      entre esta este estos favor cuanto cuantas quien eres`),
    telling:
      set(`resumeme modulo debo empezar nodo hola ayudarme ayuda dura curso entiendo nada necesito tarjeta grafica dame ejemplo diferencia
      gracias quiero aprender leccion`),
    shared: set('es de no me son mi tu su y o con al se en hay'),
    letters: /[ñ¿¡]/,
  },
  pt: {
    own: set(`um uma sao que como por porque quando onde qual meu minha com para das posso explica explique entre faco fazer nao este favor ola voce
      pode quanto`),
    telling: set(
      `comecar entendi preciso placa exemplo resuma resumir modulo ajudar obrigado obrigada quero aprender tempo dura curso devo diferenca`,
    ),
    shared: set('os dos de no do o a e me da em na se ou'),
    letters: /[ãõ]/,
  },
  it: {
    own: set(
      `un il lo gli una sono che cosa cos perche quando quale mio della del di nel nella spiega spiegare spiegami posso questo ho quanto qual puoi`,
    ),
    telling:
      set(`nodo devo iniziare dura corso capisco dammi esempio riassumi modulo bisogno scheda grafica differenza grazie mille ciao aiutarmi voglio
      imparare`),
    shared: set('uno come dove per e o in me non si fa fare con tra da'),
    letters: /[ìò]/,
  },
  nl: {
    own: set(
      `het een zijn waarom wanneer waar ik mijn niet voor met bij uit tussen wordt moet deze van heb kun mij welke graag`,
    ),
    telling: set(
      'beginnen lang duurt cursus begrijp samen geef voorbeeld videokaart nodig helpen verschil dank',
    ),
    shared: set('is wat de hoe leg vat of in op me was kan wel je doe doen en'),
    letters: /(?!)/,
  },
  pl: {
    own: set('dlaczego kiedy gdzie moj nie lub dla czy miedzy jaka jaki mi czego jak prosze'),
    telling:
      set(`wezel zaczac dlugo trwa kurs rozumiem wyjasnij stresc modul podaj przyklad potrzebuje karty graficznej roznica czesc mozesz pomoc
      dziekuje musze kupic komputer`),
    shared: set('co to jest ten na a do od i z w sa ja computer'),
    letters: /[ąćęłńśźż]/,
  },
  tr: {
    own: set('nedir nasil neden nicin bir veya icin arasindaki'),
    telling: set('fark'),
    shared: set('ne ve ile mi mu bu'),
    letters: /[ğşı]/,
  },
  'ur-Latn': {
    own: set('kya hai hain kaise kyun mein ki ke ko aur kab kahan karo karna karen hota hoti mujhe'),
    telling: set('samjha samjhao'),
    shared: set('do main ka se ya'),
    letters: /(?!)/,
  },
};

/** Shorter ones may be anything where they stand alone. */
const MIN_LONE_LENGTH = 5;
const MAX_LONE_WORDS = 3;
/** Of the words of a message in a language at least this share tells it. */
const MIN_SHARE = 1 / 6;

/** The code of the language, written in Latin letters, that a message is in: one of which it has more than of English. */
export function languageOf(message: string): string | undefined {
  const lower = message.toLowerCase();
  const all = withoutAccents(lower)
    .split(/[^\p{L}]+/u)
    .filter(Boolean);
  let found: { code: string; score: number } | undefined;
  for (const [code, { own, telling, shared, letters }] of Object.entries(LANGUAGES)) {
    const ownWords = all.filter((word) => own.has(word) || telling.has(word));
    const both = all.filter((word) => shared.has(word)).length;
    const english = all.filter(
      (word) => FUNCTION_WORDS.has(word) && !ownWords.includes(word) && !shared.has(word),
    ).length;
    const score = ownWords.length + Math.min(both, ownWords.length) + (letters.test(lower) ? 1 : 0);
    const isLone = all.length <= MAX_LONE_WORDS && ownWords.some(({ length }) => length >= MIN_LONE_LENGTH);
    if (!ownWords.length || score <= english || (score < 2 && !isLone)) continue;
    if (score < MIN_SHARE * all.length) continue;
    if (score > (found?.score ?? 0)) found = { code, score };
  }
  return found?.code;
}

/** Whether a word holds sentences together in the language with that code, and says nothing of what a question is about. */
export function isFunctionWordOf(code: string, word: string): boolean {
  const plain = withoutAccents(word.toLowerCase());
  const { own, shared } = LANGUAGES[code] ?? {};
  return own?.has(plain) === true || shared?.has(plain) === true;
}

/** Whether a word that no English question has holds sentences of another language together: `nedir`. */
export function isForeignFunctionWord(word: string): boolean {
  const plain = withoutAccents(word.toLowerCase());
  return Object.values(LANGUAGES).some(({ own }) => own.has(plain));
}

function withoutAccents(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßłı]/g, (letter) => ({ ß: 'ss', ł: 'l', ı: 'i' })[letter] ?? letter);
}

function set(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/));
}
