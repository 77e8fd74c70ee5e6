/** What a linter or compiler says of a line, in its own way, and how that is written as `path:line:column: message`. */
const FORMS: readonly (readonly [pattern: RegExp, unix: string])[] = [
  // tsc
  [/^(\S.*?)\((\d+),(\d+)\):\s+(\S.*)$/gm, '$1:$2:$3: $4'],
  // tsc --pretty
  [/^(\S.*?):(\d+):(\d+) - ((?:error|warning) .*)$/gm, '$1:$2:$3: $4'],
  // rustc: the place stands below
  [/^((?:error|warning)(?:\[\w+\])?: .*)\n\s*--> (\S+):(\d+):(\d+)$/gm, '$2:$3:$4: $1'],
];
/** ESLint's own way: the file, and below it what is said of its lines. */
const STYLISH = /^\s+(\d+):(\d+)\s+((?:error|warning)\s+\S.*)$/;
const FILE = /^(?!\d+:)\S.*\.\w+$/;

/** Rewrites what stands in another form; all other lines stay. Takes text without escapes and carriage returns. */
export function unixLines(text: string): string {
  let rewritten = text;
  for (const [pattern, unix] of FORMS) rewritten = rewritten.replace(pattern, unix);
  let file: string | undefined;
  return rewritten
    .split('\n')
    .map((line) => {
      const [, row, column, message] = STYLISH.exec(line) ?? [];
      if (message !== undefined && file !== undefined) return `${file}:${row}:${column}: ${message}`;
      file = FILE.test(line) ? line : undefined;
      return line;
    })
    .join('\n');
}
