/** Words that hold sentences together, or are said to be polite, and say nothing of what one is about. */
export const FUNCTION_WORDS: ReadonlySet<string> = wordsOf(`
  a an the i you we they he she it my your our their its mine yours me him her us them this that these those myself yourself itself
  is are was were be been being am do does did done doing don have has had having will would can could should may might must
  shall cannot isn aren wasn weren doesn didn don haven hasn hadn won wouldn couldn shouldn ll ve re s t d m
  to of in on at by for with from as and or but if then than so not no nor into onto about also too just
  what which who whom whose how when where why there here whats hows wheres whos thats theres
  please hi hello hey thank thanks thx ty ok okay yes yeah pls plz u ur im ive id ill youre dont doesnt didnt cant couldnt
  isnt arent wasnt wont wouldnt shouldnt havent hasnt gonna wanna gotta lets exactly roughly actually basically really quite
  very maybe perhaps kinda sorta btw tbh idk lol umm um uh somebody someone anybody anyone
  get getting got`);

/** Those of other languages that a student may ask in, by their codes. */
const OTHER_LANGUAGES: Readonly<Record<string, ReadonlySet<string>>> = {
  de: wordsOf(`der die das was ein eine einen einem einer eines ist sind wie warum wozu wann ich mir mich nicht und oder für mit von vom zum zur auf dem den des
   im bei kann kannst macht mache machen bitte erkläre erklär unterschied zwischen gibt welche welcher welches wird werden habe haben als auch`),
  fr: wordsOf(`le la les un une en des du est sont que quoi quel quelle quels quelles comment pourquoi je tu il nous vous mon ma mes avec dans sur pour par
   et ou où ne pas se ce cette ces qui fait faire expliquer expliquez explique entre peut aux au`),
  es: wordsOf(`el los las una unos unas es son qué que cómo como por porqué cuándo dónde cuál cuáles mi tu su con para del al y o en un se lo
   puedo puede hacer explica explicar entre hay está`),
  it: wordsOf(`il lo gli uno una è sono che cosa cos come perché quando dove quale mio con per della del di da nel nella e o un si fa fare
   spiega spiegare tra posso`),
  pt: wordsOf(`o os um uma é são que como por porque quando onde qual meu minha com para da do dos das em no na e ou se fazer posso explica explique
   entre`),
  nl: wordsOf(
    `de het een is zijn wat hoe waarom wanneer waar ik mijn niet en of voor met van op in bij kan doe doen leg uit tussen wordt`,
  ),
  pl: wordsOf(`co to jest są jak dlaczego kiedy gdzie ja mój nie i lub dla z od na w do czy między`),
  tr: wordsOf(`nedir nasıl neden niçin ne bir ve veya için ile mi mı mu mü bu arasındaki fark`),
  'ur-Latn': wordsOf(
    `kya hai hain kaise kyun samjha do mein main ka ki ke ko se aur ya kab kahan karo karna karen hota hoti samjhao mujhe`,
  ),
};

/** The code of the language other than English that a question is in: at least two of its words say so, and no English ones as often. */
export function otherLanguage(surfaces: readonly string[]): string | undefined {
  const english = surfaces.filter((surface) => FUNCTION_WORDS.has(surface)).length;
  let most = Math.max(1, english);
  let found: string | undefined;
  for (const [code, list] of Object.entries(OTHER_LANGUAGES)) {
    const count = surfaces.filter((surface) => list.has(surface)).length;
    if (count > most) [most, found] = [count, code];
  }
  return found;
}

const ANY_OTHER_LANGUAGE: ReadonlySet<string> = new Set(
  Object.values(OTHER_LANGUAGES).flatMap((list) => [...list]),
);

/** Whether a word that no English question has holds sentences of another language together: `nedir`. */
export function isForeignFunctionWord(surface: string): boolean {
  return ANY_OTHER_LANGUAGE.has(surface);
}

/** The function words of the language that a question is in, where that is another than English. */
export function otherFunctionWords(surfaces: readonly string[]): ReadonlySet<string> | undefined {
  return OTHER_LANGUAGES[otherLanguage(surfaces) ?? ''];
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter(Boolean));
}
