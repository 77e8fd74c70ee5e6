/** What one package may import, and which outside libraries are its alone. */
export interface PackageRule {
  /** 0 is the bottom. A package imports lower layers only. */
  readonly layer: number;
  /** One sentence. */
  readonly purpose: string;
  /** Our packages it may import, by folder name. */
  readonly mayImport: readonly string[];
}

const CONTRACTS = ['contracts'];

/** The map of the project: docs/DESIGN's table as data. Folder name to rule. */
export const PACKAGES: Readonly<Record<string, PackageRule>> = {
  contracts: { layer: 0, purpose: 'The words every package shares.', mayImport: [] },
  'embedded-model': { layer: 0, purpose: 'A model file for first steps and tests, and its hash.', mayImport: [] },
  store: { layer: 1, purpose: 'SQLite files, opened safely, with clear faults.', mayImport: CONTRACTS },
  wire: { layer: 1, purpose: 'Contracts become bounded protobuf frames and come back.', mayImport: CONTRACTS },
  config: { layer: 1, purpose: 'Flags, environment and files become one checked configuration.', mayImport: CONTRACTS },
  metrics: { layer: 1, purpose: 'One typed metric tree and its Prometheus text.', mayImport: CONTRACTS },
  router: { layer: 1, purpose: 'Pure routing decisions, without I/O.', mayImport: CONTRACTS },
  keys: { layer: 1, purpose: 'API keys: where they are kept, and that nobody sees them.', mayImport: CONTRACTS },
  models: { layer: 1, purpose: 'Model providers, each at its own entry.', mayImport: CONTRACTS },
  tools: { layer: 1, purpose: 'Workspace tools, confined to the workspace.', mayImport: CONTRACTS },
  testkit: { layer: 1, purpose: 'Fakes behind the real interfaces, for tests only.', mayImport: CONTRACTS },
  ledger: { layer: 2, purpose: 'Money and usage, crash-safe.', mayImport: ['contracts', 'store'] },
  cache: { layer: 2, purpose: 'What was answered before, by exact content.', mayImport: ['contracts', 'store'] },
  mcp: {
    layer: 2,
    purpose: 'MCP servers: whom we trust, what their tools were, and calling them.',
    mayImport: ['contracts', 'config'],
  },
  membership: {
    layer: 2,
    purpose: 'Who belongs to a mesh: signed statements, invites, revocation.',
    mayImport: ['contracts', 'store', 'wire'],
  },
  mesh: {
    layer: 3,
    purpose: 'The libp2p node of a private mesh.',
    mayImport: ['contracts', 'wire', 'membership'],
  },
  worker: {
    layer: 4,
    purpose: 'Runs tasks on one machine.',
    mayImport: ['contracts', 'store', 'wire', 'router', 'mesh'],
  },
  coordinator: {
    layer: 4,
    purpose: 'Executes tasks: places, leases, retries, journals.',
    mayImport: ['contracts', 'store', 'wire', 'router', 'mesh', 'ledger'],
  },
  orchestrator: {
    layer: 5,
    purpose: 'Plans work, gates answers, writes reports.',
    mayImport: ['contracts', 'router', 'tools'],
  },
  delegate: {
    layer: 5,
    purpose: 'Packs an issue with its evidence, has a strong model asked, keeps request and result.',
    mayImport: ['contracts', 'tools'],
  },
  cli: {
    layer: 6,
    purpose: 'The commands; the only place that constructs things and exits.',
    mayImport: [
      'contracts',
      'store',
      'wire',
      'membership',
      'config',
      'keys',
      'metrics',
      'ledger',
      'cache',
      'router',
      'models',
      'tools',
      'mcp',
      'mesh',
      'worker',
      'coordinator',
      'orchestrator',
      'delegate',
      'embedded-model',
    ],
  },
};

/** Libraries that one package hides from all the others. A trailing `*` stands for any rest. */
export const OWNED_LIBRARIES: Readonly<Record<string, readonly string[]>> = {
  wire: ['protobufjs'],
  models: ['openai', '@anthropic-ai/*', 'node-llama-cpp'],
  keys: ['@napi-rs/keyring'],
  mesh: ['libp2p', '@libp2p/*', '@chainsafe/*', '@multiformats/*'],
  metrics: ['prom-client'],
  tools: ['@vscode/ripgrep'],
  mcp: ['@modelcontextprotocol/client'],
};

/** Packages without a main entry: users must say which part they load, because one part loads a native binding. */
export const ENTRIES: Readonly<Record<string, readonly string[]>> = {
  models: ['openai', 'anthropic', 'llama', 'compatible', 'model-hash'],
};

/** Parts of a package that can be loaded without the rest of it. */
export const SIDE_ENTRIES: Readonly<Record<string, readonly string[]>> = {
  mesh: ['light'],
};

/** The npm name of a package folder. */
export function npmName(folder: string): string {
  return folder === 'cli' ? 'hanzo' : `@hanzo/${folder}`;
}
