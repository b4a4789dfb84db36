import { declareErrors } from '../errors.ts';

export const memoryErrors = declareErrors('memory', {
  malformed: {
    class: 'stalled',
    help: 'Someone edited the status branch by hand: revert that commit, or delete the branch to let the agent start it anew.',
  },
});
