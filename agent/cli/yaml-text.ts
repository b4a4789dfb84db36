/** Data as YAML that reads back as the same data, here and by readers of YAML 1.1, and that a terminal or a CI log shows as it is. */
import { Document, visit } from 'yaml';
import { escapeUnprintable, isPrintable } from '../model/printable.ts';

/** One document, without `---`. */
export function yamlText(value: unknown): string {
  // No aliases: what two documents share in memory, a person reads in each. YAML 1.1: `yes` and `2026-01-01` are put in quotes.
  const document = new Document(value, { aliasDuplicateObjects: false, compat: 'yaml-1.1' });
  visit(document, {
    Scalar(_key, scalar) {
      if (typeof scalar.value === 'string' && !isPrintable(scalar.value)) scalar.type = 'QUOTE_DOUBLE';
    },
  });
  const text = document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER });
  // All that is left to escape stands in double quotes.
  return text.split('\n').map(escapeUnprintable).join('\n');
}
