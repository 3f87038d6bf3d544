/**
 * The commands that write a file on a machine. What its text has of `$` and quotes stays as it is.
 * @param text begins and ends with a line break
 * @example file('/root/hello', '\nhello\n')
 */
export const file = (path: string, text: string): string => `cat > ${path} <<'END'${text}END
`;
