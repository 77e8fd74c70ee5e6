/** A file that a text names, perhaps with a line: a frame of a stack trace, a message of a compiler, or just a path in a sentence. */
export interface Place {
  /** As it is written, with forward slashes, without scheme and drive. */
  readonly path: string;
  /** Counted from 1. */
  readonly line?: number | undefined;
  /** Row of the text that it stands in, counted from 0: frames of one trace stand close together. */
  readonly row: number;
  /** `com/example/Bar.java`, of a frame that names the class beside a bare file name. */
  readonly byPackage?: string | undefined;
}

/** The end of a file's name. What follows it decides whether a line is meant. */
const EXTENSION = /\.[A-Za-z][A-Za-z0-9_+]{0,9}(?![A-Za-z0-9_])/g;
/**
 * `:12:3` (most compilers, V8, Rust, Go, Ruby), `(12,3)` (TypeScript, MSVC, PHP), `", line 12` (Python), `:line 12` (C#), ` on line 12`
 * (PHP), `#L12` (links), each perhaps after the hash of a bundler.
 */
const LINE = /(?:\?[\w=&.-]{0,80})?(?:[:(](\d{1,7})|["']?,? (?:on )?line (\d{1,7})|:line (\d{1,7})|#L(\d{1,7}))/y;
const ENDS_PATH = new Set(' \t\r\n\v\f"\'`()<>|,;=*{}[]?!&^$#\u00a0');
const MOST_PATH_CHARS = 300;
const MOST_PLACES = 4_000;
/** Their frames name a class of a package, and a file without folders. */
const NAMED_BY_PACKAGE = /\.(?:java|kts?|scala|groovy)$/;
const QUALIFIED = /[\w$.<>]{1,300}$/;

/** All files that a text names, in its order. Time grows with the length of the text only. */
export function placesIn(text: string): readonly Place[] {
  const places: Place[] = [];
  let row = 0;
  let counted = 0;
  for (const { index, 0: extension } of text.matchAll(EXTENSION)) {
    if (places.length >= MOST_PLACES) break;
    const end = index + extension.length;
    const start = pathStart(text, index);
    const path = plainPath(text.slice(start, end));
    if (path === undefined) continue;
    for (; counted < index; counted += 1) if (text.charCodeAt(counted) === 10) row += 1;
    LINE.lastIndex = end;
    const found = LINE.exec(text);
    const line = found === null ? undefined : Number(found[1] ?? found[2] ?? found[3] ?? found[4]);
    const byPackage =
      text[start - 1] === '(' && NAMED_BY_PACKAGE.test(path) ? packagePath(text, start - 1, path) : undefined;
    places.push({
      path,
      row,
      ...(line !== undefined && line > 0 && { line }),
      ...(byPackage !== undefined && { byPackage }),
    });
  }
  return places;
}

/** Walks back to where the path begins; `C:` belongs to none. */
function pathStart(text: string, from: number): number {
  const least = Math.max(0, from - MOST_PATH_CHARS);
  let start = from;
  while (start > least && text[start - 1] !== ':' && !ENDS_PATH.has(text[start - 1] ?? ' ')) start -= 1;
  return start;
}

function plainPath(written: string): string | undefined {
  const parts = written.replaceAll('\\', '/').split('/');
  const known = parts.filter((part) => part !== '' && part !== '.' && part !== '..' && part !== '~');
  const name = known.at(-1) ?? '';
  return name.startsWith('.') && known.length === 1 ? undefined : known.join('/');
}

/** `at com.example.Bar$Inner.run(Bar.java:12)` */
function packagePath(text: string, open: number, path: string): string | undefined {
  const qualified = QUALIFIED.exec(text.slice(Math.max(0, open - MOST_PATH_CHARS), open))?.[0] ?? '';
  const parts = qualified.split('.');
  if (parts.length < 3) return undefined;
  return [...parts.slice(0, -2), path].join('/');
}
