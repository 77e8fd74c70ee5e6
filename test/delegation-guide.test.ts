import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analysis, startDelegating } from '../packages/cli/test/delegation/delegating.ts';
import { checkBehaviours } from '../scripts/lib/behaviours/check-behaviours.ts';
import { readTests } from '../scripts/lib/behaviours/read-tests.ts';
import { BEHAVIOURS } from './behaviours.ts';
import { DELEGATION_GUIDE } from './support/delegation-guide.ts';
import { verifies } from './support/verifies.ts';

/** The guide's own examples, word by word: what stands behind the name of its script. */
const EXAMPLES: readonly (readonly string[])[] = [
  [
    '--issue',
    'Complex database migration fails',
    '--files',
    'src/autopack/models.py,src/autopack/database.py,src/autopack/migrations/*.py',
  ],
  [
    '--issue',
    'Uvicorn crashes after 1000 requests',
    '--files',
    'src/autopack/main.py',
    '--logs',
    'ERROR:    [Errno 24] Too many open files',
  ],
  [
    '--issue',
    'Memory leak in Builder execution',
    '--files',
    'src/autopack/builder.py,src/autopack/llm_service.py',
    '--attempted-fixes',
    'Added explicit garbage collection',
    'Closed database sessions',
    'Cleared LLM cache after each phase',
    'Used WeakValueDictionary for caching',
  ],
];

const REAL_WORLD = [
  '--issue',
  '500 Internal Server Error on /builder_result endpoint - persists despite schema fixes',
  '--files',
  'src/autopack/main.py,src/autopack/schemas.py,src/autopack/builder_schemas.py,src/autopack/models.py',
  '--context',
  'Server starts successfully. Health check passes. Fixed schema mapping in autonomous_executor.py.',
  '--logs',
  'WARNING: Failed to post builder result: 500 Server Error: Internal Server Error for url: http://localhost:8000/runs/fileorg-phase2-beta/phases/fileorg-p2-test-fixes/builder_result',
  '--attempted-fixes',
  'Mapped llm_client.BuilderResult to builder_schemas.BuilderResult with correct schema',
  'Ensured all required fields included (phase_id, run_id, status, notes)',
  'Verified payload matches Pydantic schema exactly',
  'Restarted server multiple times with new code',
];

const FILES = ['main', 'schemas', 'builder_schemas', 'models', 'database', 'builder', 'llm_service', 'migrations/one'];

describe('the delegation guide', () => {
  const uncited = new Set(
    checkBehaviours(BEHAVIOURS, readTests(dirname(import.meta.dirname))).uncited.map((line) => line.split(':')[0]),
  );

  it.each(DELEGATION_GUIDE.map((entry) => [entry.heading, entry] as const))('%s', (_, { promises, because }) => {
    expect(promises.length > 0 || because !== undefined).toBe(true);
    for (const id of promises) {
      const [area = '', name = ''] = id.split('.');
      expect(
        Object.hasOwn(BEHAVIOURS, area) && Object.hasOwn(BEHAVIOURS[area as keyof typeof BEHAVIOURS], name),
        id,
      ).toBe(true);
      expect(uncited.has(id), `${id} is proved by no test`).toBe(false);
    }
  });

  it(verifies('delegate.flags', "the guide's own examples"), async () => {
    await using place = await startDelegating({
      sources: Object.fromEntries(FILES.map((name) => [`src/autopack/${name}.py`, `# ${name}\n`])),
      script: () => analysis(),
    });
    for (const example of EXAMPLES) {
      const { code, stdout, stderr } = await place.delegate(...example, '--dry-run', '--model', 'gpt-4o');
      expect({ code, stderr }).toMatchObject({ code: 0 });
      expect(stdout + stderr).toContain('gpt-4o');
      expect(stdout + stderr).not.toMatch(/not there|no file of the workspace/);
    }
    const { code, stdout, stderr } = await place.delegate(...REAL_WORLD, '--model', 'gpt-4o');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stdout).toContain('total is called without items');
    const names = place.files().filter((name) => name.startsWith('OPENAI_'));
    expect(names.map((name) => name.replace(/\d{8}_\d{6}/, '<time>'))).toEqual([
      'OPENAI_DELEGATION_REQUEST_<time>.md',
      'OPENAI_DELEGATION_RESULT_<time>.json',
      'OPENAI_DELEGATION_RESULT_<time>.md',
    ]);
    const request = place.read(names[0] ?? '');
    for (const given of REAL_WORLD.filter((word) => !word.startsWith('--') && !word.includes('.py,')))
      expect(request).toContain(given);
    for (const name of FILES.slice(0, 4)) expect(request).toContain(`# ${name}\n`);
  });

  it(verifies('delegate-dev.phrase', "the guide's three examples"), async () => {
    await using place = await startDelegating();
    mkdirSync(join(place.workspace, 'src'), { recursive: true });
    writeFileSync(join(place.workspace, 'src/runs.py'), "ROUTE = '/runs/start'\n");
    for (const issue of [
      '500 error on /runs/start endpoint with no traceback',
      'Database deadlock during concurrent phase execution',
      'Memory leak in long-running autonomous builds',
    ]) {
      const { code, stdout, stderr } = await place.hanzo(
        'dev',
        `DELEGATE TO GPT-4O: ${issue}`,
        '--dry-run',
        '-w',
        place.workspace,
      );
      expect({ code, stderr }).toMatchObject({ code: 0 });
      expect(stdout + stderr).toContain('gpt-4o');
    }
  });
});
