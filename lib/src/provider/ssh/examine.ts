import { LabError } from '../../errors.js';
import type { Connection } from '../../transport/connection.js';
import { DATA_NICS, MANAGEMENT_NIC } from '../nodes.js';
import type { State } from './state.js';
import { REQUIREMENTS } from './requirements.js';
import { readSections } from './sections.js';
import type { Received } from './segments.js';

/** Something that must be mended before the course can use the machines, told with all others of its kind. */
export type Problem = string;

/** What a machine lacks of what chapters need. */
export async function lacks(connection: Connection, signal?: AbortSignal): Promise<Problem[]> {
  const { host } = connection.target;
  const found = await readSections(
    connection,
    REQUIREMENTS.map(({ probe }) => probe),
    signal,
  );
  return REQUIREMENTS.flatMap(({ what, mend }, index) => {
    const missing = found[index]!.trim();
    return missing === '' ? [] : [`${host} lacks ${what}: ${oneLine(missing)}\n  ${mend(missing)}`];
  });
}

/** SSH must not come in by a card that chapters take down. */
export function managementProblem(host: string, { management }: State): Problem[] {
  const shared = DATA_NICS.filter((nic) => management.includes(nic));
  return shared.length === 0
    ? []
    : [
        `SSH reaches ${host} by ${shared.join(', ')}, which chapters take down.\n  Give the course other cards as eth0 and eth1.`,
      ];
}

/** What of the course's text is otherwise on these machines. */
export function notes(host: string, { management }: State): string[] {
  const [name] = management;
  return name === MANAGEMENT_NIC ? [] : [`${host}: what chapters call ${MANAGEMENT_NIC} is ${name} here`];
}

/** Whether eth0 leads to eth0, and eth1 to eth1; and what the cable between does not carry. */
export function cableProblems(received: Received): { readonly problems: Problem[]; readonly notes: string[] } {
  const has = (on: string, from: string, to: string): boolean => received.has(`${on} ${from} ${to}`);
  const problems = DATA_NICS.filter((nic) => !has(nic, nic, 'all')).map((nic) => {
    const crossed = DATA_NICS.find((other) => has(other, nic, 'all'));
    return crossed === undefined
      ? `A frame that node1 sends on ${nic} does not reach node2.\n  Join the two ${nic} by a cable, or by a switch that they alone are on.`
      : `node1's ${nic} is joined to node2's ${crossed}.\n  Swap the cables, or the names, of one machine.`;
  });
  const joined = DATA_NICS.filter((nic) => has(nic, nic, 'all'));
  const mixed = joined.filter((nic) => DATA_NICS.some((other) => other !== nic && has(other, nic, 'all')));
  const deaf = joined.filter((nic) => !has(nic, nic, 'group'));
  return {
    problems: [
      ...problems,
      ...mixed.map(
        (nic) =>
          `What node1 sends on ${nic} reaches both cards of node2.\n  The two segments must be apart: two cables, or two VLANs of the switch.`,
      ),
    ],
    notes: deaf.map(
      (nic) => `what is between the two ${nic} drops LACP and STP frames: chapters that use them will differ`,
    ),
  };
}

/** A problem in two lines; the transport's own way on is meant for machines that netdive starts. */
export function problemOf(error: Error): Problem {
  const [what, ...rest] = error.message.split('\n');
  const why = CURES.find(([said]) => said.test(what!))?.[1];
  return `${what}\n  ${why ?? rest.join(' ')}`;
}

const CURES: readonly (readonly [RegExp, string])[] = [
  [/was not reached/, 'Is it switched on, and does `ssh -F FILE` reach it?'],
  [
    /is not that machine/,
    'If it was installed anew, remove its old key: ssh-keygen -R NAME, then log in once by hand.',
  ],
  [/does not let .* in/, 'Does `ssh -F FILE` log in with that key? If not: ssh-copy-id -i KEY.'],
  [/did not start a shell/, 'Log in as root, or give the user sudo without a password, and bash.'],
];

/** One error for all that is to be mended. */
export function problemsError(problems: readonly Problem[], retry: string): LabError {
  return new LabError(
    `The course cannot use these machines yet:\n${problems.map((one) => `- ${one}`).join('\n')}`,
    `Then again: ${retry}`,
  );
}

const oneLine = (text: string): string => text.split('\n').join(' ');
