import { type KnownMistake } from './mistake.js';

/** What cnitool says, and by it a CNI plugin: of the network's file, the plugin's place, the pod, and the answer. */
export const cni: readonly KnownMistake[] = [
  {
    says: /no paths provided/,
    command: /\bcnitool\b/,
    means: '`CNI_PATH` is not set: cnitool does not know where plugins are.',
    mend: 'Write `CNI_PATH=/opt/cni/bin cnitool ...`; Debian’s own plugins are in `/usr/lib/cni`.',
  },
  {
    says: /failed to find plugin "([^"]*)" in path \[([^\]]*)\]/,
    means: ([, plugin, path]) =>
      `There is no program \`${plugin}\` in ${path}. The network’s file names it, with \`type\`.`,
    mend: 'Look for it: `ls /opt/cni/bin /usr/lib/cni`. Then mend `type` in the file, or `CNI_PATH`, which may have several folders with a colon between.',
  },
  {
    says: /fork\/exec (\S+): permission denied/,
    command: /\bcnitool\b/,
    means: ([, file]) => `The plugin ${file} is there, and is no program that may be run.`,
    mend: ([, file]) => `\`chmod +x ${file}\` makes it one.`,
  },
  {
    says: /no net configuration with name "([^"]*)" in (\S+)/,
    means: ([, name, folder]) => `No file in ${folder} has a network of the name \`${name}\`.`,
    mend: ([, , folder]) => `What counts is \`name\` in the file, not the file’s name: \`grep '"name"' ${folder}/*\`.`,
  },
  {
    says: /no net configurations found in (\S+)/,
    means: ([, folder]) => `There is no network’s file in ${folder}: none that ends in .conflist, .conf or .json.`,
    mend: 'They lie in `/etc/cni/net.d`, or where `NETCONFPATH` says.',
  },
  {
    says: /error parsing configuration/,
    command: /\bcnitool\b/,
    means: 'A network’s file is not JSON, or lacks a part. Of several files one is enough: cnitool reads them all.',
    mend: '`jq . /etc/cni/net.d/*` shows the first place that is wrong. A comma too much before a bracket is the usual one.',
  },
  {
    says: /requires at least 2 arg\(s\)/,
    command: /\bcnitool\b/,
    means: 'It wants the name of a network, and a namespace, also where it does not use it.',
    mend: 'Write `cnitool add pods /run/netns/red`.',
  },
  {
    says: /CNI_NETNS: there is no (\S+)|failed to open netns "([^"]+)"/,
    means: ([, path, opened]) => `A plugin is given the path of a namespace. ${path ?? opened} is none.`,
    mend: 'A namespace that `ip netns add red` has made is a file in /run/netns: `/run/netns/red`. `ip netns` lists all.',
  },
  {
    says: /attached already; \S+ (\S+)/,
    means: ([, ifname]) => `This pod has the interface ${ifname} of this network already.`,
    mend: '`cnitool del` with the same words takes it away. For a second interface give another name: `-i eth1`.',
  },
  {
    says: /container veth name provided \(\S+\) already exists/,
    means: 'The namespace has this card already: from an earlier ADD, or from one that failed half way.',
    mend: 'Say `cnitool del` with the same words, then `add` once more.',
  },
  {
    says: /no IP addresses available in range set: (\S+)/,
    means: ([, range]) => `The plugin host-local has given away all of ${range}.`,
    mend: '`ls /var/lib/cni/networks/*` shows which. An address whose pod is gone is given back by `cnitool del`, with the name that the pod’s namespace had.',
  },
  {
    says: /prevResult: none/,
    means:
      'CHECK compares with what ADD has answered, and the runtime has kept no answer for this pod: it is not on the network.',
    mend: 'Call `cnitool add` first.',
  },
  {
    says: /unsupported field; (\w+)/,
    means: ([, field]) =>
      `The network’s file has \`${field}\`, which this plugin does not know. It takes nothing that it would not obey.`,
    mend: 'Mend the field’s name, take it away, or teach the plugin.',
  },
  {
    says: /incompatible CNI versions; config is "([^"]*)", plugin supports \[([^\]]*)\]/,
    means: ([, asked, spoken]) =>
      `The network’s file asks for version ${asked} of the standard, and this plugin speaks ${spoken}.`,
    mend: 'Write a `cniVersion` into the file that all plugins of the list speak.',
  },
  {
    says: /failed to unmarshal raw result/,
    command: /\bcnitool\b/,
    means: 'The plugin’s answer is not JSON: it has printed something else to stdout.',
    mend: "Words for people go to stderr: `echo ... >&2`. Run the plugin by hand to see what it prints: `CNI_COMMAND=VERSION /opt/cni/bin/NAME <<< '{}'`.",
  },
];
