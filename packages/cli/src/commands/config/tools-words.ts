import { formatDollars, TOOL_EFFECTS } from '@hanzo/contracts';
import type { Config } from '@hanzo/config';

/** What models may do with tools, a line each. */
export function toolsInWords({ tools }: Config): readonly string[] {
  const { rules, limits, callMs } = tools;
  const named = Object.entries(rules.byName ?? {}).map(([name, consent]) => `${name} ${consent}`);
  return [
    TOOL_EFFECTS.map((effect) => `${effect}: ${rules[effect]}`).join(' · '),
    ...(named.length === 0 ? [] : [`before that: ${named.join(', ')}`]),
    `at most ${limits.maxSteps} requests, ${limits.maxMs / 1_000} s, ${formatDollars(limits.maxMicros)}; a call ${callMs / 1_000} s`,
  ];
}

/** The same for programs. */
export function toolFields({ tools }: Config): object {
  const { rules, limits, callMs } = tools;
  const { byName = {}, ...approve } = rules;
  return {
    approve,
    byName,
    steps: limits.maxSteps,
    seconds: limits.maxMs / 1_000,
    budgetMicros: limits.maxMicros,
    callSeconds: callMs / 1_000,
  };
}

/** Settings of tools that the user's file says, by their paths in it. */
export function toolsChanged({ origins }: Config): readonly string[] {
  return Object.entries(origins).flatMap(([key, from]) =>
    key.startsWith('tools.') && from !== 'default' ? [key] : [],
  );
}
