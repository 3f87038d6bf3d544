import { LabError } from '../../errors.js';
import type { CommandError } from '../../transport/command-error.js';
import { command } from '../../transport/quote.js';
import type { Result } from '../../transport/result.js';
import { hinted, type RunLine } from '../run-line.js';
import { whole } from '../whole.js';
import type { PathMtu } from './path-mtu.js';
import { probeOfTried, probeScript, readTried, SIZES, type Tried } from './probe.js';
import { searchPathMtu } from './search.js';

/** Between which sizes the largest packet is looked for, in bytes of the IP packet. */
export interface PathMtuOptions {
  /** The smallest that is tried; 68 where not given, which every IPv4 link has to carry. */
  readonly least?: number;
  /** The largest that is tried; 1500 where not given, as on an Ethernet. */
  readonly most?: number;
}

/**
 * Looks for the largest packet that gets from a place to an address and back.
 * @throws LabError where not even the smallest gets through; CommandError where a ping could not be sent
 * @example (await findPathMtu(run, '10.5.0.2', {}, signal)).mtu // 1450
 */
export async function findPathMtu(
  run: RunLine,
  to: string,
  { least = 68, most = 1500 }: PathMtuOptions,
  signal: AbortSignal,
): Promise<PathMtu> {
  if (!(SIZES.least <= least && least <= most && most <= SIZES.most))
    throw new LabError(
      `pathMtu() cannot try sizes from ${least} to ${most} bytes.`,
      `Both lie between ${SIZES.least} and ${SIZES.most}, and \`least\` is the smaller one.`,
    );
  const { mtu, ...found } = await searchPathMtu(
    async (sizes) => {
      const result = await run(probeScript(to, sizes), signal, { timeoutMs: 30_000 });
      const tried = readTried(whole(result));
      // 1 is ping's word for "no reply"; above that it did not get as far.
      const failed = tried.find(({ exitCode }) => exitCode > 1);
      if (result.exitCode !== 0 || failed !== undefined) throw unsent(result, to, failed);
      return tried.map(probeOfTried);
    },
    { least, most },
  );
  if (mtu === undefined)
    throw new LabError(`Not even ${least} bytes get to ${to} and back.`, `Mend the way first: ping ${to}`);
  return { destination: to, mtu, ...found };
}

/** A ping that could not be sent, as if it had been typed alone. */
function unsent(result: Result, to: string, failed: Tried | undefined): CommandError {
  const { exitCode, said } = failed ?? { exitCode: result.exitCode, said: result.stderr };
  return hinted({ ...result, command: command`ping ${to}`, exitCode, stdout: '', stderr: said });
}
