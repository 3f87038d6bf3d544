import { quote } from '../transport/quote.js';
import { BE_SUBREAPER } from '../transport/shell-loop.js';

/** How much of a program's output is kept: this many bytes at most, and at least half of them. In memory: /run is a tmpfs. */
const LOG_BYTES = 2 ** 20;

/** How long a program may take to end itself when it is asked to, in seconds. */
const GRACE_S = 3;

/**
 * What runs on has this parent, which lives as long as the program or anything that it started. As their subreaper
 * (prctl(2)) it keeps also those that made a session of their own. It writes down the program's process (`child`) and exit
 * code (`exit`), and what is printed (`log`, and before it `log.1`). Asked to end (TERM) it ends all of them, those that
 * do not heed it by KILL, and ends with the last. The exit code is told when all that was printed is in the log.
 */
const SUPERVISOR = `
my ($folder, $command) = @ARGV;
my ($child, $size, $open, $asked, $log, $exit) = (0, 0, 1, 0);
sub note { my ($name, $text) = @_; open my $file, ">", "$name.new"; print $file "$text\\n"; close $file; rename "$name.new", $name; }
sub kin {
  my (%parent, %kin, $more);
  for my $file (glob "/proc/[0-9]*/stat") {
    open my $stat, "<", $file or next;
    $parent{$1} = $2 if (<$stat> // "") =~ /^(\\d+) .*\\) [^ZX] (\\d+)/;
  }
  $kin{$$} = 1;
  do { $more = 0; for (keys %parent) { $kin{$_} = $more = 1 if !$kin{$_} && $kin{$parent{$_}} } } while $more;
  delete $kin{$$};
  return keys %kin;
}
chdir $folder;
${BE_SUBREAPER}
pipe(my $out, my $in);
$SIG{CHLD} = sub { };
$SIG{TERM} = sub { return if $asked; $asked = time; kill "TERM", kin(); };
$child = fork;
if (!$child) {
  $SIG{TERM} = "DEFAULT";
  open STDOUT, ">&", $in; open STDERR, ">&", $in; chdir;
  $ENV{PYTHONUNBUFFERED} = 1;
  exec "stdbuf", "-oL", "-eL", "bash", "-c", $command;
  exit 127;
}
close $in;
open $log, ">", "log";
note("child", $child);
while (1) {
  my $pid;
  while (($pid = waitpid(-1, 1)) > 0) { $exit = $? & 127 ? 128 + ($? & 127) : $? >> 8 if $pid == $child }
  kill "KILL", kin() if $asked && time - $asked > ${GRACE_S};
  vec(my $ready = "", fileno $out, 1) = $open;
  my $came = select($ready, undef, undef, $pid == -1 || defined $exit ? 0 : $asked ? 0.05 : 1);
  if ($open && $came > 0) {
    my $count = sysread $out, my $text, 65536;
    $open = 0 if defined $count && !$count;
    next if !$count;
    if (($size += $count) > ${LOG_BYTES / 2}) { rename "log", "log.1"; open $log, ">", "log"; $size = $count; }
    syswrite $log, $text;
  } elsif ($came == 0) {
    if (defined $exit) { note("exit", $exit); $exit = undef; $child = 0; }
    last if $pid == -1;
  }
}`;

/** One line, so that a failing part does not end the rest. */
const oneLine = (script: string): string => script.replaceAll(/\s*\n\s*/g, ' ').trim();

/** Where a supervisor keeps what it knows. Its name is the supervisor's mark too. @example folderOf('4f1c') */
export function folderOf(id: string): string {
  return `/run/netdive/service-${id}`;
}

/** Starts a program under a supervisor, away from the shell and the connection. */
export function launchScript(folder: string, command: string): string {
  // Several lines as one word of one line: else the script would be several lines, and stop at the first that fails.
  const word = quote(command).replaceAll('\n', () => `'$'\\n''`);
  const supervisor = `setsid perl -e ${quote(oneLine(SUPERVISOR))} ${folder} ${word}`;
  return `mkdir -p ${folder} && cd ${folder} && { ${supervisor} < /dev/null > /dev/null 2> error & echo $! > pid; }`;
}

