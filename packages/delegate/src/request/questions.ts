/** What is asked where nobody asks something else: the sections of an analysis. */
export const DELEGATION_QUESTIONS: readonly string[] = [
  'What is the root cause of the issue?',
  'Why does it happen? Explain it technically, step by step, with the places in the code.',
  'Why did the fixes that were attempted, if any, not help?',
  'Which fixes do you recommend, in which order?',
  'Which exact changes of the code does each of them need?',
  'What else should be looked at or measured, and what would it tell?',
  'How sure are you (high, medium or low), why, and which files would make you surer?',
];
