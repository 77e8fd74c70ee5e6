/** What a text says of modules. */
export interface NamedModules {
  readonly real: readonly string[];
  /** Paths of files that are not there. */
  readonly madeUp: readonly string[];
}

/** On a line of modules all words in backticks or with a slash are paths; elsewhere names such as Node.js are not. */
const MODULES_LINE = /^[*_\s-]*Modules?[*_]*:(.*)$/im;
/** What stands in code is an example. */
const CODE = /^\s*(```|~~~)[\s\S]*?(?:^\s*\1|$(?![\s\S]))/gm;
const BETWEEN_WORDS = /[\s`"',;|<>→*]+/u;
const AROUND_WORDS = /^[(\-–—]+|[)\-–—.:!?]+$/gu;
const LINES = /:\d+(?:-\d+)?$/;
/** A file that is to be made is no claim about the workspace. */
const NEW_BEFORE = /\b(?:new|creates?|adds?|introduces?|into)\b[^.;\n]{0,30}$/i;
const NEW_AFTER = /^[`*_]*\s*\((?:a )?new\b/i;

/** The modules that a part of an answer is about: those of its line of modules, or all that it names where it has none. */
export function namedModules(part: string, modules: ReadonlySet<string>): NamedModules {
  const prose = part.replaceAll(CODE, '\n');
  const line = MODULES_LINE.exec(prose)?.[1];
  // They may also stand in a list below it.
  const isLine = line !== undefined && /\w/.test(line);
  const named = pathsIn(isLine ? line : prose, modules, isLine);
  return {
    real: named.filter((path) => isThere(path, modules)),
    madeUp: named.filter((path) => !isThere(path, modules)),
  };
}

/** Words that may be paths of modules. */
export function wordsOf(text: string): readonly string[] {
  return text.split(BETWEEN_WORDS).map(bare);
}

function pathsIn(text: string, modules: ReadonlySet<string>, isLine: boolean): readonly string[] {
  const endings = new Set([...modules].map(endingOf));
  const paths: string[] = [];
  // Names may hold spaces: what stands between backticks is looked up whole first.
  const rest = text.replaceAll(/`([^`\n]+)`/g, (quoted, word: string) => {
    if (!modules.has(bare(word))) return quoted;
    paths.push(bare(word));
    return ' ';
  });
  for (const match of rest.matchAll(/[^\s`"',;|<>→*]+/gu)) {
    const word = bare(match[0]);
    const isPath = !word.includes('://') && (isLine || word.includes('/')) && endings.has(endingOf(word));
    const after = rest.slice(match.index + match[0].length);
    const isNew = NEW_AFTER.test(after) || (!isLine && NEW_BEFORE.test(rest.slice(0, match.index)));
    if (modules.has(word) || (isPath && !isNew)) paths.push(word);
  }
  return paths;
}

function isThere(path: string, modules: ReadonlySet<string>): boolean {
  return modules.has(path) || [...modules].some((one) => one.endsWith(`/${path}`));
}

function bare(word: string): string {
  return word.replace(AROUND_WORDS, '').replace(LINES, '').replace(/^\.\//, '');
}

/** With its dot; empty where there is none. */
function endingOf(path: string): string {
  return /\.\w+$/.exec(path)?.[0] ?? '';
}
