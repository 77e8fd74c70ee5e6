import type { Logger } from '@hanzo/contracts';
import type { McpFileEntry } from '../servers/mcp-file.ts';
import type { PackageName } from './install/packages.ts';
import type { PresetName } from './preset-names.ts';
import type { Probe } from './probe.ts';

/** Something that the user can or must say about a server. */
export interface PresetParameter {
  readonly name: string;
  /** For people, without a full stop. */
  readonly purpose: string;
  readonly example: string;
  /** @default false */
  readonly required?: boolean;
}

/** Where the code of a server lies. */
export interface PresetPlace {
  /** The program that Node runs. Absolute. */
  readonly bin: string;
  /** All that the program loads lies under it. Absolute. */
  readonly code: string;
  /** A folder of hanzo's, in which the program is started: a workspace may hold files that would steer it. Absolute. */
  readonly home: string;
}

export interface EntryOptions {
  /** What relative paths among the parameters are relative to. Absolute. */
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Checked: only parameters that the preset has, and all that it requires. */
export type PresetParameters = Readonly<Record<string, string>>;

/** An MCP server that was tried, and how it is started so that it can do little harm. */
export interface Preset {
  readonly name: PresetName;
  /** What it can do, and what to know before it is allowed. For people. */
  readonly purpose: string;
  /** Of npm, in the one version that was tried. */
  readonly package: PackageName;
  readonly parameters: readonly PresetParameter[];
  /** What must be on the machine besides, for people. @default nothing */
  readonly needs?: string;
  /** Shows that what it is for is there, which its start does not. @default its start is enough */
  readonly probe?: Probe;
  /**
   * How it is started, as it is written into a file of servers.
   *
   * @throws HanzoError USAGE for a parameter that cannot be; ENGINE_MISSING without a program that it needs
   */
  entry(parameters: PresetParameters, place: PresetPlace, options: EntryOptions): Promise<McpFileEntry>;
}

export interface PresetOptions extends EntryOptions {
  /** `mcpPackages` of the home. */
  readonly packagesFolder: string;
  /** Ends an installation. */
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** Called once all that was given is found to be right, before anything is installed. What it throws ends it. */
  readonly beforeInstall?: () => void;
}
