const aString = String.raw`('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|` + '`[^`$\\\\]*`)';

/**
 * The claims that a cell's code checks, where they are written as plain strings.
 * @example claimsIn("check('it answers', () => true);") // ['it answers']
 */
export const claimsIn = (code: string): string[] => firstWords('check', code);

/**
 * What a cell's code asks the learner to predict, in the words that it is asked by.
 * @example predictionsIn("predict('ttl', 64);") // ['ttl']
 */
export const predictionsIn = (code: string): string[] => firstWords('predict', code);

function firstWords(called: string, code: string): string[] {
  const calls = code.matchAll(new RegExp(String.raw`\b${called}\(\s*${aString}`, 'g'));
  return [...calls].map(([, text]) => text!.slice(1, -1).replace(/\\(.)/g, '$1'));
}
