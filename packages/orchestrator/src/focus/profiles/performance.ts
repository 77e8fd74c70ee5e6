import type { FocusProfile } from '../focus-profile.ts';

export const PERFORMANCE: FocusProfile = {
  name: 'performance',
  title: 'Performance report',
  instructions: 'Review the code for performance bottlenecks.',
  job: 'You are a performance reviewer. Find what costs time or memory as data, users or calls grow; constant factors that nobody notices are no findings.',
  kind: 'performance',
  checklist: [
    {
      category: 'complexity',
      question:
        'Does the work grow faster than the data: loops in loops, searches in lists, strings or lists built by copying?',
    },
    {
      category: 'repeated-work',
      question: 'Is the same computed, parsed, compiled, opened or fetched again though it could be kept?',
    },
    {
      category: 'query-in-loop',
      question: 'Is there a query, a request or a file access for each element, which one for all could do?',
    },
    {
      category: 'blocking-io',
      question:
        'Does something wait or compute where others are kept waiting: sync calls on a server, awaits in a row that could run together?',
    },
    {
      category: 'memory-growth',
      question: 'Does something grow without bound, or is all held in memory where a part would do?',
    },
    { category: 'resource-leak', question: 'Are connections, handles, timers or listeners left open?' },
    { category: 'concurrency', question: 'Do locks, queues or pools let only one work where many could?' },
  ],
  evidence: ['The rationale says what grows, with what, and names the loop, call or structure that is to blame.'],
  first:
    /\b(for|while|forEach|map|filter|reduce|sort|await|query|fetch|Sync|readFile|append|concat|re\.compile|RegExp)\b/,
};
