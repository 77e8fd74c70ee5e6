import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { removeServer, writeServer } from '../../src/index.ts';
import { Box, errorOf } from './box.ts';

describe('changing a file of servers', () => {
  let box: Box;
  beforeEach(() => {
    box = new Box();
  });
  afterEach(() => box[Symbol.dispose]());

  it(verifies('mcp.file-kept'), () => {
    const file = box.userFile;
    const edited = { file, scope: 'user' } as const;
    writeServer(edited, 'web', { command: 'node' });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ mcpServers: { web: { command: 'node' } } });
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    const before = `{
\t"$schema": "x",
\t"mcpServers": {
\t\t"b": {
\t\t\t"command": "x",
\t\t\t"autoApprove": []
\t\t},
\t\t"a": {
\t\t\t"command": "y"
\t\t}
\t},
\t"inputs": []
}
`;
    writeFileSync(file, before);
    writeServer(edited, 'c', { url: 'https://x.example' });
    const added = writeServer(edited, 'c', { command: 'z' });
    const removed = removeServer(edited, 'c');
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(removed).toEqual({ file, before: added.after, after: createHash('sha256').update(before).digest('hex') });
    writeServer(edited, 'b', { command: 'new' });
    expect(Object.keys((JSON.parse(readFileSync(file, 'utf8')) as { mcpServers: object }).mcpServers)).toEqual([
      'b',
      'a',
    ]);
    expect(removeServer(edited, 'nobody')).toBeUndefined();
  });

  it(verifies('mcp.file-kept', 'a broken file, or a bad server, changes nothing'), () => {
    const edited = { file: box.userFile, scope: 'user' } as const;
    writeFileSync(box.userFile, '{"mcpServers": ');
    expect(errorOf(() => writeServer(edited, 'a', { command: 'x' })).message).toContain('not valid JSON');
    expect(readFileSync(box.userFile, 'utf8')).toBe('{"mcpServers": ');
    writeFileSync(box.userFile, '{}');
    expect(errorOf(() => writeServer(edited, 'a b', { command: 'x' })).message).toContain('no name');
    expect(readFileSync(box.userFile, 'utf8')).toBe('{}');
  });

  it(verifies('mcp.remove', 'a server that is wrong, also by the name that is shown'), () => {
    const edited = { file: box.userFile, scope: 'user' } as const;
    const left = { events: { type: 'sse', url: 'https://x.example' }, good: { command: 'node' } };
    box.user({ 'My Server': { command: 'x' }, 'a\u001b[2J': {}, web: { type: 'ws' }, ...left });
    expect(removeServer(edited, 'Their Server')).toBeUndefined();
    for (const name of ['My Server', 'a\\u001b[2J', 'web']) expect(removeServer(edited, name)).toBeDefined();
    writeServer(edited, 'new', { command: 'node' });
    expect(JSON.parse(readFileSync(box.userFile, 'utf8'))).toEqual({
      mcpServers: { ...left, new: { command: 'node' } },
    });
    expect(errorOf(() => writeServer(edited, 'Good', { command: 'node' })).message).toContain('are one name');
  });

  it.skipIf(process.platform === 'win32')(verifies('mcp.file-kept', "a project's link leads nowhere"), () => {
    const outside = join(box.folder, 'outside.json');
    writeFileSync(outside, '{}');
    symlinkSync(outside, box.projectFile);
    const edited = { file: box.projectFile, scope: 'project' } as const;
    expect(errorOf(() => writeServer(edited, 'a', { command: 'x' })).message).toContain('symbolic link');
    expect(errorOf(() => removeServer(edited, 'a')).message).toContain('symbolic link');
    expect(readFileSync(outside, 'utf8')).toBe('{}');
    expect(existsSync(box.userFile)).toBe(false);
  });
});
