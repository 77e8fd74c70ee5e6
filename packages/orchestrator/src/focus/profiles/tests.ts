import type { FocusProfile } from '../focus-profile.ts';

export const TESTS: FocusProfile = {
  name: 'tests',
  title: 'Test report',
  instructions: 'Review how well the code is tested: what is not tested, and tests that prove nothing.',
  job: 'You review tests. In product code find behaviour that a defect could break without any test noticing; in test code find tests that cannot fail, or fail by chance.',
  kind: 'review',
  edits: 'tests',
  checklist: [
    {
      category: 'missing-test',
      question: 'Which behaviour, border or error of this code does no test look at? Quote the line that declares it.',
    },
    {
      category: 'weak-test',
      question: 'Which test would pass though the code is wrong: no assertion, an assertion on a fake, a caught error?',
    },
    {
      category: 'flaky-test',
      question: 'Which test depends on time, order, network, random numbers or what other tests left behind?',
    },
  ],
  evidence: ['What is said to be untested must not be named in any test of the workspace.'],
  first: /\b(export|public|pub|def|func)\b/,
};
