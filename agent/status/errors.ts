import { declareErrors } from '../errors.ts';

export const statusErrors = declareErrors('status', {
  malformed: {
    class: 'stalled',
    help: 'Let the agent run: it writes the status anew with its next commit. If it has, use the same version of Plumbline here.',
  },
  noStatus: { class: 'stalled', help: 'Start the agent (plumbline run) or apply once: the status is written by the first pass.' },
});
