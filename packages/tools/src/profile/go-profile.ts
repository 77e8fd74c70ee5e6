import type { Measured, SeenFunction } from './profile.ts';

const ROW = /^\s*([\d.]+)ms\s+[\d.]+%\s+[\d.]+%\s+([\d.]+)ms\s+[\d.]+%\s+(.+?)(?:\s+\(inline\))?$/;
const TOTAL = /^Showing nodes accounting for .* of ([\d.]+)ms total/m;
/** What pprof samples with: every 10 ms of processor time. */
const MS_PER_SAMPLE = 10;

/** Functions of the workspace in what `go tool pprof -top -filefunctions -unit=ms` printed. Lines are not in it. */
export function measureGo(text: string, pathOf: (file: string) => string | undefined): Measured {
  const functions: SeenFunction[] = [];
  let seenMs = 0;
  for (const line of text.split('\n')) {
    const [, self, total, where = ''] = ROW.exec(line) ?? [];
    if (self === undefined) continue;
    seenMs += Number(self);
    const at = where.lastIndexOf(' /');
    const path = at < 0 ? undefined : pathOf(where.slice(at + 1));
    if (path === undefined) continue;
    const name = where
      .slice(0, at)
      .replace(/^.*\//, '')
      .replace(/^[^.]*\./, '');
    functions.push({ name, path, line: 0, selfMs: Number(self), totalMs: Number(total) });
  }
  const totalMs = Number(TOTAL.exec(text)?.[1] ?? seenMs);
  return { samples: Math.round(totalMs / MS_PER_SAMPLE), totalMs, functions };
}
