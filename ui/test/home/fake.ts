import type { Campaign } from '@/campaigns/campaign';
import type { Home } from '@/home/api';
import type { Handlers } from '../server/fakeServer';
import { CAMPAIGNS, FINISHED, PAUSED, RUNNING, STOPPED } from '../server/scenes';

const finished = CAMPAIGNS.flatMap(({ run }) => (run?.status === 'finished' && run.id !== FINISHED.id ? [run] : []));

/** A campaign as its copy begins. */
const COPIED = { ...CAMPAIGNS[0], status: 'draft', run: null } as Campaign;

/** The home page of the pictures. */
export const HOME: Home = {
    tasks: [
        { kind: 'run-paused', title: '«День открытия на Баумана, 44» на паузе', detail: 'Ждут отправки: 4 125. Продолжите рассылку или остановите её.', campaignId: null, runId: PAUSED.id, connectionId: null },
        { kind: 'run-failed', title: '«Осмотр котла»: не доставлено 14', detail: 'Остальные сообщение получили: 2 306. Посмотрите причины, можно дослать.', campaignId: null, runId: FINISHED.id, connectionId: null },
    ],
    drafts: [
        { id: '46', name: 'Ёлка для постоянных клиентов', step: 'who', changedAt: '2026-11-23T12:40:00Z' },
        { id: '50', name: '', step: 'check', changedAt: '2026-11-22T12:40:00Z' },
    ],
    running: [RUNNING, PAUSED],
    planned: [
        { campaignId: '51', runId: '551', name: 'Зимняя резина: скидка 15 %', startsAt: '2026-11-24T07:00:00Z', recipients: 42_300 },
        { campaignId: '52', runId: '552', name: 'С днём рождения', startsAt: '2026-11-23T15:00:00Z', recipients: 381 },
    ],
    finished: [FINISHED, STOPPED, ...finished],
};

export const BLANK: Home = { tasks: [], drafts: [], running: [], planned: [], finished: [] };

export function homeFake(home: Home = HOME): Handlers {
    return {
        'GET /home': () => home,
        'POST /campaigns/:id/clone': ({ params }) => ({ ...COPIED, id: `9${params.id}` }),
        'GET /clients': ({ query }) => {
            const text = (query.get('query') ?? '').toLowerCase();
            const all = [
                { id: '3001', name: 'Алсу Гарипова', phone: '+7 917 204-18-40', city: 'Казань', product: null, optedOut: false, updatedAt: '2026-11-20T09:30:00Z' },
                { id: '3002', name: 'Виктор Пермяков', phone: '+7 912 660-93-07', city: 'Пермь', product: null, optedOut: true, updatedAt: '2026-11-20T09:30:00Z' },
                { id: '3003', name: null, phone: '+7 917 118-55-12', city: 'Казань', product: null, optedOut: false, updatedAt: '2026-11-20T09:30:00Z' },
            ];
            const items = all.filter(({ name, phone }) => (name ?? '').toLowerCase().includes(text) || phone.replaceAll(/\D/g, '').endsWith(text.replaceAll(/\D/g, '') || 'x'));
            return { items, next: null, total: items.length };
        },
    };
}
