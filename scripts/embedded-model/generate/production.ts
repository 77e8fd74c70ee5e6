/** What production asks with, and what it refuses: the model must be taught by nothing else. */
export { commentFault, commentPrompt, type DocComment, nameInWords } from '@hanzo/orchestrator';
