import type { ModuleFile } from '../graph/resolved.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { ProjectLicence } from './guard.ts';
import { objectOf } from './json-sections.ts';
import { isLicenceFile, saysWhose } from './licences.ts';

/** What guards read of a project, once for a run. */
export interface GuardProject {
  /** All files that are looked at. */
  readonly paths: readonly string[];
  /** Files that say which packages there are, and how imports are meant. */
  readonly manifests: readonly ModuleFile[];
  readonly licence: ProjectLicence;
}

const MANIFEST =
  /(^|\/)(package\.json|[jt]sconfig(\.[\w-]+)?\.json|go\.mod|Cargo\.toml|pyproject\.toml|setup\.(py|cfg)|Pipfile|requirements[\w.-]*\.(txt|in)|requirements\/[\w.-]+\.txt)$/;

/** What is known of no project: nothing is foreign to it but licences. */
export const NO_GUARD_PROJECT: GuardProject = { paths: [], manifests: [], licence: { spdx: undefined, notices: [] } };

/** Files that cannot be read say nothing. Rejects with the signal's reason. */
export async function readGuardProject(workspace: Workspace, signal: AbortSignal): Promise<GuardProject> {
  const { files } = await workspace.files({ signal });
  const paths = files.map(({ path }) => path);
  const manifests = await textsOf(
    workspace,
    paths.filter((path) => MANIFEST.test(path)),
    signal,
  );
  const licences = await textsOf(
    workspace,
    paths.filter((path) => isLicenceFile(path) && !path.includes('/')),
    signal,
  );
  const notices = licences.flatMap(({ text }) => text.split(/\r?\n/).filter(saysWhose));
  return { paths, manifests, licence: { spdx: spdxOf(manifests, licences), notices } };
}

async function textsOf(
  workspace: Workspace,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<readonly ModuleFile[]> {
  const texts: ModuleFile[] = [];
  for (const path of paths) {
    signal.throwIfAborted();
    const file = await workspace.read(path);
    if (file.kind === 'text') texts.push({ path, text: file.text });
  }
  return texts;
}

/** Beginnings of licence texts: what they are in SPDX. */
const TEXTS: readonly (readonly [pattern: RegExp, spdx: string])[] = [
  [/\bMIT License\b|Permission is hereby granted, free of charge/i, 'MIT'],
  [/Apache License\s+Version 2\.0/i, 'Apache-2.0'],
  [/GNU AFFERO GENERAL PUBLIC LICENSE\s+Version 3/i, 'AGPL-3.0-or-later'],
  [/GNU GENERAL PUBLIC LICENSE\s+Version 3/i, 'GPL-3.0-or-later'],
  [/GNU GENERAL PUBLIC LICENSE\s+Version 2/i, 'GPL-2.0-or-later'],
  [/Mozilla Public License Version 2\.0/i, 'MPL-2.0'],
  [/ISC License/i, 'ISC'],
  [/Redistributions in binary form[\s\S]*Neither the name/i, 'BSD-3-Clause'],
  [/Redistributions in binary form/i, 'BSD-2-Clause'],
];

/** The manifest at the root says it best, then the text of the licence itself. */
function spdxOf(manifests: readonly ModuleFile[], licences: readonly ModuleFile[]): string | undefined {
  const textOf = (path: string): string => manifests.find((file) => file.path === path)?.text ?? '';
  const node = objectOf(textOf('package.json'))?.['license'];
  if (typeof node === 'string' && node !== '' && !/^(see|unlicensed)/i.test(node)) return node;
  const toml = /^\s*license\s*=\s*(?:\{\s*text\s*=\s*)?"([\w.+() -]+)"/m;
  const said = toml.exec(textOf('Cargo.toml'))?.[1] ?? toml.exec(textOf('pyproject.toml'))?.[1];
  return said ?? TEXTS.find(([pattern]) => licences.some(({ text }) => pattern.test(text)))?.[1];
}
