/** Programs of a project that gates may start: a program and its arguments, no shell. "{files}" stands for the paths. */
export interface ProjectCommands {
  readonly format?: readonly string[];
  readonly lint?: readonly string[];
  readonly types?: readonly string[];
  readonly tests?: readonly string[];
}
