import type { DetectedCommands } from './detected-commands.ts';
import type { ProjectCommands } from './project-commands.ts';

/** Commands that a workspace seems to have, and whether they may be run. */
export interface OfferedCommands extends DetectedCommands {
  /** Of exactly these. `refused`: somebody said no; `unasked`: nobody was asked, or they were others then. */
  readonly state: 'trusted' | 'refused' | 'unasked';
}

/** What a workspace says of itself in `.hanzo/config.json`. */
export interface Project {
  /** The workspace's root, symlinks resolved; empty where a command has none. */
  readonly root: string;
  /** Its file, whether there is one or not; empty where there is no workspace. */
  readonly file: string;
  /** Only a trusted one counts. */
  readonly state: 'none' | 'trusted' | 'untrusted';
  /** Those of the file, when it is trusted; besides them detected ones, when they are trusted. */
  readonly commands: ProjectCommands;
  /** What its manifests seem to offer. Undefined: nothing that is known. */
  readonly detected?: OfferedCommands | undefined;
  /** One sentence for people: why it does not count. Only of an untrusted one. */
  readonly why?: string;
}

/** Of a command that works on no workspace. */
export const NO_PROJECT: Project = { root: '', file: '', state: 'none', commands: {} };
