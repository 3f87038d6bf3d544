const aCall = /\bpredict\(\s*('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`[^`$]*`)\s*,\s*/g;

/**
 * A cell's code with the answers of its predictions taken out.
 * @example blankPredictions("predict('ttl', 64);") // "predict('ttl', /* your answer *\/ undefined);"
 */
export function blankPredictions(code: string): string {
  let blanked = '';
  let done = 0;
  for (const call of code.matchAll(aCall)) {
    const start = call.index + call[0].length;
    const end = closing(code, start);
    if (call.index < done || end === undefined) continue;
    blanked += `${code.slice(done, start)}/* your answer */ undefined`;
    done = end;
  }
  return blanked + code.slice(done);
}

/** The place of the bracket that closes a call, from somewhere inside it. */
function closing(code: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < code.length; at++) {
    const char = code.charAt(at);
    if (`'"\``.includes(char)) {
      while (++at < code.length && code.charAt(at) !== char) if (code.charAt(at) === '\\') at++;
    } else if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char) && depth-- === 0) return at;
  }
  return undefined;
}
