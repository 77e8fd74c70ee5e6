import { type JsonSchema, type OutputShape, SEVERITIES, type Severity, type Task } from '@hanzo/contracts';
import { type Parsed, parseJsonAs } from '@hanzo/tools';
import { z } from 'zod';

/** What a critic can say of a finding. */
export const VERDICTS = ['confirm', 'refute', 'adjust'] as const;

/** A critic's word on one finding. */
export interface Verdict {
  /** As the findings are numbered in the prompt. */
  readonly finding: string;
  readonly reason: string;
  readonly verdict: (typeof VERDICTS)[number];
  /** Counts where the verdict is `adjust`. */
  readonly severity: Severity;
}

const NAME = 'verdicts';

/**
 * What engines are bound to when they judge findings: the ids of those are part of the schema, so that engines with a
 * grammar can name no other, and the gate knows which must be judged. The reason comes first: it is thought before it is decided.
 */
export function verdictsOutput(ids: readonly string[]): OutputShape {
  const verdict: JsonSchema = {
    type: 'object',
    properties: {
      finding: { type: 'string', enum: ids },
      reason: { type: 'string', maxLength: 300, description: 'One sentence that names the code which decides it' },
      verdict: { type: 'string', enum: VERDICTS },
      severity: { type: 'string', enum: SEVERITIES, description: "Yours where you adjust, else the finding's own" },
    },
    required: ['finding', 'reason', 'verdict', 'severity'],
    additionalProperties: false,
  };
  const schema: JsonSchema = {
    type: 'object',
    properties: { verdicts: { type: 'array', items: verdict, maxItems: ids.length } },
    required: ['verdicts'],
    additionalProperties: false,
  };
  return { kind: 'json', name: NAME, schema };
}

/** True for tasks whose answer is verdicts. */
export function isVerdictsTask({ output }: Pick<Task, 'output'>): boolean {
  return output.kind === 'json' && output.name === NAME;
}

/** As for findings: engines without a grammar may exceed lengths, within reason. */
const MOST_CHARS = 4_000;

const validator: z.ZodType<{ readonly verdicts: readonly Verdict[] }> = z.object({
  verdicts: z.array(
    z.object({
      finding: z.string().max(100),
      reason: z.string().max(MOST_CHARS),
      verdict: z.enum(VERDICTS),
      severity: z.enum(SEVERITIES),
    }),
  ),
});

/** Reads verdicts: each finding that the task asks about is judged exactly once, and no other. */
export function parseVerdicts({ output }: Pick<Task, 'output'>, text: string): Parsed<readonly Verdict[]> {
  const parsed = parseJsonAs(text, validator);
  if (!parsed.ok) return parsed;
  const { verdicts } = parsed.value;
  const ids = idsOf(output);
  const unknown = verdicts.find(({ finding }) => !ids.includes(finding));
  if (unknown !== undefined)
    return { ok: false, reason: `It judges ${JSON.stringify(unknown.finding)}, and no finding has that id.` };
  const [wrong] = ids.filter((id) => verdicts.filter(({ finding }) => finding === id).length !== 1);
  if (wrong === undefined) return { ok: true, value: verdicts };
  const times = verdicts.filter(({ finding }) => finding === wrong).length;
  return {
    ok: false,
    reason: `It judges ${wrong} ${times === 0 ? 'not at all' : `${times} times`}: once is asked for.`,
  };
}

/** The ids that the schema of a verdicts task names; none for other tasks. */
function idsOf(output: OutputShape): readonly string[] {
  if (output.kind !== 'json' || output.schema.type !== 'object') return [];
  const list = output.schema.properties['verdicts'];
  const item = list?.type === 'array' ? list.items : undefined;
  const finding = item?.type === 'object' ? item.properties['finding'] : undefined;
  return finding !== undefined && 'enum' in finding ? finding.enum : [];
}
