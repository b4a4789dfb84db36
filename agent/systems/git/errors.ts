import { declareErrors } from '../../errors.ts';

export const gitErrors = declareErrors('git', {
  proposalDeclined: {
    class: 'stalled',
    help: 'Let git.auth push branches below plumbline/approve/ and plumbline/grow/, and see what the hooks of the repository say about them.',
  },
  commitDeclined: {
    class: 'stalled',
    help: 'Let git.auth push the tracked branch, or set growth.mode to propose: the agent proposes the row until then.',
  },
  rowRefused: {
    class: 'stalled',
    help: 'Add the row by hand, or write spec.cloudDisks.rows so that a line can be added to it: in block style, one row a line.',
  },
});