/**
 * Waits until a program has begun, or ended: a shell that has not become another program is reading its script, or
 * (asleep) waits for what it started.
 */
export function begunScript(folder: string): string {
  return oneLine(`
    cd ${folder} 2> /dev/null || exit;
    exec 9<> <(:);
    for (( tries = 0; tries < 100; tries++ )); do
      [[ -e exit || -s error ]] && break;
      stat=;
      [[ -e child ]] && read -r child < child && read -r -d '' stat < /proc/$child/stat;
      name=\${stat#*(};
      set -- \${stat##*) };
      [[ $stat && \${name%%)*} != @(perl|stdbuf) && ( \${name%%)*} != bash || $1 == S ) ]] && break;
      read -r -t 0.03 -u 9;
    done 2> /dev/null;
    cat error >&2`);
}

/**
 * Waits until there is something to see since the last look: the program has printed, ended, or somebody listens on the
 * port; at most 2 s. It starts no process meanwhile, so that it takes nothing from a program that is busy beginning.
 */
export function newsScript(folder: string, port?: number): string {
  return oneLine(`
    cd ${folder} 2> /dev/null || exit;
    exec 9<> <(:);
    for (( tries = 0; tries < 80; tries++ )); do
      [[ -e exit || log -nt seen ]] && break;
      ${port === undefined ? '' : heard(port)}
      read -r -t 0.025 -u 9;
    done 2> /dev/null;
    true`);
}

/**
 * Prints `state exitCode listens` and then the log. State: `runs`, `ended`, or `none` where the machine knows nothing
 * of it. Who has a supervisor's number and not its mark is another process, once the supervisor has had its time to begin.
 */
export function lookScript(folder: string, port?: number): string {
  return oneLine(`
    cd ${folder} 2> /dev/null || { echo none - -; exit; };
    : > seen;
    state=ended pid=0 exit=- listens=- words=();
    { read -r pid < pid && mapfile -d '' -t words < /proc/$pid/cmdline; read -r exit < exit; } 2> /dev/null;
    [[ -e /proc/$pid/stat && ( \${words[3]} == ${folder} || ! -e child ) ]] && state=runs;
    ${port === undefined ? '' : listens(port)}
    echo $state $exit $listens;
    { [[ -e log.1 ]] && cat log.1 log || printf %s "$(< log)"; } 2> /dev/null;
    true`);
}

/** Asks a supervisor to end, and waits for it; prints its process where it does not. */
export function stopScript(folder: string): string {
  return oneLine(`
    cd ${folder} 2> /dev/null && read -r pid < pid || exit 0;
    exec 9<> <(:);
    for (( tries = 0; tries < ${(GRACE_S + 3) * 20}; tries++ )); do
      words=();
      mapfile -d '' -t words < /proc/$pid/cmdline;
      [[ -e /proc/$pid/stat && ( \${words[3]} == ${folder} || ! -e child ) ]] || exit 0;
      (( tries )) || kill -TERM $pid;
      read -r -t 0.05 -u 9;
    done 2> /dev/null;
    echo $pid`);
}

/** Leaves a loop where somebody's socket has a port: one of TCP that listens, or one of UDP without a peer. See proc_pid_net(5). */
function heard(port: number): string {
  const local = port.toString(16).toUpperCase().padStart(4, '0');
  return `
    for table in tcp tcp6 udp udp6; do
      mapfile -t rows < /proc/net/$table;
      [[ \${rows[*]} =~ :${local}' '[0-9A-F]+:0000' '0[A7] ]] && break 2;
    done;`;
}

/** Whether one of the sockets that listen on a port (TCP or UDP) is the supervisor's or of a descendant of it. */
function listens(port: number): string {
  return `
    sockets=$(ss -Hlntup ${quote(`sport = :${port}`)});
    while [[ $sockets =~ pid=([0-9]+)(.*) ]]; do
      sockets=\${BASH_REMATCH[2]} owner=\${BASH_REMATCH[1]};
      while (( owner > 1 && owner != pid )); do
        stat=;
        read -r -d '' stat < /proc/$owner/stat;
        set -- \${stat##*) };
        owner=\${2:-0};
      done 2> /dev/null;
      (( owner == pid )) && listens=yes;
    done;`;
}
