import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../../test/support/small-mesh.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import type { DevFlags } from '../../src/commands/dev/flags.ts';
import { refuseFlags } from '../../src/commands/dev/refuse-flags.ts';
import { keptFlags, keptInWords } from '../../src/commands/dev/run/run-record.ts';
import { settingOf } from '../../src/commands/dev/run/setting-of.ts';
import { quietTerminal } from '../../src/sdk/quiet-terminal.ts';
import { wantsTools } from '../../src/commands/dev/tools/tool-users.ts';

describe('flags of tools', () => {
  it.each([
    [{ allowTools: ['write'] }, '--allow-tools does nothing without --mcp-tools.'],
    [{ toolSteps: 3 }, '--tool-steps does nothing without --mcp-tools.'],
    [{ toolSeconds: 3 }, '--tool-seconds does nothing without --mcp-tools.'],
    [{ toolBudget: '1' }, '--tool-budget does nothing without --mcp-tools.'],
    [{ mcpTools: true, localOnly: true }, '--mcp-tools and --local-only do not go together'],
    [{ tools: ['search'], localOnly: true }, '--mcp-tools and --local-only do not go together'],
  ] as const)(verifies('devTools.idle', 'refused at once, %#'), (flags: DevFlags, message) => {
    expect(() => refuseFlags(flags)).toThrow(message);
  });

  it(verifies('devTools.idle', '--tools says by itself that some are wanted'), () => {
    expect(wantsTools({ tools: ['search'] })).toBe(true);
    expect([wantsTools({}), wantsTools({ mcpTools: false, tools: [] })]).toEqual([false, false]);
    expect(() => refuseFlags({ tools: ['search'], allowTools: ['write'], toolSteps: 3 })).not.toThrow();
    // What the run was begun with may have them.
    expect(() => refuseFlags({ resume: 'last', toolSteps: 3 })).not.toThrow();
  });

  it(verifies('devTools.limits', 'as flags say'), () => {
    using home = temporaryFolder();
    const flags = { home: home.path, toolSteps: 3, toolSeconds: 9, toolBudget: '0.25' };
    expect(settingOf(flags, quietTerminal()).config.tools.limits).toMatchObject({
      maxSteps: 3,
      maxMs: 9_000,
      maxMicros: 250_000,
    });
  });

  it(verifies('devTools.resumed', 'its flags'), () => {
    const flags: DevFlags = {
      mcpTools: true,
      tools: ['search', 'browser'],
      allowTools: ['write'],
      toolSteps: 3,
      toolSeconds: 9,
      toolBudget: '0.5',
    };
    expect(keptFlags({ ...flags, verbose: true })).toEqual(flags);
    expect(keptInWords(keptFlags(flags))).toBe('--mcp-tools --tools search,browser --allow-tools write');
  });
});
