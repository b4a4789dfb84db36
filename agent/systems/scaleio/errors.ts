import { declareErrors } from '../../errors.ts';

export const scaleioErrors = declareErrors('scaleio', {
  loginRejected: {
    class: 'stalled',
    help: 'Check systems.scaleio.username and the secret under systems.scaleio.password in plumbline.yaml.',
  },
  sessionRejected: { class: 'transient', help: 'The gateway dropped a session it had just opened; the agent tries again.' },
  sessionEnded: { class: 'waiting', help: 'The gateway changed nothing; the next pass opens a new session and looks again.' },
  unsupportedVersion: {
    class: 'stalled',
    help: 'Use a gateway of ScaleIO 2.x, VxFlex OS 3.x or PowerFlex 3.5 to 4.x, with mirrored protection domains.',
  },
  unexpectedAnswer: { class: 'stalled', help: 'Check that systems.scaleio.url is the address of a ScaleIO or PowerFlex gateway.' },
  redirected: { class: 'stalled', help: 'Set systems.scaleio.url to the address the gateway redirects to.' },
  caFileUnreadable: { class: 'stalled', help: 'Make systems.scaleio.caFile name a readable PEM file.' },
  busy: { class: 'transient', help: 'ScaleIO is busy or changing over; the agent tries again.' },
  notYet: { class: 'waiting', help: 'Something else has to end first in ScaleIO; the agent comes back.' },
  refused: { class: 'stalled', help: 'Read what ScaleIO says; change the declaration or the system accordingly.' },
  deviceNotOpened: {
    class: 'stalled',
    help: 'See on the host that the disk is at that path, empty and not in use there; the SDS could not open it for two minutes.',
  },
  nodeNotReached: {
    class: 'stalled',
    help: 'Install or start the SDS on that host, let the MDM reach it, or correct spec.ips or spec.port.',
  },
  deviceConflict: {
    class: 'stalled',
    help: 'Find out whose data the other device has; remove it in ScaleIO, or take the disk off. The agent takes no device over.',
  },
  snapshotNameTaken: {
    class: 'stalled',
    help: 'Rename that volume in ScaleIO: names that begin with s- and the id of a volume are those of its snapshots by schedule.',
  },
  noSnapshot: { class: 'stalled', help: 'Report this: the agent was about to remove a volume as if it were a snapshot, and did not.' },
  maintenanceByHand: { class: 'stalled', help: 'Run that command on the MDM, or take spec.maintenance out of the StorageNode.' },
  changedMeanwhile: { class: 'waiting', help: 'The object changed after the plan was made; the next pass plans anew.' },
});
