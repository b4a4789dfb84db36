import { declareErrors } from '../errors.ts';

export const jobErrors = declareErrors('jobs', {
  unlisted: { class: 'transient', help: 'The agent looks again with the next pass.' },
});
