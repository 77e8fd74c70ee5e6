/** Checks that an answer may have to pass, in the order in which they are made: what costs nothing goes first. */
export const GATES = [
  'finished',
  'schema',
  'degenerate',
  'evidence',
  'grounded',
  'applies',
  'parses',
  'format',
  'lint',
  'types',
  'tests',
  'critic',
] as const;
export type GateName = (typeof GATES)[number];
