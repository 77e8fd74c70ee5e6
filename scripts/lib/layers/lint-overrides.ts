import { npmName, OWNED_LIBRARIES, PACKAGES } from './table.ts';

/** One `no-restricted-imports` override of .oxlintrc.json. */
export interface LintOverride {
  readonly files: readonly string[];
  readonly rules: { readonly 'no-restricted-imports': readonly ['error', { readonly patterns: readonly ImportPattern[] }] };
}

interface ImportPattern {
  readonly group: readonly string[];
  readonly message: string;
}

/** The layer table as lint rules, so that an editor shows a breach while it is typed. */
export function lintOverrides(): LintOverride[] {
  return Object.entries(PACKAGES).map(([folder, rule]) => {
    const forbidden = Object.keys(PACKAGES).filter((each) => !rule.mayImport.includes(each));
    const libraries = Object.entries(OWNED_LIBRARIES).filter(([owner]) => owner !== folder);
    const patterns: ImportPattern[] = [
      {
        group: forbidden.flatMap((each) => exactly(npmName(each))),
        message: `packages/${folder} may import: ${rule.mayImport.join(', ') || 'none of ours'} (scripts/lib/layers/table.ts).`,
      },
      ...libraries.map(([owner, names]) => ({
        group: names.flatMap(exactly),
        message: `Only packages/${owner} may import this.`,
      })),
    ];
    return { files: [`packages/${folder}/src/**/*.ts`], rules: { 'no-restricted-imports': ['error', { patterns }] } };
  });
}

/** Patterns read like .gitignore: without the leading slash, `openai` would also match `@hanzo/models/openai`. */
function exactly(name: string): string[] {
  return name.endsWith('*') ? [`/${name}*`] : [`/${name}`, `/${name}/**`];
}
