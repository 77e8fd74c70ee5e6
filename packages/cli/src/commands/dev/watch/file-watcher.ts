import { relative, sep } from 'node:path';
import { HanzoError } from '@hanzo/contracts';
import { type FileIdentity, type PathFilter, pathFilter } from '@hanzo/tools';
import { type FSWatcher, watch } from 'chokidar';

export interface FileWatcherOptions {
  /** Told of each path that is new, changed or gone, from the workspace and with forward slashes. */
  readonly onChange: (path: string) => void;
  /** Told when not everything can be watched. */
  readonly onFault: (error: HanzoError) => void;
  /** Files that are written here, absolute. Their identity where it is known. */
  readonly isOwn: (file: string, identity?: FileIdentity) => boolean;
}

/**
 * Watches a workspace, without what its ignore files leave out and what is written here. Resolves when it has begun. A watcher
 * never takes up again what it once left out: when an ignore file changes there is a new one.
 */
export async function watchFiles(root: string, options: FileWatcherOptions): Promise<AsyncDisposable> {
  const filter = pathFilter(root);
  let ended = false;
  let turn: Promise<void> = Promise.resolve();
  const onChange = (path: string): void => {
    if (filter.changed(path)) turn = turn.then(() => renew(path));
    options.onChange(path);
  };
  const renew = async (path: string): Promise<void> => {
    if (ended) return;
    const before = watcher;
    watcher = await started(root, filter, { ...options, onChange });
    await before.close();
    // What was written meanwhile nobody has told: whoever hears this looks for it.
    options.onChange(path);
  };
  let watcher = await started(root, filter, { ...options, onChange });
  return {
    [Symbol.asyncDispose]: async () => {
      ended = true;
      await turn;
      await watcher.close();
    },
  };
}

async function started(
  root: string,
  filter: PathFilter,
  { onChange, onFault, isOwn }: FileWatcherOptions,
): Promise<FSWatcher> {
  const pathOf = (file: string): string => relative(root, file).split(sep).join('/');
  const watcher = watch(root, {
    ignoreInitial: true,
    followSymlinks: false,
    ignorePermissionErrors: true,
    ignored: (file, stats) => {
      const path = pathOf(file);
      if (path === '' || path.startsWith('..')) return false;
      // Before it is known what it is, only what holds for both is said.
      if (stats === undefined) return isOwn(file) || (filter.isLeftOut(path, true) && filter.isLeftOut(path, false));
      return isOwn(file, stats) || filter.isLeftOut(path, stats.isDirectory());
    },
  });
  watcher.on('all', (event, file) => {
    if (event !== 'addDir') onChange(pathOf(file));
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  watcher.on('error', (error) => onFault(faultOf(error)));
  watcher.once('ready', resolve);
  await promise;
  return watcher;
}

function faultOf(error: unknown): HanzoError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const why = error instanceof Error ? error.message : String(error);
  const isFull = code === 'ENOSPC' || code === 'EMFILE';
  return new HanzoError('CONFIG_INVALID', `Not all of the workspace is watched: ${why}`, {
    cause: error,
    mend: isFull
      ? 'The system allows too few watches: raise fs.inotify.max_user_watches (sysctl), or ignore large folders in .hanzoignore.'
      : 'Changes of what is not watched are seen when something else changes.',
  });
}
