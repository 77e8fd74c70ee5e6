import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { HanzoError } from '@hanzo/contracts';

/** Where a node keeps its things. */
export interface HomePaths {
  readonly home: string;
  readonly config: string;
  /** API keys. */
  readonly keys: string;
  /** Downloaded models. */
  readonly models: string;
  /** Identities of the nodes that ran here, one folder each. */
  readonly nodes: string;
  /** What this home knows of its mesh: members, invites, addresses. */
  readonly meshState: string;
  /** The secret by which this home is a member. */
  readonly memberKey: string;
  /** The secret by which this home knows the delegations that it wrote itself. */
  readonly delegationKey: string;
  /** Which projects' own config.json counts, and with what content: a small file each. */
  readonly trustedProjects: string;
  /** What the user adds to the catalogue. */
  readonly catalogueOverrides: string;
  readonly journal: string;
  readonly ledger: string;
  /** What gates said of answers: what the router learns from. */
  readonly outcomes: string;
  /** Answers, reviews and plans that need not be asked for again. */
  readonly cache: string;
  /** Sets of changes that runs made, with what the files held before and after. */
  readonly changes: string;
  /** Trained routing profiles, a file each. */
  readonly profiles: string;
  /** Batches of requests that a provider works on, by run. */
  readonly batches: string;
  /** Answers that a provider works on in the background, by run. */
  readonly background: string;
  /** Pictures of runs, by their hash. */
  readonly images: string;
  /** Conversations, a file each. */
  readonly sessions: string;
  /** The user's MCP servers. */
  readonly mcp: string;
  /** What the tools of each MCP server were when they were allowed. */
  readonly mcpPins: string;
  /** Packages of MCP servers that hanzo installed, a folder each. */
  readonly mcpPackages: string;
  /** Where programs of MCP servers start that name no folder, a folder each. */
  readonly mcpFolders: string;
  /** What was typed at the prompt of `hanzo dev`. */
  readonly history: string;
  /** What ran on this machine for whom: sizes and times. */
  readonly work: string;
  /** The owner's `hanzo net pause`, remembered over restarts. */
  readonly pause: string;
  /** Sockets and pid files of running nodes. */
  readonly run: string;
}

/** The layout of a home folder. Touches nothing. */
export function homePaths(home: string): HomePaths {
  return {
    home,
    config: join(home, 'config.json'),
    keys: join(home, 'keys.json'),
    models: join(home, 'models'),
    nodes: join(home, 'nodes'),
    meshState: join(home, 'mesh.db'),
    memberKey: join(home, 'member.key'),
    delegationKey: join(home, 'delegation.key'),
    trustedProjects: join(home, 'trusted-projects'),
    catalogueOverrides: join(home, 'models.json'),
    journal: join(home, 'journal.db'),
    ledger: join(home, 'ledger.db'),
    outcomes: join(home, 'outcomes.db'),
    cache: join(home, 'cache.db'),
    changes: join(home, 'changes.db'),
    profiles: join(home, 'routing'),
    batches: join(home, 'batches'),
    background: join(home, 'background'),
    images: join(home, 'images'),
    sessions: join(home, 'sessions'),
    mcp: join(home, 'mcp.json'),
    mcpPins: join(home, 'mcp-pins'),
    mcpPackages: join(home, 'mcp-packages'),
    mcpFolders: join(home, 'mcp-folders'),
    history: join(home, 'history'),
    work: join(home, 'work.db'),
    pause: join(home, 'pause.json'),
    run: join(home, 'run'),
  };
}

/** Creates the home folder and its subfolders, readable by their owner only. Existing ones are left as they are. */
export function ensureHome(home: string): HomePaths {
  const paths = homePaths(home);
  for (const folder of [paths.home, paths.models, paths.nodes, paths.run]) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    } catch (cause) {
      throw new HanzoError('CONFIG_INVALID', `The folder ${folder} cannot be created: ${String(cause)}`, {
        cause,
        details: { folder },
        mend: 'Set HANZO_HOME to a folder that you may write to.',
      });
    }
  }
  return paths;
}
