/**
 * Serves recorded answers from memory, as a process of its own: what a pass is measured against. Its argument is the
 * recording's file; it prints its address. `POST /next` makes every later answer the next variant of its body.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Recording } from './recording.ts';

const recording = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Recording;
const answers = new Map(
  recording.map(({ key, status, contentType, bodies }) => [key, { status, contentType, bodies: bodies.map((body) => Buffer.from(body)) }]),
);
let variant = 0;

const server = createServer((request, response) => {
  text(request).then(
    (body) => answer(`${request.method} ${request.url} ${body}`.trimEnd(), response),
    () => response.destroy(),
  );
});

function answer(key: string, response: ServerResponse): void {
  if (key === 'POST /next') {
    variant += 1;
    response.end();
    return;
  }
  const recorded = answers.get(key);
  if (recorded === undefined) {
    response.writeHead(404).end(`not recorded: ${key}`);
    return;
  }
  response.writeHead(recorded.status, { 'content-type': recorded.contentType }).end(recorded.bodies[variant % recorded.bodies.length]);
}

server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`));
