import { z } from 'zod';
import type { Reply, ServedTool } from '../calls/served-tool.ts';
import type { Serving } from '../serving.ts';
import type { MetricsInput } from '../metrics/metrics-input.ts';

const TIME = z.string().min(1).max(40).optional();

const INPUT: z.ZodType<MetricsInput> = z.strictObject({
  since: TIME.describe('Only what ended after this: 30m, 24h, 7d or an ISO date'),
  until: TIME.describe('Only what ended before this'),
  by: z
    .enum(['model', 'node', 'task', 'member', 'orchestrator', 'day'])
    .optional()
    .describe('Add up by this. Default: by rung, node and model'),
  orchestrator: z.string().min(1).max(100).optional().describe('Only runs of this orchestrator'),
});

const DESCRIPTION =
  'What hanzo did on this home, by whom, how fast and for how much: runs, tasks, tokens, dollars spent and saved, limits. Free and fast: reads local records only.';

export function metricsTool(serving: Serving): ServedTool<MetricsInput> {
  return {
    name: 'metrics',
    title: 'What was done and spent',
    description: DESCRIPTION,
    input: INPUT,
    hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    call: async (input: MetricsInput): Promise<Reply> => {
      const { metricsReply } = await import('../metrics/metrics-reply.ts');
      return metricsReply(input, serving);
    },
  };
}
