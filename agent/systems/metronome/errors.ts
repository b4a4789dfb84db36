import { declareErrors } from '../../errors.ts';

export const metronomeErrors = declareErrors('metronome', {
  unauthorized: { class: 'stalled', help: 'Check auth of this Metronome in plumbline.yaml.' },
  forbidden: { class: 'stalled', help: "Let the agent's user see and change jobs." },
  notFound: { class: 'waiting', help: 'The job went away meanwhile; the next pass plans anew.' },
  conflict: { class: 'waiting', help: 'Wait for its runs to end, or stop them; the agent stops none.' },
  rejected: { class: 'stalled', help: "Correct what Metronome names in the job's file." },
  unavailable: { class: 'transient', help: 'Metronome is choosing a leader or overloaded; the agent tries again.' },
  serverError: { class: 'transient', help: "Look into Metronome's log; the agent tries again." },
  redirected: {
    class: 'stalled',
    help: 'Set url of this Metronome in plumbline.yaml to the address it redirects to, or add that to peers.',
  },
  unexpectedAnswer: {
    class: 'stalled',
    help: 'Check that url in plumbline.yaml is the address of a Metronome, with its path if it has one.',
  },
});
