/** Where a text stops being JSON, and what was wanted there. */
export interface JsonFault {
  /** Offset in UTF-16 units. */
  readonly offset: number;
  readonly message: string;
}

export interface JsonScanOptions {
  /** Allow `//` and block comments and trailing commas. */
  readonly lenient: boolean;
}

type Expect = 'value' | 'value-or-close' | 'key' | 'key-or-close' | 'colon' | 'comma-or-close' | 'end';

const SPACE = /[ \t\r\n]*/y;
const LENIENT_SPACE = /(?:[ \t\r\n]|\/\/[^\r\n]*|\/\*[^]*?\*\/)*/y;
// oxlint-disable-next-line no-control-regex -- JSON forbids them in strings
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** Finds the first fault with its place; JSON.parse's own messages often have none. Undefined: the text is JSON. */
export function findJsonFault(text: string, options: JsonScanOptions): JsonFault | undefined {
  const space = options.lenient ? LENIENT_SPACE : SPACE;
  const open: ('{' | '[')[] = [];
  let expect: Expect = 'value';
  let at = 0;
  for (;;) {
    at += matchAt(space, text, at);
    if (at >= text.length) return expect === 'end' ? undefined : { offset: at, message: endMessage(open.at(-1)) };
    const step = takeToken(text, at, expect, open, options.lenient);
    if (step === undefined) return { offset: at, message: faultMessage(text, at, expect, open.at(-1)) };
    at += step.length;
    expect = step.next;
  }
}

interface Step {
  readonly length: number;
  readonly next: Expect;
}

function takeToken(text: string, at: number, expect: Expect, open: ('{' | '[')[], lenient: boolean): Step | undefined {
  const char = text[at];
  switch (expect) {
    case 'value':
    case 'value-or-close':
      if (char === ']' && expect === 'value-or-close') return close(open);
      return takeValue(text, at, open);
    case 'key':
    case 'key-or-close':
      if (char === '}' && expect === 'key-or-close') return close(open);
      return takeKey(text, at);
    case 'colon':
      return char === ':' ? { length: 1, next: 'value' } : undefined;
    case 'comma-or-close':
      return takeCommaOrClose(char, open, lenient);
    case 'end':
      return undefined;
  }
}

function takeKey(text: string, at: number): Step | undefined {
  const length = matchAt(STRING, text, at);
  return length === 0 ? undefined : { length, next: 'colon' };
}

function takeValue(text: string, at: number, open: ('{' | '[')[]): Step | undefined {
  const char = text[at];
  if (char === '{' || char === '[') {
    open.push(char);
    return { length: 1, next: char === '{' ? 'key-or-close' : 'value-or-close' };
  }
  const length = matchAt(char === '"' ? STRING : SCALAR, text, at);
  return length === 0 ? undefined : { length, next: open.length === 0 ? 'end' : 'comma-or-close' };
}

function takeCommaOrClose(char: string | undefined, open: ('{' | '[')[], lenient: boolean): Step | undefined {
  if (char === ',') return { length: 1, next: afterComma(open.at(-1), lenient) };
  return char === (open.at(-1) === '{' ? '}' : ']') ? close(open) : undefined;
}

function close(open: ('{' | '[')[]): Step {
  open.pop();
  return { length: 1, next: open.length === 0 ? 'end' : 'comma-or-close' };
}

function afterComma(container: '{' | '[' | undefined, lenient: boolean): Expect {
  if (container === '{') return lenient ? 'key-or-close' : 'key';
  return lenient ? 'value-or-close' : 'value';
}

function matchAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

function endMessage(container: '{' | '[' | undefined): string {
  if (container === undefined) return 'The file ends before a value';
  return `The file ends inside ${container === '{' ? 'an object' : 'an array'}: a closing ${container === '{' ? '}' : ']'} is missing`;
}

function faultMessage(text: string, at: number, expect: Expect, container: '{' | '[' | undefined): string {
  const found = JSON.stringify(text.slice(at, at + 1));
  const wantsString = expect !== 'colon' && expect !== 'comma-or-close' && expect !== 'end';
  if (wantsString && text[at] === '"')
    return 'The string is not closed on its line or holds a character that JSON forbids';
  switch (expect) {
    case 'value':
    case 'value-or-close':
      return `A value is expected, but ${found} is there`;
    case 'key':
    case 'key-or-close':
      return `A property name in double quotes is expected, but ${found} is there`;
    case 'colon':
      return `A colon is expected after the property name, but ${found} is there`;
    case 'comma-or-close':
      return `A comma or ${container === '{' ? '}' : ']'} is expected, but ${found} is there`;
    case 'end':
      return `Nothing may follow the value, but ${found} does`;
  }
}
