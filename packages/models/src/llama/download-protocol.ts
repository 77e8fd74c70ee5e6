/** What the parent tells the download child. */
export type ToDownloader =
  | {
      readonly kind: 'download';
      readonly uri: string;
      readonly directory: string;
      /** The finished file's name; while it grows it is called `<fileName>.ipull`. */
      readonly fileName: string;
      readonly endpoint: string;
      readonly token: string | undefined;
    }
  /** The size is known and there is room for it. */
  | { readonly kind: 'go' }
  /** Ends the child, keeping what was received. */
  | { readonly kind: 'cancel' };

/** What the child reports. `found` comes first; `finished` or `failed` last. */
export type FromDownloader =
  | { readonly kind: 'found'; readonly totalBytes: number; readonly files: number }
  | { readonly kind: 'progress'; readonly receivedBytes: number; readonly totalBytes: number }
  | { readonly kind: 'finished' }
  /** `status` of HTTP, `errno` of the system, where there is one. */
  | { readonly kind: 'failed'; readonly message: string; readonly status?: number; readonly errno?: string };
