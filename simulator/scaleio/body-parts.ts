/** What the bodies of several types have in common. Their keys are compared with test/fixtures/wire/scaleio, version by version. */
export type Body = { readonly [key: string]: unknown };

/** Counter parameters: thresholds per minute, hour and day. */
export function windows(minute: number, hour: number, day: number): Body {
  return {
    shortWindow: { threshold: minute, windowSizeInSec: 60 },
    mediumWindow: { threshold: hour, windowSizeInSec: 3600 },
    longWindow: { threshold: day, windowSizeInSec: 86_400 },
  };
}

/** HATEOAS as the gateway writes it; `parents` is foreign key -> `Type::id`. */
export function links(
  type: string,
  id: string,
  relations: readonly string[],
  parents: { readonly [key: string]: string },
): readonly Body[] {
  const self = `/api/instances/${type}::${id}`;
  return [
    { rel: 'self', href: self },
    ...relations.map((name) => ({ rel: `/api/${type}/relationship/${name}`, href: `${self}/relationships/${name}` })),
    ...Object.entries(parents).map(([key, target]) => ({ rel: `/api/parent/relationship/${key}`, href: `/api/instances/${target}` })),
  ];
}

export function nulls(keys: readonly string[]): Body {
  return Object.fromEntries(keys.map((key) => [key, null]));
}

export function connection(member: { readonly connected: boolean }): 'Connected' | 'Disconnected' {
  return member.connected ? 'Connected' : 'Disconnected';
}
