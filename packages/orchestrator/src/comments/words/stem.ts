/** Forms that no ending tells. */
const IRREGULAR: ReadonlyMap<string, string> = new Map(
  `sent:send built:build made:make found:find kept:keep wrote:write written:write ran:run running:run given:give gave:give got:get
  gotten:get held:hold left:leave lost:lose told:tell taken:take took:take chosen:choose chose:choose broken:break broke:break
  bought:buy paid:pay said:say thrown:throw threw:throw drawn:draw drew:draw known:know knew:know shown:show spent:spend began:begin
  begun:begin fell:fall fallen:fall hid:hide hidden:hide children:child people:person indices:index matrices:matrix vertices:vertex
  analysis:analyze analyses:analyze criteria:criterion emitted:emit centre:center catalogue:catalog dialogue:dialog
  beginning:begin data:data does:do goes:go went:go has:have had:have`
    .split(/\s+/)
    .map((pair): [string, string] => {
      const [form = '', base = ''] = pair.split(':');
      return [form, base];
    }),
);

const ENDINGS: readonly string[] =
  `abilities ability ibilities ibility izations ization izing ized izes izer izers ize ations ation ators ator ating ated ates ate ions ion ings ing ies ied ers er ors or
  ments ment able ible ials ial als al ly ed es e s y`
    .split(/\s+/)
    .toSorted((a, b) => b.length - a.length);

const LEAST_FIRST = 3;
const LEAST_SECOND = 4;

/**
 * What forms of a word have in common: `query`, `queries` and `queried`; `normalise`, `normalized` and `normal`. It is rough, and too
 * kind rather than too strict: it is only ever held against few words.
 */
export function stem(word: string): string {
  const base = IRREGULAR.get(word) ?? word;
  const spelled = base
    .replace(/([iy])s(e|ed|es|ing|er|ers|ation|ations)$/, '$1z$2')
    .replace(/yz(e|ed|es|ing|er|ers)$/, 'yz$1')
    .replace(/our(s|ed|ing)?$/, 'or$1');
  return single(withoutEnding(single(withoutEnding(spelled, LEAST_FIRST)), LEAST_SECOND));
}

function withoutEnding(word: string, least: number): string {
  const ending = ENDINGS.find((one) => word.length - one.length >= least && word.endsWith(one) && mayGo(word, one));
  if (ending === undefined) return word;
  const rest = word.slice(0, -ending.length);
  return /^(ing|ings|ed)$/.test(ending) && /[^aeiou]y$/.test(rest) ? rest.slice(0, -1) : rest;
}

function mayGo(word: string, ending: string): boolean {
  const before = word.at(-ending.length - 1) ?? '';
  if (ending === 's') return !'su'.includes(before);
  if (ending === 'y') return !'aeiou'.includes(before);
  return true;
}

/** `cancell` and `cancel` are one. */
function single(word: string): string {
  return word.length > LEAST_FIRST && word.at(-1) === word.at(-2) ? word.slice(0, -1) : word;
}
