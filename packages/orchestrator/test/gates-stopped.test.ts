import type { GateVerdict } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { gateFor, type Critic } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { answer, findings, GOOD_FINDING, SUMMARY, task } from './samples.ts';

const given = answer(findings(SUMMARY, GOOD_FINDING));
const judged = task({ gates: ['parses', 'critic'] });

describe('a gate whose task is stopped', () => {
  it(verifies('gates.stopped'), async () => {
    const stop = new AbortController();
    const critic: Critic = (_, __, signal) =>
      new Promise<GateVerdict>((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
        stop.abort(new Error('too late'));
      });
    const run = new AbortController();
    await expect(gateFor(judged, { critic, signal: run.signal })(judged, given, stop.signal)).rejects.toThrow(
      'too late',
    );
  });

  it(verifies('gates.stopped', 'nobody else is asked'), async () => {
    const stop = new AbortController();
    stop.abort(new Error('cancelled'));
    let asked = 0;
    const critic: Critic = () => {
      asked += 1;
      return Promise.resolve({ passed: true });
    };
    await expect(gateFor(judged, { critic })(judged, given, stop.signal) as Promise<GateVerdict>).rejects.toThrow(
      'cancelled',
    );
    expect(asked).toBe(0);
  });

  it(verifies('gates.stopped', 'what was cut off refuses nothing'), async () => {
    const stop = new AbortController();
    const told: string[] = [];
    const critic: Critic = () => {
      stop.abort(new Error('cancelled'));
      return Promise.resolve({ passed: false, gate: 'critic', reason: 'cut off' });
    };
    const tools = { critic, onVerdict: (_: unknown, name: string): unknown => told.push(name) };
    await expect(gateFor(judged, tools)(judged, given, stop.signal) as Promise<GateVerdict>).rejects.toThrow(
      'cancelled',
    );
    expect(told).not.toContain('critic');
  });
});
