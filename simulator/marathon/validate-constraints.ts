/** Constraints (api/v2/validation/SchedulingValidation.scala; up to 1.4 state/AppDefinition.scala in other words). */
import type { AppDefinition } from './definition.ts';
import { isSince } from './profiles/profile.ts';
import { broken, isPattern } from './rule.ts';
import type { Demand, RuleContext } from './rule.ts';
import type { Detail } from './shape.ts';

const OPERATORS: readonly string[] = ['UNIQUE', 'CLUSTER', 'GROUP_BY', 'LIKE', 'MAX_PER', 'UNLIKE'];

export function checkConstraints(app: AppDefinition, { profile }: RuleContext): readonly Detail[] {
  const operators = isSince(profile.name, '1.6') ? [...OPERATORS, 'IS'] : OPERATORS;
  const demands = (app.constraints ?? []).map((constraint, index): Demand => {
    const error = mistakeOf(constraint, operators);
    return [error === null, `/constraints(${index})`, error ?? ''];
  });
  return broken(demands);
}

function mistakeOf(constraint: readonly string[], operators: readonly string[]): string | null {
  const [field = '', operator = '', value] = constraint;
  if (constraint.length < 2 || constraint.length > 3) return 'Each constraint must have either 2 or 3 fields';
  if (field === '') return 'illegal constraint specification';
  if (!operators.includes(operator))
    return `operator must be one of the following ${operators.slice(0, -1).join(', ')} or ${operators.at(-1)}`;
  return MISTAKES[operator]?.(value) ?? null;
}

const IS_TEXT = 'IS only supports Mesos text and float values (see http://mesos.apache.org/documentation/latest/attributes-resources/)';

/** What is wrong with the value of each operator; CLUSTER takes any. */
const MISTAKES: { readonly [operator: string]: (value: string | undefined) => string | null } = {
  UNIQUE: (value) => (value === undefined ? null : 'UNIQUE does not accept a value'),
  GROUP_BY: (value) => (isInteger(value ?? '0') ? null : 'GROUP BY must define an integer value or else no value at all'),
  MAX_PER: (value) => (isInteger(value ?? '') ? null : 'MAX_PER requires an integer value'),
  LIKE: likeMistake,
  UNLIKE: likeMistake,
  IS: (value = '') => (/^[\w/.-]*$/.test(value) ? null : IS_TEXT),
};

function likeMistake(value: string | undefined): string | null {
  if (value === undefined) return 'LIKE and UNLIKE require a non-empty, regular expression value';
  return isPattern(value) ? null : 'is not a valid regular expression';
}

function isInteger(text: string): boolean {
  return /^[+-]?\d+$/.test(text);
}
