import type { RunResult } from '@hanzo/orchestrator';
import { resultOf } from '../../../orchestrator/test/result-of.ts';
import { answer, CART, findings, GOOD_FINDING, source, SUMMARY, task } from '../../../orchestrator/test/samples.ts';

/** A run that has found one defect in each of these files, a task a file. */
export function resultWith(...paths: string[]): RunResult {
  return resultOf(
    paths.map((path, at) => ({
      task: task({ id: `r-${at}-${path}`, sources: [source(CART, path)], title: `review ${path}` }),
      outcome: { state: 'done', answer: answer(findings(SUMMARY, GOOD_FINDING)), attempts: [] },
    })),
  );
}
