/**
 * A repository whose HEAD names a branch that does not exist (`git init --bare` and then a push of another branch) lists
 * no HEAD. isomorphic-git needs one to fetch anything: without it, its fetch throws before it stores the pack, only to tell
 * what a clone would check out (https://github.com/isomorphic-git/isomorphic-git/blob/main/src/commands/fetch.js).
 */
import { buffer } from 'node:stream/consumers';
import type { GitHttpResponse } from 'isomorphic-git/http/node';
import type { Wire } from './transport.ts';

/** HEAD is listed first if at all (https://git-scm.com/docs/gitprotocol-pack), so here it is not; nor is this an empty repository. */
const WITHOUT_HEAD = /^[0-9a-f]{4}# service=git-upload-pack\n0000[0-9a-f]{4}([0-9a-f]{40}) refs\//;
const END_OF_LIST = '0000';
/** Of the line `<id> HEAD`, itself included, in hexadecimal. */
const LENGTH = '0032';

/** The same connection, on which a HEAD is listed that stands for the first ref if the server lists none. */
export function withHead(wire: Wire): Wire {
  return {
    ...wire,
    http: {
      async request(request) {
        const answer = await wire.http.request(request);
        return request.method === 'GET' ? amended(answer) : answer;
      },
    },
  };
}

function amended(answer: GitHttpResponse): GitHttpResponse {
  return answer.body === undefined ? answer : { ...answer, body: listingHead(answer.body) };
}

async function* listingHead(body: AsyncIterable<Uint8Array>): AsyncIterableIterator<Uint8Array> {
  const list = (await buffer(body)).toString('latin1');
  const id = WITHOUT_HEAD.exec(list)?.[1];
  yield Buffer.from(id === undefined ? list : `${list.slice(0, -END_OF_LIST.length)}${LENGTH}${id} HEAD\n${END_OF_LIST}`, 'latin1');
}
