import { cpSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { homePaths, loadCatalogue, loadConfig, loadTiers, NO_PROJECT } from '@hanzo/config';
import { findModel, type RungName, type TaskKind } from '@hanzo/contracts';
import { Experience, rungsFor, type RungDecision } from '@hanzo/router';
import { describe, expect, it } from 'vitest';
import { EMBEDDED_MODEL } from '../../embedded-model/index.js';
import { temporaryFolder, testTask } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { rungPolicyOf } from '../src/commands/dev/engines/rung-policy.ts';
import { offeredModels, type FreeModels } from '../src/commands/dev/models/offered-models.ts';
import { planLines } from '../src/commands/dev/plan/plan-lines.ts';
import type { PlanView } from '../src/commands/dev/plan/plan-view.ts';
import { expectedEngines } from '../src/commands/route/expected-engines.ts';
import { configsFile, type Setting } from '../src/setting.ts';
import { glyphsFor } from '../src/terminal/glyphs.ts';

const catalogue = loadCatalogue(configsFile('models.json'));
const home = '/nowhere/.hanzo';
const setting: Setting = {
  config: loadConfig({ flags: { home }, env: {}, homeDir: '/nowhere' }),
  paths: homePaths(home),
  catalogue,
  routing: loadTiers(configsFile('tiers.json'), catalogue),
  routingChangedIn: {},
  project: NO_PROJECT,
};
const choice = { kind: 'local', model: undefined, because: '' } as const;
const WHY = 'hanzo-embedded does comments only; for the rest pull a real model: hanzo models pull llama3.2.';

function policyWith(freeModels: FreeModels, available: readonly RungName[]): ReturnType<typeof rungPolicyOf> {
  const parts = { setting, flags: { localOnly: true }, choice, experience: new Experience() };
  return rungPolicyOf({ ...parts, available: new Set(available), freeModels: () => freeModels });
}

function route(kind: TaskKind, freeModels: FreeModels, ...available: readonly RungName[]): RungDecision {
  return rungsFor(testTask({ kind }), policyWith(freeModels, available));
}

describe('a free model that was made for one kind', () => {
  it(verifies('model-kinds.said'), () => {
    const local = { local: 'hanzo-embedded' };
    expect(route('comments', local, 'local').rungs).toEqual(['local']);
    expect(route('review', local, 'local')).toMatchObject({ rungs: [], why: expect.stringContaining(WHY) });
    const mesh = { mesh: ['hanzo-embedded', 'hanzo-embedded'] };
    expect(route('review', mesh, 'mesh')).toMatchObject({ rungs: [], why: expect.stringContaining(WHY) });
    expect(route('comments', mesh, 'mesh').rungs).toContain('mesh');
    // Whoever is there besides, or may still come.
    expect(route('review', { mesh: ['hanzo-embedded', 'llama3.2'] }, 'mesh').rungs).toContain('mesh');
    expect(route('review', { mesh: [] }, 'mesh').rungs).toContain('mesh');
    expect(route('review', { mesh: ['hanzo-embedded'], local: 'llama3.2' }, 'mesh', 'local').rungs).toEqual(['local']);
  });

  it(verifies('model-kinds.said', 'under another name'), () => {
    const card = findModel(catalogue, 'hanzo-embedded');
    const renamed = { local: 'mine', localSha256: card?.kind === 'local' ? card.sha256 : undefined };
    const why = expect.stringContaining(WHY.replace('hanzo-embedded', 'mine'));
    expect(route('review', renamed, 'local')).toMatchObject({ rungs: [], why });
    expect(route('comments', renamed, 'local').rungs).toEqual(['local']);
    // As a plan knows it, which loads nothing.
    using folder = temporaryFolder();
    const path = join(folder.path, 'mine.gguf');
    cpSync(EMBEDDED_MODEL.path, path);
    const config = { ...setting.config, localModel: path };
    const expected = (): unknown =>
      expectedEngines({ localOnly: true }, { ...setting, config }, { ...choice, model: path }, []);
    expect(expected()).toMatchObject({ freeModels: { local: 'mine', localSha256: undefined } });
    const { size: sizeBytes, mtimeMs } = statSync(path);
    writeFileSync(`${path}.sha256`, JSON.stringify({ sha256: EMBEDDED_MODEL.sha256, sizeBytes, mtimeMs }));
    expect(expected()).toMatchObject({ freeModels: { local: 'mine', localSha256: EMBEDDED_MODEL.sha256 } });
  });

  it('is not offered for others, nor learned about', () => {
    const policy = policyWith({ mesh: ['hanzo-embedded', 'llama3.2'] }, ['mesh']);
    const offered = (kind: TaskKind): unknown =>
      offeredModels(testTask({ kind }), { mesh: ['hanzo-embedded', 'llama3.2'] }, { setting, choice, policy }).get(
        'mesh',
      );
    expect(offered('review')).toEqual(['llama3.2']);
    expect(offered('comments')).toEqual(['hanzo-embedded', 'llama3.2']);
  });

  it(verifies('model-kinds.said', 'in a plan'), () => {
    const task = { id: 'a', kind: 'review', tier: 'simple', title: 'review a.ts', promptTokens: 9, maxOutputTokens: 9 };
    const nobody = { rungs: [], why: `Nothing can take the task. ${WHY}`, engine: 'nobody', place: '-' };
    const costs = { expectedMicros: 0, worstMicros: 0 };
    const view = {
      origin: { kind: 'deterministic', because: '' },
      tasks: [
        { ...task, ...nobody, ...costs },
        { ...task, ...nobody, ...costs, title: 'review b.ts' },
      ],
      checks: 0,
      promptTokens: 18,
      ...costs,
      later: [],
      places: [],
      budget: undefined,
      notCovered: [],
      warnings: [],
      facts: [],
    } as unknown as PlanView;
    const lines = planLines(view, { width: 300, glyphs: glyphsFor({}) });
    expect(lines.filter((line) => line.includes(WHY))).toEqual([
      expect.stringMatching(/^for nobody +Nothing can take/),
    ]);
  });
});
