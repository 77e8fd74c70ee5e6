import type { CommentedFunction } from '@hanzo/contracts';

const MOST_NAMES = 4;
const MOST_NAME_CHARS = 40;
const NO_CALLS = new Set('if for while switch catch return function await yield typeof and or not in is elif except with assert super import lambda else def raise throw new del async'.split(' ')); // prettier-ignore
const CALL = /(?<![\w$.)\]#])([A-Za-z_$][\w$]*(?:\.#?[A-Za-z_$][\w$]*)*)(?:<[A-Z]\w*>)?\(/g;
const CHANGE = /(?:this|self|cls)\.(#?[A-Za-z_$][\w$]*)(?:: [^=\n]+?)? ?(?:[-+*/|&?%]{0,2})=(?![=>])/g;
const THROWN = /^\s*(?:if .*[:)] )?(?:throw new|raise) ([A-Za-z_][\w.]*)/;

/** What the syntax says of a body that this generator has written: its texts and comments hold nothing that looks like code. */
export function scan(
  lines: readonly string[],
  guarded: ReadonlySet<number> = new Set(),
): Pick<CommentedFunction, 'throws' | 'calls' | 'changes'> {
  const throws = new Set<string>();
  const calls = new Set<string>();
  const changes = new Set<string>();
  for (const [index, line] of lines.entries()) {
    const thrown = THROWN.exec(line)?.[1];
    if (thrown !== undefined && !guarded.has(index)) throws.add(thrown);
    const code = thrown === undefined ? line : line.slice(0, line.search(/throw new|raise /));
    for (const [, callee = ''] of code.matchAll(CALL))
      if (!NO_CALLS.has(callee) && callee.length <= MOST_NAME_CHARS) calls.add(callee);
    for (const [, field = ''] of line.matchAll(CHANGE)) changes.add(field);
  }
  return {
    throws: [...throws].slice(0, MOST_NAMES),
    calls: [...calls].slice(0, MOST_NAMES),
    changes: [...changes].slice(0, MOST_NAMES),
  };
}
