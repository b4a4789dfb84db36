/** Tables in Markdown that nothing inside can break. */
import { oneLine } from '../model/printable.ts';

const MOST_ROWS = 20;

/** A table under its heading; '' without rows. Long ones are cut, and say so. */
export function table(heading: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  const shown = rows.slice(0, MOST_ROWS).map(line);
  const rest = rows.length > MOST_ROWS ? [`\n${rows.length - MOST_ROWS} more are in status.json.`] : [];
  return [`## ${heading}\n`, line(columns), line(columns.map(() => '---')), ...shown, ...rest].join('\n');
}

/** Text from files and servers, made harmless inside a line or a table cell. */
export function cell(text: string): string {
  return oneLine(text).replaceAll('|', '\\|').replaceAll('<', '&lt;');
}

/** `a; b; and 3 more` */
export function fewOf(texts: readonly string[], most: number): string {
  const rest = texts.length > most ? [`and ${texts.length - most} more`] : [];
  return [...texts.slice(0, most), ...rest].join('; ');
}
