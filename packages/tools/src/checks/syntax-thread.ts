/**
 * The thread that parses. It is apart because a deeply nested file breaks Node's TypeScript parser for the rest of
 * its thread (measured on 24.21), and because parsing would block the event loop that answers heartbeats.
 * It compiles and never runs what it is given. Started by syntax-parser.ts with --experimental-vm-modules.
 */
import { stripTypeScriptTypes } from 'node:module';
import vm from 'node:vm';
import { parentPort } from 'node:worker_threads';

/** `script` is CommonJS. */
export type Goal = 'typescript' | 'script' | 'module';

export interface ThreadRequest {
  readonly goal: Goal;
  readonly text: string;
}

export type ThreadReply =
  | { readonly kind: 'fine' }
  | { readonly kind: 'fault'; readonly message: string; readonly line: number | undefined }
  /** `broken`: this thread cannot be trusted any more. */
  | { readonly kind: 'unable'; readonly reason: string; readonly broken: boolean };

const COMMONJS_NAMES = ['exports', 'require', 'module', '__filename', '__dirname'];

function parse({ goal, text }: ThreadRequest): void {
  switch (goal) {
    case 'typescript':
      stripTypeScriptTypes(text, { mode: 'transform' });
      return;
    case 'script':
      vm.compileFunction(text, COMMONJS_NAMES, { filename: 'file' });
      return;
    case 'module':
      void new vm.SourceTextModule(text, { identifier: 'file' });
  }
}

/** Node puts `file:12`, the line and a caret before the stack of a parse error. */
function lineOf(stack: string | undefined): number | undefined {
  const line = Number(/^[^\n]{0,40}?:(\d+)\n/.exec(stack ?? '')?.[1]);
  return Number.isSafeInteger(line) && line > 0 ? line : undefined;
}

function reply(request: ThreadRequest): ThreadReply {
  try {
    parse(request);
    return { kind: 'fine' };
  } catch (error) {
    if (!(error instanceof Error)) return { kind: 'unable', reason: 'the parser failed', broken: true };
    const code = 'code' in error ? error.code : undefined;
    if (code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') return { kind: 'unable', reason: error.message, broken: false };
    if (error instanceof SyntaxError) return { kind: 'fault', message: error.message, line: lineOf(error.stack) };
    const tooDeep = error instanceof RangeError || code === 'ERR_INTERNAL_ASSERTION';
    return { kind: 'unable', reason: tooDeep ? 'it is nested too deeply for the parser' : error.message, broken: true };
  }
}

parentPort?.on('message', (request: ThreadRequest) => parentPort?.postMessage(reply(request)));
