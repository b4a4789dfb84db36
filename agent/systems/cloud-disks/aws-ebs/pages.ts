/** Lists of EC2, page by page, whole or not at all. */
import { unexpected } from './wire-errors.ts';

export interface PageInput {
  readonly MaxResults: number;
  readonly NextToken?: string;
}

export interface Page<T> {
  readonly items: readonly T[] | undefined;
  readonly next: string | undefined;
}

/** EC2 gives at most 1000 a page; more pages than this, and something goes round in circles. */
const PAGE = 500;
const MOST_PAGES = 200;

/** `what` is for the error. */
export async function allPages<T>(what: string, read: (page: PageInput) => Promise<Page<T>>): Promise<readonly T[]> {
  const all: T[] = [];
  let next: string | undefined;
  for (let count = 0; count < MOST_PAGES; count += 1) {
    const page = await read({ MaxResults: PAGE, ...(next === undefined ? {} : { NextToken: next }) });
    all.push(...listed(page.items, what));
    if (page.next === undefined || page.next === '') return all;
    next = page.next;
  }
  throw unexpected(what, `it goes on after ${MOST_PAGES} pages`);
}

/** A body without the list, as an empty one, is read by the SDK as a list that is undefined, without any error. */
export function listed<T>(items: readonly T[] | undefined, what: string): readonly T[] {
  if (items === undefined) throw unexpected(what, 'a list is missing');
  return items;
}
