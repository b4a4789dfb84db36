/** Errors and warnings of a tree as people and programs read them. */
import { allDocs } from '../model/desired.ts';
import type { DocError, Loaded } from '../model/desired.ts';
import { printable, printableJson } from '../model/printable.ts';
import type { Output } from './verbs.ts';
import type { ReadTree } from './read-tree.ts';
import { sarif } from './sarif.ts';

export function errorsOf(loaded: Loaded): readonly DocError[] {
  return loaded.kind === 'refused' ? loaded.errors : [];
}

/** All of them, however many; SARIF names files from the repository's root. */
export function findingsText(tree: ReadTree, output: Output): string {
  if (output === 'sarif') return `${printableJson(sarif(errorsOf(tree.loaded), tree.loaded.warnings, tree.path))}\n`;
  const errors = named(tree, errorsOf(tree.loaded));
  const warnings = named(tree, tree.loaded.warnings);
  if (output === 'json') return `${printableJson({ errors, warnings })}\n`;
  return [...errors.map(errorLine), ...warnings.map(warningLine), summary(tree)].map((line) => `${line}\n`).join('');
}

/** What tells of warnings where something else is the output. */
export function warningsText(tree: ReadTree): string {
  return named(tree, tree.loaded.warnings)
    .map((warning) => `${warningLine(warning)}\n`)
    .join('');
}

/** `volumes.yaml:4:27  spec.sizeGiB must be ...  [schema/wrong-value]`: one line whatever is in it. */
export function errorLine({ file, line, column, message, code }: DocError): string {
  return printable(`${file}:${line}:${column}  ${message}  [${code}]`);
}

function warningLine(warning: DocError): string {
  return `${errorLine(warning)} (warning)`;
}

function named({ nameFile }: ReadTree, errors: readonly DocError[]): readonly DocError[] {
  return errors.map(({ code, file, line, column, message }) => ({ code, file: nameFile(file), line, column, message }));
}

function summary({ loaded, name }: ReadTree): string {
  const warnings = counted(loaded.warnings.length, 'warning');
  const found =
    loaded.kind === 'refused'
      ? counted(loaded.errors.length, 'error')
      : `${counted(allDocs(loaded.desired).length, 'document')}, no errors`;
  return printable(`${name}: ${found}, ${warnings}.`);
}

/** `no errors`, `1 document`, `3 warnings`. */
export function counted(count: number, what: string): string {
  return `${count === 0 ? 'no' : count} ${what}${count === 1 ? '' : 's'}`;
}
