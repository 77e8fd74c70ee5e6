import { HanzoError, type Answer, type RungName, type Who } from '@hanzo/contracts';

/** Held against every answer, because rungs are replaceable: what no named engine said is not a result. */
export function isNamed(who: Who | undefined): boolean {
  switch (who?.kind) {
    case 'cache':
      return who.engine !== '';
    case 'tool':
      return who.tool !== '';
    case 'local':
      return who.model !== '';
    case 'worker':
      return who.node !== '' && who.peerId !== '';
    case 'api':
      return who.endpoint !== '';
    default:
      return false;
  }
}

/** What such an answer ends in. It still cost what it cost. */
export function namelessAnswer(rung: RungName, { costMicros }: Answer): HanzoError {
  return new HanzoError('INTERNAL', `The ${rung} rung gave an answer without the name of its engine.`, {
    details: { rung, costMicros },
  });
}
