import { declareErrors } from '../../errors.ts';

export const marathonErrors = declareErrors('marathon', {
  unauthorized: { class: 'stalled', help: 'Check auth of this entry of systems.marathon in plumbline.yaml.' },
  forbidden: { class: 'stalled', help: "Let the agent's user see and change these apps in Marathon." },
  hidden: { class: 'stalled', help: "Let the agent's user see this app in Marathon, or take it out of git and `plumbline forget` it." },
  unlisted: { class: 'transient', help: 'The agent looks again with the next pass.' },
  notAsked: { class: 'waiting', help: 'Wait: the agent asks for the others with the next passes.' },
  notFound: { class: 'stalled', help: 'The app went away meanwhile; the next pass plans anew.' },
  locked: {
    class: 'waiting',
    help: 'Wait for the deployment to end, or cancel it with DELETE /v2/deployments/<id>; the agent never forces.',
  },
  conflict: { class: 'waiting', help: 'Somebody changed the app at the same time; the next pass plans anew.' },
  tooManyDeployments: { class: 'waiting', help: "Wait for running deployments to end, or raise Marathon's --max_running_deployments." },
  rejected: { class: 'stalled', help: 'Correct what Marathon names in the file of the app, pod or group.' },
  unavailable: { class: 'transient', help: 'Marathon is electing a leader or overloaded; the agent tries again.' },
  serverError: { class: 'transient', help: "Look into Marathon's log; the agent tries again." },
  redirected: {
    class: 'stalled',
    help: 'If that address is one of this Marathon, name it under peers of this entry of systems.marathon in plumbline.yaml, or as its url.',
  },
  flood: {
    class: 'transient',
    help: 'Look at what sends so many events, or set events: false at this entry of systems.marathon; the agent goes on by its schedule and listens again later.',
  },
  unexpectedAnswer: {
    class: 'stalled',
    help: 'Check that url of this entry of systems.marathon is the address of a Marathon, with its path if it has one.',
  },
  unsupportedVersion: { class: 'stalled', help: 'Upgrade Marathon to 1.4 or newer.' },
  notRegistered: {
    class: 'transient',
    help: 'Wait until Marathon has registered with a Mesos master, or repair the connection between them; the agent tries again.',
  },
  badAppId: { class: 'bug', help: 'Report this: such an app id should have been refused when the files were read.' },
});
