import { declareErrors } from '../../errors.ts';

export const chronosErrors = declareErrors('chronos', {
  unauthorized: { class: 'stalled', help: 'Check auth of this Chronos in plumbline.yaml.' },
  forbidden: { class: 'stalled', help: "Let the agent's user see and change jobs." },
  rejected: { class: 'stalled', help: "Correct what Chronos names in the job's file." },
  unavailable: { class: 'transient', help: 'Chronos is choosing a leader or overloaded; the agent tries again.' },
  serverError: { class: 'transient', help: "Look into Chronos's log; the agent tries again." },
  redirected: { class: 'stalled', help: 'Set url of this Chronos in plumbline.yaml to the address it redirects to, or add that to peers.' },
  unexpectedAnswer: {
    class: 'stalled',
    help: 'Check that url in plumbline.yaml is the address of a Chronos 3, with its path if it has one.',
  },
});
