import { quote } from './quote.js';

/** The loop ends itself with this code when it has taken no command: its namespace is gone. */
export const NOTHING_TAKEN = 75;
/** Stands in the environment of all that a command starts, so that it can be told from what others started. */
export const MARK = 'NETDIVE=1';
/** A nonce is this many hexadecimal digits: 128 bits. */
export const NONCE_LENGTH = 32;

/**
 * Field 20 after the name in /proc/PID/stat is the time of birth: with its number it tells a process from every other.
 * The process that makes the pipe is waited for: one that still ran would be taken for something that a command left.
 */
const BEGIN = `
  export LC_ALL=C.UTF-8;
  exec 4>&2 2>/dev/null;
  exec 5<> <(:); wait $!;
  set -m;
  nd_netns=$1 nd_state=busy nd_file= nd_harmless=;
  read -r -d '' nd_stat < /proc/$$/stat;
  set -- \${nd_stat##*) };
  nd_born=\${20};
  set --;
  unset nd_stat;`;

/**
 * A shell that waits inside a namespace keeps it alive after `ip netns del`, and its devices with it. So such a shell
 * writes down who it is, and whether it only waits; whichever shell has just run a command tells those whose namespace
 * is gone (or is another one by the same name) to leave, and sees them gone before it reports. All by builtins: nothing
 * is forked.
 *
 * A shell leaves only while no command is taken, so a signal never breaks one: of the shell and its waiting child, who
 * reads the token `no` from descriptor 5 decides. The child that has it puts the command's flags in its place.
 */
const NAMESPACES = `
  nd_note() { echo "$1 $$ $nd_born $nd_netns" > "$nd_file"; };
  nd_gone() { [[ ! /run/netns/$nd_netns -ef /proc/$$/ns/net ]]; };
  nd_leave() {
    [[ $nd_state == idle ]] && nd_gone || return;
    [[ $nd_flags ]] || read -r -N 2 -t 0.3 -u 5 nd_flags;
    [[ $nd_flags == no ]] || return;
    kill -KILL "$nd_child";
    wait "$nd_child";
    exit ${NOTHING_TAKEN};
  };
  nd_sweep() {
    local file state pid born name stat tries;
    for file in /run/netdive/shell-*; do
      read -r state pid born name < "$file" || continue;
      [[ $state == idle && $pid != $$ ]] || continue;
      [[ /run/netns/$name -ef /proc/$pid/ns/net ]] && continue;
      stat=;
      read -r -d '' stat < /proc/$pid/stat;
      set -- \${stat##*) };
      if [[ \${20} != "$born" ]]; then rm -f "$file"; continue; fi;
      kill -USR1 "$pid";
      for (( tries = 0; tries < 200; tries++ )); do
        [[ -e /proc/$pid/ns/net ]] || break;
        read -r -t 0.005 -u 5;
      done;
    done;
  };
  if [[ $nd_netns ]]; then
    [[ -d /run/netdive ]] || mkdir -p /run/netdive;
    nd_file=/run/netdive/shell-$$;
    trap 'rm -f "$nd_file"' EXIT;
    trap 'nd_woken=1; nd_leave' USR1;
    nd_note idle;
  else
    trap 'nd_woken=1' USR1;
  fi;`;

/**
 * Who else still writes where this shell writes: a process that a command left running. The shell is its descendants'
 * subreaper (prctl(2)): what loses its parent becomes its child, whatever group or session it made for itself. So where
 * it has no new child there is nobody to look for, and who was looked at and has nothing of it is harmless.
 */
const LEFTOVER = `
  nd_held() {
    local pid fd file more queue=$1;
    while [[ $queue ]]; do
      set -- $queue;
      queue=;
      for pid; do
        for fd in /proc/$pid/fd/*; do
          [[ $fd -ef /proc/$$/fd/1 || $fd -ef /proc/$$/fd/4 ]] && return;
        done;
        for file in /proc/$pid/task/*/children; do
          more=;
          read -r more < $file;
          queue+=$more;
        done;
      done;
    done;
    return 1;
  };
  nd_look() {
    local children child new=;
    read -r children < /proc/$$/task/$$/children;
    [[ $children != "$nd_harmless" ]] || return;
    for child in $children; do [[ " $nd_harmless " == *" $child "* ]] || new+="$child "; done;
    nd_held "$new" && nd_left=1;
    nd_harmless=$children;
  };`;

