import { chmodSync, existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hideSecret } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { toolBench } from './tool-bench.ts';

describe('writing', () => {
  it(verifies('built-in.writes'), async () => {
    using at = toolBench({ 'win.txt': '\ufeffone\r\ntwo\r\nthree', 'odd.txt': 'a\nb\r\nc\n', 'x.txt': 'x' });
    const before = at.all();
    expect(await at.told('edit_file', { path: 'win.txt', old_text: 'two\nthree', new_text: '2\n2b\nthree' })).toBe(
      'Edited win.txt at line 2. The user can undo it: hanzo changes undo 1',
    );
    expect(at.read('win.txt')).toBe('\ufeffone\r\n2\r\n2b\r\nthree');
    await at.told('edit_file', { path: 'odd.txt', old_text: 'c', new_text: 'C' });
    expect(at.read('odd.txt')).toBe('a\nb\r\nC\n');
    at.undo();
    at.undo();
    expect(at.all()).toEqual(before);
    await at.told('write_file', { path: 'win.txt', content: 'new\nlines\n' });
    expect(at.read('win.txt')).toBe('\ufeffnew\r\nlines\r\n');
    await at.told('write_file', { path: 'deep/new/é.txt', content: 'made\n' });
    expect(at.read('deep/new/é.txt')).toBe('made\n');
    expect(await at.told('move_file', { from: 'x.txt', to: 'y/x.txt' })).toContain('Moved x.txt to y/x.txt.');
    expect([existsSync(join(at.root, 'x.txt')), at.read('y/x.txt')]).toEqual([false, 'x']);
    await at.told('delete_file', { path: 'odd.txt' });
    expect(existsSync(join(at.root, 'odd.txt'))).toBe(false);
    for (let count = 0; count < 4; count += 1) at.undo();
    const files = (all: Readonly<Record<string, string>>): readonly string[] =>
      Object.entries(all).flatMap(([path, text]) => (text === '/' ? [] : [`${path}: ${text}`]));
    expect(files(at.all())).toEqual(files(before));
  });

  it.each([
    ['edit_file', { path: 'a.txt', old_text: 'zzz', new_text: 'y' }, 'does not stand in a.txt'],
    ['edit_file', { path: 'a.txt', old_text: 'x', new_text: 'y' }, 'stands 2 times in a.txt'],
    ['edit_file', { path: 'a.txt', old_text: 'x\ny', new_text: 'x\ny' }, 'nothing would change'],
    ['edit_file', { path: 'none.txt', old_text: 'x', new_text: 'y' }, 'There is no file "none.txt"'],
    ['edit_file', { path: 'latin.txt', old_text: 'x', new_text: 'y' }, 'it is not UTF-8'],
    ['write_file', { path: 'a.txt', content: 'half \ud800' }, 'half a character'],
    ['write_file', { path: 'a.txt', content: 'x'.repeat(1_100_000) }, 'at most 1048576 bytes'],
    ['write_file', { path: 'folder', content: 'x' }, 'it is a folder'],
    ['move_file', { from: 'a.txt', to: 'latin.txt' }, 'already'],
    ['move_file', { from: 'a.txt', to: 'a.txt' }, 'already'],
    ['delete_file', { path: 'folder' }, 'it is a folder'],
    ['delete_file', { path: 'none.txt' }, 'There is no file'],
  ])(verifies('built-in.writes', 'not %s %j'), async (name, input, words) => {
    using at = toolBench({ 'a.txt': 'x\ny\nx\n', 'latin.txt': Uint8Array.of(0x78, 0xe9), 'folder/b.txt': 'b' });
    const before = at.all();
    const { text, failed } = await at.call(name, input);
    expect([failed, text]).toEqual([true, expect.stringContaining(words)]);
    expect(at.all()).toEqual(before);
  });

  it(verifies('built-in.writes', 'a file that changes meanwhile is left alone'), async () => {
    const change = (root: string): void => writeFileSync(join(root, 'a.txt'), 'mine');
    using at = toolBench({ 'a.txt': 'x' }, undefined, change);
    for (const [name, input] of [
      ['edit_file', { path: 'a.txt', old_text: 'x', new_text: 'y' }],
      ['write_file', { path: 'a.txt', content: 'y' }],
      ['delete_file', { path: 'a.txt' }],
      ['move_file', { from: 'a.txt', to: 'b.txt' }],
    ] as const) {
      writeFileSync(join(at.root, 'a.txt'), 'x');
      await expect(at.call(name, input)).rejects.toMatchObject({ code: 'CHANGES_CONFLICT' });
      expect([at.read('a.txt'), existsSync(join(at.root, 'b.txt'))]).toEqual(['mine', false]);
    }
  });

  it(verifies('built-in.rules-kept'), async () => {
    using at = toolBench({ '.hanzoignore': 'hidden.txt\n', 'hidden.txt': 'x', 'a.txt': 'x' });
    const before = at.all();
    for (const path of ['.hanzoignore', '.gitignore', 'sub/.gitignore', '.HANZOIGNORE'])
      for (const [name, input] of [
        ['write_file', { path, content: '# all' }],
        ['edit_file', { path, old_text: 'hidden.txt', new_text: '#' }],
        ['delete_file', { path }],
        ['move_file', { from: path, to: 'b.txt' }],
        ['move_file', { from: 'a.txt', to: path }],
      ] as const)
        expect(await at.call(name, input)).toMatchObject({ failed: true });
    expect((await at.call('delete_file', { path: '.hanzoignore' })).text).toContain('only the user changes it');
    expect(at.all()).toEqual(before);
  });

  it(verifies('built-in.settings-kept'), async () => {
    const json = '{"name":"a","scripts":{"test":"a"}}';
    using at = toolBench({ '.gitattributes': '* text\n', 'package.json': json, 'a.txt': 'x' });
    const before = at.all();
    for (const path of [
      '.mcp.json',
      'sub/.MCP.json',
      '.github/workflows/ci.yml',
      '.vscode/mcp.json',
      'sub/.cursor/rules.md',
      '.husky/pre-commit',
      '.gitattributes',
      '.gitmodules',
      'conftest.py',
      'Makefile',
    ])
      for (const [name, input] of [
        ['write_file', { path, content: 'x' }],
        ['move_file', { from: 'a.txt', to: path }],
      ] as const)
        expect([path, await at.call(name, input)]).toMatchObject([path, { failed: true }]);
    for (const [name, input] of [
      ['edit_file', { path: '.gitattributes', old_text: 'text', new_text: 'filter=x' }],
      ['delete_file', { path: '.gitattributes' }],
      ['move_file', { from: '.gitattributes', to: 'b.txt' }],
      ['write_file', { path: '.hanzo/config.json', content: '{}' }],
      ['edit_file', { path: 'package.json', old_text: '"test":"a"', new_text: '"test":"b"' }],
    ] as const)
      expect([input, await at.call(name, input)]).toMatchObject([input, { failed: true }]);
    expect((await at.call('write_file', { path: '.mcp.json', content: '{}' })).text).toContain(
      'are changed by a person, and ".mcp.json" has such. It says which programs',
    );
    expect(at.all()).toEqual(before);
    // The rest of a manifest is no such setting.
    await at.told('edit_file', { path: 'package.json', old_text: '"name":"a"', new_text: '"name":"b"' });
  });

  it(verifies('built-in.mode'), async () => {
    using at = toolBench({ 'own.txt': 'x', 'run.sh': 'y' });
    const modeOf = (path: string): number => statSync(join(at.root, path)).mode & 0o777;
    chmodSync(join(at.root, 'own.txt'), 0o600);
    chmodSync(join(at.root, 'run.sh'), 0o755);
    await at.told('move_file', { from: 'own.txt', to: 'sub/moved.txt' });
    await at.told('move_file', { from: 'run.sh', to: 'sub/run.sh' });
    expect([modeOf('sub/moved.txt'), modeOf('sub/run.sh')]).toEqual([0o600, 0o755]);
    at.undo();
    at.undo();
    expect([modeOf('own.txt'), modeOf('run.sh')]).toEqual([0o600, 0o755]);
    await at.told('delete_file', { path: 'own.txt' });
    at.undo();
    expect(modeOf('own.txt')).toBe(0o600);
  });

  it(verifies('built-in.masked'), async () => {
    const key = 'sk-written-back-0123456789';
    hideSecret(key);
    const text = `key = '${key}'\nother = 1\nemoji = 'a\u200db'\n`;
    using at = toolBench({ 'a.ts': text, 'b.ts': "mask = '[key]'\nform = '\\u{200d}'\n" });
    const masked = text.replace(key, '[key]');
    for (const [name, input] of [
      ['write_file', { path: 'a.ts', content: masked }],
      ['write_file', { path: 'a.ts', content: text.replace('\u200d', '\\u{200d}') }],
      ['edit_file', { path: 'a.ts', old_text: 'other = 1', new_text: "other = '[key]'" }],
      ['edit_file', { path: 'a.ts', old_text: "key = '[key]'", new_text: 'key = 1' }],
    ] as const) {
      const told = await at.call(name, input);
      expect(told).toMatchObject({ failed: true });
      expect(told.text).toContain('stands for something in a.ts that you are not shown');
    }
    expect(at.read('a.ts')).toBe(text);
    await at.told('edit_file', { path: 'a.ts', old_text: 'other = 1', new_text: 'other = 2' });
    expect(at.read('a.ts')).toBe(text.replace('1\nemoji', '2\nemoji'));
    // Where nothing is hidden, these are texts as any other.
    await at.told('write_file', { path: 'b.ts', content: "mask = ['[key]', '[key]', '\\u{200d}', '\\u{200d}']\n" });
    await at.told('write_file', { path: 'c.ts', content: '[key]' });
    expect(at.read('c.ts')).toBe('[key]');
  });
});
