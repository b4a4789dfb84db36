import { declareErrors } from '../../errors.ts';

export const gitErrors = declareErrors('git', {
  proposalDeclined: {
    class: 'stalled',
    help: 'Let git.auth push branches below plumbline/approve/, and see what the hooks of the repository say about them.',
  },
});
