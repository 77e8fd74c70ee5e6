import type { ProjectCommands } from '../project-commands.ts';

/** What detection reads of a workspace: small files at its root. */
export interface DetectionRoot {
  /** Undefined where there is no plain file of that name, or it is too large. */
  read(name: string): string | undefined;
  has(name: string): boolean;
}

/** One command, and where it was found. */
export interface Detected {
  readonly argv: readonly string[];
  readonly from: string;
}

export interface Detection {
  readonly commands: Readonly<Partial<Record<keyof ProjectCommands, Detected>>>;
  /** Texts that say what the commands do: scripts, settings of runners and of package managers. */
  readonly evidence: readonly string[];
}