/**
 * One turn: two letters and ten digits (the script's length in characters), the script, a nonce. To fork takes long in
 * an emulated machine, so it is done before there is a command: the child tells its process, waits, and reads header and
 * script itself, no more. The shell reads the nonce when the command has ended, so that nothing it ran can have known it:
 * it marks the end in both outputs. A child that ended without a command takes the shell with it.
 * A signal that came just before `wait` ends it too, with 138 (128 + USR1): a child that lives is waited for again. Where
 * one comes in the moment in which the child ends, bash 5.2 loses the child's exit code, and its `wait` says -1.
 * The command is a background job although it is waited for, because a foreground job that SIGINT ends takes the loop with it.
 */
const TURNS = `
  while :; do
    echo -n no >&5;
    (
      set +m;
      echo "$BASHPID $$ $nd_harmless";
      read -r -N 12 nd_head || exit;
      read -r -N "$(( 10#\${nd_head:2} ))" nd_script || exit;
      read -r -N 2 -u 5 nd_flags || exit;
      echo -n "\${nd_head::2}" >&5;
      [[ $nd_netns ]] && nd_note busy;
      exec < /dev/null 5>&-;
      if [[ $nd_head == e* ]]; then
        trap '{ [[ $- != *e* ]] || echo $LINENO > /proc/$$/fd/5; } 2> /dev/null' ERR;
        set -eE;
      fi;
      if [[ $nd_head == ?x* ]]; then eval "exec $nd_script"; fi;
      eval "$nd_script"
    ) 2>&4 4>&- &
    nd_child=$! nd_flags= nd_state=idle;
    [[ $nd_netns ]] && nd_leave;
    while nd_woken=; wait "$nd_child"; nd_rc=$?; [[ $nd_woken ]] || { (( nd_rc == 138 )) && kill -0 "$nd_child"; }; do :; done;
    nd_state=busy;
    [[ $nd_flags ]] || { read -r -t 0 -u 5 && read -r -N 2 -u 5 nd_flags; };
    if [[ \${nd_flags:-no} == no ]]; then kill -KILL "$nd_child"; exit ${NOTHING_TAKEN}; fi;
    nd_line=0 nd_left=0;
    if [[ $nd_flags == e* ]]; then
      while read -r -t 0 -u 5; do read -r -u 5 nd_line; done;
      (( nd_rc )) || nd_line=0;
    fi;
    nd_look;
    [[ -d /run/netdive ]] && nd_sweep;
    read -r -N ${NONCE_LENGTH} nd_nonce || exit;
    [[ $nd_netns ]] && nd_note idle;
    echo "$nd_nonce $nd_rc $nd_left $nd_line";
    echo "$nd_nonce" >&4;
    unset nd_nonce;
    if (( nd_left )); then exit; fi;
  done`;

/** On one line, so that the lines bash names in its messages, and LINENO, are those of the command. */
const LOOP = [BEGIN, NAMESPACES, LEFTOVER, TURNS]
  .join(' ')
  .replaceAll(/\s*\n\s*/g, ' ')
  .trim();

/**
 * prctl(PR_SET_CHILD_SUBREAPER, 1) in Perl, which is on every Debian: call 157 on x86-64, 167 on arm64 and the rest. What
 * tells the one from the other costs less than to load Perl's own word for it.
 */
export const BE_SUBREAPER: string = 'syscall(-e "/lib64/ld-linux-x86-64.so.2" ? 157 : 167, 36, 1, 0, 0, 0);';
const [MARK_NAME, MARK_VALUE] = MARK.split('=');
const SUBREAPER = `${BE_SUBREAPER} $ENV{${MARK_NAME}} = ${MARK_VALUE}; exec @ARGV or die "$!\\n"`;

/**
 * The command line that starts a shell on a machine, in its own network namespace or a named one.
 *
 * @example loopCommand({ netns: 'red', sudo: true }) // exec sudo -n ip netns exec red perl -e ... bash ...
 */
export function loopCommand(options: { readonly netns: string; readonly sudo: boolean }): string {
  const sudo = options.sudo ? 'sudo -n ' : '';
  const enter = options.netns === '' ? '' : `ip netns exec ${quote(options.netns)} `;
  return `exec ${sudo}${enter}perl -e ${quote(SUBREAPER)} bash --norc --noprofile -c ${quote(LOOP)} bash ${quote(options.netns)}`;
}
