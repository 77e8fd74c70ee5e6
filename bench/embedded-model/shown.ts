import { commentOf, figuresOf } from './figures.ts';
import type { Judged } from './judged.ts';

const MOST_REASONS = 12;

/** Why answers were refused, of each contender. */
export function printRefusals(of: ReadonlyMap<string, readonly (readonly Judged[])[]>): void {
  for (const [who, answers] of of) {
    const all = answers.flat();
    const { refusals, asked } = figuresOf(all);
    console.log(`\nRefused of ${who}, ${asked} answers:\n`);
    for (const [reason, count] of refusals.slice(0, MOST_REASONS)) console.log(`- ${count}: ${reason}`);
    if (refusals.length > MOST_REASONS) console.log(`- and ${refusals.length - MOST_REASONS} other reasons`);
    const unjudged = new Set(all.flatMap((one) => one.unjudged));
    for (const sentence of [...unjudged].slice(0, 3)) console.log(`- not judged: ${sentence}`);
  }
}

/** Comments as people read them, with the verdict. */
export function showComments(judged: readonly Judged[]): void {
  console.log(`\n${judged.length} of them:\n`);
  for (const one of judged) {
    const comment = commentOf(one);
    const facts = one.task.comments;
    const signature = `${facts?.owner === undefined ? '' : `${facts.owner}.`}${facts?.name}(${facts?.parameters.map(({ name }) => name).join(', ')})`;
    console.log(`${one.verdict.passed ? 'passed ' : 'refused'} ${signature}  [${one.task.sources[0]?.path}]`);
    if (comment === undefined) console.log(`        ${one.answer.text.slice(0, 160)}`);
    else {
      console.log(`        ${comment.summary}`);
      for (const { name, text } of comment.params) console.log(`          ${name}: ${text}`);
      if (comment.returns !== '') console.log(`          returns: ${comment.returns}`);
      for (const { name, text } of comment.throws) console.log(`          throws ${name}: ${text}`);
    }
    if (!one.verdict.passed) console.log(`        -> ${one.verdict.gate}: ${one.verdict.reason}`);
  }
}
