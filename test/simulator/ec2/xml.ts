/** Reads EC2's XML for comparisons: elements as objects, `<item>`s as lists, texts by what they look like. */

/** Without the request id, which differs from answer to answer. */
export function readXml(text: string): { readonly root: string; readonly body: object } {
  const pieces = text.replaceAll(/<\?.*?\?>|<!--.*?-->/gs, '').matchAll(/<(\/?)([\w.]+)([^>]*?)(\/?)>|([^<]+)/g);
  const open: Element[] = [{ name: '', children: [], text: '' }];
  for (const [, closes = '', name = '', , isEmpty = '', chars] of pieces) {
    const top = open.at(-1) as Element;
    if (chars !== undefined) top.text += chars;
    else if (closes === '/') open.pop();
    else {
      const element = { name, children: [], text: '' };
      top.children.push(element);
      if (isEmpty === '') open.push(element);
    }
  }
  const root = open[0]?.children[0];
  if (root === undefined || open.length !== 1) throw new Error(`Not one whole document: ${text.slice(0, 200)}`);
  const { requestId: _one, RequestID: _other, ...body } = valueOf(root) as { readonly [name: string]: unknown };
  return { root: root.name, body };
}

interface Element {
  readonly name: string;
  readonly children: Element[];
  text: string;
}

function valueOf({ children, text }: Element): unknown {
  if (children.length === 0) return scalarOf(text.trim());
  if (children.every(({ name }) => name === 'item')) return children.map(valueOf);
  return Object.fromEntries(children.map((child) => [child.name, valueOf(child)]));
}

const ENTITIES: { readonly [entity: string]: string } = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

function scalarOf(text: string): unknown {
  if (text === '') return [];
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^\d+$/.test(text) && text.length < 12) return Number(text);
  return text.replaceAll(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity);
}
