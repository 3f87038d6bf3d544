import { MANAGEMENT_NIC } from '../../provider/nodes.js';

/** What begins a filter in which the lab’s own traffic is to be left out: on all interfaces, or on one that was asked for. */
export const OWN_ANY = '%any%';
export const OWN_ONE = '%one%';

/** What a frame of the leash carries. */
export const PCAP = 1;
export const SAID = 2;
export const ENDED = 3;

/** Between two looks at whether a tcpdump still has work; with that many looks alike it has none. */
const LOOK_S = 0.02;
const LOOKS_ALIKE = 3;
/** Where traffic never ends, the capture does: whole seconds, as Perl counts them without further modules. */
const SETTLE_S = 1;
const GRACE_S = 2;

/**
 * Runs many tcpdumps on one channel, which costs an emulated machine less than a channel for each, and holds them: they end
 * with it, and it ends when its input does, as when the notebook's kernel is killed. What they write goes out in frames: the
 * tcpdump’s number, what it is (a byte each), the length (4 bytes), the bytes.
 *
 * A word on its input asks for the end: a tcpdump that is told to stop reads no more, so first each one must have nothing
 * left to read: it sleeps, and has not been awake for some looks. What is on its way between two machines comes in that time.
 */
const LEASH = `
my (@taps, $stopping, $asked, $before);
my ($alike, $ended) = (0, 0);
my ($client, undef, undef, $port) = split " ", $ENV{SSH_CONNECTION} // "";
$client =~ s/%.*// if $client;
my @one = $port ? "not (tcp port $port and host $client)" : "not tcp port 22";
my @any = @one;
if (open my $file, "<", "/sys/class/net/${MANAGEMENT_NIC}/ifindex") { chomp(my $index = <$file>); unshift @any, "not ifindex $index"; }
while (@ARGV) {
  my @words = splice @ARGV, 0, shift;
  if ($words[-1] =~ s/^%(any|one)%//) { $words[-1] = join " and ", $1 eq "any" ? @any : @one, $words[-1] ne "" ? "($words[-1])" : (); }
  push @taps, { words => \\@words };
}
sub living { return grep { $_ } map { $_->{pid} } @taps; }
sub finish { kill "KILL", living(); waitpid $_, 0 for living(); exit 1; }
sub emit {
  my $frame = pack("CCN", $_[0], $_[1], length $_[2]) . $_[2];
  my $sent = 0;
  while ($sent < length $frame) { $sent += syswrite(STDOUT, $frame, length($frame) - $sent, $sent) || finish(); }
}
sub awake {
  my $seen = "";
  for my $pid (living()) {
    open my $file, "<", "/proc/$pid/status" or next;
    $seen .= join "", grep { /^(State|voluntary)/ } <$file>;
  }
  return $seen;
}
$SIG{PIPE} = "IGNORE";
for my $tap (@taps) {
  pipe($tap->{${PCAP}}, my $out);
  pipe($tap->{${SAID}}, my $err);
  $tap->{pid} = fork;
  if (!$tap->{pid}) {
    $SIG{PIPE} = "DEFAULT";
    open STDIN, "<", "/dev/null"; open STDOUT, ">&", $out; open STDERR, ">&", $err;
    exec { $tap->{words}[0] } @{ $tap->{words} };
    print STDERR "$tap->{words}[0]: $!\\n";
    exit 127;
  }
}
while (living()) {
  my $bits = "";
  vec($bits, 0, 1) = 1;
  for my $tap (@taps) { for my $kind (${PCAP}, ${SAID}) { vec($bits, fileno $tap->{$kind}, 1) = 1 if $tap->{$kind}; } }
  my $came = select my $ready = $bits, undef, undef, $stopping ? ${LOOK_S} : undef;
  if (vec $ready, 0, 1) { sysread(STDIN, my $word, 64) || finish(); $stopping = 1; $asked //= time; }
  for my $number (0 .. $#taps) {
    my $tap = $taps[$number];
    for my $kind (${PCAP}, ${SAID}) {
      next if !$tap->{$kind} || !vec $ready, fileno $tap->{$kind}, 1;
      if (sysread $tap->{$kind}, my $bytes, 65536) { emit($number, $kind, $bytes); } else { close delete $tap->{$kind}; }
    }
    next if !$tap->{pid} || $tap->{${PCAP}} || $tap->{${SAID}};
    waitpid $tap->{pid}, 0;
    $tap->{pid} = 0;
    emit($number, ${ENDED}, $? & 127 ? 128 + ($? & 127) : $? >> 8);
  }
  next if !$stopping;
  if ($ended) { kill "KILL", living() if time - $ended > ${GRACE_S}; next; }
  if (!$came) {
    my $now = awake();
    $alike = $now eq ($before // "") && $now !~ /State:\\s+[^S]/ ? $alike + 1 : 0;
    $before = $now;
  }
  if ($alike >= ${LOOKS_ALIKE} || time - $asked > ${SETTLE_S}) { kill "INT", living(); $ended = time; }
}`;

/**
 * The program that runs tcpdumps on a machine, each given by its words: see `PCAP`, `SAID` and `ENDED` for what it writes.
 * @example await connection.open('a capture', leashProgram([['tcpdump', '-i', 'any', '-w', '-']]))
 */
export function leashProgram(commands: readonly (readonly string[])[]): string[] {
  const words = commands.flatMap((command) => [String(command.length), ...command]);
  return ['perl', '-e', LEASH.replaceAll(/\s*\n\s*/g, ' ').trim(), ...words];
}
