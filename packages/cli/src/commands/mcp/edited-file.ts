import { projectServersFile, type EditedFile } from '@hanzo/mcp';
import type { Setting } from '../../setting.ts';

/** Which file is changed: the user's own, unless the project's is asked for. */
export function editedFile(
  { project, workspace = '.' }: { readonly project?: boolean; readonly workspace?: string },
  { paths }: Pick<Setting, 'paths'>,
): EditedFile {
  return project === true
    ? { file: projectServersFile(workspace).file, scope: 'project' }
    : { file: paths.mcp, scope: 'user' };
}
