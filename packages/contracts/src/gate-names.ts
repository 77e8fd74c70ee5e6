/** Checks that an answer may have to pass, in the order in which they are made: what costs nothing goes first. */
export const GATES = [
  'finished',
  'schema',
  'degenerate',
  'evidence',
  'grounded',
  'comment',
  'applies',
  'parses',
  'comments-only',
  'guards',
  'format',
  'lint',
  'types',
  'tests',
  'critic',
] as const;
export type GateName = (typeof GATES)[number];

/** In the reason of a gate that ran a command of the project: what follows is what the command printed. */
export const COMMAND_SAID = ' It said: ';
