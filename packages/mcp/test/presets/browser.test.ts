import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { presetOf, presetProblems } from '@hanzo/mcp';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { isMissing } from './needed-program.ts';
import { openPreset, startSite, temporaryFolder } from './open-preset.ts';

const PAGE = `<!doctype html><title>Shop</title><h1>Tea shop</h1>
<button onclick="document.querySelector('p').textContent = 'Sold out'">Buy</button><p>In stock</p>`;

/** Files of this machine and the browser's own pages, however they are named. */
const NOT_WEB = [
  'file:///etc/passwd',
  'view-source:file:///etc/passwd',
  ' VIEW-SOURCE:file:///etc/passwd',
  'chrome://version',
  'data:text/html,<h1>x</h1>',
];

const [fault] = await presetProblems(presetOf('browser'), process.env);

describe.skipIf(isMissing(fault))('the browser', () => {
  it(verifies('presets.browser'), { timeout: 60_000 }, async () => {
    using home = temporaryFolder();
    await using site = await startSite((_, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(PAGE);
    });
    await using preset = await openPreset('browser', { origins: site.url }, home.path);
    const { text: opened } = await preset.call('browser_navigate', { url: `${site.url}/` });
    expect(opened).toContain('Page Title: Shop');
    // No answer names a file that no tool reads.
    expect(opened).not.toContain('.yml');
    const { text: before } = await preset.call('browser_snapshot');
    expect(before).toContain('Tea shop');
    expect(before).toContain('In stock');
    const [, button] = /button "Buy".*\[ref=(\w+)\]/.exec(before) ?? [];
    await preset.call('browser_click', { element: 'the button', target: button });
    expect((await preset.call('browser_snapshot')).text).toContain('Sold out');
    expect((await preset.call('browser_take_screenshot')).text).toMatch(/\[an image, image\/png, \d+ bytes\]/);

    // Nothing of this machine is read or written but in its own folder, and no other site is opened.
    const { cwd = '' } = preset.entry;
    expect(readdirSync(cwd).some((name) => name.endsWith('.png'))).toBe(true);
    const refused = [
      ['browser_take_screenshot', { filename: '../outside.png' }],
      ['browser_snapshot', { filename: join(home.path, 'outside.md') }],
      ...NOT_WEB.flatMap((url) => [
        ['browser_navigate', { url }] as const,
        ['browser_tabs', { action: 'new', url }] as const,
      ]),
      ['browser_navigate', { url: `${site.url.replace('127.0.0.1', 'localhost')}/` }],
    ] as const;
    for (const [tool, input] of refused) expect(await preset.call(tool, input)).toMatchObject({ failed: true });
    expect((await preset.call('browser_tabs', { action: 'list' })).text).not.toMatch(/file:|chrome:|data:/);
    expect(existsSync(join(home.path, 'outside.md'))).toBe(false);
    for (const tool of ['browser_run_code_unsafe', 'browser_file_upload', 'browser_drop'])
      await expect(preset.call(tool)).rejects.toThrow('There is no tool');
    expect(preset.effects).toMatchObject({
      browser_snapshot: 'read',
      browser_navigate: 'network',
      browser_click: 'network',
    });
  });
});
