/** Adds one row to a pool by splicing one line into its file; every other byte stays. Pure. */

export type Edited = { readonly kind: 'ok'; readonly text: string } | { readonly kind: 'refused'; readonly why: string };

/** `index`: which document of the text, from 0. `why` is a sentence that says what to change in the file. */
export function addRow(_text: string, _index: number, _key: string, _sizeGiB: number): Edited {
  throw new Error('not yet');
}
