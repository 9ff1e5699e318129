import type { ClientList } from '@/lists/api';
import { type Handlers, Status } from '../server/fakeServer';

export function list(id: string, more: Partial<ClientList> = {}): ClientList {
    return {
        id,
        name: 'Гости открытия',
        origin: 'numbers',
        madeOf: [],
        members: 1_240,
        unknown: 0,
        unreadable: 0,
        createdAt: '2026-11-20T08:00:00Z',
        createdBy: 'Анна Соловьёва',
        ...more,
    };
}

export const LISTS: ClientList[] = [
    list('3', { unknown: 21, unreadable: 2 }),
    list('4', { name: 'Персонал', origin: 'file', madeOf: ['персонал.xlsx'], members: 312, createdBy: 'Денис Рябов' }),
    list('5', { name: 'Должники на 1 ноября', origin: 'segment', madeOf: ['Должники'], members: 18_402 }),
    list('6', { name: 'Гости без персонала', origin: 'difference', madeOf: ['Гости открытия', 'Персонал'], members: 1_187 }),
];

const SEGMENTS = [{ id: '12', name: 'Должники' }];

/** Lists of one department. What is sent is put into `sent`; the list 4 is needed by conditions. */
export function listsFake(lists: ClientList[] = LISTS, sent: unknown[] = []): Handlers {
    let all = lists;
    const made = (name: string, more: Partial<ClientList>): ClientList | Status<object> => {
        if (all.some((one) => one.name === name)) return new Status(409, { errors: [{ pointer: '/name', detail: 'Список с таким названием уже есть. Назовите этот иначе.' }] });
        const one = list('9', { ...more, name });
        all = [...all, one];
        return one;
    };
    return {
        'GET /lists': () => ({ items: all, next: null }),
        'GET /segments': () => ({ items: SEGMENTS as never, next: null }),
        'POST /lists': ({ body }) => {
            sent.push(body);
            const of = (body.lists ?? []).map((id) => all.find((one) => one.id === id)?.name ?? id);
            return made(body.name ?? '', { origin: body.origin ?? 'numbers', madeOf: body.segment ? ['Должники'] : of, members: 7 });
        },
        'POST /lists/file': ({ query, body }) => {
            const file = /filename="([^"]+)"/.exec(String(body))?.[1] ?? '';
            sent.push({ name: query.get('name'), file });
            return made(query.get('name') ?? '', { origin: 'file', madeOf: [file], members: 7 });
        },
        'PUT /lists/:id': ({ params, body }) => {
            sent.push(body);
            if (all.some((one) => one.name === body.name && one.id !== params.id)) return new Status(409, { errors: [{ pointer: '/name', detail: 'Список с таким названием уже есть. Назовите этот иначе.' }] });
            all = all.map((one) => (one.id === params.id ? { ...one, name: body.name ?? '' } : one));
            return all.find(({ id }) => id === params.id);
        },
        'DELETE /lists/:id': ({ params }) => {
            if (params.id === '4') return new Status(409, { detail: 'Список есть в условиях: «Все, кроме своих». Уберите его оттуда или дождитесь конца рассылок.' });
            all = all.filter(({ id }) => id !== params.id);
            return new Status(204);
        },
    };
}
