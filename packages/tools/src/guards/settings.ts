import { basename } from 'node:path/posix';
import type { FileChange } from '../edits/edit.ts';
import { changedLines, type NumberedLine } from './changed-lines.ts';
import type { Guard, GuardFault } from './guard.ts';
import { jsonSections } from './json-sections.ts';
import { sectionsByLine } from './toml-sections.ts';

/** Tools whose settings stand in `<tool>.config.<ending>`. */
const CONFIG =
  /^(?:vite|vitest|jest|playwright|cypress|ava|karma|wdio|jasmine|eslint|prettier|stylelint|babel|webpack|rollup|rolldown|esbuild|tsup|tsdown|swc|next|nuxt|astro|svelte|postcss|commitlint|lint-staged|release|biome|oxlint|metro|nyc)(?:\.[\w-]+)*\.(?:config|conf|workspace|projects)(?:\.[\w-]+)*\.(?:[cm]?[jt]s|json5?|jsonc|toml|ya?ml)$/i;
/** Settings of runners, linters, formatters, compilers, and what an interpreter loads on its own. */
const NAMES =
  /^(?:\.?pytest\.(?:ini|toml)|conftest\.py|(?:site|user)customize\.py|[\w.-]+\.pth|setup\.cfg|tox\.(?:ini|toml)|noxfile\.py|\.?mypy\.ini|\.?ruff\.toml|\.flake8|\.?pylintrc(?:\.toml)?|\.coveragerc|pyrightconfig\.json|binding\.gyp|[jt]sconfig(?:\.[\w-]+)*\.json|\.(?:mocharc|eslintrc|prettierrc|stylelintrc|babelrc|swcrc|nycrc|c8rc|taprc|oxlintrc|oxfmtrc)(?:\.\w+)?|\.(?:eslint|prettier|stylelint)ignore|biome\.jsonc?|deno\.jsonc?|(?:angular|nx|turbo|lerna|jasmine)\.json|karma\.conf\.\w+|rust-toolchain(?:\.toml)?|\.?(?:rustfmt|clippy)\.toml|\.golangci\.\w+|\.rspec|\.rubocop\.ya?ml|phpunit\.xml(?:\.dist)?|phpstan\.neon(?:\.dist)?)$/i;
/** Of a package.json. */
const SECTIONS = [
  'jest',
  'mocha',
  'ava',
  'tap',
  'vitest',
  'nyc',
  'c8',
  'eslintConfig',
  'eslintIgnore',
  'prettier',
  'stylelint',
  'babel',
  'xo',
  'standard',
  'gypfile',
] as const;
const TOML_TABLES = /^tool\.(?:pytest|mypy|ruff|black|isort|flake8|pylint|pyright|basedpyright|coverage|tox|nox)\b/;

const REASON = 'It says what a test runner, a linter or a compiler looks at: edits would choose how they are judged.';

/**
 * Settings of what judges edits: a new file of them, or one that no task was given, could switch a judge off. So could sections of
 * a manifest, which is given for the sake of its other parts.
 */
export const guardSettings: Guard = (changes, { named }) =>
  changes.flatMap((change): readonly GuardFault[] => {
    const { path } = change;
    const name = basename(path);
    const fault = (line: number): GuardFault => ({ guard: 'settings', path, line, reason: REASON });
    if (name === 'package.json')
      return jsonSections(change.before, change.after, SECTIONS).map(({ line }) => fault(line));
    if (name === 'pyproject.toml') {
      const line = changedInToml(change)?.line;
      return line === undefined ? [] : [fault(line)];
    }
    if (named.has(path) || !isSettings(name)) return [];
    return [fault(changedLines(change).added[0]?.line ?? 1)];
  });

function isSettings(name: string): boolean {
  return NAMES.test(name) || CONFIG.test(name);
}

function changedInToml(change: FileChange): NumberedLine | undefined {
  const { added, removed } = changedLines(change);
  return firstOf(added, change.after) ?? firstOf(removed, change.before ?? '');
}

/** Dotted keys may stand above the first table. */
function firstOf(lines: readonly NumberedLine[], text: string): NumberedLine | undefined {
  const sections = sectionsByLine(text);
  return lines.find(({ line, text: own }) => {
    if (/^\s*(?:#|$)/.test(own)) return false;
    const { table = '', key = '' } = sections[line - 1] ?? {};
    return [table, `${table}.${key.trim()}`, key.trim()].some((one) => TOML_TABLES.test(one.replace(/^\./, '')));
  });
}
