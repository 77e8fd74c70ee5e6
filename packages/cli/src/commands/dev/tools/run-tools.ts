import {
  TOOL_EFFECTS,
  type Tool,
  type ToolCallRecord,
  type ToolConsent,
  type ToolEffect,
  type ToolRules,
} from '@hanzo/contracts';
import type { ToolUse } from '@hanzo/coordinator';
import { consentOf } from '@hanzo/tools';
import type { ToolUsers } from './tool-users.ts';

/** Hears what became of each wish for a tool. */
export type ToolCallListener = (call: ToolCallRecord) => void;

/** The tools of one run. Disposing ends the servers that were started for it. */
export interface RunTools extends AsyncDisposable {
  readonly users: ToolUsers;
  /** What there is, for people. */
  readonly summary: ToolsSummary;
  /** Tools for one question. @param about by which they are chosen */
  use(about: string): ToolUse;
  /** The same for one verdict, which may take less: see {@link criticToolLimits}. */
  useOfCritic(about: string): ToolUse;
  /** Hears of every call from now on, until it is disposed. */
  onCall(listener: ToolCallListener): Disposable;
}

/** What there is, and what happens when a model asks for it. */
export interface ToolsSummary {
  /** Tools by their origin, those of hanzo first; what is never called is not counted. */
  readonly origins: readonly { readonly name: string; readonly tools: number }[];
  /** Of every tool, by the rule that counts for it. */
  readonly consents: readonly SummedTool[];
  /** Somebody is there to be asked. */
  readonly isAttended: boolean;
  /** Names of tools that write, where nothing may be written. @default none */
  readonly leftOut?: readonly string[] | undefined;
}

export type SummedTool = Pick<Tool, 'origin' | 'effect'> & { readonly name: string; readonly consent: ToolConsent };

export function summaryOf(tools: readonly Tool[], rules: ToolRules, isAttended: boolean): ToolsSummary {
  const consents = tools.map((tool): SummedTool => {
    const { spec, origin, effect } = tool;
    return { name: spec.name, origin, effect, consent: consentOf(tool, rules) };
  });
  const groups = Map.groupBy(
    consents.filter(({ consent }) => consent !== 'deny'),
    ({ origin }) => origin,
  );
  return { origins: [...groups].map(([name, same]) => ({ name, tools: same.length })), consents, isAttended };
}

/** `tools: 9 of hanzo, 25 of browser; without asking: read, network of browser; asked before: write; never: git_blame` */
export function toolsInWords({ origins, consents, isAttended }: ToolsSummary): string {
  const whose = origins.map(({ name, tools }) => `${tools} of ${name}`);
  const asked = isAttended ? 'asked before' : 'refused, since nobody is there to be asked';
  const parts = [whose.length === 0 ? 'none' : whose.join(', ')];
  for (const [consent, words] of [
    ['allow', 'without asking'],
    ['ask', asked],
    ['deny', 'never'],
  ] as const) {
    const which = TOOL_EFFECTS.flatMap((effect) => whichOf(effect, consent, consents));
    if (which.length > 0) parts.push(`${words}: ${which.join(', ')}`);
  }
  return `tools: ${parts.join('; ')}`;
}

/** Names in a row; there are servers with hundreds. */
const MOST_NAMED = 6;

/** Tools with an effect of which this is true: all of them, all of some servers, or by their names. */
function whichOf(effect: ToolEffect, consent: ToolConsent, all: readonly SummedTool[]): readonly string[] {
  const same = all.filter((tool) => tool.effect === effect);
  const isSo = (tool: SummedTool): boolean => tool.consent === consent;
  if (same.length === 0 || !same.some(isSo)) return [];
  if (same.every(isSo)) return [effect];
  return [...Map.groupBy(same, ({ origin }) => origin)].flatMap(([origin, tools]) => {
    if (tools.every(isSo)) return [`${effect} of ${origin}`];
    const names = tools.filter(isSo).map(({ name }) => name);
    const rest = names.length - MOST_NAMED;
    return rest > 0 ? [...names.slice(0, MOST_NAMED), `${rest} more of ${origin}`] : names;
  });
}
