/** Paths of the objects of Marathon's API. */
import { PlumblineError } from '../../../errors.ts';
import { marathonErrors } from '../errors.ts';

/** `/v2/apps/shop/web`. An id whose segments could climb out of the collection is never sent. */
export function pathOf(collection: '/v2/apps' | '/v2/pods' | '/v2/groups', id: string): string {
  const segments = id.split('/').slice(1);
  const isSafe = id.startsWith('/') && segments.every((segment) => !['', '.', '..'].includes(segment));
  if (!isSafe) throw new PlumblineError(marathonErrors.badAppId, `${id} is no absolute id.`, { id });
  return `${collection}/${segments.map(encodeURIComponent).join('/')}`;
}
