import { basename } from 'node:path/posix';
import type { FileChange } from '../edits/edit.ts';
import { changedLines } from './changed-lines.ts';
import type { Guard, GuardFault } from './guard.ts';
import { jsonSections } from './json-sections.ts';

/** What starts programs on its own: in continuous integration, at a commit. */
const STARTS_PROGRAMS =
  /^(?:\.github|\.gitlab|\.circleci|\.buildkite)\/|^(?:\.gitlab-ci\.ya?ml|\.travis\.ya?ml|azure-pipelines\.ya?ml|Jenkinsfile|\.pre-commit-config\.ya?ml|lefthook\.ya?ml)$|(?:^|\/)(?:\.husky|\.githooks)\//i;
/** The same in git, and in editors and agents that open a folder, whichever it is. */
const OPENED =
  /(?:^|\/)(?:(?:\.vscode|\.cursor|\.windsurf|\.zed|\.idea|\.devcontainer|\.claude|\.codex|\.gemini)\/|(?:\.mcp\.json|\.gitattributes|\.gitmodules|\.devcontainer\.json|[^/]+\.code-workspace)$)/i;
/** What package managers run or fetch from is said here. */
const MANAGERS: ReadonlySet<string> = new Set([
  '.npmrc',
  '.yarnrc',
  '.yarnrc.yml',
  '.pnpmfile.cjs',
  '.pnpmfile.mjs',
  'bunfig.toml',
  '.envrc',
  'pip.conf',
]);
/** Runners of tasks: what the project's own commands do may stand there. */
const RUNNERS = /^(?:gnumakefile|makefile|justfile|taskfile\.ya?ml|noxfile\.py|tox\.ini|build\.rs)$/i;
/** Of a package.json. */
const SECTIONS = ['scripts', 'bin', 'packageManager', 'husky', 'simple-git-hooks', 'lint-staged'] as const;

/** Programs that would be started later, by whoever works here: scripts, hooks, continuous integration, package managers. */
export const guardScripts: Guard = (changes) =>
  changes.flatMap((change): readonly GuardFault[] => {
    const { path } = change;
    const fault = (reason: string): readonly GuardFault[] => {
      const line = changedLines(change).added[0]?.line ?? 1;
      return [{ guard: 'scripts', path, line, reason }];
    };
    if (STARTS_PROGRAMS.test(path) || OPENED.test(path))
      return fault('It says which programs are started on their own.');
    if (RUNNERS.test(basename(path))) return fault('It says which programs a command of the project starts.');
    if (MANAGERS.has(basename(path).toLowerCase())) return fault('It says what a package manager runs and fetches.');
    return basename(path) === 'package.json' ? changedScripts(change) : [];
  });

function changedScripts({ path, before, after }: FileChange): readonly GuardFault[] {
  const changed = jsonSections(before, after, SECTIONS);
  return changed.map(({ section, line }) => ({
    guard: 'scripts',
    path,
    line,
    reason: `Its "${section}" are changed: they start programs.`,
  }));
}
