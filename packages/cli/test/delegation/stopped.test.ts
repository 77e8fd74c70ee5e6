import { HanzoError } from '@hanzo/contracts';
import { delegate } from 'hanzo/dev';
import { expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { stoppedBy } from '../../src/commands/delegate/stopped.ts';

it(verifies('delegate-dev.stopped'), async () => {
  const stop = new AbortController();
  const { signal } = stop;
  const fault = new TypeError('odd');
  expect(stoppedBy(fault, { signal })).toBe(fault);
  stop.abort();
  const parts = { signal, delegation: '20251128_133758', costMicros: 4_200 };
  expect(stoppedBy(signal.reason, parts)).toMatchObject({
    code: 'CANCELLED',
    mend: 'Go on with: hanzo delegate resume 20251128_133758',
    details: { delegation: '20251128_133758', costMicros: 4_200 },
    cause: signal.reason,
  });
  const flags = { workspace: '/projects/shop', home: '/projects/home' };
  expect(stoppedBy(signal.reason, { ...parts, flags })).toMatchObject({
    mend: 'Go on with: hanzo delegate resume 20251128_133758 --workspace /projects/shop --home /projects/home',
  });
  const known = new HanzoError('CANCELLED', 'Interrupted by SIGINT.');
  expect(stoppedBy(known, parts)).toMatchObject({ message: known.message, details: { costMicros: 4_200 } });
  const late = { ...parts, signal: AbortSignal.abort(new DOMException('late', 'TimeoutError')) };
  expect(stoppedBy(late.signal.reason, late)).toMatchObject({ code: 'TIMED_OUT' });
  await expect(delegate({ issue: 'x', signal })).rejects.toMatchObject({
    code: 'CANCELLED',
    details: { costMicros: 0 },
  });
});
