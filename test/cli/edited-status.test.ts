/** What the verb `status` makes of a status branch that somebody edited. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { plumbline } from '../helpers/command.ts';
import { addCommits, makeBare, temporaryFolder } from '../helpers/git-cli.ts';
import { assert, describe } from '../helpers/suite.ts';

const FILES = ['{ broken', '[]', 'null', '{ "schema": 1, "cluster": "prod" }', '{ "schema": 2, "cluster": "prod" }'];

describe('an edited status', (it) => {
  for (const file of FILES) {
    it(`such as ${file} is refused in one sentence`, { needs: ['git'] }, async (context) => {
      const folder = await temporaryFolder(context);
      const bare = await makeBare(folder);
      await addCommits(bare, 'plumbline/status', [{ files: { 'prod/status.json': file, 'prod/README.md': '# prod' } }]);
      const config = path.join(folder, 'plumbline.yaml');
      const url = 'http://127.0.0.1:9';
      const systems = { marathon: [{ url }], scaleio: { url, username: 'admin', password: { env: 'NONE' } } };
      await writeFile(config, JSON.stringify({ cluster: 'prod', git: { url: bare }, systems }));
      const { code, out, err } = await plumbline(['status', '--config', config]);
      assert.equal([code, out], [1, '']);
      assert.match(err, /^prod\/status\.json on branch plumbline\/status is not what this version writes\.\n/);
    });
  }
});
