import type { CommentedFunction } from '@hanzo/contracts';
import type { Syntax } from '@hanzo/tools';
import type { SourceFile } from './source-files.ts';

/** What the languages and their libraries bring: code in them cannot do without. */
const GIVEN = new Set([
  ...Object.getOwnPropertyNames(globalThis),
  ...`Record Partial Required Readonly Pick Omit Exclude Extract ReturnType Parameters Awaited NonNullable Iterable Iterator
  IterableIterator Generator AsyncGenerator AsyncIterable AsyncIterator PromiseLike ReadonlyArray ReadonlyMap ReadonlySet ArrayLike
  Disposable AsyncDisposable NodeJS Timeout ErrnoException HTMLElement HTMLDivElement HTMLInputElement MouseEvent Node Element Document
  ArithmeticError AssertionError AttributeError BaseException BlockingIOError BrokenPipeError BufferError ConnectionError
  ConnectionRefusedError ConnectionResetError EOFError Exception FileExistsError FileNotFoundError IOError ImportError IndexError
  InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError
  NotADirectoryError NotImplementedError OSError OverflowError PermissionError ProcessLookupError RecursionError RuntimeError
  StopAsyncIteration StopIteration SyntaxError SystemExit TimeoutError TypeError UnicodeDecodeError UnicodeEncodeError UnicodeError
  ValueError ZeroDivisionError None True False Any AsyncIterator Awaitable Callable Dict Generic Hashable Iterable Iterator List Mapping
  MutableMapping NamedTuple Optional Sequence Set Tuple TypeVar Union Path Decimal Enum UUID`.split(/\s+/),
]);

/** Names of functions and types, of a set or of one function: what was known of them in training would tell what they do. */
export function namesOf(functions: readonly CommentedFunction[]): ReadonlySet<string> {
  const names = functions.flatMap(({ name, owner, parameters, returnType, throws }) => [
    name,
    name.replace(/^#/, ''),
    ...(owner === undefined ? [] : [owner]),
    ...[returnType, ...parameters.map(({ type }) => type), ...throws].flatMap((type) => typesIn(type)),
  ]);
  return new Set(names.filter((name) => isOwn(name)));
}

/** The same of whole files, with all that they declare as a class or a type. */
export function namesIn(files: readonly SourceFile[], syntax: Syntax): readonly string[] {
  const functions = files.flatMap(({ path, text }) => syntax.functions(path, text));
  const declared = files.flatMap(({ path, text }) =>
    syntax.outline(path, text).filter(({ kind }) => kind === 'class' || kind === 'type'),
  );
  const names = new Set([...namesOf(functions), ...declared.map(({ name }) => name).filter((name) => isOwn(name))]);
  return [...names].toSorted();
}

/** Words that begin as types do; letters that stand for any type are left out. */
function typesIn(type: string | undefined): readonly string[] {
  return (type?.match(/\b[A-Z]\w+(?![\w…])/g) ?? []).filter((word) => /[a-z]/.test(word));
}

/** Nobody can choose other names for `constructor`, `__init__` and `[Symbol.iterator]`. */
function isOwn(name: string): boolean {
  return !GIVEN.has(name) && name !== 'constructor' && !/^__\w+__$/.test(name) && !name.startsWith('[');
}
