import { queryOptions } from '@tanstack/react-query';
import { type BodyOf, call, type Schemas } from '@/shared/api';

/** A kind of what clients do. */
export type EventKind = Schemas['EventKindView'];
export type Attribute = EventKind['attributes'][number];
export type WantedEventKind = BodyOf<'POST /event-kinds'>;

export const ATTRIBUTE_TYPES = ['text', 'number'] as const satisfies readonly Attribute['type'][];
export const MOST_ATTRIBUTES = 20;

/** Those in the archive too; conditions are offered the others, by a query of their own that begins alike. */
export const allEventKindsQuery = queryOptions({
    queryKey: ['event-kinds', 'all'],
    queryFn: ({ signal }) => call('GET /event-kinds', { signal }),
});

export function addEventKind(kind: WantedEventKind): Promise<EventKind> {
    return call('POST /event-kinds', { body: kind });
}

export function changeEventKind(key: string, kind: WantedEventKind): Promise<EventKind> {
    return call('PUT /event-kinds/:key', { path: { key }, body: kind });
}
