/** Programs of a project that gates may start: a program and its arguments, no shell. "{files}" stands for the paths. */
export interface ProjectCommands {
  readonly format?: readonly string[];
  readonly lint?: readonly string[];
  readonly types?: readonly string[];
  readonly tests?: readonly string[];
}

/** What a workspace says of itself in `.hanzo/config.json`. */
export interface Project {
  /** The workspace's root, symlinks resolved; empty where a command has none. */
  readonly root: string;
  /** Its file, whether there is one or not; empty where there is no workspace. */
  readonly file: string;
  /** Only a trusted one counts. */
  readonly state: 'none' | 'trusted' | 'untrusted';
  /** Empty unless trusted. */
  readonly commands: ProjectCommands;
  /** One sentence for people: why it does not count. Only of an untrusted one. */
  readonly why?: string;
}

/** Of a command that works on no workspace. */
export const NO_PROJECT: Project = { root: '', file: '', state: 'none', commands: {} };
