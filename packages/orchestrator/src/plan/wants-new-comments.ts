/** What is done to doc comments that are there. */
const CHANGING =
  `remove|delete|strip|drop|erase|clear|clean|rid|translate|convert|migrate|port|move|replace|rename|turn|transform|change|edit|modify
  adjust|adapt|correct|fix|repair|improve|polish|enhance|extend|expand|shorten|trim|update|refresh|sync|rewrite|reword|rephrase|revise|proofread
  uncomment|merge|join|split|wrap|sort|align|unify|normali[sz]e|standardi[sz]e|moderni[sz]e|validate|verify|enforce|install|configure`.replaceAll(
    /\s+/g,
    '|',
  );
const CHANGED =
  'removed|deleted|stripped|translated|converted|migrated|updated|fixed|corrected|improved|rewritten|checked';

/** What asks about them, and adds none. */
const ASKING = `check|explain|find|search|locate|look|list|show|count|report|tell|say|know|compare|read|print|extract|collect|summari[sz]e|how many|how much`;
const MAKING = 'add|write|generate|create|insert|put|draft|provide|document';

/** They stand as verbs: no names of files or functions, nothing that "the", "every" or "that" goes before, and not what shall not be done. */
function verbs(words: string): string {
  return String.raw`(?<![\w./-])(?<!\b(?:the|a|an|all|any|every|each|this|these|our|my|its|that|which|not|never|without) |n['’]t )(?:${words})(?![\w(/-]|\.\w| (?:nothing|no|none|only|missing|undocumented)\b)`;
}

const CHANGES_BEFORE = new RegExp(verbs(CHANGING), 'i');
const ASKS_BEFORE = new RegExp(
  String.raw`${verbs(ASKING)}|\b(?:list|report|overview|summary|table|count|number|names) (?:of|on|about)\b`,
  'i',
);
/** The words up to where something shall be made: `Check all files and add`. */
const BEFORE_MAKING = new RegExp(String.raw`^.*(?:\b(?:and|then) |[,.;:] *)(?=(?:${MAKING})\b)`, 'is');
const NOT_MADE = new RegExp(String.raw`(?:\bnot|n['’]t|\bnever) (?:${MAKING})\b[^,.;:]*$`, 'i');
const QUESTION =
  /(?:^|[.!?;]\s+)(?:are|is|was|were|does|did|has|have|how|which|what|who|whose|why|do (?:the|all|any|our|my|these|we))\b[^.!?;]*$/i;
const EXISTING =
  /\b(?:existing|old|outdated|stale|obsolete|wrong|incorrect|misleading|make (?:the|all|our|my|these)) $/i;
const CHANGES_AFTER = new RegExp(
  String.raw`(?:[,;:.!?]\s*|\b(?:and|then|or|but|please|also) )(?!clear |clean |trim |sort )(?:${CHANGING})(?= (?!(?:functions?|methods?|in|of|from|nothing|no|none|only)\b)\w)|\bbe (?:${CHANGED})\b|\bhow (?:many|much)\b`,
  'i',
);

/**
 * Whether doc comments shall be written where there are none. Words may speak of those that are there: "remove the docstrings",
 * "which functions have no docstrings?".
 *
 * @param before the words before those for doc comments
 */
export function wantsNewComments(before: string, after: string): boolean {
  const asked = before.replace(BEFORE_MAKING, '');
  const isOfOthers = [CHANGES_BEFORE, NOT_MADE, EXISTING].some((words) => words.test(before));
  return !isOfOthers && !ASKS_BEFORE.test(asked) && !QUESTION.test(asked) && !CHANGES_AFTER.test(after);
}
