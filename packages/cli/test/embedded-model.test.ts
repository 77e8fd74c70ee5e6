import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { homePaths, loadCatalogue, loadConfig, loadTiers, NO_PROJECT } from '@hanzo/config';
import { EXIT, findModel, HanzoError } from '@hanzo/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EMBEDDED_MODEL } from '../../embedded-model/index.js';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { chooseModels } from '../src/commands/delegate/models/delegate-model.ts';
import { checkNamedModels } from '../src/commands/dev/models/check-named-models.ts';
import { checkLocalModels } from '../src/commands/doctor/checks/models.ts';
import { listModels } from '../src/commands/models/list.ts';
import { showLocal } from '../src/commands/models/show.ts';
import { verifyModels } from '../src/commands/models/verify.ts';
import { wantedModel } from '../src/commands/models/wanted-model.ts';
import { findEmbeddedModel } from '../src/embedded-model.ts';
import { howToGetIt, howToMend } from '../src/embedded-package.ts';
import { installedNamed, modelsHere, pulledModels, resolveLocalModel } from '../src/installed-models.ts';
import { configsFile, type Setting } from '../src/setting.ts';
import { createTerminal, type Terminal } from '../src/terminal/terminal.ts';

const catalogue = loadCatalogue(configsFile('models.json'));
const { name: NAME } = EMBEDDED_MODEL;

