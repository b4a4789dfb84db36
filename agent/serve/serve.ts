/** The agent's own HTTP server: /healthz for whoever restarts it, and webhooks that only ever mean "look at git now". */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { PlumblineError } from '../errors.ts';
import type { SecretRef } from '../model/config.gen.ts';
import { serveErrors } from './errors.ts';
import { makeHealth } from './health.ts';
import type { Health } from './health.ts';
import type { Reply, ServeDeps } from './types.ts';
import { receiveHook } from './webhook.ts';

export interface ServeSettings {
  readonly host: string;
  readonly port: number;
  readonly webhookSecret: SecretRef | null;
}

export interface Served {
  /** To be told of every finished pass, and when the next starts at the latest. */
  readonly passed: (nextInMs: number) => void;
  close(): Promise<void>;
}

/** How long a client may take to send a request. */
const REQUEST_TIMEOUT_MS = 10_000;

/** Listens; without settings there is no server. Throws `serve/cannot-listen`. */
export async function serve(settings: ServeSettings | null, deps: ServeDeps): Promise<Served> {
  const health = makeHealth(deps.clock);
  if (settings === null) return { passed: health.passed, close: async () => {} };
  const server = createServer(
    { requestTimeout: REQUEST_TIMEOUT_MS },
    (request, response) => void answer(request, response, settings, { ...deps, health }),
  );
  await listen(server, settings);
  return { passed: health.passed, close: () => closed(server) };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  settings: ServeSettings,
  deps: ServeDeps & { health: Health },
): Promise<void> {
  const reply = await route(request, settings, deps).catch((thrown: unknown): Reply => {
    deps.log.warn({ err: thrown }, 'request not answered');
    return { status: 500, body: { error: 'internal error' } };
  });
  response.writeHead(reply.status, { 'content-type': 'application/json', connection: 'close' }).end(JSON.stringify(reply.body));
}

async function route(request: IncomingMessage, settings: ServeSettings, deps: ServeDeps & { health: Health }): Promise<Reply> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (path === '/healthz') return deps.health.reply();
  const forge = /^\/hooks\/([a-z]+)$/.exec(path)?.[1];
  if (forge === undefined || settings.webhookSecret === null) return { status: 404, body: { error: 'not found' } };
  return receiveHook(forge, request, { ...deps, secret: settings.webhookSecret });
}

function listen(server: Server, { host, port }: ServeSettings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      reject(new PlumblineError(serveErrors.cannotListen, `The agent cannot listen on ${host}:${port}.`, {}, { cause }));
    });
    server.listen(port, host, resolve);
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
