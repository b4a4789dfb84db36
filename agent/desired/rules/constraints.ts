/** Where tasks may run: what an operator takes, of apps and pods alike (Marathon's SchedulingValidation). */
import { didYouMean } from '../../schema/nearest.ts';
import { desiredErrors } from '../errors.ts';
import { at } from './rule.ts';
import type { Rule } from './rule.ts';

/** Whether each operator takes a value, and what it must be like. Regular expressions are Java's: only Marathon can tell. */
const OPERATORS: { readonly [operator: string]: { readonly value: 'none' | 'needed' | 'optional'; readonly form?: RegExp } } = {
  UNIQUE: { value: 'none' },
  CLUSTER: { value: 'optional' },
  GROUP_BY: { value: 'optional', form: /^[+-]?\d+$/ },
  LIKE: { value: 'needed' },
  UNLIKE: { value: 'needed' },
  MAX_PER: { value: 'needed', form: /^[+-]?\d+$/ },
  IS: { value: 'optional', form: /^[a-zA-Z0-9_/.-]*$/ },
};

/** What is wrong with the value of an operator that there is; null: nothing. `value` undefined: none is given. */
export function valueFault(operator: string, value: string | undefined): { readonly isGiven: boolean; readonly message: string } | null {
  const takes = OPERATORS[operator];
  if (value === undefined) return takes?.value === 'needed' ? { isGiven: false, message: `${operator} needs a value` } : null;
  if (takes?.value === 'none') return { isGiven: true, message: `${operator} takes no value` };
  const asked = operator === 'IS' ? 'letters, digits, _, /, . and -' : 'a whole number';
  return takes?.form?.test(value) === false ? { isGiven: true, message: `${operator} takes ${asked}` } : null;
}

export const constraintRule: Rule = ({ constraints = [] }) =>
  constraints.flatMap(([field = '', operator = '', value], index) => {
    const path = ['constraints', index];
    if (!Object.hasOwn(OPERATORS, operator)) {
      const known = Object.keys(OPERATORS);
      const message = `There is no operator ${operator}${didYouMean(operator, known) || `; there are ${known.join(', ')}.`}`;
      return [at(desiredErrors.appPlacement, [...path, 1], message)];
    }
    if (field === '') return [at(desiredErrors.appPlacement, [...path, 0], 'A constraint is about hostname or an attribute of agents.')];
    const fault = valueFault(operator, value);
    if (fault === null) return [];
    const message = fault.isGiven ? `${fault.message}.` : `${fault.message}: [${field}, ${operator}, ...].`;
    return [at(desiredErrors.appPlacement, fault.isGiven ? [...path, 2] : path, message)];
  });
