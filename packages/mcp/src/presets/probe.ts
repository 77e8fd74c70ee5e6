/** A call of a tool that changes nothing. */
export interface Probe {
  /** By the server's name. */
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** What answers it, for people: `the database`. */
  readonly asked: string;
}
