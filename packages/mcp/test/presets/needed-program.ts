const said = new Set<string>();

/**
 * Whether a test must be skipped because the machine lacks a program. In CI that is a failure: there the proof must be made.
 *
 * @param fault what is missing and how it is installed; undefined: nothing
 */
export function isMissing(fault: string | undefined): boolean {
  if (fault === undefined) return false;
  if (process.env['CI'] === 'true' || process.env['HANZO_REQUIRE_PRESETS'] === '1') throw new Error(fault);
  if (!said.has(fault)) process.stderr.write(`\nSKIPPED: a preset of MCP servers. ${fault}\n\n`);
  said.add(fault);
  return true;
}
