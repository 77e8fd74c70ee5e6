import { AnswerFile } from '../../src/rungs/paid/background/answer-book.ts';

/** Notes answers until there is no room for one more. Prints how many there are. */
const [folder = ''] = process.argv.slice(2);
const book = new AnswerFile(folder, 'run-1');
const hold = {
  id: 'h',
  runId: 'run-1',
  taskId: 't1',
  model: 'm',
  endpoint: 'e',
  worstCaseMicros: 1,
  version: 1,
} as never;
let noted = 0;
try {
  for (; noted < 1_000; noted += 1) {
    const about = {
      answerId: `resp_${noted}`,
      endpoint: 'api.test',
      model: 'gpt-test',
      serviceTier: 'standard',
    } as const;
    book.add({ ...about, requestHash: 'ab'.repeat(32), hold, begunAt: 0 });
  }
} catch {
  process.stdout.write(`${noted}\n`);
}
