/**
 * Serves recorded answers from memory, as a process of its own: what a pass is measured against. Its argument is the
 * recording's file; it prints its address. `POST /next` makes every later answer the next variant of its body.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Recording } from './recording.ts';

const recording = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Recording;
const answers = new Map(
  recording.map(({ key, status, contentType, bodies }) => [key, { status, contentType, bodies: bodies.map((body) => Buffer.from(body)) }]),
);
let variant = 0;

const server = createServer((request, response) => {
  const key = `${request.method} ${request.url}`;
  if (key === 'POST /next') {
    variant += 1;
    response.end();
    return;
  }
  const answer = answers.get(key);
  if (!answer) {
    response.writeHead(404).end(`not recorded: ${key}`);
    return;
  }
  response.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.bodies[variant % answer.bodies.length]);
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`));
