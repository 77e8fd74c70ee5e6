import type { Tool } from '@hanzo/contracts';
import { listFilesTool } from './files/list-files.ts';
import { readFileTool } from './files/read-file.ts';
import { gitBlameTool } from './git/git-blame.ts';
import { gitDiffTool } from './git/git-diff.ts';
import { gitLogTool } from './git/git-log.ts';
import { gitShowTool } from './git/git-show.ts';
import { gitStatusTool } from './git/git-status.ts';
import { findFilesTool } from './search/find-files.ts';
import { searchCodeTool } from './search/search-code.ts';
import { deleteFileTool } from './writing/delete-file.ts';
import { editFileTool } from './writing/edit-file.ts';
import { moveFileTool } from './writing/move-file.ts';
import type { WriteBook } from './writing/write-book.ts';
import { writeFileTool } from './writing/write-file.ts';

export type { FileWrite, WriteBook } from './writing/write-book.ts';

export interface BuiltInOptions {
  /** The workspace: absolute, links resolved. */
  readonly root: string;
  /** @default nothing can be written: those tools are left out */
  readonly writes?: WriteBook | undefined;
  /** Paths that no tool may see, besides what is ignored. @default none */
  readonly isHidden?: ((path: string) => boolean) | undefined;
}

const READING = [
  readFileTool,
  listFilesTool,
  findFilesTool,
  searchCodeTool,
  gitStatusTool,
  gitDiffTool,
  gitLogTool,
  gitShowTool,
  gitBlameTool,
];
const WRITING = [writeFileTool, editFileTool, moveFileTool, deleteFileTool];

/**
 * Files, search and git of one workspace. They see what the project's own sources are: nothing outside, nothing that is ignored,
 * nothing of git's or hanzo's own, no files that are there to keep secrets.
 */
export function builtInTools({ root, writes, isHidden }: BuiltInOptions): readonly Tool[] {
  const sight = { root, isHidden };
  const writing = writes === undefined ? [] : WRITING.map((tool) => tool({ ...sight, writes }));
  return [...READING.map((tool) => tool(sight)), ...writing];
}
