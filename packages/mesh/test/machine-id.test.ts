import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { machineFingerprint, type MachineSources } from '../src/machine-id.ts';

const ID = '3d1219c7c4c5404aaa1f6d2a48adfda4';
const MAC = 'a0:b1:c2:d3:e4:f5';

function machine({ id, host = 'box', macs = [MAC] }: { id?: string; host?: string; macs?: string[] }): MachineSources {
  return { machineId: () => id, hostname: () => host, macs: () => macs };
}

describe('the fingerprint of a machine', () => {
  it(verifies('mesh.same-machine'), () => {
    expect(machineFingerprint('mesh-1')).toMatch(/^[0-9a-f]{16}$/);
    expect(machineFingerprint('mesh-1')).toBe(machineFingerprint('mesh-1'));
    const here = machine({ id: ID });
    expect(machineFingerprint('mesh-1', here)).toBe(machineFingerprint('mesh-1', machine({ id: `${ID}\n` })));
    expect(machineFingerprint('mesh-1', here)).not.toBe(machineFingerprint('mesh-2', here));
    expect(machineFingerprint('mesh-1', here)).not.toBe(
      machineFingerprint('mesh-1', machine({ id: ID.replace('3', '4') })),
    );
  });

  it('depends on the id alone where there is one: names and network cards change', () => {
    const before = machineFingerprint('m', machine({ id: ID }));
    expect(machineFingerprint('m', machine({ id: ID, host: 'other', macs: [] }))).toBe(before);
  });

  it.each([undefined, '', 'uninitialized\n', '0'.repeat(32), 'short'])(
    'falls back to name and network cards where the id is %j',
    (id) => {
      const at = (host: string, macs: string[]): string =>
        machineFingerprint('m', machine({ ...(id !== undefined && { id }), host, macs }));
      expect(at('one', [MAC])).not.toBe(at('two', [MAC]));
      expect(at('one', [MAC])).not.toBe(at('one', ['a0:00:00:00:00:01']));
    },
  );

  it('does not depend on the order of network cards, or on tunnels and bridges that come and go', () => {
    const other = 'a0:00:00:00:00:01';
    const plain = machineFingerprint('m', machine({ macs: [MAC, other] }));
    const madeUp = ['fe:10:20:30:40:50', '00:00:00:00:00:00'];
    expect(machineFingerprint('m', machine({ macs: [other, ...madeUp, MAC.toUpperCase(), MAC] }))).toBe(plain);
  });

  it('uses made-up hardware addresses where there are no others, as in a virtual machine', () => {
    const one = machineFingerprint('m', machine({ macs: ['52:54:00:00:00:01'] }));
    expect(machineFingerprint('m', machine({ macs: ['52:54:00:00:00:02'] }))).not.toBe(one);
  });
});
