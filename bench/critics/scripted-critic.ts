import type { Task } from '@hanzo/contracts';
import { chance } from './planted.ts';

export interface CriticScript {
  readonly seed: number;
  /** Part of its verdicts that are right, 0 to 1. */
  readonly accuracy: number;
  /** Part of the findings where all critics judge alike, right or wrong, 0 to 1. */
  readonly alike: number;
}

interface Listed {
  readonly id: string;
  readonly line: number;
  readonly message: string;
}

/**
 * A critic that is right as often as is said, by chance: whether it errs on a finding follows from the seed, its number and the
 * finding, and from nothing that the reviewer or the other critics say.
 *
 * @param isTrue whether a claim is, by its sentence
 */
export function criticise(task: Task, script: CriticScript, isTrue: (message: string) => boolean): string {
  const critic = Number(task.id.split('-').at(-1));
  const verdicts = listedIn(task).map(({ id, line, message }) => {
    const { seed, accuracy, alike } = script;
    const who = chance(seed, 'alike', message) < alike ? 'all' : critic;
    const isRight = chance(seed, 'right', who, message) < accuracy;
    const verdict = isRight === isTrue(message) ? 'confirm' : 'refute';
    return { finding: id, reason: `Line ${line} shows it.`, verdict, severity: 'medium' };
  });
  return JSON.stringify({ verdicts });
}

function listedIn({ prompt }: Task): readonly Listed[] {
  const [, lines = ''] = /<findings mark="[0-9a-f]+">\n([^]*?)\n<\/findings mark/.exec(prompt) ?? [];
  return lines.split('\n').map((line) => JSON.parse(line) as Listed);
}
