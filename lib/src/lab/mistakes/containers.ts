import { type KnownMistake } from './mistake.js';

/** What runc and containerd say. */
export const containers: readonly KnownMistake[] = [
  {
    says: /container with given ID already exists/,
    means: 'There is a container of this name already, running or ended.',
    mend: '`runc list` shows it, `runc delete -f NAME` ends and removes it.',
  },
  {
    says: /specification file config\.json not found/,
    means: 'There is no config.json in this folder, and no other one was named.',
    mend: 'Name the bundle: `runc run -d -b /srv/NAME NAME`. `runc spec -b FOLDER` writes a first config.json.',
  },
  {
    says: /cannot allocate tty if runc will detach/,
    means: 'The file config.json wants a terminal, and a container in the background (`-d`) has none.',
    mend: 'Write `"terminal": false` into the `process` of its config.json.',
  },
  {
    says: /container does not exist/,
    means: 'No container of this name is known to runc.',
    mend: '`runc list` shows those that it knows. Those of containerd are `ctr task ls`, with a list of their own.',
  },
  {
    says: /namespace path: lstat (\S+): no such file/,
    means: ([, path]) =>
      `The file config.json names a namespace by \`${path}\`, and there is no such file: who was in it has ended.`,
    mend: 'Write the path of one that lives: `/proc/PID/ns/net` of a process, or `/run/netns/NAME`.',
  },
  {
    says: /containerd\.sock"?: (?:context deadline exceeded|no such file|connection refused)/,
    means: 'The daemon containerd does not run.',
    mend: 'Start it: `systemctl start containerd`.',
  },
  {
    says: /cd: \/proc\/(\d+)\/?: No such file/,
    means: ([, pid]) => `There is no process ${pid}: it has ended, or the number is that of another namespace.`,
    mend: '`ps -e` lists the machine’s processes, `runc list` the containers with theirs.',
  },
];
