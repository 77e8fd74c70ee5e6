import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, hideSecret } from '@hanzo/contracts';
import { manualClock } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../../test/support/small-mesh.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { run as list } from '../../src/commands/sessions/list.ts';
import { run as rm } from '../../src/commands/sessions/rm.ts';
import { run as show } from '../../src/commands/sessions/show.ts';
import type { StoredSession } from '../../src/sessions/session.ts';
import { SessionStore } from '../../src/sessions/session-store.ts';
import { listeningTerminal } from './listening-terminal.ts';

const TURN = {
  words: 'review the shop',
  runId: '1a2b3c4d-0000-4000-8000-000000000000',
  startedAt: 1,
  endedAt: 2,
  exitCode: 0,
  summary: '1 finding (1 high).',
  findings: [{ severity: 'high', path: 'src/cart.ts', line: 5, message: 'One too far.', fix: 'Use <.' }],
  findingCount: 1,
  costMicros: 120_000,
} as const;

function withTurn(session: StoredSession, change: Partial<StoredSession> = {}): StoredSession {
  return { ...session, turns: [TURN], turnCount: 1, costMicros: 120_000, ...change };
}

describe(verifies('talk.sessions'), () => {
  it('comes back as it was saved, without keys, for the owner only', () => {
    using home = temporaryFolder();
    const folder = join(home.path, 'sessions');
    const store = new SessionStore(folder, manualClock());
    hideSecret('session-key-0123456789');
    const session = withTurn(store.begin('/projects/shop', { orchestrator: 'gpt-5' }));
    store.save({ ...session, turns: [{ ...TURN, words: 'use session-key-0123456789' }] });
    expect(store.find(session.id)).toEqual({ ...session, turns: [{ ...TURN, words: 'use [key]' }] });
    expect(store.find(session.id.slice(0, 8)).id).toBe(session.id);
    const [name = ''] = readdirSync(folder);
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('what else stands there, and cannot be read, holds none of them up', () => {
    using home = temporaryFolder();
    const folder = join(home.path, 'sessions');
    const store = new SessionStore(folder, manualClock());
    const session = store.begin('/projects/shop', {});
    store.save(session);
    mkdirSync(join(folder, 'deadbeef.json'));
    symlinkSync(join(folder, 'gone'), join(folder, 'cafe.json'));
    const { sessions, unreadable } = store.list();
    expect([sessions, unreadable.map(({ file }) => file)]).toEqual([[session], [join(folder, 'deadbeef.json')]]);
    expect(store.find('last')).toEqual(session);
    expect(() => store.find('deadbeef')).toThrow('deadbeef.json cannot be read: EISDIR');
  });

  it('the last one is the one that was used last, of the workspace', () => {
    using home = temporaryFolder();
    const clock = manualClock();
    const store = new SessionStore(join(home.path, 'sessions'), clock);
    expect(() => store.find('last')).toThrow('There is no conversation yet.');
    const shop = store.begin('/projects/shop', {});
    const till = { ...store.begin('/projects/till', {}), updatedAt: clock.now() + 1 };
    for (const one of [till, shop]) store.save(one);
    expect([store.find('last').id, store.find('last', '/projects/shop').id]).toEqual([till.id, shop.id]);
    expect(() => store.find('last', '/projects/other')).toThrow('There is no conversation about /projects/other.');
    expect(() => store.find('zzzz')).toThrow('There is no conversation "zzzz".');
    expect(() => store.find('')).toThrow('There is no conversation');
  });

  it('a file that is damaged or of a newer hanzo is named, and left as it is', () => {
    using home = temporaryFolder();
    const store = new SessionStore(join(home.path, 'sessions'));
    const session = store.begin('/projects/shop', {});
    store.save(session);
    const bad = {
      'newer000.json': '{"v":2}',
      'damaged0.json': '{"v":1,"id":',
      'lacking0.json': '{"v":1,"id":"lacking0"}',
    };
    for (const [name, text] of Object.entries(bad)) writeFileSync(join(home.path, 'sessions', name), text);
    const { sessions, unreadable } = store.list();
    expect(sessions.map(({ id }) => id)).toEqual([session.id]);
    expect(unreadable.map(({ why }) => why).toSorted()).toEqual([
      'a newer hanzo wrote it',
      'it is damaged',
      'it is damaged',
    ]);
    expect(() => store.find('newer000')).toThrow('a newer hanzo wrote it');
    expect(readFileSync(join(home.path, 'sessions', 'newer000.json'), 'utf8')).toBe('{"v":2}');
  });

  it('one that could not be written anew stays as it was', () => {
    if (process.getuid?.() === 0) {
      // Root writes everywhere: a folder in the place of the file stops it as well.
      using home = temporaryFolder();
      const store = new SessionStore(join(home.path, 'sessions'));
      const session = store.begin('/projects/shop', {});
      mkdirSync(join(home.path, 'sessions', `${session.id}.json`), { recursive: true });
      expect(() => store.save(session)).toThrow('cannot be written');
      expect(readdirSync(join(home.path, 'sessions'))).toEqual([`${session.id}.json`]);
      return;
    }
    using home = temporaryFolder();
    const folder = join(home.path, 'sessions');
    const store = new SessionStore(folder);
    const session = store.begin('/projects/shop', {});
    store.save(session);
    chmodSync(folder, 0o500);
    expect(() => store.save(withTurn(session))).toThrow('cannot be written');
    chmodSync(folder, 0o700);
    expect(store.find(session.id)).toEqual(session);
  });

  it('the commands list, show and forget', async () => {
    using home = temporaryFolder();
    const store = new SessionStore(join(home.path, 'sessions'));
    const old = withTurn({ ...store.begin('/projects/till', {}), updatedAt: 1_000 });
    const shop = withTurn(store.begin('/projects/shop', {}));
    for (const one of [old, shop]) store.save(one);
    const { terminal, lines } = listeningTerminal();
    const flags = { home: home.path };
    expect(await list(flags, terminal)).toBe(EXIT.done);
    expect(lines.join('\n')).toMatch(
      new RegExp(`${shop.id.slice(0, 8)} .*\\$0\\.12.* /projects/shop +review the shop\n.*/projects/till`),
    );
    lines.length = 0;
    await list({ ...flags, workspace: '/projects/till', json: true }, terminal);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      v: 1,
      sessions: [{ id: old.id, turnCount: 1 }],
      unreadable: [],
    });
    lines.length = 0;
    await show({ ...flags, id: shop.id.slice(0, 8) }, terminal);
    expect(lines.join('\n')).toMatch(
      /1\. review the shop\n.*run 1a2b3c4d, \$0\.12.*1 finding.*\n.*1\. high src\/cart\.ts:5/,
    );
    await expect(rm({ ...flags }, terminal)).rejects.toMatchObject({ code: 'USAGE' });
    await expect(rm({ ...flags, id: shop.id }, terminal)).rejects.toMatchObject({
      mend: expect.stringContaining('--yes'),
    });
    expect(await rm({ ...flags, olderThan: 60_000, yes: true }, terminal)).toBe(EXIT.done);
    expect(store.list().sessions.map(({ id }) => id)).toEqual([shop.id]);
    await rm({ ...flags, id: 'last', yes: true }, terminal);
    expect(readdirSync(join(home.path, 'sessions'))).toEqual([]);
  });
});

