import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../../test/support/small-mesh.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { sayMissing } from '../../src/commands/dev/conversation/say-missing.ts';
import { converse } from '../../src/commands/dev/conversation/converse.ts';
import { SessionStore } from '../../src/sessions/session-store.ts';
import { listeningTerminal } from './listening-terminal.ts';

it(verifies('talk.first-contact'), () => {
  const { terminal, lines } = listeningTerminal();
  for (const other of [
    { model: 'gpt-5' },
    { installed: 1 },
    { flags: { useHanzoNet: true } },
    { model: 'local:/a/b.gguf' },
  ])
    sayMissing({ model: 'local:any', installed: 0, flags: {}, ...other }, terminal);
  expect(lines).toEqual([]);
  sayMissing({ model: 'local:any', installed: 0, flags: {} }, terminal);
  const text = lines.join('\n');
  expect(text).toContain('no API key is set, and no model is on this machine');
  for (const mend of ['hanzo keys set openai', 'hanzo models pull', '--base-url']) expect(text).toContain(mend);
});

describe(verifies('talk.sessions', 'gone on with'), () => {
  it('not in another workspace, not where somebody is in it, and not without words or a person', async () => {
    using home = temporaryFolder();
    using shop = temporaryFolder();
    using till = temporaryFolder();
    const store = new SessionStore(join(home.path, 'sessions'));
    const session = store.begin(realpathSync(shop.path), { localOnly: true });
    store.save(session);
    const { terminal } = listeningTerminal();
    const flags = { home: home.path, instructions: 'now fix it' };
    const short = session.id.slice(0, 8);
    await expect(converse({ ...flags, session: short, workspace: till.path }, terminal)).rejects.toThrow(
      `The conversation ${short} is about ${session.workspace}, not ${realpathSync(till.path)}.`,
    );
    await expect(converse({ ...flags, session: 'last', workspace: till.path }, terminal)).rejects.toMatchObject({
      code: 'SESSION_UNKNOWN',
      mend: expect.stringContaining(`hanzo dev --session ${short}`),
    });
    await expect(converse({ home: home.path, session: short }, terminal)).rejects.toThrow('needs a terminal, or words');
    using _lock = store.lock(session.id);
    await expect(converse({ ...flags, session: short }, terminal)).rejects.toMatchObject({ code: 'SESSION_BUSY' });
  });
});
