/** Aliases: bounded, and never to nothing or to what contains them. */
import { isAlias, isCollection, isPair, visit } from 'yaml';
import type { Alias, Document } from 'yaml';
import { schemaErrors } from './errors.ts';
import type { Mistake, Place } from './fault.ts';

/** Values a document may have once its aliases are all written out. */
const MAX_EXPANDED = 20_000;

interface AliasUse {
  readonly alias: Alias;
  readonly parents: readonly unknown[];
}

/** Aliases that lead nowhere, to themselves or to too much: with one of them a document has no value. */
export function aliasMistakes(document: Document.Parsed, placeOf: (offset: number) => Place, maxAliases: number): readonly Mistake[] {
  const uses: AliasUse[] = [];
  visit(document, { Alias: (_key, alias, parents) => void uses.push({ alias, parents: [...parents] }) });
  const [first] = uses;
  if (first === undefined) return [];
  const mistake = (alias: Alias, message: string): Mistake => ({
    code: schemaErrors.badAlias.code,
    ...placeOf(alias.range?.[0] ?? 0),
    message,
  });
  const tooMuch = mistake(
    first.alias,
    `Aliases stand for too much here: at most ${maxAliases} of them and ${MAX_EXPANDED} values are read.`,
  );
  if (uses.length > maxAliases) return [tooMuch];
  const wrong = uses.flatMap(({ alias, parents }) => {
    const target = alias.resolve(document);
    if (target === undefined) return [mistake(alias, `There is no anchor &${alias.source} before this alias.`)];
    return parents.includes(target) ? [mistake(alias, `The alias *${alias.source} contains itself.`)] : [];
  });
  return wrong.length === 0 && expandedSize(document) > MAX_EXPANDED ? [tooMuch] : wrong;
}

/** How many values the document has once its aliases are written out; each anchored one is counted once and remembered. */
function expandedSize(document: Document.Parsed): number {
  const known = new Map<unknown, number>();
  const sizeOf = (node: unknown): number => {
    const before = known.get(node);
    if (before !== undefined) return before;
    const size = childrenOf(node, document).reduce((total: number, child) => total + sizeOf(child), 1);
    known.set(node, size);
    return size;
  };
  return sizeOf(document.contents);
}

function childrenOf(node: unknown, document: Document.Parsed): readonly unknown[] {
  if (isAlias(node)) return [node.resolve(document)];
  if (isPair(node)) return [node.value];
  return isCollection(node) ? node.items : [];
}
