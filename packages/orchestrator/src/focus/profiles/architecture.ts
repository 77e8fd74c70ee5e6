import type { FocusProfile } from '../focus-profile.ts';

export const ARCHITECTURE: FocusProfile = {
  name: 'architecture',
  title: 'Architecture report',
  instructions: 'Review the architecture: modules, their responsibilities and how they depend on each other.',
  job: 'You are a software architect. Find where the way this module is cut or depends on others makes change slow or dangerous.',
  kind: 'review',
  checklist: [
    { category: 'cycle', question: 'Do modules import each other in a circle?' },
    {
      category: 'layering',
      question:
        'Does something low know something high: domain code the web framework, a library the program that uses it?',
    },
    {
      category: 'coupling',
      question: 'Does the module know the insides of others, or must several be changed together?',
    },
    { category: 'duplication', question: 'Is the same knowledge written down in several places?' },
    {
      category: 'api-misuse',
      question: 'Is its interface easy to use wrongly: order of calls, shared state, flags that change meaning?',
    },
    { category: 'dead-code', question: 'Is there code, or are there options, that nothing uses?' },
    { category: 'concurrency', question: 'Is state shared in a way that only works with one process or thread?' },
    { category: 'error-handling', question: 'Is it clear who handles which errors, and does the module keep to it?' },
  ],
  evidence: [
    'A circle must exist in the real imports of the workspace.',
    'Coupling and layering name the other module.',
  ],
};
