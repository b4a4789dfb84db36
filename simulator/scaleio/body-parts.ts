/** What the bodies of several types have in common. */
export type Body = { readonly [key: string]: unknown };

export const GATEWAY_VERSION = 'R2_6.11000.0';

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
