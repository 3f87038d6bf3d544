import { LabError } from '../errors.js';
import { currentCell } from '../kernel/cell.js';
import type { Chapter } from './chapters.js';
import type { HeldMachines } from './held-machines.js';
import type { Machines } from './machines.js';

/**
 * The machines that this kernel works on, where they are not just those that it holds: the same with a recorder in between
 * where `NETDIVE_RECORD` names a file; or, where `NETDIVE_REPLAY` names the folder of recordings, what the opened chapter's has
 * of them. What that takes is loaded only then.
 * @param before the machines that it had until now: they stay, where the same chapter is opened again
 */
export async function tapedMachines(
  opened: Chapter | undefined,
  before: Machines | undefined,
  held: () => HeldMachines,
): Promise<Machines | undefined> {
  const { NETDIVE_RECORD: file, NETDIVE_REPLAY: replay } = process.env;
  if (!replay && !file) return undefined;
  return replay ? replayed(replay, opened, before) : recorded(file!, before, held);
}

async function recorded(file: string, before: Machines | undefined, held: () => HeldMachines): Promise<Machines> {
  const { Recorder } = await import('../recording/recorder.js');
  const { TapedMachines } = await import('./taped-machines.js');
  return before ?? new TapedMachines(new Recorder(file, currentCell), held());
}

async function replayed(folder: string, opened: Chapter | undefined, before: Machines | undefined): Promise<Machines> {
  if (opened === undefined)
    throw new LabError('In a replay `lab.open` wants the chapter’s name.', "For example: await lab.open('veth')");
  const { Player } = await import('../recording/player.js');
  const { recordingOf } = await import('./recording-of.js');
  const { ReplayedMachines } = await import('./replayed-machines.js');
  if (before instanceof ReplayedMachines && before.chapter === opened.name) return before;
  return new ReplayedMachines(opened.name, new Player(recordingOf(opened, folder), currentCell));
}
