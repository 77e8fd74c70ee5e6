import { type Answer, type Attempt, NO_USAGE, type Task, type TaskSource, type Who } from '@hanzo/contracts';
import type { Finding } from '@hanzo/tools';
import type { RunFinding } from '../src/run/run-finding.ts';
import { FINDINGS_OUTPUT } from '../src/findings/findings-schema.ts';

/** A small source with real defects. */
export const CART: string = `import type { CartLine } from './types.ts';

export function cartSubtotal(cartLines: readonly CartLine[]): number {
  let subtotal = 0;
  for (let index = 0; index <= cartLines.length; index++) {
    subtotal += cartLines[index].unitPrice * cartLines[index].quantity;
  }
  return subtotal;
}

export function applyVoucher(subtotal: number, voucherPercent: number): number {
  return subtotal - subtotal * voucherPercent / 100;
}
`;

export const GOOD_FINDING: Finding = {
  line: 5,
  quote: 'index <= cartLines.length',
  severity: 'high',
  category: 'off-by-one',
  confidence: 'high',
  rationale: 'The last index is one below the length, so the last turn reads undefined.',
  message: 'The loop in cartSubtotal reads one element past the end.',
  fix: 'Use < in place of <=.',
};

export const WORKER: Who = {
  kind: 'worker',
  node: 'studio',
  peerId: '12D3KooWExamplePeerIdAbCdEfGh',
  model: 'llama3.2',
};
export const API: Who = { kind: 'api', endpoint: 'api.openai.com', requestedModel: 'gpt-5', servedModel: 'gpt-5-2025' };
export const TOOL: Who = { kind: 'tool', tool: 'syntax-check' };

/** One that nobody has judged yet. */
export const OPEN_FINDING: RunFinding = {
  ...GOOD_FINDING,
  path: 'a.ts',
  kind: 'review',
  taskId: 't',
  who: WORKER,
  fingerprint: 'f',
  looks: { found: 1, of: 1 },
  standing: 'unjudged',
  why: '',
  votes: [],
  isKnown: false,
};

export function source(text: string = CART, path = 'src/cart.ts', firstLine = 1): TaskSource {
  return { path, firstLine, text };
}

export function task(change: Partial<Task> = {}): Task {
  return {
    id: 'r-1',
    runId: 'r',
    kind: 'review',
    tier: 'simple',
    title: 'review src/cart.ts:1-13',
    system: 's',
    prompt: 'p',
    output: FINDINGS_OUTPUT,
    sources: [source()],
    maxOutputTokens: 700,
    sampling: {},
    timeoutMs: 1000,
    ...change,
  };
}

export function answer(text: string, change: Partial<Answer> = {}): Answer {
  return {
    text,
    finish: 'stop',
    who: WORKER,
    usage: { ...NO_USAGE, inputTokens: 100, outputTokens: 20 },
    timings: { queueMs: 0, firstTokenMs: 5, totalMs: 2000 },
    costMicros: 0,
    ...change,
  };
}

export function findings(summary: string, ...found: readonly Finding[]): string {
  return JSON.stringify({ summary, findings: found });
}

export const SUMMARY = 'cartSubtotal adds up the lines and applyVoucher takes a percentage off.';

export function passed(number: number, from: Answer): Attempt {
  return { number, rung: 'mesh', who: from.who, startedAt: 0, endedAt: 1, end: { kind: 'passed', answer: from } };
}

export function rejected(number: number, from: Answer, gate: string, reason: string): Attempt {
  return {
    number,
    rung: 'mesh',
    who: from.who,
    startedAt: 0,
    endedAt: 1,
    end: { kind: 'rejected', answer: from, gate, reason },
  };
}
