/** Words that stand in most issues and say nothing of what they are about. */
const COMMON: ReadonlySet<string> = new Set(
  `the and for not with from that this when then than after before while into over under only also but are was were has have had does
  did done can could should would will its our your they them there here what which who why how all any some each every more most
  less very still just even because where about again error errors fail fails failed failing failure bug bugs issue issues problem
  problems wrong broken crash crashes work works working fix fixed fixes fixing code file files line lines test tests run runs
  running get gets got set sets use uses used using add added make makes new old call calls called return returns returned value
  values one two first last time times user users please help need needs show shows shown see seen try tried tries expected actual
  instead without within between since until same other another cannot none null undefined true false`.split(/\s+/),
);
const MOST_TERMS = 300;

/** What a text is about: its words and names without case, and the parts of names. Those that stand everywhere are none. */
export function termsOf(text: string): ReadonlySet<string> {
  const terms = new Set<string>();
  for (const [name] of text.matchAll(/[\p{L}\p{N}_$]+/gu)) {
    if (terms.size >= MOST_TERMS) break;
    for (const term of [name, ...partsOf(name)]) if (isTerm(term.toLowerCase())) terms.add(term.toLowerCase());
  }
  return terms;
}

/** `parse_config` and `parseConfig` are about parsing and about configs. */
function partsOf(name: string): readonly string[] {
  const parts = name.split(/[_$]+|(?<=\p{Ll})(?=\p{Lu})/u);
  return parts.length > 1 ? parts : [];
}

function isTerm(term: string): boolean {
  return term.length >= 3 && !COMMON.has(term) && !/^\d{5,}$/.test(term);
}
