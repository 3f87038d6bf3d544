import type { CellRun } from '../course/run-notebook.js';

/** A cell’s run in lines: how it went, how long it took, its checks, and what went wrong. */
export function cellText(index: number, { status, durationMs, verdicts, error, expected }: CellRun): string {
  const sign = status === 'ok' ? 'ok  ' : expected ? 'ok (fails on purpose)' : status === 'error' ? 'FAIL' : 'not run';
  const lines = [`  cell ${index}: ${sign} ${(durationMs / 1_000).toFixed(2)} s`];
  for (const verdict of verdicts) {
    const sign = verdict.holds ? '✔' : verdict.open ? '○ open:' : '✘';
    lines.push(`    ${sign} ${verdict.claim}`);
  }
  if (!expected && error !== undefined) lines.push(error.replaceAll(/^/gm, '    '));
  return `${lines.join('\n')}\n`;
}
