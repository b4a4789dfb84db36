import { declareErrors } from '../errors.ts';

export const applyErrors = declareErrors('apply', {
  noSuchSystem: { class: 'bug', help: 'Report this: a change was planned for a system that is not configured.' },
  stale: {
    class: 'waiting',
    help: 'Nothing to do: the agent was held up between looking and writing, and looks again with the next pass.',
  },
  miscounted: { class: 'bug', help: 'Report this: two changes of one plan have the same name, so nothing was made.' },
});
