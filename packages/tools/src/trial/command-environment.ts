import { delimiter, join } from 'node:path';

/**
 * What tools need to find themselves and their libraries. All else stays behind: what runs here may be code that a model wrote,
 * and an environment is where keys are.
 */
const KEPT = new Set(
  `PATH HOME USER LOGNAME SHELL LANG LANGUAGE TZ TMPDIR TEMP TMP TERM
  SYSTEMROOT WINDIR COMSPEC PATHEXT USERPROFILE APPDATA LOCALAPPDATA PROGRAMDATA PROGRAMFILES
  JAVA_HOME GOROOT GOPATH GOMODCACHE CARGO_HOME RUSTUP_HOME VIRTUAL_ENV PYENV_ROOT NVM_DIR VOLTA_HOME PNPM_HOME`.split(
    /\s+/,
  ),
);

/** The environment of a command in a folder: scrubbed, without colours, the folder's own programs first, and `more`. */
export function commandEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  folder: string,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const kept = Object.entries(env).flatMap(([name, value]) =>
    value !== undefined && (KEPT.has(name.toUpperCase()) || name.startsWith('LC_')) ? [[name, value] as const] : [],
  );
  const path = kept.find(([name]) => name.toUpperCase() === 'PATH');
  const [pathName, pathValue] = path ?? ['PATH', ''];
  const programs = join(folder, 'node_modules', '.bin');
  return {
    ...Object.fromEntries(kept),
    [pathName]: [programs, pathValue].filter((part) => part !== '').join(delimiter),
    CI: '1',
    NO_COLOR: '1',
    ...more,
  };
}
