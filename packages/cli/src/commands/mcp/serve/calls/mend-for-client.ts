/** What clients call the flags that their arguments become. */
const ARGUMENTS: readonly (readonly [RegExp, string])[] = [
  // An argument is no word of a shell.
  [/; write the instructions before --files/g, ''],
  [/--budget\b/g, 'max_cost_usd'],
  [/--files\b/g, '`files`'],
  [/--workspace\b/g, '`workspace`'],
  [/--fail-on\b/g, 'fail_on'],
];

/** How to mend a fault, for who calls a tool: its arguments by their names, and flags for the person who has some. */
export function mendForClient(mend: string): string {
  if (/hanzo mcp serve|whoever runs the server/i.test(mend)) return mend;
  const named = ARGUMENTS.reduce((text, [flag, argument]) => text.replaceAll(flag, argument), mend);
  return /(?:^|[\s`(])--[a-z]/.test(named) ? `For whoever runs the server: ${named}` : named;
}
