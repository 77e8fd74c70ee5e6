import type { Detected, Detection, DetectionRoot } from './detection.ts';

/** Their settings say what they load and run: plugins, options. */
const SETTINGS = [
  'pytest.ini',
  '.pytest.ini',
  'pytest.toml',
  '.pytest.toml',
  'tox.ini',
  'setup.cfg',
  'mypy.ini',
  '.mypy.ini',
  'ruff.toml',
  '.ruff.toml',
] as const;

/** Tools of Python that the project has settings for. They are started as modules, so that the project's own Python has them. */
export function detectPython(root: DetectionRoot): Detection {
  const pyproject = root.read('pyproject.toml') ?? '';
  const setup = `${root.read('setup.cfg') ?? ''}\n${root.read('tox.ini') ?? ''}`;
  const hasTable = (name: string): boolean => tablesOf(pyproject).some((table) => isIn(table, name));
  const where = (file: string, table: string): string | undefined => {
    if (root.has(file)) return file;
    return hasTable(table) ? `pyproject.toml [${table}]` : undefined;
  };
  const commands: Record<string, Detected> = {};
  const add = (name: string, from: string | undefined, ...argv: readonly string[]): void => {
    if (from !== undefined && commands[name] === undefined) commands[name] = { argv, from };
  };
  const ruff = where('ruff.toml', 'tool.ruff') ?? (root.has('.ruff.toml') ? '.ruff.toml' : undefined);
  const python = pythonOf(root);
  add('lint', ruff, ...python, 'ruff', 'check', '--output-format', 'concise');
  add('lint', root.has('.flake8') || /^\[flake8\]/m.test(setup) ? 'flake8 settings' : undefined, ...python, 'flake8');
  add(
    'format',
    hasTable('tool.ruff.format') ? 'pyproject.toml [tool.ruff.format]' : undefined,
    ...python,
    'ruff',
    'format',
    '--check',
  );
  add('format', hasTable('tool.black') ? 'pyproject.toml [tool.black]' : undefined, ...python, 'black', '--check', '.');
  add(
    'types',
    where('mypy.ini', 'tool.mypy') ?? (/^\[mypy\]/m.test(setup) ? 'setup.cfg [mypy]' : undefined),
    ...python,
    'mypy',
    '.',
  );
  const pytest = ['.pytest.ini', 'pytest.toml', '.pytest.toml'].find((file) => root.has(file));
  add('tests', where('pytest.ini', 'tool.pytest') ?? pytest ?? pytestIn(setup, root), ...python, 'pytest', '-q');
  return {
    commands,
    // Whole: heads in strings, and dotted keys, must not hide what stands below them.
    evidence: [...SETTINGS, 'pyproject.toml', '.flake8'].map((file) => root.read(file) ?? ''),
  };
}

/** The environment in the project's folder, where there is one. */
function pythonOf(root: DetectionRoot): readonly string[] {
  const own = ['.venv/bin/python', 'venv/bin/python'].find((file) => root.has(file));
  return [own ?? (process.platform === 'win32' ? 'python' : 'python3'), '-m'];
}

function pytestIn(setup: string, root: DetectionRoot): string | undefined {
  if (/^\[(?:tool:)?pytest\]/m.test(setup)) return 'setup.cfg or tox.ini [pytest]';
  return root.has('conftest.py') || root.has('tests/conftest.py') ? 'conftest.py' : undefined;
}

/** The heads of tables of a TOML file, without blanks and quotes. */
function tablesOf(text: string): readonly string[] {
  return Array.from(text.matchAll(/^\s*\[{1,2}([^\][\n]+)\]{1,2}\s*(?:#.*)?$/gm), ([, table = '']) =>
    table.replace(/["'\s]/g, ''),
  );
}

function isIn(table: string, name: string): boolean {
  return table === name || table.startsWith(`${name}.`);
}
