import type { WorkspaceFile } from '@hanzo/tools';

/** Most files named to the planner: about 6,000 tokens. */
export const MOST_LISTED = 400;

/**
 * Lists files with their sizes for the planner, one JSON array a line, so that a file name cannot pass for anything
 * else. Contents are not shown.
 */
export function summarizeWorkspace(files: readonly WorkspaceFile[], maxListed: number = MOST_LISTED): string {
  const lines = files.slice(0, maxListed).map(({ path, sizeBytes }) => JSON.stringify([path, sizeBytes]));
  const hidden = files.length - lines.length;
  if (hidden > 0) lines.push(JSON.stringify({ filesNotListed: hidden }));
  return lines.join('\n');
}
