import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { StandInRequest } from '@hanzo/testkit';
import { jsonLines, runCli } from '../support/cli.ts';
import { startPaidProject, type PaidProject } from '../support/paid-project.ts';
import { pngChunk, pngOf } from '../support/pictures.ts';
import { temporaryFolder } from '../support/small-mesh.ts';
import { verifies } from '../support/verifies.ts';

const base64 = (request: StandInRequest | undefined): readonly string[] =>
  (request?.images ?? []).map((image) => image.base64);
const isAbout = ({ system }: StandInRequest): boolean => system.startsWith('You look at pictures');
const SEEN = { kind: 'text', text: 'The total in the second row of shot.png is cut off at its right edge.' } as const;

function overpaid(project: PaidProject): unknown {
  return project
    .calls()
    .filter(({ state, chargedMicros, worstCaseMicros }) => state !== 'settled' || chargedMicros > worstCaseMicros);
}

describe('pictures', () => {
  it(verifies('images.sent'), async () => {
    using folder = temporaryFolder('hanzo-pictures-');
    const shot = join(folder.path, 'shot.png');
    const pixels = pngOf({ width: 1_280, height: 720 });
    writeFileSync(
      shot,
      pngOf({ width: 1_280, height: 720, extra: [pngChunk('tEXt', Buffer.from('Author\0somebody'))] }),
    );
    let fails = false;
    await using project = await startPaidProject({
      script: (request, name) => {
        if (fails && name === 'beta') return { kind: 'http-error', status: 400 };
        return isAbout(request) ? SEEN : undefined;
      },
    });
    const report = join(project.home, 'report.json');
    const first = await project.dev('--image', shot, '-o', report, '-o', join(project.home, 'report.md'));
    expect(first.code, first.stderr).toBe(0);
    // The plan, a task for each of the three files, and one about the picture itself: each with the very pixels.
    expect(first.requests.map(base64)).toEqual(Array.from({ length: 5 }, () => [pixels.toString('base64')]));
    expect(first.requests.filter(isAbout)).toMatchObject([{ prompt: expect.stringContaining('File "src/alpha.ts"') }]);
    expect(first.stderr).toMatch(/left out of \S+shot\.png, which is sent without it: texts/);
    expect(first.stderr).toContain('nobody can search them for keys');
    expect(overpaid(project)).toEqual([]);
    const said = { images: [{ name: shot, width: 1_280, height: 720, bytes: pixels.length }] };
    expect(first.events.at(-1)).toMatchObject(said);
    expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({ ...said, texts: [{ text: SEEN.text }] });
    expect(readFileSync(join(project.home, 'report.md'), 'utf8')).toContain('## Pictures');
    const kept = readdirSync(project.home).filter((name) => statSync(join(project.home, name)).isFile());
    expect(kept).toContain('journal.db');
    // Nowhere but in its own folder, whatever was written down about it.
    const beginning = pixels.toString('base64').slice(0, 100);
    for (const name of kept)
      expect(readFileSync(join(project.home, name), 'latin1').includes(beginning), name).toBe(false);

    const again = await project.dev('--image', shot);
    expect([again.code, again.requests.length], again.stderr).toEqual([0, 0]);

    fails = true;
    const other = pngOf({ width: 1_280, height: 720, grey: 7 });
    writeFileSync(shot, other);
    const stopped = await project.dev('--image', shot);
    expect(stopped.code).toBe(1);
    expect(new Set(stopped.requests.flatMap(base64))).toEqual(new Set([other.toString('base64')]));
    expect(stopped.requests.length).toBeGreaterThanOrEqual(5);

    fails = false;
    rmSync(shot);
    const resumed = await project.dev('--resume', 'last');
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(resumed.requests.map(base64)).toEqual([[other.toString('base64')]]);
    expect(resumed.events.at(-1)).toMatchObject({ images: [{ bytes: other.length }] });
  });

  it(verifies('images.refused', 'by the command'), async () => {
    await using project = await startPaidProject({
      names: ['alpha'],
      script: (request) => (isAbout(request) ? SEEN : undefined),
    });
    const shot = join(project.workspace, 'shot.png');
    writeFileSync(shot, pngOf());
    const local = await project.dev('--image', shot, '--batch-api');
    expect([local.code, project.standIn.requests.length], local.stderr).toEqual([2, 0]);

    const large = join(project.home, 'large.png');
    writeFileSync(large, pngOf({ width: 4_000, height: 3_000 }));
    const dry = await project.dev('--dry-run', '--image', large);
    expect(dry.code, dry.stderr).toBe(0);
    // That of the file, and the one about the picture: both count it.
    const counted = dry.events.at(-1) as { readonly tasks?: readonly { readonly promptTokens: number }[] } | undefined;
    expect(counted?.tasks?.map(({ promptTokens }) => promptTokens > 24_000)).toEqual([true, true]);
    const env = { OPENAI_API_KEY: 'sk-test-canary-1234567890' };
    const asked = [
      'route',
      'explain',
      'review it',
      '--image',
      shot,
      '--use-hanzo-net',
      '--orchestrator',
      'gpt-5',
      '--json',
    ];
    const route = await runCli(asked, { home: project.home, env });
    expect(jsonLines(route.stdout)[0], route.stderr).toMatchObject({
      route: { rungs: expect.not.arrayContaining(['mesh', 'local']), why: expect.stringContaining('Pictures belong') },
    });
    expect(project.standIn.requests).toHaveLength(0);

    rmSync(join(project.workspace, 'src'), { recursive: true });
    const alone = await project.dev('--image', shot);
    expect(alone.code, alone.stderr).toBe(0);
    expect(alone.requests).toMatchObject([{ images: [{ type: 'image/png', detail: 'high' }] }]);
  });
});
