import { sectionsByLine } from './toml-sections.ts';

/** Tables whose keys are packages, as Poetry and Pipenv have them. */
const OF_KEYS = /(?:^|\.)(?:dev-)?dependencies$|^(?:dev-)?packages$/;
/** Tables all of whose lists are of packages. */
const OF_LISTS = /^(?:project\.optional-dependencies|dependency-groups|tool\.pdm\.dev-dependencies)$/;
/** Keys whose list is of packages. */
const LIST = /^\s*["']?(?:[\w.-]*dependencies|requires)["']?\s*=/;
/** The project's own name. */
const OWN = /^\s*name\s*=/;
const IN_QUOTES = /["']\s*([A-Za-z0-9][\w.-]*)/g;

/** The distributions that a manifest of Python names, as they are written, its own among them. */
export function pythonRequirements(path: string, text: string): readonly string[] {
  if (/\.(?:txt|in)$/.test(path)) return namesIn(text, /^\s*([A-Za-z0-9][\w.-]*)/gm);
  if (path.endsWith('.py')) return namesIn(text, IN_QUOTES);
  return path.endsWith('.cfg') ? inSetupCfg(text) : inToml(text);
}

function inToml(text: string): readonly string[] {
  const places = sectionsByLine(text);
  return text.split(/\r?\n/).flatMap((line, at) => {
    if (/^\s*#/.test(line)) return [];
    const { table = '', key = '' } = places[at] ?? {};
    if (OF_KEYS.test(table)) return namesIn(line, /^\s*["']?([A-Za-z0-9][\w.-]*)["']?\s*=/g);
    const isOwn = OWN.test(line) && /^(?:project|tool\.poetry)$/.test(table);
    if (!isOwn && !OF_LISTS.test(table) && !LIST.test(key)) return [];
    return namesIn(line.replace(/^\s*["']?[\w.-]+["']?\s*=/, ''), IN_QUOTES);
  });
}

/** Lines that stand in below `install_requires` and its like, or in a table of extras. */
function inSetupCfg(text: string): readonly string[] {
  let table = '';
  let key = '';
  return text.split(/\r?\n/).flatMap((line) => {
    const head = /^\[([^\]]+)\]/.exec(line)?.[1];
    if (head !== undefined) [table, key] = [head.trim(), ''];
    const [, name, value = ''] = /^(\w[\w.-]*)\s*=\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined) key = name;
    if (table === 'metadata' && name === 'name') return [value.trim()];
    const isList = table === 'options.extras_require' || (table === 'options' && /_requires?$|^requires$/.test(key));
    return isList ? namesIn(name === undefined ? line : value, /^\s*([A-Za-z0-9][\w.-]*)/g) : [];
  });
}

function namesIn(text: string, pattern: RegExp): readonly string[] {
  return Array.from(text.matchAll(pattern), ([, name = '']) => name);
}
