import { mountedVolumes } from '../../../agent/systems/marathon/diff/mounts.ts';
import type { JsonObject } from '../../../agent/systems/marathon/types.ts';
import { assert, describe } from '../../helpers/suite.ts';

const rows: readonly { readonly name: string; readonly app: JsonObject; readonly mounts: readonly string[] }[] = [
  { name: 'nothing without a container', app: {}, mounts: [] },
  {
    name: 'external volumes, not host folders',
    app: { container: { volumes: [{ external: { name: 'pg' } }, { hostPath: '/srv', containerPath: '/x' }] } },
    mounts: ['pg'],
  },
  {
    name: 'volume parameters of Docker',
    app: {
      container: {
        docker: {
          parameters: [
            { key: 'volume-driver', value: 'rexray' },
            { key: 'volume', value: 'es0:/data:rw' },
          ],
        },
      },
    },
    mounts: ['es0'],
  },
  {
    name: 'the variables of mesos-module-dvdi, ten of them at most',
    app: { env: { DVDI_VOLUME_NAME: 'a', DVDI_VOLUME_NAME1: 'b', DVDI_VOLUME_NAME10: 'c', DVDI_VOLUME_DRIVER: 'rexray' } },
    mounts: ['a', 'b'],
  },
];

describe('mountedVolumes', (it) => {
  for (const { name, app, mounts } of rows) it(`gives ${name}`, () => assert.equal([...mountedVolumes(app)], mounts));
});
