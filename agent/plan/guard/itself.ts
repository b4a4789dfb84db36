/** The agent never changes the app it runs in: it would end in the midst of the pass, and a bad version could not be undone by it. */
import { refOf } from '../../model/ref.ts';
import { objection } from './types.ts';
import type { MakeGuard } from './types.ts';

export const itself: MakeGuard = (facts) => (change) => {
  const { self } = facts.rules;
  if (self === null || change.ref !== refOf('App', self)) return null;
  return objection('itself', 'the agent runs in this app (self.app in plumbline.yaml): change it by hand');
};
