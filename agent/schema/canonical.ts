/** One text for all ways to write the same data. */

/** JSON with the keys of every mapping in order, by code units; equal for equal plain data. */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  let text = '';
  for (const key of Object.keys(value).toSorted()) {
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonical((value as { readonly [key: string]: unknown })[key])}`;
  }
  return `{${text}}`;
}
