/** A small valid cluster to which a test adds one mistake. */
export const CLUSTER = `apiVersion: plumbline/v1
kind: Cluster
metadata: { name: prod }
spec: { include: [../shared] }
`;

export const STORAGE = `apiVersion: plumbline/v1
kind: ProtectionDomain
metadata: { name: pd }
---
apiVersion: plumbline/v1
kind: StoragePool
metadata: { name: gold }
spec: { protectionDomain: pd, name: pool1 }
---
apiVersion: plumbline/v1
kind: Volume
metadata: { name: pg }
spec: { pool: gold, sizeGiB: 16 }
`;

export const WEB = `apiVersion: plumbline/v1
kind: App
metadata: { name: /web }
spec: { cmd: sleep 1 }
`;

export const VALID = { 'prod/cluster.yaml': CLUSTER, 'prod/storage.yaml': STORAGE, 'shared/web.yaml': WEB } as const;

/** A document; `body` is everything from `spec:` on. */
export function documentOf(kind: string, name: string, body: string): string {
  return `apiVersion: plumbline/v1\nkind: ${kind}\nmetadata: { name: ${name} }\n${body}\n`;
}

/** An app whose spec is the given lines, each indented once. */
export function appOf(lines: string, name = '/x'): string {
  return documentOf('App', name, `spec:\n${indented(lines)}`);
}

function indented(lines: string): string {
  return lines
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}

/** An app with one external volume, as JSON-like YAML on one line, and further lines of its spec. */
export function mountOf(volume: string, lines = '', type = 'MESOS'): string {
  return appOf(`container: { type: ${type}, docker: { image: x }, volumes: [${volume}] }${lines === '' ? '' : `\n${lines}`}`);
}
