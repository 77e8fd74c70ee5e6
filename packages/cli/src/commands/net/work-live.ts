import { EXIT, HanzoError, type ExitCode } from '@hanzo/contracts';
import type { RunningWorker, WatchEvent, WorkerStatus, WorkRecord } from '@hanzo/worker';
import { listenForInterrupts } from '../../process/interrupt.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { formatMs, formatTime } from '../../terminal/units.ts';
import { findTargets, nameOf, noSuchWorker, warnOfSilent } from './pause-targets.ts';
import { liveLines, stateLine } from './work-live-lines.ts';

export interface WatchOptions {
  readonly runDir: string;
  readonly worker: string | undefined;
  readonly json: boolean;
}

/** Shows running workers until Ctrl-C or until they have ended. */
export async function watchWork(options: WatchOptions, terminal: Terminal): Promise<ExitCode> {
  using targets = await findTargets(options.runDir, options.worker);
  warnOfSilent(targets.silent, terminal);
  if (targets.workers.length === 0) {
    if (options.worker !== undefined) throw noSuchWorker(options.worker);
    throw new HanzoError('NO_WORKER', 'No worker of this home runs on this machine.', {
      mend: 'Start one with `hanzo net up`; what ran before: `hanzo net work`.',
    });
  }
  using interrupts = listenForInterrupts(() => undefined);
  const show = showerFor(options, terminal);
  try {
    await Promise.all(
      targets.workers.map(async (worker) => {
        await worker.client.watch((event) => show(worker, event), interrupts.drain);
        if (!interrupts.drain.aborted) terminal.err(`${nameOf(worker)} has ended`);
      }),
    );
  } finally {
    terminal.panel([]);
  }
  return EXIT.done;
}

type Show = (worker: RunningWorker, event: WatchEvent) => void;

function showerFor({ json }: WatchOptions, terminal: Terminal): Show {
  if (json) return (worker, event) => terminal.out(JSON.stringify(eventFields(worker, event)));
  return terminal.live && process.stdout.isTTY ? redraw(terminal) : plainLines(terminal);
}

function eventFields(worker: RunningWorker, event: WatchEvent): Readonly<Record<string, unknown>> {
  const { name, pid } = worker.status;
  const head = { v: 1, event: event.kind, worker: name, pid };
  return event.kind === 'work' ? { ...head, record: event.record } : { ...head, status: event.status };
}

/** Where lines can be replaced: what is known of all workers, with each news. */
function redraw(terminal: Terminal): Show {
  const latest = new Map<number, WorkerStatus>();
  return (worker, event) => {
    const known = event.kind === 'status' ? event.status : latest.get(worker.status.pid);
    if (known === undefined) return;
    const status = event.kind === 'status' ? known : { ...known, ended: [event.record, ...known.ended] };
    latest.set(worker.status.pid, status);
    terminal.panel([...latest.values()].flatMap((one) => [...liveLines(one), '']));
  };
}

/** For a pipe or a log: a line when the state changes, and one for each task that ends. */
function plainLines(terminal: Terminal): Show {
  const before = new Map<number, string>();
  return (worker, event) => {
    if (event.kind === 'work') {
      terminal.out(`${formatTime(Date.now())} ${nameOf(worker)} ${endedText(event.record)}`);
      return;
    }
    const line = stateLine(event.status);
    if (before.get(worker.status.pid) === line) return;
    before.set(worker.status.pid, line);
    terminal.out(`${formatTime(Date.now())} ${line}`);
  };
}

function endedText({ memberName, model, outputTokens, durationMs, end }: WorkRecord): string {
  return `${end}: ${model} for ${memberName}, ${outputTokens} tokens in ${formatMs(durationMs)}`;
}
