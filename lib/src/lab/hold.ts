import { LabError } from '../errors.js';
import { CLEAN } from '../provider/checkpoint-name.js';
import type { Provider } from '../provider/provider.js';
import { lastRewound, type Rewound } from '../provider/rewound.js';
import { atTime } from '../view/ago.js';
import { ownerOf, takeOver, type Owner } from './owner.js';

/**
 * A notebook's hold on a lab. It is lost when somebody else opens the lab, and void when somebody else puts the machines
 * into another state: then no command of this notebook runs, because what it expects to find there is gone. Asking costs
 * two small files' reading.
 */
export class Hold {
  /** The rewind that this notebook asked for, or saw when it began. */
  #seen: string | undefined;

  constructor(
    readonly provider: Provider,
    readonly id: string,
    readonly who: string,
  ) {}

  /** The lab is this notebook's from now on. */
  take(): void {
    takeOver(this.provider.folder, { id: this.id, who: this.who, pid: process.pid, since: new Date() });
  }

  /** The machines stand where this notebook has just put them. */
  settle(): void {
    this.#seen = lastRewound(this.provider.folder)?.id;
  }

  /** Throws a LabError where another notebook has opened the lab since. */
  checkOwner(): void {
    const lost = this.#lost('');
    if (lost) throw lost;
  }

  /** Throws a LabError where the machines are not as this notebook left them. */
  check(): void {
    const fault = this.fault();
    if (fault) throw fault;
  }

  /**
   * Why the machines are not as this notebook left them; undefined where they are.
   * @param command what was running when they were changed
   */
  fault(command?: string): LabError | undefined {
    const what = command === undefined ? '' : `\`${command}\` was running when that happened: what it did is gone.\n`;
    return this.#lost(what) ?? this.#rewound(what);
  }

  /** What became of a machine that a command did not come back from, where its kernel has said it. */
  async panic(host: string, command: string): Promise<LabError | undefined> {
    const { nodes } = await this.provider.status();
    const panic = nodes.find((node) => node.name === host)?.panic;
    if (panic === undefined) return undefined;
    return new LabError(
      `The kernel of ${host} panicked: ${panic}. \`${command}\` was running or waiting: it is not known whether it ran.`,
      `Put the machines back: the section’s cell with \`lab.open\`, or npx netdive reset.`,
    );
  }

  #lost(what: string): LabError | undefined {
    const owner = ownerOf(this.provider.folder);
    if (owner === undefined || owner.id === this.id) return undefined;
    return new LabError(
      `The lab ${this.provider.lab} was opened by ${name(owner, this.who)} ${atTime(owner.since)}: its machines are in that one’s state now.`,
      `${what}To take it back, run the cell with \`lab.open\` again: it puts the machines back. ` +
        'To work side by side, give each notebook a lab of its own: npx netdive start --lab NAME',
    );
  }

  #rewound(what: string): LabError | undefined {
    const rewound = lastRewound(this.provider.folder);
    if (rewound === undefined || rewound.id === this.#seen) return undefined;
    return new LabError(
      `The machines were put back to ${rewound.to} ${atTime(rewound.at)}: what earlier cells made is gone. ` +
        'A terminal or another program did it, or a cell that was interrupted.',
      `${what}Go on from the section’s cell with \`lab.open\`${further(rewound)}.`,
    );
  }
}

const name = ({ who }: Owner, me: string): string => (who === me ? `another kernel of this notebook, ${who},` : who);

const further = ({ to }: Rewound): string =>
  to === CLEAN ? '' : `, or from there: await lab.restore(${JSON.stringify(to)})`;
