import { HanzoError } from '@hanzo/contracts';
import { z } from 'zod';
import { projectDelegateSchema, type ProjectDelegateSection } from './delegate-section.ts';
import { configFileSchema } from './file-schema.ts';
import type { ProjectCommands } from './project-commands.ts';
import { overrideSections, type RoutingOverrides } from './tiers.ts';
import { checkFile } from './zod-check.ts';

/** What a project's `.hanzo/config.json` may hold. */
export interface ProjectFile extends RoutingOverrides {
  readonly $schema?: string | undefined;
  readonly commands?: ProjectCommands | undefined;
  /** What it may cost here at most, whom it goes to, and where it is kept. */
  readonly delegate?: ProjectDelegateSection | undefined;
}

/** Who is asked to trust a command must see all of it: terminals show none of these, or a blank that looks like a space. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/u;

/** So that all programs of a file fit on one screen. Characters, of a program with its arguments. */
const MAX_LENGTH = 1_000;

const FILES = '{files}';

const words: z.ZodType<string[]> = z
  .array(
    z
      .string()
      .min(1, 'must not be empty')
      .refine((word) => !UNSEEN.test(word), 'must not hold characters that nobody sees'),
  )
  .min(1, 'must name a program')
  .max(64)
  .refine(
    (argv) => argv.join(' ').length <= MAX_LENGTH,
    `must be at most ${MAX_LENGTH} characters in all: longer ones belong in a script`,
  )
  .refine(([program]) => program?.includes(FILES) !== true, `must begin with a program, not with ${FILES}`);

const commands = z
  .strictObject({ format: words, lint: words, types: words, tests: words })
  .partial()
  .describe('Programs that gates may start: program and arguments, no shell; {files} stands for the paths');

const schema = z.strictObject({
  $schema: z.string().optional(),
  ...overrideSections,
  commands: commands.optional(),
  delegate: projectDelegateSchema.optional(),
});

/**
 * Checks the content of a project's file.
 *
 * @throws HanzoError CONFIG_INVALID with the file, the path in it and what is allowed there
 */
export function checkProjectFile(content: unknown, file: string, homeFile: string): ProjectFile {
  if (typeof content === 'object' && content !== null) {
    const foreign = Object.keys(content).find((key) => HOME_SECTIONS.has(key) && !Object.hasOwn(schema.shape, key));
    if (foreign !== undefined) {
      throw new HanzoError('CONFIG_INVALID', `${file}: ${foreign}: a project may not say this: it is for each user.`, {
        details: { file, path: foreign },
        mend: `Write it into ${homeFile}; a project may say: tiers, kinds, commands, delegate.`,
      });
    }
  }
  const { tiers, kinds, commands: given, delegate } = checkFile(schema, content, file);
  const named = Object.entries(given ?? {}).filter(([, argv]) => argv !== undefined);
  return { tiers, kinds, commands: Object.fromEntries(named), ...(delegate && { delegate }) };
}

const HOME_SECTIONS: ReadonlySet<string> = new Set(
  configFileSchema instanceof z.ZodObject ? Object.keys(configFileSchema.shape) : [],
);

/** JSON Schema of a project's file, for editors. */
export function projectJsonSchema(): Readonly<Record<string, unknown>> {
  return { title: 'hanzo project configuration', ...z.toJSONSchema(schema) };
}
