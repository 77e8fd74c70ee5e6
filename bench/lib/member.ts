/** The other end of member-process.ts. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { MemberInit, Report } from './member-process.ts';

type Kind = Report['kind'];
type ReportOf<K extends Kind> = Extract<Report, { kind: K }>;

export type { MemberInit, Report };

const code = stripTypeScriptTypes(readFileSync(new URL('./member-process.ts', import.meta.url), 'utf8'));
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Milliseconds of the clock that all processes of this machine share. */
export function now(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

export interface RunOptions {
  /** What to put before the command line, e.g. to run it in a network namespace. */
  readonly prefix?: readonly string[];
  readonly nodeOptions?: readonly string[];
}

export class Member implements Disposable {
  readonly child: ChildProcess;
  readonly startedAt: number = now();
  /** What it has said, in order. */
  readonly reports: Report[] = [];
  onReport: (report: Report) => void = () => undefined;
  readonly #waiting = new Set<() => void>();
  #gone = false;

  constructor(init: MemberInit, { prefix = [], nodeOptions = [] }: RunOptions = {}) {
    const args = [...prefix, process.execPath, ...nodeOptions, '--input-type=module', '-e', code, JSON.stringify(init)];
    // From the root, so that packages are found; Node's warnings are not the mesh's.
    this.child = spawn(args[0] ?? '', args.slice(1), { cwd: root, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.child.on('message', (message) => {
      this.reports.push(message as Report);
      this.onReport(message as Report);
      for (const check of this.#waiting) check();
    });
    this.child.on('exit', () => {
      this.#gone = true;
      for (const check of this.#waiting) check();
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** The last report of a kind so far. */
  last<K extends Kind>(kind: K): ReportOf<K> | undefined {
    return this.reports.findLast((report): report is ReportOf<K> => report.kind === kind);
  }

  /** The first report of a kind from the `from`-th report on, that passes the test; waits for it. */
  async first<K extends Kind>(
    kind: K,
    from = 0,
    test: (report: ReportOf<K>) => boolean = () => true,
  ): Promise<ReportOf<K>> {
    const look = (): ReportOf<K> | undefined =>
      this.reports
        .slice(from)
        .find((report): report is ReportOf<K> => report.kind === kind && test(report as ReportOf<K>));
    const { promise, resolve, reject } = Promise.withResolvers<ReportOf<K>>();
    const check = (): void => {
      const found = look();
      if (found !== undefined) resolve(found);
      else if (this.#gone) reject(new Error(`A member ended before it said "${kind}".`));
    };
    this.#waiting.add(check);
    check();
    return await promise.finally(() => this.#waiting.delete(check));
  }

  go(): void {
    this.child.send('go');
  }

  async facts(): Promise<ReportOf<'facts'>> {
    const from = this.reports.length;
    this.child.send('facts');
    return await this.first('facts', from);
  }

  /** Without a farewell. */
  [Symbol.dispose](): void {
    this.child.kill('SIGKILL');
  }
}
