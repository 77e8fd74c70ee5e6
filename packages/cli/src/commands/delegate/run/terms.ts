import { firstChars } from '@hanzo/contracts';
import type { DelegationRequest, FileWish } from '@hanzo/delegate';
import { z } from 'zod';
import { given } from '../../dev/run/setting-of.ts';
import type { DelegateEngineFlags } from '../flags.ts';
import type { Evidence } from './prepare-request.ts';

/** What a delegation was begun with, as far as it is needed to go on with it. Its texts are as they were sent: without secrets. */
export interface Terms {
  readonly flags: Pick<
    DelegateEngineFlags,
    | 'budget'
    | 'retries'
    | 'maxOutputTokens'
    | 'baseUrl'
    | 'api'
    | 'retryOnRateLimit'
    | 'maxRetries'
    | 'serviceTier'
    | 'effort'
    | 'fallback'
    | 'background'
  >;
  /** What may be sent, and what may not. */
  readonly wishes: readonly FileWish[];
  /** Paths of files that were sent though nobody named them. */
  readonly gathered: readonly string[];
  /** How many tokens all files had that were sent. @default 0 */
  readonly fileTokens?: number | undefined;
  readonly gathers: boolean;
  readonly diff: boolean;
  readonly earlier?: boolean | undefined;
  readonly within?: string | undefined;
  readonly contextTokens: number;
  readonly context?: string | undefined;
  readonly logs?: string | undefined;
}

/**
 * Texts beyond it make a log that is read for each list too long: further rounds of a delegation that is taken up get the beginning of
 * the context and the end of the logs. In UTF-16 units, of each.
 */
const MOST_TEXT = 32 * 1024;

const wishesSchema: z.ZodType<readonly FileWish[]> = z.array(
  z.object({
    pattern: z.string().min(1),
    isLiteral: z.boolean().optional(),
    lines: z.object({ first: z.int().min(1), last: z.int().min(1) }).optional(),
    isExcluded: z.boolean(),
  }),
);

const termsSchema: z.ZodType<Terms> = z.object({
  flags: z
    .object({
      budget: z.string(),
      retries: z.number(),
      maxOutputTokens: z.number(),
      baseUrl: z.string(),
      api: z.enum(['responses', 'chat']),
      retryOnRateLimit: z.boolean(),
      maxRetries: z.number(),
      serviceTier: z.enum(['standard', 'flex', 'priority']),
      effort: z.string(),
      fallback: z.union([z.literal(false), z.array(z.string())]),
      background: z.boolean(),
    })
    .partial() as unknown as z.ZodType<Terms['flags']>,
  wishes: wishesSchema,
  gathered: z.array(z.string()),
  fileTokens: z.int().min(0).optional(),
  gathers: z.boolean(),
  diff: z.boolean(),
  earlier: z.boolean().optional(),
  within: z.string().min(1).optional(),
  contextTokens: z.number(),
  context: z.string().optional(),
  logs: z.string().optional(),
});

export interface TermsParts {
  readonly flags: DelegateEngineFlags;
  readonly evidence: Evidence;
  readonly request: DelegationRequest;
}

/** As plain JSON for the log. */
export function writeTerms({ flags, request, evidence }: TermsParts): Readonly<Record<string, unknown>> {
  const { budget, retries, maxOutputTokens, baseUrl, api } = flags;
  const { retryOnRateLimit, maxRetries, serviceTier, effort, fallback, background } = flags;
  const calls = { retryOnRateLimit, maxRetries, serviceTier, effort, fallback, background };
  const kept = given({ budget, retries, maxOutputTokens, baseUrl, api, ...calls });
  const { context, logs } = request;
  const { wishes, gathers, diff, earlier, within, contextTokens } = evidence;
  const gathered = request.files.flatMap(({ path, because }) => (because === 'named' ? [] : path));
  const fileTokens = request.files.reduce((sum, { tokens }) => sum + tokens, 0);
  const sent = { wishes, gathered, fileTokens, gathers, diff, contextTokens, ...given({ earlier, within }) };
  return {
    ...sent,
    flags: kept,
    ...given({ context: context && firstChars(context, MOST_TEXT), logs: logs && lastLines(logs) }),
  };
}

function lastLines(logs: string): string {
  if (logs.length <= MOST_TEXT) return logs;
  const last = logs.slice(-MOST_TEXT);
  return last.slice(last.indexOf('\n') + 1).toWellFormed();
}

/** Which files a delegation might send, and which others it has sent. Undefined where that was not kept. */
export function readSent(stored: Readonly<Record<string, unknown>>): Pick<Terms, 'wishes' | 'gathered'> | undefined {
  return z.object({ wishes: wishesSchema, gathered: z.array(z.string()) }).safeParse(stored).data;
}

/** Undefined where somebody else wrote them. */
export function readTerms(stored: Readonly<Record<string, unknown>>): Terms | undefined {
  return termsSchema.safeParse(stored).data;
}
