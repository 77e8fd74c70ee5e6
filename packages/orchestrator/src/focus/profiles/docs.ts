import type { FocusProfile } from '../focus-profile.ts';

export const DOCS: FocusProfile = {
  name: 'docs',
  title: 'Documentation report',
  instructions: 'Review the documentation: what is undocumented, and what is documented wrongly.',
  job: 'You review documentation. Find what a user or the next developer needs to know and is not told, and what is told wrongly.',
  kind: 'review',
  edits: 'docs',
  checklist: [
    {
      category: 'missing-docs',
      question:
        'Which exported function, class, option or file format has no documentation, or none of its units, ranges and errors? Quote the line that declares it.',
    },
    { category: 'wrong-docs', question: 'Which comment, docstring or page says something that the code does not do?' },
    { category: 'readability', question: 'Which name or sentence will be misread?' },
  ],
  evidence: ['What is said to be undocumented must have no comment above it and no docstring below it.'],
  first: /^\s*(export|public|pub|def|class|func)\b/m,
};
