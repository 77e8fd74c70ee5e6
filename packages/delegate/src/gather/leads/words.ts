/** Words that say nothing of where a fault lies. */
const COMMON: ReadonlySet<string> = new Set(
  (
    'a about above after again all also always am an and another any anyone anything are as at back be because been before ' +
    'being below between both but by can cannot case cases com could did do does doing done down each either else etc even ' +
    'ever every example examples expect expected few first following for from full get gets getting give given gives go good ' +
    'got had happen happens has have having he help her here hi his how however http https i if in instead into is issue it ' +
    'its just know last let like line lines little long look looks made make makes making many may maybe me might more most ' +
    'much must my need needs never new next no non not nothing now of off often ok on once one only or org other others our ' +
    'out over own part please possible problem python quite rather really reason run running said same say see seem seems she ' +
    'should show shows side since so some something still such sure take than thank thanks that the their them then there ' +
    'these they thing things think this those though through to too tried true try trying two under until up upon us use used ' +
    'uses using usually very want wants was way we well were what when where whether which while who why will with without ' +
    'work working works would wrong www yes yet you your github bug actual behavior behaviour version versions steps reproduce ' +
    'description return returns none false self def class import print'
  ).split(' '),
);

/** A part of an identifier, or a word. */
const PART = /[A-Z]?[a-z\u0080-\uffff]+|[A-Z]+(?![a-z])|[0-9]+/g;

/** The words of a text in lower case, identifiers taken apart: `parseURLConfig2` is parse, url, config, 2. */
export function partsOf(text: string): readonly string[] {
  return (text.match(PART) ?? []).map((part) => part.toLowerCase());
}

/** True for words that stand in any text. */
export function isCommon(word: string): boolean {
  return COMMON.has(word.toLowerCase());
}

/** Those of them that say something. */
export function wordsOf(text: string): readonly string[] {
  return partsOf(text).filter((word) => word.length > 2 && word.length < 40 && !COMMON.has(word));
}

/** A word as its other forms are written, itself among them: what is asked for in the plural may be named in the singular. */
export function formsOf(word: string): readonly string[] {
  const forms = new Set([word, `${word}s`, `${word}ed`, `${word}ing`]);
  if (word.endsWith('s') && word.length > 4 && !word.endsWith('ss')) forms.add(word.slice(0, -1));
  if (word.endsWith('ies') && word.length > 5) forms.add(`${word.slice(0, -3)}y`);
  if (word.endsWith('y')) forms.add(`${word.slice(0, -1)}ies`);
  if (word.endsWith('e')) for (const ending of ['ing', 'ed']) forms.add(word.slice(0, -1) + ending);
  for (const ending of ['ing', 'ed']) {
    if (!word.endsWith(ending) || word.length < ending.length + 4) continue;
    const stem = word.slice(0, -ending.length);
    forms.add(stem).add(`${stem}e`).add(`${stem}s`);
  }
  return [...forms];
}
