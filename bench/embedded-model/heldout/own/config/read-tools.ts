import { DEFAULT_CALL_MS, DEFAULT_TOOL_LIMITS, DEFAULT_TOOL_RULES, parseDollars, TOOL_EFFECTS } from '@hanzo/contracts';
import type { ConfigFile } from './file-schema.ts';
import type { ConfigFlags, ToolKey, ToolSettings } from './model.ts';
import { defined, inFileName, type Reader } from './setting-reader.ts';

type Limit = 'steps' | 'seconds' | 'budgetUsd' | 'callSeconds';

const FLAGS: Readonly<Partial<Record<Limit, string>>> = {
  steps: '--tool-steps',
  seconds: '--tool-seconds',
  budgetUsd: '--tool-budget',
};

export function readTools({ tools: flags = {} }: ConfigFlags, file: ConfigFile, reader: Reader): ToolSettings {
  const { approve = {}, byName, ...limits } = file.tools ?? {};
  for (const effect of TOOL_EFFECTS) note(`tools.approve.${effect}`, approve[effect], reader);
  note('tools.byName', byName, reader);
  for (const key of ['steps', 'seconds', 'budgetUsd', 'callSeconds'] as const) {
    const flag = flags[key as keyof typeof flags] === undefined ? undefined : FLAGS[key];
    if (flag === undefined) note(`tools.${key}`, limits[key], reader);
    else reader.note(`tools.${key}`, { value: undefined, from: flag });
  }
  const { steps, seconds, budgetUsd, callSeconds } = { ...limits, ...defined(flags) };
  return {
    rules: { ...DEFAULT_TOOL_RULES, ...defined(approve), ...defined({ byName }) },
    limits: {
      maxSteps: steps ?? DEFAULT_TOOL_LIMITS.maxSteps,
      maxMs: inMs(seconds) ?? DEFAULT_TOOL_LIMITS.maxMs,
      maxMicros: (budgetUsd === undefined ? undefined : parseDollars(budgetUsd)) ?? DEFAULT_TOOL_LIMITS.maxMicros,
      maxToldTokens: DEFAULT_TOOL_LIMITS.maxToldTokens,
    },
    callMs: inMs(callSeconds) ?? DEFAULT_CALL_MS,
  };
}

function inMs(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.round(seconds * 1_000);
}

function note(key: ToolKey, value: unknown, { path, note: remember }: Reader): void {
  remember(key, { value, from: value === undefined ? 'default' : inFileName(path, key) });
}
