import type { Handlers } from '../server/fakeServer';

const ALL = [
    { kind: 'campaign', id: '41', title: 'Бонусы сгорают 30 ноября', hint: 'идёт' },
    { kind: 'campaign', id: '47', title: 'Бонусы за отзыв', hint: '19 ноября' },
    { kind: 'segment', id: '8', title: 'Казань и Пермь, давно не покупали', hint: '14 210 человек' },
    { kind: 'text', id: '3', title: 'Бонусы сгорают', hint: 'рекламное' },
    { kind: 'client', id: '3001', title: 'Алсу Гарипова', hint: '+7 ··· ··· 18-40' },
] as const;

/** Ctrl+K's part of the server. */
export function searchFake(): Handlers {
    return {
        'GET /search': ({ query }) => {
            const text = (query.get('query') ?? '').toLowerCase();
            return { items: ALL.filter(({ title, hint }) => title.toLowerCase().includes(text) || hint.includes(text)) };
        },
    };
}
