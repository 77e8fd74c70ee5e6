import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { homePaths, loadCatalogue, loadConfig, loadRouting, NO_PROJECT } from '@hanzo/config';
import { findModel, HanzoError, type ApiModelCard, type Catalogue, type Task } from '@hanzo/contracts';
import { rungsFor } from '@hanzo/router';
import { afterAll, describe, expect, it } from 'vitest';
import { pngOf } from '../../../../test/support/pictures.ts';
import { temporaryFolder } from '../../../../test/support/small-mesh.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { routingPolicy } from '@hanzo/testkit';
import { ImageStore } from '../../src/commands/dev/images/image-store.ts';
import { readImages } from '../../src/commands/dev/images/read-images.ts';
import { refuseBlind } from '../../src/commands/dev/images/refuse-blind.ts';
import type { DevFlags } from '../../src/commands/dev/flags.ts';
import { resumeRun } from '../../src/commands/dev/run/resume-run.ts';
import { keptFlags } from '../../src/commands/dev/run/run-record.ts';
import { configsFile, type Setting } from '../../src/setting.ts';
import { createTerminal } from '../../src/terminal/terminal.ts';

const shipped = loadCatalogue(configsFile('models.json'));
const folder = temporaryFolder();
afterAll(() => folder[Symbol.dispose]());
const home = folder.path;

function settingOf(catalogue: Catalogue): Setting {
  return {
    config: loadConfig({ flags: { home }, env: { OPENAI_API_KEY: 'sk-test-canary-1' }, homeDir: home }),
    paths: homePaths(home),
    catalogue,
    routing: loadRouting(configsFile('tiers.json'), catalogue, []).policy,
    routingChangedIn: {},
    project: NO_PROJECT,
  };
}

/** As shipped, but these see nothing. */
function blinded(isBlind: (name: string) => boolean): Catalogue {
  return {
    ...shipped,
    models: shipped.models.map((card) =>
      card.kind === 'api' && isBlind(card.name) ? { ...card, takes: { ...card.takes, images: false } } : card,
    ),
  };
}

function cardOf(catalogue: Catalogue, name: string): ApiModelCard {
  const card = findModel(catalogue, name);
  if (card?.kind === 'api') return card;
  throw new HanzoError('MODEL_UNKNOWN', name);
}

const terminal = createTerminal(new PassThrough(), new PassThrough(), {});
const flags: DevFlags = { image: ['a.png'] };

function refusal(change: DevFlags, catalogue: Catalogue = shipped): string {
  const choice = { kind: 'api', card: cardOf(catalogue, 'gpt-5') } as const;
  try {
    refuseBlind({ setting: settingOf(catalogue), flags: { ...flags, ...change }, choice });
    return 'accepted';
  } catch (error) {
    if (!(error instanceof HanzoError)) throw error;
    expect([error.code, error.mend]).toEqual(['USAGE', expect.stringMatching(/\w/)]);
    return error.message;
  }
}

describe('who sees pictures', () => {
  it(verifies('images.refused', 'where nobody sees them'), () => {
    expect(refusal({})).toBe('accepted');
    expect(refusal({ localOnly: true })).toContain('this run asks no API');
    expect(refusal({ batchApi: true })).toContain('--batch-api do not go together');
    expect(refusal({ workerModels: ['gpt-5-mini', 'local:llama3.2'] })).toContain('local:llama3.2 of --worker-models');
    expect(
      refusal(
        { workerModels: ['gpt-5-mini'] },
        blinded(() => true),
      ),
    ).toContain('gpt-5-mini of --worker-models');
    expect(refusal({ workerModels: ['gpt-5-mini'] })).toBe('accepted');
    expect(
      refusal(
        {},
        blinded(() => true),
      ),
    ).toMatch(/^No model with vision is allowed in this run: .*gpt-5/);
    const choice = { kind: 'local', model: 'llama3.2', because: '' } as const;
    expect(() => refuseBlind({ setting: settingOf(shipped), flags, choice })).toThrow('this run asks no API');
  });

  it(verifies('images.who', 'on no way of their own'), () => {
    const available = new Set(['tool', 'local', 'mesh', 'api', 'strong'] as const);
    const task: Pick<Task, 'kind' | 'tier'> = { kind: 'review', tier: 'simple' };
    const images = [{ name: 'a', type: 'image/png', width: 1, height: 1, bytes: 1, sha256: '' }] as const;
    const policy = { routing: routingPolicy(), available, localOnly: false, preferLocal: false };
    expect(rungsFor(task, policy).rungs).toContain('mesh');
    const { rungs, why } = rungsFor({ ...task, images }, policy);
    expect([rungs.includes('local'), rungs.includes('mesh'), rungs.includes('api')]).toEqual([false, false, true]);
    expect(why).toContain('Pictures belong to it');
  });

  it(verifies('images.kept'), async () => {
    const files = ['a.png', 'b.png'].map((name, at) => {
      const file = join(home, name);
      writeFileSync(file, pngOf({ grey: at }));
      return file;
    });
    const images = (await readImages(files)).map(({ image }) => image);
    const store = new ImageStore(join(home, 'images'));
    await store.keep(images);
    await store.keep(images);
    const [first, second] = images;
    if (first === undefined || second === undefined) throw new Error('two pictures');
    expect(readdirSync(join(home, 'images')).toSorted()).toEqual([first.sha256, second.sha256].toSorted());
    expect(statSync(join(home, 'images', first.sha256)).mode & 0o777).toBe(0o600);
    expect(await store.load([second, first])).toEqual([second, first]);

    writeFileSync(join(home, 'images', first.sha256), 'other');
    await expect(store.load([first])).rejects.toThrow('is not what it was');
    await store.keep([first]);
    expect(await store.load([first])).toEqual([first]);

    utimesSync(join(home, 'images', second.sha256), 0, 0);
    await store.keep([first]);
    await expect(store.load([second])).rejects.toThrow('is not in the home any more');
    await expect(resumeRun(flags, 'last', terminal)).rejects.toThrow('--resume and --image do not go together');
    expect(keptFlags({ image: ['a.png'] }).image).toEqual([join(process.cwd(), 'a.png')]);
  });
});
