import type { Workspace } from '@hanzo/tools';
import type { Contender, Scene } from './contenders.ts';
import { touchedLines } from './instances.ts';
import { recallOf, type Recall } from './recall.ts';

export interface Measured {
  /** By budget. */
  readonly recalls: ReadonlyMap<number, Recall>;
  readonly ms: number;
}

/** What each contender finds for one report; undefined: the change touched no file that was there before. */
export async function measure(
  report: { readonly issue: string; readonly patch: string },
  workspace: Workspace,
  contenders: readonly Contender[],
  budgets: readonly number[],
): Promise<ReadonlyMap<string, Measured> | undefined> {
  const touched = touchedLines(report.patch);
  if (touched.size === 0) return undefined;
  const scene: Scene = { workspace, texts: await textsOf(workspace), budgets, signal: new AbortController().signal };
  const measured = new Map<string, Measured>();
  for (const { name, find } of contenders) {
    const { sent, ms } = await find(report.issue, scene);
    measured.set(name, {
      ms,
      recalls: new Map([...sent].map(([budget, files]) => [budget, recallOf(touched, files)])),
    });
  }
  return measured;
}

async function textsOf(workspace: Workspace): Promise<ReadonlyMap<string, string>> {
  const { files } = await workspace.files();
  const texts = new Map<string, string>();
  for (const { path } of files) {
    const file = await workspace.read(path);
    if (file.kind === 'text') texts.set(path, file.text);
  }
  return texts;
}
