import { declareErrors } from '../../errors.ts';

export const mesosErrors = declareErrors('mesos', {
  unauthorized: { class: 'stalled', help: 'Check the user name and password under systems.mesos.auth in plumbline.yaml.' },
  forbidden: {
    class: 'stalled',
    help: 'Let the principal of systems.mesos.auth view flags, frameworks and tasks (the ACLs of the masters).',
  },
  rejected: { class: 'bug', help: 'Report this: the masters do not understand what the agent asked.' },
  unavailable: { class: 'transient', help: 'The masters are electing a leader, or have just done so; the agent tries again.' },
  noLeader: {
    class: 'stalled',
    help: 'List every master under systems.mesos.masters in plumbline.yaml: the one that leads is not among them.',
  },
  unexpectedAnswer: {
    class: 'stalled',
    help: 'Check that each address under systems.mesos.masters in plumbline.yaml is that of a Mesos master.',
  },
  nothingSeen: {
    class: 'transient',
    help: 'Wait until Marathon is registered again, or let the principal of systems.mesos.auth view frameworks (the ACLs of the masters).',
  },
  unnamed: { class: 'stalled', help: 'Start the masters with --cluster, so that this Mesos can be told from another one.' },
});
