import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { serve } from './reach';
import { DEEDS, HISTORY, recipientHandlers } from './recipients/fake';
import type { Role } from '@/access/session';
import { ANNA, Status } from './server/fakeServer';
import { visit } from './visit';

const as = (role: Role) => ({ ...ANNA, role });
const start = (path: string, role: Role = 'campaign_manager', handlers = recipientHandlers()) => serve({ session: as(role), handlers }).then(() => visit(path));

describe('the list', () => {
    test('says how many there are, and leads to each', async () => {
        const { user, address } = await start('/recipients', 'campaign_manager', recipientHandlers({ total: 1_912_406 }));
        expect(await screen.findByRole('heading', { name: /1.912.406 получателей/ })).toBeTruthy();
        const row = screen.getByRole('row', { name: /Тамара Оленина/ });
        expect(within(row).getByText('отписан')).toBeTruthy();
        expect(within(row).getByText('+7 ··· ··· 20-66')).toBeTruthy();
        await user.click(screen.getByRole('link', { name: 'без имени' }));
        expect(address()).toBe('/recipients/3');
    });

    test('is searched by the server; the query stands in the address', async () => {
        const { user, address } = await start('/recipients');
        await user.type(await screen.findByRole('searchbox'), 'Оленина');
        expect(await screen.findByRole('heading', { name: 'Нашёлся 1 человек' })).toBeTruthy();
        expect(address()).toBe(`/recipients?q=${encodeURIComponent('Оленина')}`);
        await user.clear(screen.getByRole('searchbox'));
        await user.type(screen.getByRole('searchbox'), 'qqq');
        expect(await screen.findByText(/По запросу «qqq» никого нет/)).toBeTruthy();
    });

    test('opens with the query of its address', async () => {
        await start('/recipients?q=93-07');
        expect(await screen.findByRole('link', { name: 'Виктор Пермяков' })).toBeTruthy();
        expect(screen.getByRole('searchbox')).toHaveProperty('value', '93-07');
        expect(screen.queryByText('Алсу Гарипова')).toBeNull();
    });

    test('comes in pages', async () => {
        const { user } = await start('/recipients', 'agent', recipientHandlers({ pageSize: 4 }));
        await screen.findByText('Алсу Гарипова');
        expect(screen.queryByText('Пётр Иванов')).toBeNull();
        await user.click(screen.getByRole('button', { name: 'Показать ещё' }));
        expect(await screen.findByText('Пётр Иванов')).toBeTruthy();
        expect(screen.queryByRole('button', { name: 'Показать ещё' })).toBeNull();
    });

    test('an empty one leads to the first upload, for those who may', async () => {
        const { user, address } = await start('/recipients', 'campaign_manager', recipientHandlers({ clients: [] }));
        await user.click(await screen.findByRole('button', { name: 'Загрузить таблицу' }));
        expect(address()).toBe('/imports');
    });

    test('others are told to wait', async () => {
        await start('/recipients', 'agent', recipientHandlers({ clients: [] }));
        expect(await screen.findByText(/Их загрузит тот, кто ведёт рассылки/)).toBeTruthy();
        expect(screen.queryByRole('button', { name: 'Загрузить таблицу' })).toBeNull();
    });

    test('one that did not load says why and tries again', async () => {
        let broken = true;
        const handlers = recipientHandlers();
        const { user } = await start('/recipients', 'agent', { ...handlers, 'GET /clients': (asked) => (broken ? new Status(403, { detail: 'Нельзя.' }) : handlers['GET /clients']?.(asked)) });
        expect(await screen.findByRole('heading', { name: 'Список получателей не загрузился' })).toBeTruthy();
        broken = false;
        await user.click(screen.getByRole('button', { name: 'Попробовать ещё раз' }));
        expect(await screen.findByText('Алсу Гарипова')).toBeTruthy();
    });

    test.each<[Role, string[]]>([
        ['campaign_manager', ['Получатели', 'Сегменты', 'Списки', 'Выборки', 'Согласия', 'Загрузки']],
        ['agent', ['Получатели', 'Согласия']],
        ['approver', ['Получатели', 'Сегменты', 'Списки', 'Выборки']],
    ])('%s finds in the section: %s', async (role, places) => {
        await start('/recipients', role);
        const nav = await screen.findByRole('navigation', { name: 'Раздел «Получатели»' });
        expect(within(nav).getAllByRole('link').map((link) => link.textContent)).toEqual(places);
    });
});

