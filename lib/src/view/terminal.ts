import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import { excerpt } from './excerpt.js';
import { html, trusted, visible, type Markup } from './escape.js';
import { fonts, pageStyle } from './theme.js';
import type { View } from './view.js';

// The names that bash's own grammar lights up (`link`, `set`, `test`) are words of iproute2's language in this course.
const programs =
  'ip tc ss ping arping tcpdump ethtool nft iptables ipvsadm ipset conntrack bpftool birdc brctl socat curl nc dig sysctl modprobe echo printf cat grep sed awk jq sleep kill cd sudo';

hljs.registerLanguage('bash', (api) => {
  const language = bash(api);
  return { ...language, keywords: { ...(language.keywords as object), built_in: programs.split(' ') } };
});

/** A command and what it said; a `Result` is one. */
export interface TerminalOptions {
  /** The machine, such as `node1`. */
  readonly host: string;
  /** The network namespace, or nothing for the machine's own. */
  readonly netns?: string;
  /** As it was typed. */
  readonly command: string;
  /** What it said. */
  readonly stdout?: string;
  /** What it complained about. */
  readonly stderr?: string;
  /** 0 where it is not given. */
  readonly exitCode?: number;
  /** How long it took; shown from one second on. */
  readonly durationMs?: number;
  /** Another prompt than `root@node1:~#` or `node1/red #`. */
  readonly prompt?: string;
}

/**
 * A command and its output as they look on a screen; the middle of a very long output is left out, and it says so.
 * @example terminal({ host: 'node1', command: 'ip link', stdout: '1: lo: ...', exitCode: 0 }).text
 */
export function terminal(options: TerminalOptions): View {
  const { host, netns = '', exitCode = 0 } = options;
  const screen: Screen = {
    prompt: visible(options.prompt ?? (netns === '' ? `root@${host}:~#` : `${host}/${netns} #`)),
    command: visible(unindented(options.command).trim()),
    stdout: excerpt(settled(options.stdout ?? '')),
    stderr: excerpt(settled(options.stderr ?? '')),
    notes: [
      exitCode === 0 ? undefined : `exit code ${exitCode}`,
      (options.durationMs ?? 0) < 1000 ? undefined : `${((options.durationMs ?? 0) / 1000).toFixed(1)} s`,
    ].filter((note) => note !== undefined),
    failed: exitCode !== 0,
  };
  return { text: textOf(screen), html: htmlOf(screen).toString() };
}

interface Screen {
  readonly prompt: string;
  readonly command: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly notes: readonly string[];
  readonly failed: boolean;
}

/** Without the indentation that the lines share. The first one, where it stands right behind the quotation mark, has none of it. */
function unindented(command: string): string {
  const [first, ...more] = command.split('\n');
  const indents = more.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const common = indents.reduce((least, indent) => Math.min(least, indent), Infinity);
  return [first, ...more.map((line) => line.slice(common))].join('\n');
}

/**
 * What a screen would show in the end: colours are left out, a line that was written over shows what was written last.
 * @example settled('1%\r50%\r100%\n') // '100%'
 */
export function settled(output: string): string {
  const lines = output.replace(/\u001b\[[\d;]*m/g, '').split(/\r?\n/);
  return visible(lines.map((line) => line.slice(line.lastIndexOf('\r') + 1)).join('\n')).replace(/\n+$/, '');
}

function textOf({ prompt, command, stdout, stderr, notes }: Screen): string {
  const typed = `${prompt} ${command.replaceAll('\n', '\n> ')}`;
  const said = notes.length > 0 ? `(${notes.join(', ')})` : '';
  return [typed, stdout, stderr, said].filter((part) => part !== '').join('\n');
}

// A screen is dark on a light page too; these are its own colours, each at least 4.5 : 1 on its ground.
const style = trusted(
  `<style>${pageStyle}` +
    '.nd-terminal{border-radius:8px;overflow:hidden;border:1px solid #3a424c}' +
    `.nd.nd-terminal pre.nd-screen.nd-screen{margin:0;width:auto;box-shadow:none;text-align:left;padding:10px 14px;max-height:30em;overflow:auto;background:#171b21;color:#e6edf3;font-family:${fonts.code};font-size:.93em;line-height:1.5;white-space:pre-wrap;overflow-wrap:anywhere;tab-size:8}` +
    '.nd-terminal .nd-prompt{color:#7ee0a1;font-weight:600;user-select:none}' +
    '.nd-terminal .hljs-built_in,.nd-terminal .hljs-keyword{color:#ffb86b}' +
    '.nd-terminal .hljs-string{color:#a5d6ff}.nd-terminal .hljs-variable,.nd-terminal .hljs-subst{color:#d2a8ff}' +
    '.nd-terminal .hljs-comment{color:#a3adb8;font-style:italic}.nd-terminal .hljs-number,.nd-terminal .hljs-literal{color:#79c0ff}' +
    '.nd-terminal .nd-stderr{color:#ff9d94;display:block;border-left:3px solid #ff9d94;padding-left:8px;margin-left:-11px}' +
    '.nd-terminal .nd-end{color:#b6c0cb}.nd-terminal .nd-failed{color:#ff9d94;font-weight:600}' +
    '</style>',
);

function htmlOf({ prompt, command, stdout, stderr, notes, failed }: Screen): Markup {
  const end = trusted('\n');
  const more = html`<span class="nd-prompt">${'> '}</span>`;
  const screen = [
    html`<span class="nd-prompt">${prompt} </span>`,
    ...highlighted(command).flatMap((line, i) => (i === 0 ? [line] : [end, more, line])),
    ...(stdout === '' ? [] : [end, html`<span class="nd-stdout">${stdout}</span>`]),
    // A block of its own, with a mark at its side: no line end is needed around it.
    ...(stderr === '' ? [] : [html`<span class="nd-stderr">${stderr}</span>`]),
    ...(stderr === '' && notes.length > 0 ? [end] : []),
    notes.length > 0 &&
      html`<span class="nd-end${failed && ' nd-failed'}">${failed && '✘ '}${notes.join(' · ')}</span>`,
  ];
  return html`<div class="nd nd-terminal">
    ${style}
    <pre class="nd-screen" tabindex="0">${screen}</pre>
  </div>`;
}

// highlight.js escapes what it is given. A span that goes on over a line's end is closed there and opened again, so
// that the `> ` of the next line stays outside.
function highlighted(command: string): Markup[] {
  let open: string[] = [];
  return hljs
    .highlight(command, { language: 'bash', ignoreIllegals: true })
    .value.split('\n')
    .map((line) => {
      const before = open.join('');
      for (const [tag] of line.matchAll(/<span[^>]*>|<\/span>/g))
        open = tag === '</span>' ? open.slice(0, -1) : [...open, tag];
      return trusted(before + line + '</span>'.repeat(open.length));
    });
}
