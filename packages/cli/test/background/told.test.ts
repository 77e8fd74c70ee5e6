import type { BackgroundStage, PaidEvent } from '@hanzo/coordinator';
import { expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { paidListener } from '../../src/commands/dev/money/paid-progress.ts';
import { listeningTerminal } from '../conversation/listening-terminal.ts';

const STAGES: readonly BackgroundStage[] = [
  'unsupported',
  'begun',
  'unnoted',
  'taken-up',
  'outdated',
  'working',
  'ended',
  'cancelled',
  'gone',
];

function told(verbose: boolean, json = false): readonly string[] {
  const { terminal, lines } = listeningTerminal();
  const tell = paidListener(terminal, json, undefined, verbose);
  const about = { kind: 'api-background', taskId: 't1', answerId: 'resp_1', endpoint: 'api.test', model: 'm' } as const;
  for (const state of STAGES) tell({ ...about, state, why: `it is ${state}` } satisfies PaidEvent);
  return lines;
}

it(verifies('background-answers.told'), () => {
  const said = told(false).map((line) => line.trim());
  expect(said).toEqual(
    ['unnoted', 'taken-up', 'outdated', 'working', 'cancelled', 'gone'].map((state) => `it is ${state}`),
  );
  expect(told(true)).toHaveLength(STAGES.length);
  const events = told(false, true).filter((line) => line.startsWith('{'));
  expect(events.map((line) => JSON.parse(line) as unknown)).toMatchObject(
    STAGES.map((state) => ({ event: 'api-background', state, answerId: 'resp_1' })),
  );
});
