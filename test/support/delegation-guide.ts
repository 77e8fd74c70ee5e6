import type { BehaviourId } from '../behaviours.ts';

/** One heading of the delegation guide, and what promises that it holds here. */
export interface GuideEntry {
  readonly heading: string;
  /** Empty: it tells a story, and promises nothing; `because` says which. */
  readonly promises: readonly BehaviourId[];
  readonly because?: string;
}

/** The guide's headings, in its order. Its `python .autonomous_runs/delegate_to_openai.py` is `hanzo delegate`. */
export const DELEGATION_GUIDE: readonly GuideEntry[] = [
  { heading: 'OpenAI GPT-4o Delegation System', promises: ['delegate.done'] },
  { heading: 'What This Means', promises: ['delegate-mcp.whole', 'delegate-words.phrase'] },
  { heading: 'How It Works', promises: ['delegate.done'] },
  {
    heading: 'Magic Phrase Trigger',
    promises: ['delegate-words.phrase', 'delegate.issue', 'delegate-dev.phrase', 'delegate-mcp.phrase'],
  },
  {
    heading: 'What Happens Automatically',
    promises: ['delegate-request.prepared', 'delegate-gather.traces', 'delegate-gather.named', 'delegate-dev.talk'],
  },
  { heading: 'Manual Usage', promises: ['delegate.flags', 'delegate.named-files'] },
  { heading: 'Output Files', promises: ['delegate-folder.names', 'delegate.done'] },
  {
    heading: '1. OPENAI_DELEGATION_REQUEST_[timestamp].md',
    promises: ['delegate-request.document', 'delegate-folder.saved-first'],
  },
  { heading: '2. OPENAI_DELEGATION_RESULT_[timestamp].md', promises: ['delegate-result.sections'] },
  { heading: '3. OPENAI_DELEGATION_RESULT_[timestamp].json', promises: ['delegate-result.schema-file'] },
  { heading: 'Integration with Autopack', promises: ['delegate-dev.after', 'delegate-mcp.whole'] },
  { heading: 'When to Delegate to GPT-4o', promises: ['delegate-words.rules', 'delegate-dev.hint'] },
  { heading: '1. Silent Failures', promises: ['delegate-gather.words', 'delegate-gather.quoted'] },
  { heading: '2. Framework/Library Issues', promises: ['delegate-gather.innermost'] },
  { heading: '3. Concurrency Problems', promises: ['delegate-gather.defined'] },
  { heading: '4. Performance Issues', promises: ['delegate-gather.imported'] },
  { heading: '5. Security Analysis', promises: ['delegate-request.redacted'] },
  { heading: "6. When You're Stuck", promises: ['delegate-dev.hint', 'delegate-dev.offer'] },
  { heading: 'Workflow Example', promises: ['delegate.done'] },
  { heading: 'Problem', promises: [], because: 'It tells what had happened before.' },
  { heading: 'Step 1: Delegate to GPT-4o', promises: ['delegate-words.phrase'] },
  { heading: 'Step 2: Cursor Runs Script', promises: ['delegate-words.rules', 'delegate.flags'] },
  { heading: 'Step 3: Review Delegation Files', promises: ['delegate-folder.names', 'delegate.looking'] },
  { heading: 'Step 4: GPT-4o Analyzes (Automatically)', promises: ['delegate-result.shape'] },
  { heading: 'Step 5: Cursor Applies Fix', promises: ['delegate-apply.applied', 'delegate-apply.asked'] },
  { heading: 'Benefits', promises: ['delegate.done'] },
  { heading: '1. Real AI Analysis', promises: ['delegate.done'] },
  { heading: '2. Structured Delegation', promises: ['delegate-request.document', 'delegate-result.sections'] },
  { heading: '3. Audit Trail', promises: ['delegate-folder.kept', 'delegate-request.alike', 'delegate.looking'] },
  { heading: '4. Time Saving', promises: ['delegate-gather.recall'] },
  { heading: 'Advanced Usage', promises: ['delegate.flags'] },
  { heading: 'Custom File Selection', promises: ['delegate-words.files', 'delegate-words.named'] },
  { heading: 'Include Specific Logs', promises: ['delegate.flags', 'delegate-request.long-texts'] },
  { heading: 'Track Multiple Attempted Fixes', promises: ['delegate.flags', 'delegate-request.followed'] },
  { heading: 'Configuration', promises: ['delegate-words.config'] },
  { heading: 'Environment Variables', promises: ['delegate.no-key', 'delegate-request.same'] },
  { heading: 'Workspace Root', promises: ['delegate-words.named-outside', 'delegate.looking'] },
  { heading: 'Troubleshooting', promises: ['delegate.doctor'] },
  { heading: '"OPENAI_API_KEY environment variable required"', promises: ['delegate.no-key'] },
  { heading: "\"'charmap' codec can't encode character\"", promises: ['delegate-request.same'] },
  { heading: '"File not found" warnings', promises: ['delegate-words.named-missing', 'delegate.named-files'] },
  { heading: 'Real-World Example: 500 Error Resolution', promises: ['delegate.done', 'delegate.flags'] },
  { heading: 'Comparison: Template vs Real API', promises: ['delegate.done'] },
  {
    heading: 'Old: delegate_to_codex.py (Template System)',
    promises: [],
    because: 'It tells of a program that was replaced.',
  },
  { heading: 'New: delegate_to_openai.py (Real API Integration)', promises: ['delegate.done', 'delegate-ci.workflow'] },
  { heading: 'Future Enhancements', promises: ['delegate-apply.applied'] },
  { heading: 'Phase 1 (Current)', promises: ['delegate.done', 'delegate-folder.kept'] },
  {
    heading: 'Phase 2 (Planned)',
    promises: ['delegate-apply.applied', 'delegate.unsure', 'delegate.models', 'delegate-dev.after'],
  },
  {
    heading: 'Phase 3 (Future)',
    promises: ['delegate-request.alike', 'delegate-dev.hint', 'delegate-dev.offer', 'delegate-ci.workflow'],
  },
  { heading: 'Summary', promises: ['delegate.done', 'delegate-words.phrase'] },
];
