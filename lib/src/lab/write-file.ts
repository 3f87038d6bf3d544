import { LabError } from '../errors.js';
import { showable } from '../kernel/display.js';
import type { Connection } from '../transport/connection.js';
import { file } from '../view/file.js';

/** How a file is written. */
export interface WriteOptions {
  /** Its permissions, such as `0o755`; where not given those it has, or 0o644. */
  readonly mode?: number;
  /** Add the text to the end of what the file has. */
  readonly append?: boolean;
}

/** A file that was written. As a cell's last value, or by `show`, it shows where and what. */
export interface WrittenFile {
  /** The machine. */
  readonly host: string;
  /** The whole path, where symbolic links led to. */
  readonly path: string;
  /** What was written. */
  readonly text: string;
}

/**
 * Writes a file beside the one that it is to be, and gives it the name when all of it is there. Perl is on every Debian.
 * What it says on stderr is for the reader.
 */
const WRITE = `
my ($path, $mode, $append, $bytes) = @ARGV;
my $new;
$SIG{HUP} = $SIG{TERM} = $SIG{INT} = $SIG{PIPE} = sub { unlink $new if $new; exit 1 };
sub refuse { unlink $new if $new; print STDERR $_[0]; close STDERR; exit 1 }
$path = "$ENV{HOME}/$path" if $path !~ m{^/};
for (1 .. 40) {
  last if !-l $path;
  my ($folder, $to) = ($path =~ m{^(.*/)}, readlink $path);
  $path = $to =~ m{^/} ? $to : "$folder$to";
}
refuse("it is a folder") if -d $path || $path =~ m{/$};
refuse("it is no ordinary file; there \`echo ... > $path\` does it") if -e $path && !-f $path || $path =~ m{^/(proc|sys)/};
my ($folder, $at) = ($path =~ m{^(.*)/}, "");
for (split m{/}, $folder) {
  next if $_ eq "";
  $at .= "/$_";
  -d $at or mkdir $at or -d $at or refuse("$at: $!");
}
my @old = stat $path;
my $name = "$folder/.netdive-$$";
open my $file, ">", $name or refuse("$folder: $!");
$new = $name;
if ($append && @old) {
  open my $before, "<", $path or refuse("$path: $!");
  while (read $before, my $text, 65536) { print $file $text or refuse("$!") }
}
my $came = 0;
while (my $count = read STDIN, my $text, 65536) { $came += $count; print $file $text or refuse("$!") }
close $file or refuse("$!");
refuse("only $came of $bytes bytes came") if $came != $bytes;
chown $old[4], $old[5], $new if @old;
chmod $mode ne "" ? oct $mode : @old ? $old[2] & 07777 : 0644, $new or refuse("$!");
rename $new, $path or refuse("$!");
print $path`;

/**
 * Writes a text (UTF-8) to a file on a machine: all of it, or nothing where it fails. Folders on the way are made.
 *
 * @param path a relative one begins at the user's home, as in a new terminal
 * @throws LabError where the machine cannot write it, with its reason
 */
export async function writeFile(
  connection: Connection,
  path: string,
  text: string,
  { mode, append = false }: WriteOptions,
  signal: AbortSignal,
): Promise<WrittenFile> {
  const input = Buffer.from(text);
  const options = [mode === undefined ? '' : mode.toString(8), append ? 'append' : '', input.length];
  const program = ['perl', '-e', WRITE.trim(), path, ...options.map(String)];
  const { host } = connection.target;
  const { stdout, stderr, exitCode } = await connection.feed(`write('${path}')`, program, input, signal);
  if (exitCode !== 0) throw new LabError(`${host}: ${path} was not written: ${stderr.trim()}.`, cureOf(stderr));
  return showable({ host, path: stdout, text }, file({ host, path: stdout, text }));
}

function cureOf(why: string): string | undefined {
  if (/No space left/.test(why)) return '`df -h` tells what is full; `await lab.reset()` empties both machines.';
  if (/Not a directory|File exists/.test(why)) return 'A part of the path is a file: `ls -ld` on it tells.';
  if (/is a folder/.test(why)) return 'Give the path of a file in it.';
  return undefined;
}
