import { display } from '../kernel/display.js';
import type { Player } from '../recording/player.js';
import { replayView } from '../view/replay.js';
import type { Rewind } from './machines.js';
import { TapedMachines } from './taped-machines.js';

/** No machines, but what was recorded of them. Each cell that opens the lab says so. */
export class ReplayedMachines extends TapedMachines {
  readonly #player: Player;

  constructor(
    readonly chapter: string,
    player: Player,
  ) {
    super(player, undefined);
    this.#player = player;
  }

  override rewind(what: string, work: Rewind): Promise<readonly string[]> {
    display(replayView(this.#player.recording.provenance), { passing: true });
    return super.rewind(what, work);
  }
}