describe('the model that comes with hanzo', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let setting: Setting;
  beforeEach(() => {
    folder = temporaryFolder();
    const home = join(folder.path, 'home');
    setting = {
      config: loadConfig({ flags: { home }, env: {}, homeDir: folder.path }),
      paths: homePaths(home),
      catalogue,
      routing: loadTiers(configsFile('tiers.json'), catalogue),
      routingChangedIn: {},
      project: NO_PROJECT,
      embedded: EMBEDDED_MODEL,
    };
    mkdirSync(setting.paths.models, { recursive: true });
  });
  afterEach(() => folder[Symbol.dispose]());

  /** As if somebody had installed the package there: what it says of itself is found from a file of that folder. */
  function packageCopy(): { readonly from: string; readonly gguf: string } {
    const own = join(folder.path, 'node_modules', '@hanzo', 'embedded-model');
    mkdirSync(own, { recursive: true });
    for (const file of ['package.json', 'index.js', 'pin.json', EMBEDDED_MODEL.fileName])
      cpSync(join(EMBEDDED_MODEL.path, '..', file), join(own, file));
    return { from: pathToFileURL(join(folder.path, 'main.js')).href, gguf: join(own, EMBEDDED_MODEL.fileName) };
  }

  /** What a command prints for these settings. */
  async function said<Flags, Result>(
    command: (flags: Flags, setting: Setting, terminal: Terminal) => Promise<Result> | Result,
    flags: Flags,
    of: Setting = setting,
  ): Promise<{ readonly out: readonly string[]; readonly err: string; readonly result: Result }> {
    const [out, err]: [string[], string[]] = [[], []];
    const into = (lines: string[]): Writable =>
      new Writable({ write: (piece, _, done) => (lines.push(...String(piece).trimEnd().split('\n')), done()) });
    const terminal = createTerminal(into(out), into(err), { NO_COLOR: '1', TERM: 'dumb', COLUMNS: '200' });
    const result = await command(flags, of, terminal);
    return { out, err: err.join('\n'), result };
  }

  function errorOf(run: () => unknown): HanzoError {
    try {
      run();
    } catch (error) {
      if (error instanceof HanzoError) return error;
    }
    return expect.fail('nothing was refused');
  }

  it(verifies('embedded-model.card'), () => {
    const bytes = readFileSync(EMBEDDED_MODEL.path);
    expect(EMBEDDED_MODEL.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(findModel(catalogue, NAME)).toMatchObject({
      kind: 'local',
      kinds: ['comments'],
      fileName: EMBEDDED_MODEL.fileName,
      sizeBytes: bytes.length,
      sha256: EMBEDDED_MODEL.sha256,
    });
    expect(EMBEDDED_MODEL.sizeBytes).toBe(bytes.length);
  });

  it(verifies('embedded-model.named'), () => {
    const here = { name: NAME, path: EMBEDDED_MODEL.path, sizeBytes: EMBEDDED_MODEL.sizeBytes };
    expect(resolveLocalModel(NAME, setting)).toEqual(here);
    expect(resolveLocalModel(`local:${NAME}`, setting)).toEqual(here);
    expect(modelsHere(setting)).toEqual([here]);
    expect(wantedModel(NAME, {}, setting)).toMatchObject({
      name: NAME,
      source: { kind: 'here', pulled: { path: here.path, sha256: EMBEDDED_MODEL.sha256, alreadyThere: true } },
    });
    const another = errorOf(() => wantedModel(NAME, { sha256: 'ab'.repeat(32) }, setting));
    expect(another).toMatchObject({ code: 'USAGE', message: expect.stringContaining(EMBEDDED_MODEL.sha256) });
    expect(another.mend).toContain('Leave --sha256 out');
    expect(wantedModel(NAME, { from: 'mesh' }, setting).source).toEqual({ kind: 'addresses', uris: [] });
    const nothingWanted = errorOf(() => resolveLocalModel(undefined, setting));
    expect(nothingWanted).toMatchObject({ code: 'MODEL_NOT_INSTALLED', exitCode: EXIT.configuration });
    expect(nothingWanted.mend).toContain('hanzo models pull llama3.2');
    expect(nothingWanted.mend).toContain(`--model ${NAME}`);
    expect(errorOf(() => resolveLocalModel('llama3.2', setting)).mend).not.toContain(NAME);
    expect(errorOf(() => installedNamed(NAME, setting)).mend).toContain('@hanzo/embedded-model');
    // The only one that was pulled is still the one that is meant by whoever names none.
    writeFileSync(join(setting.paths.models, 'mine.gguf'), 'GGUF');
    expect(resolveLocalModel(undefined, setting).name).toBe('mine');
  });

  it(verifies('embedded-model.copy'), async () => {
    const copy = join(setting.paths.models, EMBEDDED_MODEL.fileName);
    writeFileSync(copy, 'GGUF');
    expect(errorOf(() => resolveLocalModel(undefined, setting)).code).toBe('MODEL_NOT_INSTALLED');
    expect(resolveLocalModel(NAME, setting).path).toBe(EMBEDDED_MODEL.path);
    expect(pulledModels(setting)).toEqual([]);
    expect((await checkLocalModels(setting))[0]?.detail).toContain('no model is pulled');
    expect(modelsHere(setting).map(({ path }) => path)).toEqual([EMBEDDED_MODEL.path, copy]);
    const { out, result } = await said(verifyModels, { names: [NAME] });
    expect(out).toEqual([
      expect.stringMatching(/^ok {3}hanzo-embedded/),
      expect.stringMatching(/^FAIL hanzo-embedded/),
    ]);
    expect(result).toBe(EXIT.incomplete);
    // Where its package was left out the copy is used, and only a good one.
    const without = { ...setting, embedded: undefined };
    expect(errorOf(() => resolveLocalModel(NAME, without))).toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringContaining(copy),
      mend: expect.stringContaining(`hanzo models rm ${NAME}`),
    });
  });

  it(verifies('embedded-model.damaged-package'), async () => {
    const { gguf } = packageCopy();
    const own = dirname(gguf);
    const whole = Object.fromEntries(
      ['index.js', 'pin.json', 'package.json'].map((file) => [file, readFileSync(join(own, file))]),
    );
    const damages: readonly (() => void)[] = [
      () => writeFileSync(join(own, 'pin.json'), '{"name": "hanzo-emb'),
      () => rmSync(join(own, 'pin.json')),
      () => writeFileSync(join(own, 'index.js'), ''),
      () => rmSync(join(own, 'index.js')),
      () => writeFileSync(join(own, 'pin.json'), '{"name": "hanzo-embedded"}'),
      () => writeFileSync(join(own, 'package.json'), ''),
    ];
    for (const [number, damage] of damages.entries()) {
      // Node remembers what it has loaded: each damage has a folder of its own.
      const place = join(folder.path, `app${number}`);
      const moved = join(place, 'node_modules', '@hanzo', 'embedded-model');
      for (const [file, bytes] of Object.entries(whole)) writeFileSync(join(own, file), bytes);
      damage();
      cpSync(own, moved, { recursive: true });
      const embedded = findEmbeddedModel(pathToFileURL(join(place, 'main.js')).href);
      const damaged = { ...setting, embedded };
      expect(errorOf(() => resolveLocalModel(NAME, damaged))).toMatchObject({
        code: 'MODEL_INVALID',
        message: expect.stringContaining(moved),
        mend: expect.stringContaining(`Remove ${moved}, then: npm install -g hanzo`),
      });
      const findings = await checkLocalModels(damaged);
      expect(findings).toContainEqual(expect.objectContaining({ name: 'embedded model', state: 'fail' }));
      expect((await said(verifyModels, { names: [] }, damaged)).out).toEqual([
        expect.stringContaining('FAIL hanzo-embedded'),
      ]);
    }
  });

  it(verifies('embedded-model.damaged-package', 'the mend fits where it lies'), () => {
    const place = join(folder.path, 'my app');
    const own = join(place, 'node_modules', '@hanzo', 'embedded-model');
    mkdirSync(own, { recursive: true });
    expect(howToGetIt(join(place, 'node_modules', 'hanzo', 'main.js'))).toContain('npm install -g hanzo');
    writeFileSync(join(place, 'package.json'), '{}');
    const install = `npm install --include=optional --prefix '${place}'`;
    expect(howToGetIt(join(place, 'node_modules', 'hanzo', 'main.js'))).toBe(install);
    expect(howToMend(own)).toBe(`Remove ${own}, then: ${install}`);
    const checkout = join(folder.path, 'packages', 'embedded-model');
    expect(howToMend(checkout)).not.toContain('git');
    mkdirSync(join(folder.path, '.git'));
    expect(howToMend(checkout)).toBe(`Put it back: git -C ${checkout} checkout -- .`);
  });

  it(verifies('embedded-model.skew'), async () => {
    const { from } = packageCopy();
    const models = catalogue.models.map((card) =>
      card.kind === 'local' && card.name === NAME ? { ...card, sha256: 'ab'.repeat(32) } : card,
    );
    const newer = { ...setting, embedded: findEmbeddedModel(from), catalogue: { ...catalogue, models } };
    for (const refused of [() => resolveLocalModel(NAME, newer), () => wantedModel(NAME, {}, newer)])
      expect(errorOf(refused)).toMatchObject({
        code: 'MODEL_INVALID',
        message: expect.stringContaining('another version than hanzo'),
      });
    expect(await checkLocalModels(newer)).toContainEqual(
      expect.objectContaining({ state: 'fail', detail: expect.stringContaining('another version than hanzo') }),
    );
    expect((await said(verifyModels, { names: [] }, newer)).out).toEqual([
      expect.stringContaining('FAIL hanzo-embedded'),
    ]);
  });

  it(verifies('embedded-model.pinned'), async () => {
    const { from, gguf } = packageCopy();
    const embedded = findEmbeddedModel(from) ?? expect.fail('the package is not found');
    expect(resolveLocalModel(NAME, { ...setting, embedded }).path).toBe(gguf);
    const bytes = readFileSync(gguf);
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
    writeFileSync(gguf, bytes);
    const damaged = { ...setting, embedded };
    for (const refused of [() => resolveLocalModel(NAME, damaged), () => wantedModel(NAME, {}, damaged)]) {
      const error = errorOf(refused);
      expect(error).toMatchObject({ code: 'MODEL_INVALID', exitCode: EXIT.configuration });
      expect(error.message).toContain(gguf);
      expect(error.message).toContain(embedded.sha256);
      expect(error.mend).toContain(`Remove ${dirname(gguf)}, then: npm install`);
    }
    expect(await checkLocalModels(damaged)).toContainEqual(
      expect.objectContaining({ name: 'embedded model', state: 'fail', detail: expect.stringContaining(gguf) }),
    );
    const commands = [said(verifyModels, { names: [NAME] }, damaged), said(listModels, {}, damaged)] as const;
    const [verified, listed] = await Promise.all(commands);
    expect(verified.out).toEqual([expect.stringMatching(/^FAIL hanzo-embedded .*not the file/)]);
    expect(verified.err).toContain(`Remove ${dirname(gguf)}, then: npm install`);
    expect(listed.out.join('\n')).toMatch(/hanzo-embedded .*damaged: hanzo doctor/);
    rmSync(gguf);
    expect(errorOf(() => resolveLocalModel(NAME, damaged)).message).toContain('it cannot be read');
    await expect(said(showLocal, { name: NAME, wait: 1, discovery: [] }, damaged)).rejects.toMatchObject({
      code: 'MODEL_INVALID',
    });
    expect((await said(verifyModels, { names: [NAME] }, damaged)).out).toEqual([
      expect.stringMatching(/^FAIL hanzo-embedded .*cannot be read/),
    ]);
  });

  it(verifies('embedded-model.left-out'), async () => {
    expect(findEmbeddedModel(pathToFileURL(join(folder.path, 'main.js')).href)).toBeUndefined();
    const without = { ...setting, embedded: undefined };
    expect(modelsHere(without)).toEqual([]);
    const mend = expect.stringContaining('npm install --include=optional');
    expect(errorOf(() => resolveLocalModel(NAME, without))).toMatchObject({ code: 'MODEL_NOT_INSTALLED', mend });
    expect(errorOf(() => wantedModel(NAME, {}, without))).toMatchObject({ code: 'USAGE', mend });
    expect(errorOf(() => resolveLocalModel(undefined, without)).mend).toBe('Download it: hanzo models pull llama3.2');
    expect(await checkLocalModels(without)).toEqual([
      expect.objectContaining({ state: 'warn', detail: expect.stringContaining('none installed') }),
    ]);
    // One that came another way, such as from a member of the mesh.
    cpSync(EMBEDDED_MODEL.path, join(setting.paths.models, EMBEDDED_MODEL.fileName));
    expect(resolveLocalModel(NAME, without).path).toContain(setting.paths.models);
  });

  it(verifies('embedded-model.doctor'), async () => {
    expect(await checkLocalModels(setting)).toEqual([
      {
        name: 'local models',
        state: 'warn',
        detail: `no model is pulled: ${NAME}, which comes with hanzo, does comments only`,
        mend: 'hanzo models pull llama3.2',
      },
      expect.objectContaining({ name: 'embedded model', state: 'ok', detail: expect.stringContaining(NAME) }),
    ]);
  });

  it(verifies('model-kinds.judges'), () => {
    const choice = { kind: 'local', model: NAME, because: '' } as const;
    const critic = errorOf(() => checkNamedModels(setting, { critic: `local:${NAME}` }, choice));
    expect(critic).toMatchObject({ code: 'USAGE', message: expect.stringContaining(`${NAME} does comments only`) });
    expect(() => checkNamedModels(setting, { workerModels: [`local:${NAME}`] }, choice)).not.toThrow();
    const delegated = errorOf(() => chooseModels(setting, { model: `local:${NAME}` }));
    expect(delegated).toMatchObject({ code: 'MODEL_UNAVAILABLE', message: `${NAME} does comments only.` });
  });
});
