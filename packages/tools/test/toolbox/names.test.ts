import type { HanzoError } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { DEFAULT_TOOL_RULES } from '@hanzo/contracts';
import { idleRules, rulesWith, selectedServers, toolSelection } from '../../src/index.ts';
import { fakeTool } from './fake-tool.ts';
import { verifies } from '../../../../test/support/verifies.ts';

const TOOLS = [
  fakeTool('read_file', { kind: 'files' }),
  fakeTool('search_code', { kind: 'search' }),
  fakeTool('git_log', { kind: 'git' }),
  fakeTool('browser__browser_click', { origin: 'browser' }),
  fakeTool('browser__browser_type', { origin: 'browser' }),
  fakeTool('browser2__x', { origin: 'browser2' }),
];

const chosen = (...names: readonly string[]): readonly string[] =>
  toolSelection(names, TOOLS).map(({ spec }) => spec.name);

function errorOf(run: () => unknown): HanzoError | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return error as HanzoError;
  }
}

describe('names of tools', () => {
  it(verifies('toolbox.selection'), () => {
    expect(chosen()).toHaveLength(TOOLS.length);
    expect(chosen('files')).toEqual(['read_file']);
    expect(chosen('git', 'search')).toEqual(['search_code', 'git_log']);
    expect(chosen('hanzo')).toEqual(['read_file', 'search_code', 'git_log']);
    expect(chosen('browser')).toEqual(['browser__browser_click', 'browser__browser_type']);
    expect(chosen('browser__*', 'read_file')).toEqual(['read_file', ...chosen('browser')]);
    expect(chosen('browser__browser_type', 'browser__browser_type')).toEqual(['browser__browser_type']);
    const servers = ['browser', 'browser2', 'db'];
    expect(selectedServers([], servers)).toEqual(servers);
    expect(selectedServers(['files', 'browser__browser_click', 'db'], servers)).toEqual(['browser', 'db']);
    // One that did not start is told of by itself.
    expect(toolSelection(['db', 'db__*', 'db__query'], TOOLS, ['db'])).toEqual([]);
    const clik = errorOf(() => toolSelection(['browser__browser_clik'], TOOLS, ['browser', 'db']));
    expect(clik).toMatchObject({ code: 'USAGE', mend: 'Did you mean "browser__browser_click"?' });
    expect(errorOf(() => rulesWith(DEFAULT_TOOL_RULES, ['browser__browser_clik'], TOOLS, ['browser']))).toBeDefined();
  });

  it.each([
    ['serch', 'Did you mean "search"?'],
    ['brwoser', 'Did you mean "browser"?'],
    ['browser_click', 'Did you mean "browser__browser_click"?'],
    ['browser__browser_clik', 'Did you mean "browser__browser_click"?'],
    ['database', 'Known here: browser, browser2, hanzo, files, search, git, read_file, search_code, git_log.'],
    ['constructor', 'Known here: browser,'],
  ])(verifies('toolbox.unknown-name', '%s'), (name, mend) => {
    for (const run of [
      () => toolSelection(['files', name], TOOLS),
      () => rulesWith(DEFAULT_TOOL_RULES, [name], TOOLS),
    ]) {
      const error = errorOf(run);
      expect(error).toMatchObject({ code: 'USAGE', message: expect.stringContaining(`"${name}"`) as string });
      if (run.toString().includes('toolSelection')) expect(error?.mend).toContain(mend);
    }
  });

  it(verifies('toolbox.allow'), () => {
    const own = { ...DEFAULT_TOOL_RULES, byName: { browser__browser_click: 'deny', search_code: 'ask' } } as const;
    const rules = rulesWith(own, ['network', 'browser', 'search_code', 'git'], TOOLS);
    expect(rules).toEqual({
      read: 'allow',
      write: 'ask',
      network: 'allow',
      byName: { browser__browser_click: 'deny', search_code: 'allow', 'browser__*': 'allow', git: 'allow' },
    });
    expect(rulesWith(own, [], TOOLS)).toEqual(own);
    expect(errorOf(() => toolSelection(['network'], TOOLS))?.code).toBe('USAGE');
  });

  it(verifies('toolbox.idle-rules'), () => {
    const byName = {
      'browser__*': 'deny',
      browser__browser_clik: 'allow',
      'brwoser__*': 'deny',
      'db__*': 'deny',
      db__query: 'ask',
      hanzo: 'allow',
      files: 'allow',
      git_log: 'deny',
      files__x: 'ask',
    } as const;
    expect(idleRules({ ...DEFAULT_TOOL_RULES, byName }, TOOLS, ['browser', 'db'])).toEqual([
      'tools.byName.brwoser__* (deny) counts for no tool that there is. Did you mean "browser__*"?',
      'tools.byName.files__x (ask) counts for no tool that there is.',
      'tools.byName.browser__browser_clik (allow) counts for no tool that there is. Did you mean "browser__browser_click"?',
    ]);
    expect(idleRules(DEFAULT_TOOL_RULES, TOOLS, [])).toEqual([]);
  });
});
