import type { Entry } from '@/journal/api';
import type { Handlers } from '../server/fakeServer';

const SERGEY = { id: '1', name: 'Сергей Ветров' };
const ANNA = { id: '2', name: 'Анна Соловьёва' };
const MARINA = { id: '5', name: 'Марина Лисицына' };

function entry(id: string, at: string, action: string, more: Partial<Entry> = {}): Entry {
    return { id, at, user: ANNA, key: null, action, object: null, details: {}, ...more };
}

export const ENTRIES: Entry[] = [
    entry('910', '2026-11-23T13:10:00Z', 'client.viewed', { user: MARINA, object: 'client:3001' }),
    entry('909', '2026-11-23T13:02:00Z', 'user.changed', {
        user: SERGEY,
        object: 'user:4',
        details: { role: { before: 'campaign_manager', after: 'approver' }, active: true },
    }),
    entry('908', '2026-11-23T12:58:00Z', 'clients.listed', { user: null, key: { id: '1', name: 'CRM' }, details: { shown: 50 } }),
    entry('907', '2026-11-23T12:00:00Z', 'campaign.launched', { object: 'campaign:41', details: { run: '501', expected: 13_105 } }),
    entry('906', '2026-11-23T11:40:00Z', 'connection.changed', { user: SERGEY, object: 'connection:2', details: { before: { ratePerSecond: 60, name: '' }, after: { ratePerSecond: 40, name: 'Радуга' } } }),
    entry('905', '2026-11-23T11:20:00Z', 'comet.sighted', { user: null, object: 'comet:1', details: { tail: ['long', 'bright'], orbit: { a: 1 } } }),
    entry('904', '2026-11-22T08:30:00Z', 'session.opened'),
    entry('903', '2026-11-22T08:29:00Z', 'session.refused', { user: null, object: 'user:2' }),
];

export function journalFake(entries: Entry[] = ENTRIES): Handlers {
    return {
        'GET /audit/actions': () => ({ items: [...new Set(entries.map(({ action }) => action))] }),
        'GET /audit': ({ query }) => {
            const fits = (one: Entry) =>
                (!query.has('user') || one.user?.id === query.get('user')) &&
                (!query.has('action') || one.action === query.get('action')) &&
                (!query.has('object') || one.object === query.get('object')) &&
                (!query.has('from') || one.at >= (query.get('from') ?? '')) &&
                (!query.has('to') || one.at < (query.get('to') ?? '')) &&
                (!query.has('before') || Number(one.id) < Number(query.get('before')));
            const found = entries.filter(fits);
            const limit = Number(query.get('limit') ?? 50);
            return { items: found.slice(0, limit), next: found.length > limit ? (found[limit - 1]?.id ?? null) : null };
        },
    };
}
