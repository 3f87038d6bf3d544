import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../../paths.js';

/**
 * The commands that write a file on a machine. What its text has of `$` and quotes stays as it is.
 * @param text begins and ends with a line break
 * @example file('/root/hello', '\nhello\n')
 */
export const file = (path: string, text: string): string => `cat > ${path} <<'END'${text}END
`;

/**
 * The text, for `file`, of a program that is a file of its own beside its chapter's notebook: an editor and a linter know then
 * what it is.
 * @example file('/srv/measure.py', besideNotebook('ipvs', 'measure.py'))
 */
export const besideNotebook = (chapter: string, name: string): string =>
  `\n${readFileSync(join(checkout, 'notebooks', chapter, name), 'utf8')}`;
