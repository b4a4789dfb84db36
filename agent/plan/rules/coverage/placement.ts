/** Whether Marathon may start tasks on an agent, as far as constraints say it. Pure. */
import type { AnyDoc } from '../../../model/desired.ts';
import { matchesName } from '../../../model/name-pattern.ts';
import type { LiveAgent } from '../../../systems/mesos/types.ts';

interface Constraint {
  readonly field: string;
  readonly operator: string;
  /** '': none. */
  readonly value: string;
}

/** False also where a pattern says more than can be told here: a finding that may be wrong is none. */
export function mayRunOn(doc: AnyDoc, agent: LiveAgent): boolean {
  return constraintsOf(doc).every((constraint) => isMet(constraint, agent));
}

function constraintsOf(doc: AnyDoc): readonly Constraint[] {
  if (doc.kind === 'App')
    return (doc.spec.constraints ?? []).map(([field = '', operator = '', value = '']) => ({ field, operator, value }));
  const placement = doc.kind === 'Pod' ? doc.spec.scheduling?.placement : undefined;
  return (placement?.constraints ?? []).map(({ fieldName, operator, value = '' }) => ({ field: fieldName, operator, value }));
}

function isMet({ field, operator, value }: Constraint, { hostname, attributes }: LiveAgent): boolean {
  const found = field === 'hostname' || field === '@hostname' ? hostname : attributes.get(field);
  // An agent without the attribute meets only UNLIKE: Marathon's Constraints.scala.
  return found === undefined ? operator === 'UNLIKE' : (MEETS[operator]?.(value, found) ?? true);
}

/** The others are about how many may run there, not whether any may. */
const MEETS: { readonly [operator: string]: (value: string, found: string) => boolean } = {
  LIKE: (value, found) => fits(value, found) === true,
  UNLIKE: (value, found) => fits(value, found) === false,
  IS: (value, found) => value === found,
  CLUSTER: (value, found) => value === '' || value === found,
};

/** Beside letters only `.*` and `|`, and dots, which in names of hosts stand for themselves. */
const PLAIN = /^(?:[\w-]|\.\*?|\|)*$/;

/** Of a whole text, as Marathon does it; null: the pattern is not so plain that it can be told. */
function fits(pattern: string, text: string): boolean | null {
  if (!PLAIN.test(pattern)) return null;
  return pattern.split('|').some((one) => matchesName(one.replaceAll('.*', '*'), text));
}
