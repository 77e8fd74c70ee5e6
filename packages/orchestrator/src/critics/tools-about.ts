import type { Answer, Task } from '@hanzo/contracts';

interface FindingWords {
  readonly message: string;
  readonly rationale: string;
}

/** What tools of a critic are chosen by: what was wanted, and what was claimed. */
export function aboutFindings(instructions: string, findings: readonly FindingWords[]): string {
  const claims = findings.flatMap(({ message, rationale }) => [message, rationale]);
  return withoutPaths([instructions, ...claims].join('\n'));
}

/** The same for who judges a whole answer: its words, and the part of the prompt that says what was wanted. */
export function aboutAnswer({ prompt, sources }: Task, { text }: Answer): string {
  const [, , wanted] = /<wanted mark="([0-9a-f]+)">\n([\s\S]*?)\n<\/wanted mark="\1">/.exec(prompt) ?? [];
  return withoutPaths([wanted ?? (sources.length === 0 ? prompt : ''), ...wordsOf(text)].join('\n'));
}

/** Names of folders and files are no wish: a file of a project may be called as a tool is. Addresses are one. */
function withoutPaths(text: string): string {
  return text.replaceAll(
    /(?<![\w/:.@-])(?:\.{0,2}\/)?[\w.@-]+(?:\/[\w.@-]+)+|(?<![\w/:.@-])[\w-]+\.[a-z]{1,4}\b(?![\w/.])/g,
    ' ',
  );
}

/** Fields of answers that are code or places. */
const NO_WORDS: ReadonlySet<string> = new Set(['quote', 'path', 'file', 'category', 'severity']);

function wordsOf(answer: string): readonly string[] {
  try {
    const words: string[] = [];
    JSON.parse(answer, (name, value: unknown) => {
      if (typeof value === 'string' && !NO_WORDS.has(name)) words.push(value);
      return value;
    });
    return words;
  } catch {
    return [answer];
  }
}
