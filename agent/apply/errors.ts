import { declareErrors } from '../errors.ts';

export const applyErrors = declareErrors('apply', {
  noSuchSystem: { class: 'bug', help: 'Report this: a change was planned for a system that is not configured.' },
  miscounted: { class: 'bug', help: 'Report this: two changes of one plan have the same name, so nothing was made.' },
});
