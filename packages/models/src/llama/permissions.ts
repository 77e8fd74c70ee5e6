/** Node's permission model as a running process sees it; `@types/node` does not know `drop` yet. */
interface Permission {
  drop?(scope: string, reference?: string): void;
}

/**
 * Flags for a child under Node's permission model. Loading needs to read (the binding, the model, drivers) and to start
 * processes (node-llama-cpp tries binaries in one); {@link dropPermissions} ends both before the first prompt. It holds
 * back JavaScript, not native code: it is a fence around our own mistakes and those of packages.
 */
export function permissionFlags(writable: string | undefined): string[] {
  return [
    '--permission',
    '--allow-addons',
    '--allow-child-process',
    '--allow-fs-read=*',
    ...(writable === undefined ? [] : [`--allow-fs-write=${writable}`]),
    // They would be the child's last words in every report.
    '--disable-warning=PERM0001',
    '--disable-warning=PERM0002',
  ];
}

/** Gives up for good what only loading needed. Files in `writable` can still be written and removed. */
export function dropPermissions(): void {
  const { permission } = process as unknown as { readonly permission?: Permission };
  for (const scope of ['child', 'fs.read', 'addon', 'net', 'worker']) permission?.drop?.(scope);
}