describe(verifies('talk.one-process'), () => {
  it('another part of this process is kept out, and let in afterwards', () => {
    using home = temporaryFolder();
    const store = new SessionStore(home.path);
    {
      using _lock = store.lock('one');
      expect(() => store.lock('one')).toThrow('Another process is in the conversation one.');
      expect(() => store.remove('one')).toThrow('Another process');
      using _other = store.lock('two');
    }
    using lock = store.lock('one');
    expect(lock.file).toContain('one');
  });

  it('a process that was killed leaves nothing locked', () => {
    using home = temporaryFolder();
    const store = new SessionStore(home.path);
    const file = new URL('../../src/sessions/session-lock.ts', import.meta.url).href;
    const script = `import { tryLock } from ${JSON.stringify(file)}; globalThis.held = tryLock(${JSON.stringify(join(home.path, 'one.lock'))});
      console.log(globalThis.held !== undefined); process.kill(process.pid, 'SIGKILL');`;
    const child = spawnSync(process.execPath, ['--conditions=@hanzo/source', '--input-type=module', '-e', script], {
      encoding: 'utf8',
    });
    expect([child.stdout.trim(), child.signal], child.stderr).toEqual(['true', 'SIGKILL']);
    using lock = store.lock('one');
    expect(lock.file).toContain('one');
  });
});
