import type { FocusProfile } from '../focus-profile.ts';

export const QUALITY: FocusProfile = {
  name: 'quality',
  title: 'Quality report',
  instructions: 'Review the code for defects and for what will cause defects.',
  job: 'You are a careful code reviewer. Find real defects, and code that will cause them; taste is no finding.',
  kind: 'review',
  edits: 'refactor',
  checklist: [
    {
      category: 'logic',
      question: 'Does each branch, condition and formula give the right result, also at its borders?',
    },
    { category: 'off-by-one', question: 'Do loops, slices and ranges start and end where they should?' },
    { category: 'null-dereference', question: 'Can what is used be missing, empty or not yet there?' },
    {
      category: 'type-error',
      question: 'Is something used as a type that it need not be: casts, loose comparison, numbers as text?',
    },
    {
      category: 'error-handling',
      question: 'Are errors lost, caught too widely, or handled as success; are promises awaited?',
    },
    { category: 'resource-leak', question: 'Is everything that is opened closed on every way out?' },
    { category: 'concurrency', question: 'Can two calls, threads or events come between each other?' },
    { category: 'api-misuse', question: 'Are libraries and language features used as they are documented?' },
    { category: 'duplication', question: 'Is logic copied, so that one copy will be forgotten?' },
    { category: 'dead-code', question: 'Is there code that can never run, or does nothing?' },
    { category: 'readability', question: 'Will the next reader misread it: names that lie, comments that are wrong?' },
  ],
  evidence: ['The rationale names the input or the order of events for which the code goes wrong.'],
};
