import { declareErrors } from '../errors.ts';

export const memoryErrors = declareErrors('memory', {
  malformed: {
    class: 'stalled',
    help: 'Someone edited the status branch by hand: restore the file from the history of the branch (git revert that commit).',
  },
  newer: { class: 'stalled', help: 'Update this Plumbline: a newer one keeps the journal of this cluster.' },
  declined: {
    class: 'stalled',
    help: 'Let the agent push its status branch (a hook or a branch protection refused it), or name another branch in status.branch.',
  },
  contended: { class: 'transient', help: 'Others keep pushing to the status branch; the agent tries again with the next pass.' },
  astray: {
    class: 'transient',
    help: 'Wait: the server may be behind. If somebody moved or deleted the status branch, put it back; after two minutes its memory counts as lost.',
  },
});
