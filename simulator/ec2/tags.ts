/** CreateTags and DeleteTags. */
import { diskOf, setTags } from './change.ts';
import type { Deed } from './deed.ts';
import type { Form, Tags } from './form.ts';
import { instanceOf } from './instances.ts';
import { missing, Refusal } from './refusal.ts';
import type { Account } from './state.ts';

const MAX_TAGS = 50;

export function createTags(account: Account, form: Form): Deed {
  const given = form.tags('Tag');
  if (given.size === 0) throw missing('Tag');
  return retag(account, form, (before) => new Map([...before, ...given]));
}

/** A key goes whatever its value, unless one is given: then only with that value. */
export function deleteTags(account: Account, form: Form): Deed {
  const given = form.tags('Tag');
  const goes = ([key, value]: readonly [string, string]): boolean => {
    const wanted = given.get(key);
    return wanted === '' || wanted === value;
  };
  return retag(account, form, (before) => new Map([...before].filter((tag) => given.size > 0 && !goes(tag))));
}

function retag(account: Account, form: Form, change: (before: Tags) => Tags): Deed {
  const ids = form.list('ResourceId');
  if (ids.length === 0) throw missing('ResourceId');
  const changes = ids.map((id) => {
    const before = tagsOf(account, id);
    const after = change(before);
    if (after.size > MAX_TAGS) throw new Refusal('TagLimitExceeded', `More than ${MAX_TAGS} tags on ${id}.`);
    return { id, before, after };
  });
  return () => {
    for (const { id, after } of changes) write(account, id, after);
    const isChange = changes.some(({ before, after }) => !areEqual(before, after));
    return { body: { return: true }, effect: isChange ? 'changed' : 'none', id: ids[0] ?? null };
  };
}

function tagsOf(account: Account, id: string): Tags {
  if (id.startsWith('i-')) return instanceOf(account, id).tags;
  return account.volumes.get(diskOf(account, id).id)?.tags.now() ?? new Map();
}

function write(account: Account, id: string, tags: Tags): void {
  if (id.startsWith('i-')) instanceOf(account, id).tags = tags;
  else setTags(account, id, tags);
}

function areEqual(one: Tags, other: Tags): boolean {
  return one.size === other.size && [...one].every(([key, value]) => other.get(key) === value);
}
