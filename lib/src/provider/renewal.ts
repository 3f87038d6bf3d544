import { randomBytes } from 'node:crypto';

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
 * What QEMU's guest agent is to run in a machine that was restored: its random numbers become others than those of the last time,
 * and the sessions of whoever was connected when it was saved end. Source: guest-exec in QEMU's docs/interop/qemu-ga-ref.rst.
 * @example await agent.execute('guest-exec', renewal());
 */
export const renewal = (): Record<string, unknown> => ({
  path: '/usr/bin/perl',
  arg: ['-e', RENEW],
  'input-data': randomBytes(64).toString('base64'),
});
