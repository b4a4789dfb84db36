/** `label=env==prod, team in (a, b), !..`: the query of GET /v2/apps (api/v2/LabelSelector.scala). */
import { Refusal } from './refusal.ts';

export type Labels = { readonly [name: string]: string };

const TERM = String.raw`((?:\\.|[-\w.])+)`;
const SET = new RegExp(String.raw`^${TERM}\s+(in|notin)\s*\(([^)]*)\)$`);
const EQUALITY = new RegExp(String.raw`^${TERM}\s*(==|!=)\s*${TERM}$`);
const EXISTENCE = new RegExp(`^${TERM}$`);

/** Whether labels fit all of the selectors; every selector also asks for the label itself. Throws a 422 for what is none. */
export function labelSelector(query: string): (labels: Labels) => boolean {
  const tests = split(query).map((selector) => testOf(selector, query));
  return (labels) => tests.every((fits) => fits(labels));
}

/** At commas outside of brackets. */
function split(query: string): readonly string[] {
  return query
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function testOf(selector: string, query: string): (labels: Labels) => boolean {
  const [, equalName, equalBy, equalValue] = EQUALITY.exec(selector) ?? [];
  if (equalName !== undefined && equalValue !== undefined) return oneOf(equalName, [plain(equalValue)], equalBy === '==');
  const [, setName, setBy, list = ''] = SET.exec(selector) ?? [];
  if (setName !== undefined) {
    const values = list.split(',').map((value) => plain(value.trim()));
    return oneOf(setName, values, setBy === 'in');
  }
  const [, name] = EXISTENCE.exec(selector) ?? [];
  if (name === undefined) throw new Refusal(422, { message: `Can not parse label selector ${query}. Reason: end of input expected` });
  return (labels) => labels[plain(name)] !== undefined;
}

function oneOf(name: string, values: readonly string[], isWanted: boolean): (labels: Labels) => boolean {
  return (labels) => {
    const value = labels[plain(name)];
    return value !== undefined && values.includes(value) === isWanted;
  };
}

/** Without the backslashes that stand before special characters. */
function plain(term: string): string {
  return term.replaceAll(/\\(.)/g, '$1');
}
