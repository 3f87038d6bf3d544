import { LabError } from '../errors.js';

/** What every lab can be put back to: as `up` first made it. Nothing else can be kept under this name. */
export const CLEAN = 'clean';

/** A name that something may be kept under. Throws a LabError that says how names look. */
export function checkpointName(name: string): string {
  if (/^[a-z0-9][a-z0-9._/-]{0,80}$/i.test(name) && name !== CLEAN) return name;
  const why =
    name === CLEAN ? 'that is what `reset` goes back to' : 'a name has letters, digits, hyphens, dots and slashes';
  throw new LabError(
    `A checkpoint cannot be called ${JSON.stringify(name)}: ${why}.`,
    'For example: netdive save before-lunch',
  );
}

/** There is no checkpoint of a name; tells which there are. */
export function noCheckpoint(name: string, known: readonly { readonly name: string }[]): LabError {
  return new LabError(
    `This lab has no checkpoint called ${JSON.stringify(name)}.`,
    known.length === 0
      ? 'It has none yet. Make one: netdive save NAME'
      : `It has ${known.map((one) => one.name).join(', ')}, and ${CLEAN}.`,
  );
}
