import { npmName, OWNED_LIBRARIES, PACKAGES } from './table.ts';

/** One `no-restricted-imports` override of .oxlintrc.json. */
export interface LintOverride {
  readonly files: readonly string[];
  readonly rules: {
    readonly 'no-restricted-imports': readonly ['error', { readonly patterns: readonly ImportPattern[] }];
  };
}

interface ImportPattern {
  readonly regex: string;
  readonly message: string;
}

/** The layer table as lint rules, so that an editor shows a breach while it is typed. */
export function lintOverrides(): LintOverride[] {
  return Object.entries(PACKAGES).map(([folder, rule]) => {
    const forbidden = Object.keys(PACKAGES).filter((each) => !rule.mayImport.includes(each));
    const libraries = Object.entries(OWNED_LIBRARIES).filter(([owner]) => owner !== folder);
    const patterns: ImportPattern[] = [
      {
        regex: anyOf(forbidden.map(npmName)),
        message: `packages/${folder} may import: ${rule.mayImport.join(', ') || 'none of ours'} (scripts/lib/layers/table.ts).`,
      },
      ...libraries.map(([owner, names]) => ({
        regex: anyOf(names),
        message: `Only packages/${owner} may import this.`,
      })),
    ];
    return { files: [`packages/${folder}/src/**/*.ts`], rules: { 'no-restricted-imports': ['error', { patterns }] } };
  });
}

/** Not oxlint's `group`: there `openai` also matches `@hanzo/models/openai`, and `/openai` nothing at all. */
function anyOf(names: readonly string[]): string {
  const alternatives = names.map((name) =>
    name.endsWith('*') ? `${name.slice(0, -1)}.*` : name.replaceAll('.', '\\.'),
  );
  return `^(?:${alternatives.join('|')})(?:/|$)`;
}
