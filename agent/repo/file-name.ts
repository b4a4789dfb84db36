/** Names of files as git and the disk have them, which is bytes, and as Plumbline has them, which is text. */

/**
 * `raw` has a character for each byte. Bytes that are not UTF-8, and the backslash itself, are written as git prints them,
 * `\351`: so different names stay different, and a name with a backslash is not a plain one.
 */
export function nameOf(raw: string): string {
  if (/^[ -[\]-~]*$/.test(raw)) return raw;
  const bytes = Buffer.from(raw, 'latin1');
  const text = bytes.toString('utf8');
  const isText = Buffer.from(text, 'utf8').equals(bytes);
  return isText ? text.replaceAll('\\', octal) : raw.replace(/[\\\u0080-\u00ff]/g, octal);
}

/** What `nameOf` made the name of, a character for each byte. */
export function rawOf(name: string): string {
  const raw = Buffer.from(name, 'utf8').toString('latin1');
  return raw.replace(/\\([0-3][0-7]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}

/** Whether the name is its bytes decoded, so that it may be written back. */
export function isPlainName(name: string): boolean {
  return !name.includes('\\');
}

function octal(character: string): string {
  return `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`;
}
