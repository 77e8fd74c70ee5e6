import {
  BUILT_IN,
  BUILT_IN_KINDS,
  BUILT_IN_TOOLS,
  nearest,
  parseDollars,
  TOOL_CONSENTS,
  TOOL_EFFECTS,
  type ToolConsent,
} from '@hanzo/contracts';
import { z } from 'zod';

/** The `tools` section of config.json: what models may do with tools, and how much of it. */
export interface ToolsSection {
  readonly approve?:
    | {
        readonly read?: ToolConsent | undefined;
        readonly write?: ToolConsent | undefined;
        readonly network?: ToolConsent | undefined;
      }
    | undefined;
  readonly byName?: Readonly<Record<string, ToolConsent>> | undefined;
  readonly steps?: number | undefined;
  readonly seconds?: number | undefined;
  readonly budgetUsd?: string | number | undefined;
  readonly callSeconds?: number | undefined;
}

/** What timers can wait: 24 days. */
const MAX_SECONDS = 24 * 24 * 3_600;

const consent = z.enum(TOOL_CONSENTS).optional();
const seconds = z.number().min(0.001).max(MAX_SECONDS).optional();

const OWN_NAMES: readonly string[] = [BUILT_IN, ...BUILT_IN_KINDS, ...BUILT_IN_TOOLS];
/** Of a tool of a server, or of all of them. */
const OF_SERVER = /^(?=.{1,64}$)[\w-]+__(?:[\w-]+|\*)$/;

/** A rule under a name that no tool can have would be no rule, and who denies relies on it. Undefined: one may have it. */
function nameFault(name: string): string | undefined {
  if (OWN_NAMES.includes(name) || OF_SERVER.test(name)) return undefined;
  if (TOOL_EFFECTS.some((effect) => effect === name))
    return `no tool has this name: did you mean tools.approve.${name}?`;
  const server = /^[\w-]{1,61}\*?$/.test(name) ? name.replace(/_*\*?$/, '') : 'browser';
  const guess = nearest(name, OWN_NAMES) ?? `${server}__*`;
  return `no tool has this name: did you mean "${guess}"?`;
}

/** Rules by name, each under a name that means something. */
const byName = z.record(z.string(), z.enum(TOOL_CONSENTS)).superRefine((rules, { addIssue }) => {
  for (const name of Object.keys(rules)) {
    const message = nameFault(name);
    if (message !== undefined) addIssue({ code: 'custom', path: [name], message });
  }
});

/** Strict at every level: a rule with a typing error would be no rule. */
export const toolsSectionSchema: z.ZodType<ToolsSection> = z.strictObject({
  approve: z
    .strictObject({
      read: consent.describe('Look at what is on this machine (default: allow)'),
      write: consent.describe('Change something here (default: ask)'),
      network: consent.describe('Reach, or change, something elsewhere (default: ask)'),
    })
    .optional()
    .describe('What is done when a model asks for a tool: it is called, you are asked, or it is not called'),
  byName: byName
    .optional()
    .describe(
      'The same for single tools (browser__browser_click), all tools of a server (browser__*), or files, search, git, hanzo',
    ),
  steps: z
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe('Most requests with tools before a model must answer (default: 12)'),
  seconds: seconds.describe('Most time for them, with their calls (default: 180)'),
  budgetUsd: z
    .union([z.string(), z.number()])
    .refine(
      (amount) => parseDollars(amount) !== undefined,
      'must be an amount in US dollars such as 12.50, with at most six decimals',
    )
    .optional()
    .describe('No tool is called any more once these requests cost so much, in US dollars (default: 1)'),
  callSeconds: seconds.describe(
    'Most time for one call of a tool of a server whose entry in mcp.json says nothing (default: 60)',
  ),
});
