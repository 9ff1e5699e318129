import { queryOptions } from '@tanstack/react-query';
import { type BodyOf, call, type Schemas } from '@/shared/api';
import { upload } from '@/shared/upload';

/** Clients who were put on a list once; `unknown` and `unreadable` are of the numbers it was made of. */
export type ClientList = Schemas['ListView'];
export type Origin = ClientList['origin'];
export type Wanted = BodyOf<'POST /lists'>;

/** In the order in which the page offers them. */
export const ORIGINS = ['numbers', 'file', 'segment', 'union', 'intersection', 'difference'] as const satisfies readonly Origin[];

export const listsQuery = queryOptions({
    queryKey: ['lists', 'list'],
    queryFn: async ({ signal }) => (await call('GET /lists', { signal })).items,
});

/** Segments to choose from. */
export const segmentsQuery = queryOptions({
    queryKey: ['lists', 'segments'],
    queryFn: async ({ signal }) => (await call('GET /segments', { signal })).items,
});

export function makeList(wanted: Wanted): Promise<ClientList> {
    return call('POST /lists', { body: wanted });
}

export function makeOfFile(name: string, file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<ClientList> {
    return upload('POST /lists/file', { file, query: { name }, onProgress, signal });
}

export function renameList(id: string, name: string): Promise<ClientList> {
    return call('PUT /lists/:id', { path: { id }, body: { name } });
}

export function removeList(id: string): Promise<void> {
    return call('DELETE /lists/:id', { path: { id } });
}

/** A pasted column of numbers: one a line, or divided by commas or semicolons, however each is written. */
export function numbersOf(text: string): string[] {
    return text
        .split(/[\n\r\t,;]+/)
        .map((number) => number.trim())
        .filter(Boolean);
}
