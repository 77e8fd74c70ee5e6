import { HanzoError } from '@hanzo/contracts';
import { readConsent } from './command-consent.ts';
import { detectCommands, type DetectedCommands } from './detected-commands.ts';
import type { HomePaths } from './home.ts';
import { parseJson } from './json-file.ts';
import { projectPaths, type ProjectText, readProjectText, realPath } from './project-file.ts';
import { checkProjectFile, type ProjectFile } from './project-schema.ts';
import { readTrust } from './project-trust.ts';
import type { OfferedCommands, Project } from './project.ts';

/** What a workspace says of itself, and what of that counts. */
export interface LoadedProject {
  readonly project: Project;
  /** Undefined unless the file is trusted. */
  readonly content: ProjectFile | undefined;
}

/** A project's file as a person is asked to trust it: exactly this content. */
export interface ProjectOffer extends ProjectText {
  readonly content: ProjectFile;
}

/**
 * A workspace's own `.hanzo/config.json`. It may spend money and start programs, so it counts only with the content that
 * its user has trusted; another one is never looked into, and is no error: the project says why it does not count. So do
 * commands that were detected.
 *
 * @throws HanzoError CONFIG_INVALID when a trusted file is no good configuration, as after an update of hanzo
 */
export function loadProject(workspace: string, paths: HomePaths): LoadedProject {
  const { root, file } = projectPaths(workspace);
  const detected = offerCommands(root, paths);
  const trusted = detected?.state === 'trusted' ? detected.commands : {};
  const without = { root, file, commands: trusted, ...(detected && { detected }) };
  const look = trustedText(file, root, paths);
  if (look === undefined) return { project: { ...without, state: 'none' }, content: undefined };
  if ('why' in look) return { project: { ...without, state: 'untrusted', why: look.why }, content: undefined };
  const content = contentOf(look, paths);
  return { project: { ...without, state: 'trusted', commands: { ...trusted, ...content.commands } }, content };
}

/**
 * What there is to be trusted in a workspace.
 *
 * @throws HanzoError CONFIG_INVALID when there is nothing, or nothing that may be trusted
 */
export function offerProject(workspace: string, paths: HomePaths): ProjectOffer {
  const { root, file } = projectPaths(workspace);
  const found = isHomeFile(file, paths) ? undefined : readProjectText(root);
  if (found !== undefined) return { ...found, content: contentOf(found, paths) };
  throw new HanzoError('CONFIG_INVALID', `${root} has no .hanzo/config.json of its own.`, {
    details: { file },
    mend: 'Name the root of the project: hanzo config trust <dir>',
  });
}

/**
 * Commands that a workspace's manifests offer, and whether its user has allowed exactly these. Undefined: none is known. Runs
 * nothing, and never throws for a record of trust that is damaged: then nothing is trusted.
 */
export function offerCommands(workspace: string, paths: HomePaths): OfferedCommands | undefined {
  const { root } = projectPaths(workspace);
  const detected = detectCommands(root);
  return detected && { ...detected, state: stateOf(detected, root, paths) };
}

function stateOf({ sha256 }: DetectedCommands, root: string, paths: HomePaths): OfferedCommands['state'] {
  try {
    const consent = readConsent(paths.trustedProjects, root);
    if (consent?.sha256 !== sha256) return 'unasked';
    return consent.answer === 'yes' ? 'trusted' : 'refused';
  } catch (error) {
    if (error instanceof HanzoError) return 'unasked';
    throw error;
  }
}

/** The text that is trusted, or why what is there is not; undefined when nothing is there. */
function trustedText(file: string, root: string, paths: HomePaths): ProjectText | { readonly why: string } | undefined {
  if (isHomeFile(file, paths)) return undefined;
  try {
    const found = readProjectText(root);
    if (found === undefined) return undefined;
    const trust = readTrust(paths.trustedProjects, file);
    if (trust === undefined) return { why: `${file} is not trusted.` };
    if (trust.sha256 === found.sha256) return found;
    return { why: `${file} has changed since you trusted it on ${trust.trustedAt.slice(0, 10)}.` };
  } catch (error) {
    if (error instanceof HanzoError) return { why: error.message };
    throw error;
  }
}

function contentOf({ text, file }: ProjectText, paths: HomePaths): ProjectFile {
  return checkProjectFile(parseJson(text, file), file, paths.config);
}

/** In the user's home folder, hanzo's own folder lies where a project's would. */
function isHomeFile(file: string, paths: HomePaths): boolean {
  return realPath(file) === realPath(paths.config);
}
