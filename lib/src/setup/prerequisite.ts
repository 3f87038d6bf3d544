import { setTimeout as delay } from 'node:timers/promises';
import { NetdiveError } from '../errors.js';

/** What a probe found, as sentences that somebody understands who never heard of the thing. */
export interface Found {
  /** `note`: worth knowing, and a lab runs all the same. */
  readonly state: 'ok' | 'note' | 'missing';
  readonly found: string;
  /** The command, or the step, that mends it. */
  readonly mend?: string;
}

/** Something the computer must have: what, how to find out, and how to mend it. Doctor, setup and the tests share the rows. */
export interface Prerequisite {
  /** As a person would name it: `QEMU`. */
  readonly what: string;
  /**
   * What needs it: a lab, printed slides, machines by Vagrant, or only the project's own tests; `running` rows are about labs
   * that are there already.
   */
  readonly for: 'lab' | 'slides' | 'vagrant' | 'tests' | 'running';
  /** Changes nothing. One that rejects is missing, and its error says why. */
  probe(): Promise<Found> | Found;
  /** Debian's packages that bring it. */
  readonly packages?: readonly string[];
}

/** A prerequisite and what its probe found. */
export interface Finding extends Found {
  readonly prerequisite: Prerequisite;
  /** A lab runs with it as it is. */
  readonly ok: boolean;
}

export const ok = (found: string): Found => ({ state: 'ok', found });
export const note = (found: string, mend?: string): Found => ({ state: 'note', found, ...(mend && { mend }) });
export const missing = (found: string, mend?: string): Found => ({ state: 'missing', found, ...(mend && { mend }) });

/** The command that installs what is missing, as a person would type it. */
export const installCommand = (packages: readonly string[]): string =>
  `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`;

/**
 * Probes all rows at once. Never rejects, and never hangs: a probe that takes longer than the limit is given up.
 * @example const missing = (await examine(prerequisites)).filter((finding) => !finding.ok);
 */
export function examine(prerequisites: readonly Prerequisite[], limitMs = 20_000): Promise<Finding[]> {
  return Promise.all(
    prerequisites.map(async (prerequisite) => {
      const found = await answerWithin(prerequisite, limitMs);
      const mend =
        found.mend ??
        (found.state === 'missing' && prerequisite.packages ? installCommand(prerequisite.packages) : undefined);
      return { prerequisite, ...found, ok: found.state !== 'missing', ...(mend && { mend }) };
    }),
  );
}

async function answerWithin(prerequisite: Prerequisite, limitMs: number): Promise<Found> {
  const over = new AbortController();
  const late = delay(limitMs, missing(`This could not be found out within ${limitMs / 1_000} seconds.`), over);
  try {
    return await Promise.race([prerequisite.probe(), late]);
  } catch (error) {
    return error instanceof NetdiveError && error.cure !== undefined
      ? missing(error.message.replace(`\n${error.cure}`, ''), error.cure)
      : missing((error as Error).message);
  } finally {
    over.abort();
    late.catch(() => undefined);
  }
}
