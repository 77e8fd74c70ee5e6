#!/usr/bin/env node
import { execFileSync, spawn } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';

interface PkgJson {
  name: string;
  version: string;
  dependencies?: Record<string, string>;
  private?: boolean;
}

type Argv = { _: string[]; flags: Map<string, string | true> };

export function parseArgv(argv: string[]): Argv {
  const out: Argv = { _: [], flags: new Map() };
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i];
    if (!word.startsWith('--')) {
      out._.push(word);
      continue;
    }
    const [key, val] = word.slice(2).split('=', 2);
    out.flags.set(key, val ?? true);
  }
  return out;
}

export function readPkg(dir: string): PkgJson {
  const file = path.join(dir, 'package.json');
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}

export function findUp(name: string, from = process.cwd()): string | null {
  let dir = from;
  for (;;) {
    const candidate = path.join(dir, name);
    if (fs.existsSync(candidate)) return candidate;
    const parent = path.dirname(dir);
    if (parent === dir) return null;
    dir = parent;
  }
}

export function semverGt(a: string, b: string): boolean {
  const pa = a.split('.').map(Number);
  const pb = b.split('.').map(Number);
  for (let i = 0; i < 3; i++) {
    if (pa[i] !== pb[i]) return pa[i] > pb[i];
  }
  return false;
}

function git(...args: string[]): string {
  return execFileSync('git', args, { encoding: 'utf8' }).trim();
}

export function lastTag(prefix = 'v'): string | undefined {
  const tags = git('tag', '--list', `${prefix}*`, '--sort=-v:refname').split('\n');
  return tags[0] || undefined;
}

export function commitsSince(tag: string | undefined): string[] {
  const range = tag ? `${tag}..HEAD` : 'HEAD';
  return git('log', range, '--format=%s').split('\n').filter(Boolean);
}

export function releaseKind(subjects: string[]): 'major' | 'minor' | 'patch' {
  if (subjects.some((s) => /^\w+(\(.+\))?!:/.test(s))) return 'major';
  if (subjects.some((s) => s.startsWith('feat'))) return 'minor';
  return 'patch';
}

export function groupByScope(subjects: string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const subject of subjects) {
    const scope = /^\w+\(([^)]+)\)/.exec(subject)?.[1] ?? 'general';
    const list = groups.get(scope) ?? [];
    list.push(subject);
    groups.set(scope, list);
  }
  return groups;
}

export function renderNotes(version: string, groups: Map<string, string[]>): string {
  const parts = [`# ${version}`];
  for (const [scope, subjects] of [...groups].sort()) {
    parts.push('', `## ${scope}`, ...subjects.map((s) => `- ${s}`));
  }
  return parts.join('\n');
}

export async function publishAll(dirs: string[], opts: { dryRun: boolean; otp?: string; registry?: string }) {
  const failed: string[] = [];
  for (const dir of dirs) {
    const pkg = readPkg(dir);
    if (pkg.private) continue;
    const args = ['publish', ...(opts.dryRun ? ['--dry-run'] : []), ...(opts.otp ? ['--otp', opts.otp] : [])];
    const code = await runInherit('npm', args, dir);
    if (code !== 0) failed.push(pkg.name);
  }
  if (failed.length) {
    throw new AggregateError(
      failed.map((n) => new Error(n)),
      'some packages were not published',
    );
  }
}

function runInherit(cmd: string, args: string[], cwd: string): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(cmd, args, { cwd, stdio: 'inherit' });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

export function setVersion(dir: string, version: string, { indent = 2 } = {}) {
  const pkg = readPkg(dir);
  pkg.version = version;
  fs.writeFileSync(path.join(dir, 'package.json'), JSON.stringify(pkg, null, indent) + '\n');
}

export const isDirty = () => git('status', '--porcelain') !== '';

export function topoPackages(pkgs: PkgJson[]): PkgJson[] {
  const byName = new Map(pkgs.map((p) => [p.name, p]));
  const done = new Set<string>();
  const out: PkgJson[] = [];
  const visit = (p: PkgJson) => {
    if (done.has(p.name)) return;
    done.add(p.name);
    for (const dep of Object.keys(p.dependencies ?? {})) {
      const d = byName.get(dep);
      if (d) visit(d);
    }
    out.push(p);
  };
  pkgs.forEach(visit);
  return out;
}
