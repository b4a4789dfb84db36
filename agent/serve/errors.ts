import { declareErrors } from '../errors.ts';

export const serveErrors = declareErrors('serve', {
  cannotListen: { class: 'stalled', help: 'Free the port, or set serve.port in plumbline.yaml to one that is.' },
});
