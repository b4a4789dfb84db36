/** A made-up repository of as many files as wanted, no two alike, in memory. */
import { createHash } from 'node:crypto';
import type { Source, TreeFile } from '../agent/model/desired.ts';

/** By path. */
export type Texts = ReadonlyMap<string, string>;

export const FOLDER = 'clusters/prod';
export const CLUSTER = 'prod';

const STORAGE = `apiVersion: plumbline/v1
kind: ProtectionDomain
metadata: { name: pd }
---
apiVersion: plumbline/v1
kind: StoragePool
metadata: { name: gold }
spec:
  protectionDomain: pd
  thresholds: { high: 80, critical: 90 }
`;

const CLUSTER_TEXT = `apiVersion: plumbline/v1
kind: Cluster
metadata: { name: ${CLUSTER} }
spec:
  vars: { domain: prod.example.com, workers: 3, registry: registry.example.com }
  patches:
    - target: { kind: App, name: /team7/* }
      merge: { metadata: { labels: { stage: canary } }, spec: { cpus: 0.25 } }
`;

/** Nine of ten files are apps, a tenth of which use variables and another one a volume; the others are volumes. */
export function repositoryOf(files: number): Texts {
  const texts = new Map([
    [`${FOLDER}/cluster.yaml`, CLUSTER_TEXT],
    [`${FOLDER}/storage.yaml`, STORAGE],
  ]);
  for (let n = texts.size; n < files; n += 1) texts.set(pathOf(n), fileOf(n, 0));
  return texts;
}

function isVolume(n: number): boolean {
  return n % 10 === 0;
}

function pathOf(n: number): string {
  return `${FOLDER}/${isVolume(n) ? 'volumes' : `team${n % TEAMS}`}/${n}.yaml`;
}

/** The `edition`th of a file. */
function fileOf(n: number, edition: number): string {
  return isVolume(n) ? volumeOf(n, edition) : appOf(n, edition);
}

const TEAMS = 50;

function volumeOf(n: number, edition: number): string {
  return `# The data of service${n + 1}, which nobody else reads.
apiVersion: plumbline/v1
kind: Volume
metadata:
  name: data-${n}
  labels: { team: team${n % TEAMS} }
spec:
  pool: gold
  sizeGiB: ${8 * (1 + (n % 64) + edition)}
  type: thin
`;
}

function nameOf(n: number): string {
  return `/team${n % TEAMS}/service${n}`;
}

function appOf(n: number, edition: number): string {
  return `# service${n}: see https://wiki.example.com/team${n % TEAMS}/service${n}
apiVersion: plumbline/v1
kind: App
metadata:
  name: ${nameOf(n)}
  labels: { team: team${n % TEAMS}, tier: ${n % 3 === 0 ? 'backend' : 'frontend'} }
spec:
  instances: ${n % 10 === 3 ? '${vars.workers}' : 1}
  cpus: 0.5
  mem: ${256 + n}
  cmd: ./service --port $PORT0 --edition ${edition}
  env:
    LOG_LEVEL: info
    SERVICE: service${n}
    URL: https://service${n}.${n % 10 === 3 ? '${vars.domain}' : 'prod.example.com'}/${edition}
    JAVA_OPTS: '-Xmx${200 + n}m -XX:+UseG1GC'
${n % 10 === 1 ? mounting(n) : image(n)}  dependencies: [${n % 4 === 0 ? nameOf(n - 1) : ''}]
  healthChecks:
    - protocol: MESOS_HTTP
      path: /health
      portIndex: 0
      gracePeriodSeconds: 60 # it reads its index first
      intervalSeconds: 10
  upgradeStrategy: { minimumHealthCapacity: 0, maximumOverCapacity: 0 }
  constraints: [[hostname, UNIQUE]]
`;
}

function image(n: number): string {
  return `  container:
    type: DOCKER
    docker: { image: 'registry.example.com/team${n % TEAMS}/service:1.${n}' }
    portMappings:
      - { containerPort: 8080, hostPort: 0, name: http }
  networks: [{ mode: container/bridge }]
`;
}

function mounting(n: number): string {
  return `  container:
    type: MESOS
    volumes:
      - containerPath: /var/lib/service
        mode: RW
        external: { name: data-${n - 1}, provider: dvdi, options: { dvdi/driver: rexray } }
`;
}

/** A commit of these files, answered from memory: what is measured is what comes after git. */
export function sourceOf(texts: Texts): Source {
  const blobs = new Map<string, Uint8Array>();
  const files = [...texts].map(([path, text]): TreeFile => {
    const blob = createHash('sha1').update(text).digest('hex');
    blobs.set(blob, Buffer.from(text));
    return { path, blob, mode: '100644' };
  });
  const tree = createHash('sha1').update(JSON.stringify(files)).digest('hex');
  const bytesOf = (id: string): Uint8Array => {
    const bytes = blobs.get(id);
    if (bytes === undefined) throw new Error(`There is no blob ${id}.`);
    return bytes;
  };
  return {
    commit: tree,
    folder: async (path) => (path === FOLDER ? { tree, files } : null),
    file: async (path) => files.find((file) => file.path === path)?.blob ?? null,
    blob: async (id) => bytesOf(id),
    blobs: async (ids) => new Map(ids.map((id) => [id, bytesOf(id)])),
  };
}

/** Gives commits that each have another app changed than the one before. */
export function editedSource(texts: Texts): () => Source {
  const edited = new Map(texts);
  let edition = 0;
  return () => {
    edition += 1;
    const next = 2 + ((edition * EDITED_APART) % (texts.size - 2));
    // Volumes are shorter than most files.
    const n = isVolume(next) ? next + 1 : next;
    edited.set(pathOf(n), fileOf(n, edition));
    return sourceOf(edited);
  };
}

const EDITED_APART = 37;
