/** A file and the live object were both changed: whose change is right is for people to say. */
import { objection } from './types.ts';
import type { MakeGuard } from './types.ts';

export const conflict: MakeGuard = () => (change) => {
  if (change.cause !== 'conflict') return null;
  const paths = change.fields.map(({ path }) => path).join(', ');
  return objection('conflict', `both its file and the live object were changed (${paths}): make one of them say what the other does`);
};
