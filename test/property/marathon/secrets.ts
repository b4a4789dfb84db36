/** Names of secrets, in apps and in pods. */
import { isMapping } from './places.ts';
import { oneOf } from './repair.ts';

interface Secretive {
  secrets?: { [name: string]: { source: string } };
}

/** Every place that names a secret names one that is declared: by another name, or, where none is declared, by declaring it. */
export function withSecrets<S extends Secretive>(spec: S): S {
  const [first, ...more] = Object.keys(spec.secrets ?? {}).filter((name) => name !== '');
  const asked = new Set<string>();
  const nameFor = (name: string): string => {
    asked.add(name);
    return first === undefined || first === name || more.includes(name) ? name : oneOf([first, ...more], name);
  };
  const renamed = named({ ...spec, secrets: undefined }, nameFor) as S;
  const added = Object.fromEntries([...asked].map((name) => [name, { source: name }]));
  const secrets = first === undefined && asked.size > 0 ? added : spec.secrets;
  delete renamed.secrets;
  return secrets === undefined ? renamed : { ...renamed, secrets };
}

function named(value: unknown, nameFor: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((entry) => named(entry, nameFor));
  if (!isMapping(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === 'secret' && typeof inner === 'string' ? nameFor(inner) : named(inner, nameFor),
    ]),
  );
}
