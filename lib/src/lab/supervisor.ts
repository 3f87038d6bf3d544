import { quote } from '../transport/quote.js';
import { BE_SUBREAPER } from '../transport/shell-loop.js';

/** How much of a program's output is kept: this many bytes at most, and at least half of them. In memory: /run is a tmpfs. */
const LOG_BYTES = 2 ** 20;

/**
 * What runs on has this parent, which lives as long as the program or anything that it started. As their subreaper
 * (prctl(2)) it keeps also those that made a session of their own. It writes down the
 * program's process (`child`) and exit code (`exit`), and what is printed (`log`, and before it `log.1`). A request to end is for
 * its children; it ends with the last of them.
 */
const SUPERVISOR = `
my ($folder, $command) = @ARGV;
my ($child, $size, $log) = (0, 0);
sub note { my ($name, $text) = @_; open my $file, ">", "$name.new"; print $file "$text\\n"; close $file; rename "$name.new", $name; }
sub ended { note("exit", $? & 127 ? 128 + ($? & 127) : $? >> 8) if $_[0] == $child; }
chdir $folder;
${BE_SUBREAPER}
pipe(my $out, my $in);
$SIG{CHLD} = sub { local ($!, $?); while ((my $pid = waitpid(-1, 1)) > 0) { ended($pid) } };
$child = fork;
if (!$child) {
  open STDOUT, ">&", $in; open STDERR, ">&", $in; chdir;
  $ENV{PYTHONUNBUFFERED} = 1;
  exec "stdbuf", "-oL", "-eL", "bash", "-c", $command;
  exit 127;
}
$SIG{TERM} = $SIG{INT} = $SIG{HUP} = "IGNORE";
close $in;
open $log, ">", "log";
note("child", $child);
while (1) {
  my $count = sysread $out, my $text, 65536;
  next if !defined $count && $! == 4;
  last if !$count;
  if (($size += $count) > ${LOG_BYTES / 2}) { rename "log", "log.1"; open $log, ">", "log"; $size = $count; }
  syswrite $log, $text;
}
while ((my $pid = waitpid(-1, 0)) > 0 || $! == 4) { ended($pid) if $pid > 0 }`;

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
 * Prints `state pid exitCode listens` and then the log. State: `runs`, `ended`, or `none` where the machine knows nothing
 * of it. Who has a supervisor's number and not its mark is another process, once the supervisor has had its time to begin.
 */
export function lookScript(folder: string, port?: number): string {
  return oneLine(`
    cd ${folder} 2> /dev/null || { echo none 0 - -; exit; };
    state=ended pid=0 exit=- listens=- words=();
    { read -r pid < pid && mapfile -d '' -t words < /proc/$pid/cmdline; read -r exit < exit; } 2> /dev/null;
    [[ -e /proc/$pid/stat && ( \${words[3]} == ${folder} || ! -e child ) ]] && state=runs;
    ${port === undefined ? '' : listens(port)}
    echo $state $pid $exit $listens;
    [[ -s log || -e log.1 ]] && cat log.1 log 2> /dev/null;
    true`);
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
