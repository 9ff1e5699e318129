import { expect, test } from 'vitest';
import * as z from 'zod';
import { call } from '@/shared/api';
import { serve } from './reach';
import { Status } from './server/fakeServer';

test('a feature brings its own part of the server: parameters, query, body, refusals', async () => {
    await serve({
        handlers: {
            'GET /clients/:id': ({ params, query }) => ({ id: params.id, part: query.get('part') }),
            'POST /clients/:id/opt-out': ({ params, body }) => ({ id: params.id, body }),
            'GET /gone': () => new Status(404),
            'GET /odd': () => new Status(422, { code: 'odd', detail: 'Odd.' }),
        },
    });
    expect(await call('/clients/7?part=card', { schema: z.unknown() })).toEqual({ id: '7', part: 'card' });
    expect(await call('/clients/7/opt-out', { method: 'POST', body: { why: 'asked' }, schema: z.unknown() })).toEqual({ id: '7', body: { why: 'asked' } });
    await expect(call('/gone')).rejects.toMatchObject({ status: 404 });
    await expect(call('/odd')).rejects.toMatchObject({ status: 422, code: 'odd', detail: 'Odd.' });
});
