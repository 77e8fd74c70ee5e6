/** A person has everything read aloud: HANZO_SCREEN_READER is set, and not to 0. */
export function isReadAloud(env: NodeJS.ProcessEnv): boolean {
  const set = env['HANZO_SCREEN_READER'] ?? '';
  return set !== '' && set !== '0';
}

/** True where lines can be replaced: a terminal that knows how, which is no log of a build. */
export function canReplace(watched: boolean, env: NodeJS.ProcessEnv): boolean {
  const { TERM: term = '', CI: ci = '' } = env;
  return watched && term !== 'dumb' && (ci === '' || ci === '0' || ci === 'false');
}
