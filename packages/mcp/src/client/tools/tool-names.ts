import { createHash } from 'node:crypto';

const MOST_CHARS = 64;
/** Digits of a hash that tell apart what would have one name. */
const DIGITS = [8, 24] as const;

export interface NamedTool {
  readonly server: string;
  readonly tool: string;
}

/**
 * Names by which models call tools: `<server>__<tool>` of `[a-zA-Z0-9_-]{1,64}`. Those that come to the same name all get a piece of
 * their hash, so that the order in which servers answer changes nothing.
 *
 * @returns one for each, in order
 */
export function toolNames(tools: readonly NamedTool[]): readonly string[] {
  let names = tools.map((each) => cut(plainName(each), MOST_CHARS));
  for (const digits of DIGITS) {
    const twice = repeated(names);
    if (twice.size === 0) break;
    names = names.map((name, at) => {
      const tool = tools[at];
      return tool !== undefined && twice.has(name) ? hashedName(tool, digits) : name;
    });
  }
  return names;
}

/** A name that was cut or changed may be that of another tool of another day: it is told apart at once. */
function cut(name: { readonly text: string; readonly isWhole: boolean; readonly of: NamedTool }, most: number): string {
  return name.isWhole && name.text.length <= most ? name.text : hashedName(name.of, DIGITS[0]);
}

function plainName(of: NamedTool): { readonly text: string; readonly isWhole: boolean; readonly of: NamedTool } {
  const whole = `${of.server}__${of.tool}`;
  const text = whole.replace(/[^a-zA-Z0-9_-]/g, '_');
  return { text, isWhole: text === whole, of };
}

function hashedName(tool: NamedTool, digits: number): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([tool.server, tool.tool]))
    .digest('hex')
    .slice(0, digits);
  return `${plainName(tool).text.slice(0, MOST_CHARS - digits - 1)}_${hash}`;
}

function repeated(names: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(names.filter((name) => seen.size === seen.add(name).size));
}
