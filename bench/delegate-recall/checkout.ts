import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const MOST_BYTES = 2 * 1024 ** 3;

/** The files of a commit, without its repository: nothing that came after it can be seen from there. */
export function checkout(clones: string, repo: string, commit: string): { readonly root: string } & Disposable {
  const git = gitOf(gitDir(clones, repo));
  const listed = git(['ls-tree', '-r', '-z', commit]).toString('utf8').split('\0').slice(0, -1);
  const files = listed.flatMap((line) => {
    const [, id, path] = /^100[0-7]{3} blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
    return id === undefined || path === undefined ? [] : [{ id, path }];
  });
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'hanzo-recall-')));
  const blobs = git(['cat-file', '--batch'], files.map(({ id }) => `${id}\n`).join(''));
  let at = 0;
  for (const { path } of files) {
    const end = blobs.indexOf('\n', at);
    const [, type, size] = blobs.subarray(at, end).toString('latin1').split(' ');
    at = end + 1;
    // Some clones leave out large ones.
    if (type !== 'blob') continue;
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), blobs.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

function gitOf(gitDir: string): (args: readonly string[], input?: string) => Buffer {
  return (args, input) => {
    const { status, stdout, stderr } = spawnSync('git', [`--git-dir=${gitDir}`, ...args], {
      input: input ?? '',
      maxBuffer: MOST_BYTES,
      env: { ...process.env, GIT_NO_LAZY_FETCH: '1' },
    });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr.toString('utf8')}`);
    return stdout;
  };
}

/** `owner/name`, `owner__name` or `owner+name`, with a work tree or bare. */
function gitDir(clones: string, repo: string): string {
  const names = ['/', '__', '+'].map((between) => join(clones, repo.replace('/', between)));
  const all = names.flatMap((name) => [join(name, '.git'), join(name, 'repo'), name, `${name}.git`]);
  const found = all.find((folder) => existsSync(join(folder, 'HEAD')));
  if (found === undefined) throw new Error(`there is no clone of ${repo} in that folder`);
  return found;
}
