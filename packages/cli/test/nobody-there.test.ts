import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { nobodyThere } from '../src/mesh/mesh-member.ts';

describe('a run that finds no worker', () => {
  it(verifies('cli.same-home', 'a run that finds no worker'), () => {
    const node = { unreached: () => [] };
    expect(nobodyThere(5_000, node, undefined).mend).toMatch(/^Start one: `hanzo net up`\. Look: `hanzo net status`\./);
    const { message, mend = '' } = nobodyThere(5_000, node, '/my home');
    expect(message).toBe('No worker joined within 5 s. No worker was heard of.');
    expect(mend.match(/`hanzo net [^`]+`/g)).toEqual(
      ['up', 'status', 'invite', 'doctor'].map((command) => `\`hanzo net ${command} --home '/my home'\``),
    );
  });
});
