import { defineConfig } from 'vitest/config';

/** Our packages are resolved to their sources, so that unit tests need no build. */
const source = { ssr: { resolve: { conditions: ['@hanzo/source'] } }, resolve: { conditions: ['@hanzo/source'] } };

/**
 * Our threads are TypeScript here, and Node strips types by wasm, which it shares between threads: V8 13.6 crashes now and then when one of
 * them improves a wrapper of it while another frees code (`Runtime_TierUpWasmToJSWrapper`: 1 of 60 runs of ledger.test.ts). What
 * ships is JavaScript and strips nothing.
 */
const NO_WRAPPER_TIER_UP = ['--wasm-wrapper-tiering-budget=1000000000'];

/** They race processes, count real bytes or hold whole models: beside others they would measure the others. */
const ALONE = [
  'packages/models/test/llama/!(hostile-files).test.ts',
  'packages/membership/test/{killed,race}.test.ts',
  'packages/ledger/test/{one-dollar,processes}.test.ts',
  'test/sim/**/*.test.ts',
];

/** What commands print and exit with: nothing in them depends on how fast the machine is at the moment. */
const CLI = [
  'auto-fix',
  'profile',
  'guardrails',
  'bad-input',
  'cache',
  'canary*',
  'delegate',
  'delegate-apply',
  'delegate-ci',
  'dev-diagram',
  'dev-plan',
  'flags',
  'ledger',
  'metrics',
  'keys*',
  'mcp-{serve,servers}',
  'mesh-{doctor,join}',
  'models-*',
  'namespaces',
  'net-*',
  'owner-control',
  'paid-*',
  'patch',
  'payment',
  'reader-gone',
  'resume',
  'route',
  'start',
  'talk',
  'tasks*',
].map((name) => `test/e2e/${name}.test.ts`);

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    coverage: { include: ['packages/*/src/**/*.ts'] },
    execArgv: NO_WRAPPER_TIER_UP,
    projects: [
      {
        ...source,
        test: {
          name: 'unit',
          include: ['packages/*/test/**/*.test.ts', 'test/*.test.ts', 'test/contract/**/*.test.ts'],
          exclude: ALONE,
          testTimeout: 20_000,
          maxWorkers: 2,
        },
      },
      {
        ...source,
        test: {
          name: 'alone',
          include: ALONE,
          testTimeout: 20_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        ...source,
        test: {
          // Starts the built command in processes of its own: `npm test` builds first. They wait more than they compute.
          name: 'cli',
          include: CLI,
          testTimeout: 60_000,
          maxWorkers: 4,
          sequence: { groupOrder: 2 },
        },
      },
      {
        ...source,
        test: {
          // Few at a time, because these tests measure seconds and would take the cores from each other; they mostly wait.
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts', 'test/chaos/**/*.test.ts'],
          exclude: CLI,
          testTimeout: 60_000,
          maxWorkers: 2,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
