import { RESET, type KnownMistake } from './mistake.js';

/** Something is made that is there already. */
export const madeTwice: readonly KnownMistake[] = [
  {
    says: /Cannot create namespace file "\/(?:var\/)?run\/netns\/([^"]+)": File exists/,
    means: ([, name]) => `There is a namespace \`${name}\` already. The cell was probably run twice.`,
    mend: ([, name]) => `Delete it with \`ip netns del ${name}\`, or start afresh: ${RESET}`,
  },
  {
    says: /Address already assigned(?! to)|File exists/,
    command: /\ba(?:ddr\w*)? add\b/,
    means: 'The interface has this address already. The cell was probably run twice.',
    mend: `Go on, or look with \`ip addr\`. ${RESET}`,
  },
  {
    says: /File exists/,
    command: /\br(?:oute)? add\b/,
    means: 'There is a route to this destination already, with the same metric.',
    mend: `\`ip route replace\` changes it, \`ip route\` shows it. ${RESET}`,
  },
  {
    says: /File exists/,
    command: /\bn(?:eigh\w*)? add\b/,
    means: 'This neighbour is in the table already. A failed search leaves an entry too.',
    mend: '`ip neigh replace` sets it whether it is there or not.',
  },
  {
    says: /File exists/,
    command: /\bbridge fdb add\b/,
    means: 'There is an entry for this MAC already.',
    mend: '`bridge fdb replace` sets it whether it is there or not. `bridge fdb append` adds another machine to 00:00:00:00:00:00.',
  },
  {
    says: /An interface with the same name exists in the target netns|File exists/,
    command: /\blink set\b.*\bnetns\b/,
    means: 'The namespace has an interface of this name already. A name is there once in each namespace.',
    mend: `Delete the other one, or choose another name. ${RESET}`,
  },
  {
    says: /File exists/,
    command: /\blink add (?:name )?(\S+) .*\bpeer name \1\s*$/,
    means: 'Both ends of the pair are to have one name, and a name is there once in each namespace.',
    mend: 'Choose another one for the peer, or let it begin in another namespace: `... peer name eth0 netns red`.',
  },
  {
    says: /File exists/,
    command: /\blink add (?=.*\bnetns\b)(?:name )?(\S+) (?:.* )?link \S/,
    means: 'The name of the new interface is taken: here, where its parent is, or in the other namespace.',
    mend: 'Make it under a name that is free, and rename it on the move: `ip link set NAME netns red name eth0`.',
  },
  {
    says: /Service already exists/,
    command: /\bipvsadm\b/,
    means: 'IPVS has a service of this address and port already. The cell was probably run twice.',
    mend: '`ipvsadm -L -n` lists them. `ipvsadm -E` changes one, `ipvsadm -D -t ADDRESS:PORT` deletes it.',
  },
  {
    says: /A VXLAN device with the specified VNI already exists/,
    means: 'Another interface of this namespace has this VXLAN network id and port already.',
    mend: '`ip -d link show type vxlan` shows which. Choose another id, or delete that one.',
  },
  {
    says: /File exists/,
    means: 'It is there already. The cell was probably run twice.',
    mend: `Look with \`ip link\`, delete it with \`ip link del NAME\`, or start afresh: ${RESET}`,
  },
];
