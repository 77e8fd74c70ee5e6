import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package as the layer rules see it. */
export interface PackageSource {
  /** Its folder under packages/. */
  readonly folder: string;
  /** Names in `dependencies`, `optionalDependencies` and `peerDependencies`. */
  readonly dependencies: readonly string[];
  /** Path inside the package, with forward slashes, to text. */
  readonly files: ReadonlyMap<string, string>;
}

interface Manifest {
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
}

/** Reads the manifest and src/**\/*.ts of every package under `packagesFolder`. */
export function readPackages(packagesFolder: string): PackageSource[] {
  return readdirSync(packagesFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(packagesFolder, entry.name, 'package.json')))
    .map((entry) => readPackage(packagesFolder, entry.name));
}

function readPackage(packagesFolder: string, folder: string): PackageSource {
  const root = join(packagesFolder, folder);
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  const { dependencies, optionalDependencies, peerDependencies } = manifest;
  const files = new Map<string, string>();
  const src = join(root, 'src');
  for (const path of existsSync(src) ? readdirSync(src, { recursive: true, encoding: 'utf8' }) : []) {
    if (/\.[cm]?tsx?$/.test(path))
      files.set(`src/${path.replaceAll('\\', '/')}`, readFileSync(join(src, path), 'utf8'));
  }
  return {
    folder,
    dependencies: Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }),
    files,
  };
}
