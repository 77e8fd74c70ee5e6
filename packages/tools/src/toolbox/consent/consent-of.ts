import { BUILT_IN, type Tool, type ToolConsent, type ToolRules } from '@hanzo/contracts';

/** What the user's rules say of a tool: the most exact one counts. */
export function consentOf(tool: Tool, rules: ToolRules): ToolConsent {
  const byName = rules.byName ?? {};
  const name = namesOf(tool).find((each) => Object.hasOwn(byName, each));
  return (name === undefined ? undefined : byName[name]) ?? rules[tool.effect];
}

/**
 * By which a tool may be named, the most exact one first. By origin, not by the beginning of its name: that of one server may
 * begin as that of another one does. No server is taken for hanzo, whatever its name.
 */
export function namesOf({ spec, origin, kind }: Tool): readonly string[] {
  if (origin !== BUILT_IN) return [spec.name, patternOf(origin)];
  return [spec.name, ...(kind === undefined ? [] : [kind]), BUILT_IN];
}

/** All tools of a server. */
export function patternOf(origin: string): string {
  return `${origin}__*`;
}