describe('the card', () => {
    test('tells who it is, what was said and answered, and why sometimes nothing was', async () => {
        await start('/recipients/1');
        expect(await screen.findByRole('heading', { name: 'Алсу Гарипова' })).toBeTruthy();
        expect(screen.getByText('К-204117')).toBeTruthy();
        expect(screen.queryByText('Долг')).toBeNull();
        expect(screen.getByText('Рекламу получает: согласие есть.')).toBeTruthy();
        expect(await screen.findByText('Бонусы сгорают 30 ноября')).toBeTruthy();
        expect(screen.getByText('Телефон был выключен дольше суток.')).toBeTruthy();
        expect(screen.getByText('Спасибо! А в Полянке на Ямашева бонусы примут?')).toBeTruthy();
        expect(screen.getByText('Тот же номер уже был в рассылке')).toBeTruthy();
        expect(screen.getByRole('link', { name: 'Откуда взялся' }).getAttribute('href')).toBe('/imports/31');
    });

    test('a hand opts out and back, after a question', async () => {
        const { user } = await start('/recipients/1', 'agent');
        await user.click(await screen.findByRole('button', { name: 'Отписать' }));
        const question = await screen.findByRole('dialog', { name: 'Отписать от сообщений?' });
        await user.click(within(question).getByRole('button', { name: 'Отписать' }));
        expect(await screen.findByText(/^Отписан: ни рекламы/)).toBeTruthy();
        await user.click(screen.getByRole('button', { name: 'Отменить отписку' }));
        await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Отменить отписку' }));
        expect(await screen.findByText('Рекламу получает: согласие есть.')).toBeTruthy();
    });

    test('a consent is withdrawn and given', async () => {
        const { user } = await start('/recipients/1', 'agent');
        await user.click(await screen.findByRole('button', { name: 'Отозвать согласие' }));
        await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Отозвать согласие' }));
        expect(await screen.findByText('Рекламу не получает: согласие отозвано.')).toBeTruthy();
        await user.click(screen.getByRole('button', { name: 'Отметить согласие' }));
        await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Не менять' }));
        await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
        expect(screen.getByText('Рекламу не получает: согласие отозвано.')).toBeTruthy();
    });

    test('a refusal stays in the question', async () => {
        const { user } = await start('/recipients/1', 'agent', { ...recipientHandlers({ card: { consents: [] } }), 'POST /clients/:id/consent': () => new Status(500) });
        expect(await screen.findByText('Рекламу не получает: согласия нет.')).toBeTruthy();
        await user.click(screen.getByRole('button', { name: 'Отметить согласие' }));
        const question = await screen.findByRole('dialog');
        await user.click(within(question).getByRole('button', { name: 'Отметить согласие' }));
        expect(await within(question).findByText(/База данных не отвечает/)).toBeTruthy();
    });

    test('those who only read find nothing to press', async () => {
        await start('/recipients/1', 'approver');
        await screen.findByText('Рекламу получает: согласие есть.');
        expect(screen.queryByRole('button', { name: 'Отписать' })).toBeNull();
        expect(screen.queryByRole('link', { name: 'Откуда взялся' })).toBeNull();
    });

    test('somebody never written to, and somebody whose history is not ours to see', async () => {
        await start('/recipients/1', 'agent', recipientHandlers({ history: { messages: [], answers: [], suppressed: [] }, card: { name: null } }));
        expect(await screen.findByRole('heading', { name: 'без имени' })).toBeTruthy();
        expect(await screen.findByText('Этому человеку ещё не писали.')).toBeTruthy();
    });

    test('what other systems tell of somebody stands below what was written', async () => {
        await start('/recipients/1', 'agent');
        const deeds = await screen.findByRole('table', { name: 'Что делал' });
        expect(within(deeds).getByRole('row', { name: /Покупка/ }).textContent?.replaceAll('\u00a0', ' ')).toContain('4 990 ₽, Магазин: Центр, Товаров: 3');
        expect(within(deeds).getAllByRole('row')).toHaveLength(2);
    });

    test('of whom nothing is told, the card says nothing', async () => {
        await start('/recipients/1', 'agent', { ...recipientHandlers(), 'GET /clients/:id/events': () => ({ items: [] }) });
        await screen.findByText('Осмотр котла');
        await waitFor(() => expect(screen.queryByText('Что делал')).toBeNull());
    });

    test('events that did not load are asked for again', async () => {
        let broken = true;
        const { user } = await start('/recipients/1', 'agent', { ...recipientHandlers(), 'GET /clients/:id/events': () => (broken ? new Status(409, { detail: 'Не сейчас.' }) : { items: DEEDS }) });
        expect(await screen.findByText('События не загрузились')).toBeTruthy();
        broken = false;
        await user.click(screen.getByRole('button', { name: 'Попробовать ещё раз' }));
        expect(await screen.findByRole('table', { name: 'Что делал' })).toBeTruthy();
    });

    test('a hidden history leaves the card', async () => {
        await start('/recipients/1', 'agent', { ...recipientHandlers(), 'GET /clients/:id/history': () => new Status(403, {}) });
        await screen.findByRole('heading', { name: 'Алсу Гарипова' });
        await waitFor(() => expect(screen.queryByText('Сообщения и ответы')).toBeNull());
    });

    test('a history that did not load is asked for again', async () => {
        let broken = true;
        const { user } = await start('/recipients/1', 'agent', { ...recipientHandlers(), 'GET /clients/:id/history': () => (broken ? new Status(409, { detail: 'Не сейчас.' }) : HISTORY) });
        expect(await screen.findByText('Не сейчас.')).toBeTruthy();
        broken = false;
        await user.click(screen.getByRole('button', { name: 'Попробовать ещё раз' }));
        expect(await screen.findByText('Осмотр котла')).toBeTruthy();
    });

    test('nobody by that number', async () => {
        await start('/recipients/77');
        expect(await screen.findByText('Такого клиента нет, или он чужого отдела.')).toBeTruthy();
    });
});

