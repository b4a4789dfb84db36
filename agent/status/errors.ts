import { declareErrors } from '../errors.ts';

export const statusErrors = declareErrors('status', {
  declined: {
    class: 'stalled',
    help: 'Let the agent push its status branch (a hook or a branch protection refused it), or name another branch in status.branch.',
  },
  contended: { class: 'transient', help: 'Others keep pushing to the status branch; the agent tries again with the next pass.' },
  malformed: {
    class: 'stalled',
    help: 'Let the agent run: it writes the status anew with its next commit. If it has, use the same version of Plumbline here.',
  },
  noStatus: { class: 'stalled', help: 'Start the agent (plumbline run) or apply once: the status is written by the first pass.' },
});
