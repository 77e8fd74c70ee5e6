import {
  BUILT_IN,
  BUILT_IN_KINDS,
  HanzoError,
  nearest,
  TOOL_EFFECTS,
  type Tool,
  type ToolConsent,
  type ToolEffect,
  type ToolRules,
} from '@hanzo/contracts';
import { namesOf, patternOf } from './consent-of.ts';

/**
 * The tools that `--tools` names: `files`, `search` and `git`, `hanzo` for all of these, a server (`browser`, or `browser__*`), or
 * a tool. In the order of `tools`. No names: all of them.
 *
 * @param servers names of servers that are configured. One without tools did not start: whatever is named of it is no mistake
 * @throws HanzoError USAGE with the name that is unknown, and the nearest one that is not
 */
export function toolSelection(
  names: readonly string[],
  tools: readonly Tool[],
  servers: readonly string[] = [],
): readonly Tool[] {
  if (names.length === 0) return tools;
  const wanted = new Set(checkedNames(names, tools, servers, []));
  return tools.filter((tool) => namesOf(tool).some((name) => wanted.has(name)));
}

/** Of these servers, those that must be started for the tools that `--tools` names. No names: all of them. */
export function selectedServers(names: readonly string[], servers: readonly string[]): readonly string[] {
  if (names.length === 0) return servers;
  return servers.filter((server) => names.some((name) => name === server || name.startsWith(`${server}__`)));
}

/**
 * The rules with what `--allow-tools` allows for one run: `read`, `write`, `network`, or names as of {@link toolSelection}. A more
 * exact rule of the user's own still counts: who denies a tool and allows its server has the others allowed.
 *
 * @throws HanzoError USAGE
 */
export function rulesWith(
  rules: ToolRules,
  allowTools: readonly string[],
  tools: readonly Tool[],
  servers: readonly string[] = [],
): ToolRules {
  const allowed = checkedNames(allowTools, tools, servers, TOOL_EFFECTS).map((name) => [name, 'allow'] as const);
  const effects = allowed.filter(([name]) => isEffect(name));
  const byName: Readonly<Record<string, ToolConsent>> = {
    ...rules.byName,
    ...Object.fromEntries(allowed.filter(([name]) => !isEffect(name))),
  };
  return { ...rules, ...Object.fromEntries(effects), byName };
}

function isEffect(name: string): name is ToolEffect {
  return TOOL_EFFECTS.some((effect) => effect === name);
}

/**
 * The user's rules by name that no tool goes by, and no server that is configured: who writes one relies on it. For people, a
 * sentence each, those that forbid first.
 *
 * @param servers as of {@link toolSelection}
 */
export function idleRules(
  { byName = {} }: ToolRules,
  tools: readonly Tool[],
  servers: readonly string[],
): readonly string[] {
  const known = [...new Set(tools.flatMap(namesOf))];
  const away = withoutTools(servers, tools);
  const idle = Object.entries(byName).filter(([name]) => !known.includes(name) && !isOfAny(name, away));
  const order: readonly ToolConsent[] = ['deny', 'ask', 'allow'];
  return idle
    .toSorted(([, a], [, b]) => order.indexOf(a) - order.indexOf(b))
    .map(([name, consent]) => {
      const guess = nearest(name, known);
      const hint = guess === undefined ? '' : ` Did you mean "${guess}"?`;
      return `tools.byName.${name} (${consent}) counts for no tool that there is.${hint}`;
    });
}

/** As rules name them: a server becomes its pattern. */
function checkedNames(
  names: readonly string[],
  tools: readonly Tool[],
  servers: readonly string[],
  words: readonly string[],
): readonly string[] {
  const origins = new Set([...tools.map(({ origin }) => origin).filter((origin) => origin !== BUILT_IN), ...servers]);
  const known = new Set([
    ...words,
    BUILT_IN,
    ...BUILT_IN_KINDS,
    ...[...origins].map(patternOf),
    ...tools.map(({ spec }) => spec.name),
  ]);
  const away = withoutTools(servers, tools);
  return names.map((name) => {
    if (known.has(name)) return name;
    if (origins.has(name)) return patternOf(name);
    if (isOfAny(name, away)) return name;
    throw unknownName(name, [...origins, ...known]);
  });
}

/** Which tools they would have, nobody knows. */
function withoutTools(servers: readonly string[], tools: readonly Tool[]): readonly string[] {
  const there = new Set(tools.map(({ origin }) => origin));
  return servers.filter((server) => !there.has(server));
}

function isOfAny(name: string, servers: readonly string[]): boolean {
  return servers.some((server) => name.startsWith(`${server}__`));
}

function unknownName(name: string, known: readonly string[]): HanzoError {
  // `click` for `browser__browser_click`.
  const guess = nearest(name, known) ?? known.find((each) => each.endsWith(`_${name}`));
  const short = known.filter((each) => !each.includes('__'));
  return new HanzoError('USAGE', `There is no tool, and no server, "${name}".`, {
    details: { name },
    mend: guess === undefined ? `Known here: ${short.join(', ')}.` : `Did you mean "${guess}"?`,
  });
}
