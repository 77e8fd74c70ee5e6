import { fstatSync } from 'node:fs';
import { openWorkspace, type FileIdentity, type Workspace, type WorkspaceOptions } from '@hanzo/tools';

const STDOUT = 1;
const STDERR = 2;

/**
 * Opens a workspace whose own reports are no sources.
 *
 * @param isLeftOut @default files that the output of this process goes to
 * @throws HanzoError WORKSPACE_MISSING
 */
export async function openSources(
  folder: string,
  isLeftOut: WorkspaceOptions['isLeftOut'] = leavingOutput(),
): Promise<Workspace> {
  return await openWorkspace(folder, { isLeftOut });
}

/** The default of {@link openSources}. */
export function leavingOutput(): NonNullable<WorkspaceOptions['isLeftOut']> {
  const isStandard = standardFiles();
  return (_, identity) => isStandard(identity);
}

/** Which files the output of this process goes to: in a workspace they are no sources. */
export function standardFiles(descriptors: readonly number[] = [STDOUT, STDERR]): (file: FileIdentity) => boolean {
  const own = descriptors.flatMap((descriptor) => identityOf(descriptor) ?? []);
  return ({ dev, ino }) => own.some((file) => file.dev === dev && file.ino === ino);
}

/** Undefined for terminals, pipes, and what is closed. */
function identityOf(descriptor: number): FileIdentity | undefined {
  try {
    const entry = fstatSync(descriptor);
    return entry.isFile() ? entry : undefined;
  } catch {
    return undefined;
  }
}
