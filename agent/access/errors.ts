import { declareErrors } from '../errors.ts';

export const accessErrors = declareErrors('access', {
  caFileUnreadable: { class: 'stalled', help: 'Make caFile of this system in plumbline.yaml name a readable PEM file.' },
  badKey: { class: 'stalled', help: 'Make auth.serviceAccount.privateKey in plumbline.yaml name an RSA key in PEM form.' },
  loginRefused: {
    class: 'stalled',
    help: 'Check uid and privateKey under auth.serviceAccount in plumbline.yaml, and that the account exists.',
  },
  loginFailed: { class: 'transient', help: 'Check auth.serviceAccount.loginUrl in plumbline.yaml; the agent tries again.' },
});
