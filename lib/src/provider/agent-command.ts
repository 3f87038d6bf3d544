import { randomBytes } from 'node:crypto';

/** What QEMU's guest agent is asked, whoever brings it the question. Source: QEMU's docs/interop/qemu-ga-ref.rst. */
export interface AgentCommand {
  readonly execute: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/**
 * The guest's clock to the host's: a restored machine still has the time of its snapshot.
 * @example setTime() // { execute: 'guest-set-time', arguments: { time: 1764288000000000000 } }
 */
export const setTime = (): AgentCommand => ({
  execute: 'guest-set-time',
  arguments: { time: Date.now() * 1_000_000 },
});

/**
 * One program for both, since each takes a tenth of a second to start on an emulated machine.
 * - A restored machine's kernel has the random generator's state of its snapshot: the pool is given others, and told to use them
 *   at once (RNDRESEEDCRNG, random(4)).
 * - The other end may answer for a connection of before the restore, though nobody is at it any more (QEMU's user network does):
 *   sshd's sessions, and the namespaces that their shells stand in, would stay. They are those that began (the 22nd field of
 *   /proc/PID/stat) before this program did. Who connects now comes after it.
 */
const RENEW = `
  open R, '+>', '/dev/urandom'; syswrite R, <STDIN>; ioctl R, 0x5207, 0;
  sub first { open F, '<', "/proc/$_[0]/$_[1]" or return ''; <F> // '' }
  sub began { my ($rest) = first($_[0], 'stat') =~ /.*\\) (.*)/ or return; (split / /, $rest)[19] }
  my $now = began($$);
  for my $pid (map { m{(\\d+)$} } glob '/proc/[0-9]*') {
    kill 'TERM', $pid if first($pid, 'comm') eq "sshd-session\\n" && (began($pid) // $now) < $now;
  }`;

/**
 * Makes the guest's random numbers others than those of the last time it was restored, and ends the sessions of whoever was
 * connected when it was saved. It is answered before either is done.
 * @example renew().execute // 'guest-exec'
 */
export const renew = (): AgentCommand => ({
  execute: 'guest-exec',
  arguments: { path: '/usr/bin/perl', arg: ['-e', RENEW], 'input-data': randomBytes(64).toString('base64') },
});
