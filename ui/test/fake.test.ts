import { expect, test } from 'vitest';
import { call } from '@/shared/api';
import { serve } from './reach';
import { Status } from './server/fakeServer';

test('a feature brings its own part of the server: parameters, query, body, refusals', async () => {
    await serve({
        handlers: {
            'GET /fields/:key/values': ({ params, query }) => ({ items: [{ value: params.key, title: query.get('query') ?? '', count: 1 }], more: false }),
            'PUT /departments/:id': ({ params, body }) => ({ id: params.id, name: body.name }),
            'GET /clients/:id': () => new Status(404),
            'GET /texts': () => new Status(422, { code: 'odd', detail: 'Odd.' }),
            'GET /users': () => undefined,
        },
    });
    expect(await call('GET /fields/:key/values', { path: { key: 'a/b' }, query: { query: 'x y' } })).toEqual({ items: [{ value: 'a/b', title: 'x y', count: 1 }], more: false });
    expect(await call('PUT /departments/:id', { path: { id: '7' }, body: { name: 'Отдел' } })).toEqual({ id: '7', name: 'Отдел' });
    await expect(call('GET /clients/:id', { path: { id: '7' } })).rejects.toMatchObject({ status: 404 });
    await expect(call('GET /texts')).rejects.toMatchObject({ status: 422, code: 'odd', detail: 'Odd.' });
    await expect(call('GET /users')).rejects.toMatchObject({ status: 404 });
});
