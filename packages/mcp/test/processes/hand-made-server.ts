/**
 * An MCP server by hand, which also does what no server should. Its argument is JSON: {@link Script}. Starts in a tenth of the time of
 * one that loads the SDK.
 */
import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

export interface Script {
  /** What it lists. @default one tool, `echo` */
  readonly tools?: readonly unknown[];
  /** What it lists once `changes` was called. */
  readonly toolsAfter?: readonly unknown[];
  /** Of the list, so many on a page. */
  readonly page?: number;
  /** On `initialize`. */
  readonly atStart?: 'answers' | 'silent' | 'dies' | 'garbage' | 'wrong-rpc' | 'old-version';
  /** Written to standard output and error before anything else. */
  readonly greeting?: string;
  /** Of a greeting that does not end with its line. */
  readonly greetingBytes?: number;
  readonly stderr?: string;
  readonly ignoresEnd?: boolean;
  /** Starts a child of its own, and writes the ids of both into this file. */
  readonly pids?: string;
  /** What it is told to cancel is written into this file. */
  readonly cancelled?: string;
  /** Ends in a call of `dies` only while this file is not there. */
  readonly diedOnce?: string;
}

type Message = { readonly id?: number; readonly method?: string; readonly params?: Record<string, unknown> };

const script = JSON.parse(process.argv[2] ?? '{}') as Script;
const ECHO = { name: 'echo', description: 'Says it back.', inputSchema: { type: 'object' } };
let tools = script.tools ?? [ECHO];
/** What it was told of its own requests. */
const answers: unknown[] = [];

function say(message: object): void {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}

function text(id: number | undefined, ...texts: readonly string[]): void {
  say({ id, result: { content: texts.map((each) => ({ type: 'text', text: each })) } });
}

function start(id: number | undefined): void {
  switch (script.atStart ?? 'answers') {
    case 'silent':
      return;
    case 'dies':
      process.stderr.write('cannot open the database\n');
      process.exit(3);
    case 'garbage':
      process.stdout.write('\u0000\u0007{"jsonrpc": [[[\n');
      return;
    case 'wrong-rpc':
      process.stdout.write('{"jsonrpc":"1.0","id":"x","result":7}\n[1,2]\nnull\n{"hello":"world"}\n');
      return;
    case 'old-version':
      say({
        id,
        result: { protocolVersion: '1999-01-01', capabilities: {}, serverInfo: { name: 'old', version: '0' } },
      });
      return;
    case 'answers':
      say({
        id,
        result: {
          protocolVersion: '2025-06-18',
          capabilities: { tools: { listChanged: true } },
          serverInfo: { name: 'by hand', version: '0.1' },
        },
      });
  }
}

function list(id: number | undefined, cursor: unknown): void {
  const { page = tools.length } = script;
  const from = Number(cursor ?? 0);
  const more = from + page < tools.length ? { nextCursor: String(from + page) } : {};
  say({ id, result: { tools: tools.slice(from, from + page), ...more } });
}

const CALLS: Readonly<Record<string, (id: number | undefined, input: Record<string, unknown>) => void>> = {
  echo: (id, input) => text(id, JSON.stringify(input)),
  arguments: (id) => text(id, JSON.stringify(process.argv.slice(3))),
  folder: (id) => text(id, process.cwd(), ...readdirSync('.')),
  environment: (id) => text(id, JSON.stringify(process.env)),
  result: (id, input) => say({ id, result: input }),
  dies: (id) => {
    const { diedOnce } = script;
    if (diedOnce !== undefined && existsSync(diedOnce)) return text(id, 'alive');
    if (diedOnce !== undefined) writeFileSync(diedOnce, '');
    process.stderr.write('out of memory\n');
    process.exit(1);
  },
  huge: (id) => text(id, 'x'.repeat(5 * 1024 * 1024)),
  endless: () => {
    const more = (): void => {
      while (process.stdout.write('x'.repeat(65_536)));
      process.stdout.once('drain', more);
    };
    more();
  },
  spins: () => {
    for (;;);
  },
  changes: (id) => {
    tools = script.toolsAfter ?? tools;
    say({ method: 'notifications/tools/list_changed' });
    text(id, 'changed');
  },
  asks: (id) => {
    const wants = ['sampling/createMessage', 'elicitation/create', 'roots/list'];
    for (const [at, method] of wants.entries())
      say({ id: 900 + at, method, params: { messages: [], maxTokens: 1, message: 'key?' } });
    setTimeout(() => text(id, JSON.stringify(answers)), 100);
  },
  floods: () => {
    process.stdin.pause();
    const more = (): void => {
      while (process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id: 7, method: 'ping' })}\n`.repeat(500)));
      process.stdout.once('drain', more);
    };
    more();
  },
};

function receive(message: Message): void {
  const { id, method, params = {} } = message;
  if (method === undefined) answers.push(message);
  else if (method === 'initialize') start(id);
  else if (method === 'tools/list') list(id, params['cursor']);
  else if (method === 'notifications/cancelled' && script.cancelled !== undefined)
    appendFileSync(script.cancelled, `${JSON.stringify(params)}\n`);
  else if (method === 'tools/call')
    CALLS[String(params['name'])]?.(id, (params['arguments'] ?? {}) as Record<string, unknown>);
}

if (script.greeting !== undefined) process.stdout.write(script.greeting);
if (script.greetingBytes !== undefined) process.stdout.write('x'.repeat(script.greetingBytes));
if (script.stderr !== undefined) process.stderr.write(script.stderr);
if (script.pids !== undefined) {
  const deaf = script.ignoresEnd === true ? 'process.on("SIGTERM", () => {});' : '';
  const child = spawn(process.execPath, ['-e', `${deaf} setInterval(() => {}, 1000)`], { stdio: 'ignore' });
  writeFileSync(script.pids, `${process.pid} ${child.pid}`);
}
if (script.ignoresEnd === true) {
  process.on('SIGTERM', () => undefined);
  setInterval(() => undefined, 1_000);
}
const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => receive(JSON.parse(line) as Message));
if (script.ignoresEnd !== true) lines.on('close', () => process.exit(0));
