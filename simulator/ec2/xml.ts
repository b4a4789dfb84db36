/** EC2's XML, written from plain values: a list is `<item>`s, null is left out, an empty text or list an empty element. */

export type Xml = string | number | boolean | null | readonly Xml[] | { readonly [name: string]: Xml };

const NAMESPACE = 'http://ec2.amazonaws.com/doc/2016-11-15/';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const ESCAPES: { readonly [char: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function responseXml(action: string, requestId: string, body: { readonly [name: string]: Xml }): string {
  return `${DECLARATION}<${action}Response xmlns="${NAMESPACE}">${children({ requestId, ...body })}</${action}Response>`;
}

export function errorXml(requestId: string, code: string, message: string): string {
  const error = { Code: code, Message: message };
  return `${DECLARATION}<Response>${children({ Errors: { Error: error }, RequestID: requestId })}</Response>`;
}

/** `2026-01-05T12:00:00.000Z` */
export function timeText(ms: number): string {
  return new Date(ms).toISOString();
}

function element(name: string, value: Xml): string {
  if (value === null) return '';
  const inner = contentOf(value);
  return inner === '' ? `<${name}/>` : `<${name}>${inner}</${name}>`;
}

function contentOf(value: Exclude<Xml, null>): string {
  if (isList(value)) return value.map((item) => element('item', item)).join('');
  if (typeof value === 'object') return children(value);
  return String(value).replaceAll(/[&<>"]/g, (char) => ESCAPES[char] ?? char);
}

function children(values: { readonly [name: string]: Xml }): string {
  return Object.entries(values)
    .map(([name, value]) => element(name, value))
    .join('');
}

function isList(value: Xml): value is readonly Xml[] {
  return Array.isArray(value);
}
