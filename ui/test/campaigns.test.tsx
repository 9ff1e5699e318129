import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { serve } from './reach';
import { CAMPAIGNS, DRAFT } from './server/scenes';
import { visit } from './visit';

const row = async (name: string) => {
    const cell = await screen.findByText(name);
    const found = cell.closest('tr');
    if (!found) throw new Error(`no row for ${name}`);
    return within(found);
};

test('each row says in words how the campaign stands, how much is out, when and by whom', async () => {
    await serve();
    await visit('/campaigns');
    const paused = await row('День открытия на Баумана, 44');
    expect(paused.getByText('Пауза вручную')).toBeTruthy();
    expect(paused.getByText('2 870 из 7 012')).toBeTruthy();
    expect(paused.getByText('Денис Рябов')).toBeTruthy();
    expect(paused.queryByRole('button')).toBeNull();
    expect((await row('Зимняя резина: скидка 15 %')).getByText('Планируется')).toBeTruthy();
    expect((await row('Бонусы сгорают 30 ноября')).getByText('Идёт')).toBeTruthy();
    expect((await row('Осмотр котла')).getByText('Закончена')).toBeTruthy();
    expect((await row('Второе полотенце')).getByText('Остановлена')).toBeTruthy();
    const draft = await row(DRAFT.name);
    expect(draft.getByText('Черновик')).toBeTruthy();
    expect(draft.queryByRole('link')).toBeNull();
    // Stopped at 640 of 6 064: what was kept back is no progress. The suppressed 44 are done with.
    expect((await row('Второе полотенце')).getByRole('img').getAttribute('aria-label')).toBe('Пройдено 11\u00a0%');
});

test('a draft is launched after a last look, and its page opens', async () => {
    const server = await serve();
    const { user, address } = await visit('/campaigns');
    await user.click(await screen.findByRole('button', { name: `Запустить «${DRAFT.name}»` }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/Рекламная рассылка/)).toBeTruthy();
    expect(dialog.getByText(DRAFT.text)).toBeTruthy();
    await user.click(await dialog.findByRole('button', { name: 'Отправить 13\u00a0105 людям' }));
    expect(await screen.findByRole('heading', { name: DRAFT.name })).toBeTruthy();
    const launch = server.asked.find(({ path }) => path === `/campaigns/${DRAFT.id}/runs`);
    expect(launch?.key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(address()).toMatch(/^\/runs\/9\d{3}$/);
});

test('a finished campaign is repeated; a second try after a failure carries the same key', async () => {
    const server = await serve();
    server.faults.launch = 500;
    const { user } = await visit('/campaigns');
    await user.click(await screen.findByRole('button', { name: 'Повторить «Второе полотенце»' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Повторить «Второе полотенце»?' }));
    const send = await dialog.findByRole('button', { name: 'Отправить 21 человеку' });
    await user.click(send);
    expect(await dialog.findByText(/База данных не отвечает/)).toBeTruthy();
    delete server.faults.launch;
    await user.click(dialog.getByRole('button', { name: 'Отправить 21 человеку' }));
    await screen.findByRole('progressbar');
    const keys = server.asked.filter(({ path }) => path === '/campaigns/45/runs').map(({ key }) => key);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
});

test('an empty audience cannot be sent to', async () => {
    const server = await serve();
    const { user } = await visit('/campaigns');
    await user.click(await screen.findByRole('button', { name: 'Повторить «Ключи от ячейки»' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByText(/отправлять некому/)).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Отправить' }));
    expect(server.asked.some(({ method }) => method === 'POST')).toBe(false);
    await user.click(dialog.getByRole('button', { name: 'Не отправлять' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('an audience that could not be counted can be counted again', async () => {
    const server = await serve();
    server.faults.audience = 503;
    const { user } = await visit('/campaigns');
    await user.click(await screen.findByRole('button', { name: `Запустить «${DRAFT.name}»` }));
    const again = await screen.findByRole('button', { name: 'Посчитать ещё раз' });
    delete server.faults.audience;
    await user.click(again);
    expect(await screen.findByRole('button', { name: 'Отправить 13\u00a0105 людям' })).toBeTruthy();
});

test('long lists come by pages, and a page that failed can be asked for again', async () => {
    const many = Array.from({ length: 60 }, (_, index) => ({ ...DRAFT, id: String(1_000 + index), name: `Черновик номер ${index + 1}` }));
    const server = await serve({ campaigns: many });
    const { user } = await visit('/campaigns');
    // Asked by text: to compute the roles of so many rows takes jsdom seconds.
    const more = await screen.findByText('Показать ещё');
    const rows = () => document.querySelectorAll('tbody tr').length;
    expect(rows()).toBe(50);
    server.faults.campaigns = 400;
    await user.click(more);
    expect(await screen.findByText(/База данных не отвечает/)).toBeTruthy();
    expect(rows()).toBe(50);
    delete server.faults.campaigns;
    await user.click(screen.getByText('Показать ещё'));
    await waitFor(() => expect(rows()).toBe(60));
    expect(screen.getByText('Черновик номер 60')).toBeTruthy();
    expect(screen.queryByText('Показать ещё')).toBeNull();
});

test('no campaigns: says what will stand here', async () => {
    await serve({ campaigns: [] });
    await visit('/campaigns');
    expect(await screen.findByRole('heading', { name: 'Рассылок пока нет' })).toBeTruthy();
});

test('loading keeps the shape of the list', async () => {
    const server = await serve();
    server.faults.campaigns = 'never';
    await visit('/campaigns');
    expect((await screen.findByRole('table')).getAttribute('aria-busy')).toBe('true');
    expect(screen.getByRole('status').textContent).toBe('Загружаем');
});

test('a list that failed says why and can be tried again', async () => {
    const server = await serve();
    server.faults.campaigns = 500;
    const { user } = await visit('/campaigns');
    expect(await screen.findByRole('heading', { name: 'Список рассылок не загрузился' })).toBeTruthy();
    expect(screen.getByText(/База данных не отвечает/)).toBeTruthy();
    delete server.faults.campaigns;
    await user.click(screen.getByRole('button', { name: 'Попробовать ещё раз' }));
    await waitFor(() => expect(screen.getAllByRole('row')).toHaveLength(CAMPAIGNS.length + 1));
});
