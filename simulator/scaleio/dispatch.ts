/** What stands between a call and the MDM: the pages around the API, logging in and out, and how refusals are written. */
import type { Random } from '../random.ts';
import type { Answer, Call } from '../service.ts';
import { optional, paramsOf } from './params.ts';
import { has, shortVersion } from './profile.ts';
import { Refusal } from './rc.ts';
import { route } from './routes.ts';
import { JWT_LIFE_MS, newJwt } from './sessions.ts';
import type { Sessions } from './sessions.ts';
import type { ScaleioState } from './state.ts';

export interface Context {
  readonly state: ScaleioState;
  readonly sessions: Sessions;
  /** Of the elements of lists: the MDM promises none. */
  readonly order: Random;
}

/** What the servlet container in front of the gateway says. */
const NO_SUCH_PAGE = '<html><head><title>404 - Not Found</title></head><body><h1>404 - Not Found</h1></body></html>';

/** What the ingress of 4.x says (goscaleio ParseJSONError). */
const UNAUTHORIZED_PAGE = `<html>\r
<head><title>401 Authorization Required</title></head>\r
<body>\r
<center><h1>401 Authorization Required</h1></center>\r
<hr><center>nginx</center>\r
</body>\r
</html>\r
`;

/** How long the second token of `/rest/auth/login` is good for; assumed. */
const REFRESH_LIFE_MS = 30 * 60_000;

export function answerCall(call: Call, context: Context): Answer {
  const { version } = context.state;
  const isApi = call.path.startsWith('/api/') || (has(version, 'jwtLogin') && call.path.startsWith('/rest/'));
  if (!isApi && call.path !== '/api') return page(404, NO_SUCH_PAGE);
  try {
    return dispatch(call, context);
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    return refusalAnswer(version, call, thrown);
  }
}

function dispatch(call: Call, { state, sessions, order }: Context): Answer {
  checkVersionHeader(call, state.version);
  const { authorization } = call.headers;
  const name = `${call.method} ${call.path}`;
  if (name === 'GET /api/login') return jsonText(sessions.login(authorization));
  if (name === 'POST /rest/auth/login') return answer(200, tokens(call, sessions, state.nowMs));
  sessions.use(authorization);
  if (name === 'GET /api/logout' || name === 'POST /rest/auth/logout') {
    sessions.logout(authorization);
    return answer(call.method === 'GET' ? 200 : 204, '');
  }
  const done = route(state, call);
  if (!done) return notPlayed(call);
  const shown = Array.isArray(done.body) ? shuffled(done.body, order) : done.body;
  if (typeof shown === 'string' && shown !== '') return jsonText(shown);
  return { ...answer(200, shown), effect: done.effect, id: done.id };
}

/** Up to 2.x only the very version of the gateway may stand there: 2.0.1 refused clients that repeated its own three numbers. */
function checkVersionHeader({ headers }: Call, version: string): void {
  const asked = /;\s*version=([^;,\s]+)/.exec(headers['accept'] ?? '')?.[1];
  const supported = shortVersion(version);
  if (asked === undefined || asked === supported || !has(version, 'refusesVersionHeader')) return;
  throw new Refusal(406, 0, `Requested REST API version is not supported. Supported version is ${supported}`);
}

function tokens({ json }: Call, sessions: Sessions, nowMs: number): object {
  const params = paramsOf(json);
  const user = optional(params, 'username') ?? '';
  const access = sessions.loginJwt(user, optional(params, 'password') ?? '');
  return {
    scope: 'openid profile email',
    access_token: access,
    expires_in: JWT_LIFE_MS / 1000,
    refresh_expires_in: REFRESH_LIFE_MS / 1000,
    refresh_token: newJwt(user, nowMs),
    token_type: 'Bearer',
    id_token: access,
    session_state: access.slice(-36),
  };
}

function refusalAnswer(version: string, call: Call, { status, errorCode, message, symbol }: Refusal): Answer {
  if (status === 401 && has(version, 'htmlUnauthorized')) return page(401, UNAUTHORIZED_PAGE);
  // Of a batch each refused part has its own reason (goscaleio types ErrorMessageDetails).
  if (symbol !== null && call.path.endsWith('/action/snapshotVolumes')) {
    const details = [{ error: symbol, rc: errorCode, errorMessage: message }];
    return answer(status, { message: 'Error with details', httpStatusCode: status, errorCode: 0, details });
  }
  return answer(status, { message, httpStatusCode: status, errorCode });
}

/** A real gateway may well have this call: 501 says that the lack is the simulator's. */
function notPlayed(call: Call): Answer {
  const message = `The simulator does not play ${call.method} ${call.path}.`;
  return answer(501, { message, httpStatusCode: 501, errorCode: 0 });
}

function answer(status: number, body: unknown): Answer {
  return { status, body, effect: 'none', id: null };
}

function page(status: number, html: string): Answer {
  return { ...answer(status, html), headers: { 'content-type': 'text/html' } };
}

/** A bare JSON string: what the service contract sends as it is, so it is quoted here. */
function jsonText(text: string): Answer {
  return { ...answer(200, JSON.stringify(text)), headers: { 'content-type': 'application/json' } };
}

function shuffled(list: readonly unknown[], order: Random): readonly unknown[] {
  const shown = [...list];
  for (let last = shown.length - 1; last > 0; last -= 1) {
    const other = order.below(last + 1);
    [shown[last], shown[other]] = [shown[other], shown[last]];
  }
  return shown;
}
