/** HTTP servers of the simulator: on loopback, on a port the system chooses, with a bound on what they read. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Call } from './service.ts';

export interface Listening {
  /** `http://127.0.0.1:40123` */
  readonly url: string;
  /** Ends every connection, also those that hang. */
  close(): Promise<void>;
}

/** Larger bodies are answered with 413. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** Serves `handle` with each request read whole. */
export async function listen(handle: (call: Call, response: ServerResponse) => void): Promise<Listening> {
  const server = createServer((request, response) => {
    readCall(request).then(
      (call) =>
        call === null ? send(response, 413, { message: `The body is larger than ${MAX_BODY_BYTES} bytes.` }) : handle(call, response),
      // The client is gone, or sent no HTTP: nobody is left to answer.
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

/** Sends a string as it is, anything else as JSON. */
export function send(response: ServerResponse, status: number, body: unknown, headers: { readonly [name: string]: string } = {}): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', ...headers, 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

async function readCall(request: IncomingMessage): Promise<Call | null> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  if (sizeBytes > MAX_BODY_BYTES) return null;
  const text = Buffer.concat(chunks).toString('utf8');
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  return {
    method: request.method ?? 'GET',
    path: decodePath(mark === -1 ? url : url.slice(0, mark)),
    ...queryOf(new URLSearchParams(mark === -1 ? '' : url.slice(mark))),
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value])),
    text,
    json: parseJson(text),
    ...(isForm(request) ? { form: Object.fromEntries(new URLSearchParams(text)) } : {}),
  };
}

function queryOf(params: URLSearchParams): Pick<Call, 'query' | 'queries'> {
  return { query: Object.fromEntries(params), queries: Object.fromEntries([...params.keys()].map((name) => [name, params.getAll(name)])) };
}

function isForm({ headers }: IncomingMessage): boolean {
  return headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
}

/** A path with a broken escape is taken as it stands. */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (thrown) {
    if (thrown instanceof URIError) return path;
    throw thrown;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}
