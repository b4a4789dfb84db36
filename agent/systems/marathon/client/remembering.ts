/** An answer with the same bytes as the one before is the very same value again: what was made of it need not be made anew. */
export function remembering<T>(decode: (body: Buffer) => T): (body: Buffer) => T {
  let last: { readonly body: Buffer; readonly value: T } | null = null;
  return (body) => {
    if (last === null || !last.body.equals(body)) last = { body, value: decode(body) };
    return last.value;
  };
}
