import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { serve } from './reach';
import { ANNA, Status } from './server/fakeServer';
import { CAMPAIGNS, DRAFT, HELD } from './server/scenes';
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
    expect(paused.getByText('2 870 из 6 995')).toBeTruthy();
    expect(paused.getByText('Денис Рябов')).toBeTruthy();
    expect(paused.queryByRole('button')).toBeNull();
    expect((await row('Доставка: подтвердите время')).getByText('Идёт')).toBeTruthy();
    expect((await row('Бонусы сгорают 30 ноября')).getByText('Идёт')).toBeTruthy();
    expect((await row('Осмотр котла')).getByText('Закончена')).toBeTruthy();
    expect((await row('Второе полотенце')).getByText('Остановлена')).toBeTruthy();
    expect((await row('Зимняя резина: скидка 15 %')).getByText('Запланирована')).toBeTruthy();
    const draft = await row(DRAFT.name);
    expect(draft.getByText('Черновик')).toBeTruthy();
    expect(draft.getByRole('link', { name: `Продолжить «${DRAFT.name}»` }).getAttribute('href')).toBe(`/campaigns/${DRAFT.id}`);
    // Stopped at 640 of 6 020: what was kept back is no progress, and the 44 left out were never waited for.
    expect((await row('Второе полотенце')).getByRole('img').getAttribute('aria-label')).toBe('Пройдено 10\u00a0%');
});

test('a row with failures says how many and leads to why', async () => {
    await serve();
    await visit('/campaigns');
    const finished = await row('Осмотр котла');
    expect(finished.getByText(/14 сообщений не дошло/)).toBeTruthy();
    expect(finished.getByRole('link', { name: 'Почему' }).getAttribute('href')).toBe('/runs/504/people?state=failed');
});

test('the filter stands in the address and shows one kind', async () => {
    await serve();
    const { user, address } = await visit('/campaigns?state=planned');
    expect(await screen.findByText(HELD.campaignName)).toBeTruthy();
    expect(document.querySelectorAll('tbody tr')).toHaveLength(2);
    await user.click(screen.getByRole('link', { name: 'Идут' }));
    await waitFor(() => expect(address()).toBe('/campaigns?state=running'));
    await waitFor(() => expect([...document.querySelectorAll('main nav [aria-current]')].map((one) => one.textContent)).toEqual(['Идут']));
    await waitFor(() => expect(document.querySelectorAll('tbody tr')).toHaveLength(3));
    await user.click(screen.getByRole('link', { name: 'Все' }));
    await waitFor(() => expect(document.querySelectorAll('tbody tr')).toHaveLength(CAMPAIGNS.length));
});

test('nothing of a kind is said in a sentence', async () => {
    await serve({ campaigns: [DRAFT] });
    await visit('/campaigns?state=over');
    expect(await screen.findByText('Ни одна рассылка ещё не закончилась.')).toBeTruthy();
});

test('a finished campaign is repeated in two presses from here', async () => {
    const server = await serve();
    const { user, address } = await visit('/campaigns');
    await user.click(await screen.findByRole('button', { name: 'Повторить «Осмотр котла»' }));
    await user.click(await screen.findByRole('button', { name: 'Отправить 1\u00a0000 людям' }));
    await waitFor(() => expect(address()).toMatch(/^\/runs\/9\d{3}$/));
    expect(server.asked.some(({ method, path }) => method === 'POST' && path === '/campaigns/44/clone')).toBe(true);
});

test('a clone that is refused leaves the list and says why', async () => {
    await serve({ handlers: { 'POST /campaigns/:id/clone': () => new Status(500) } });
    const { user, address } = await visit('/campaigns');
    await user.click(await screen.findByRole('button', { name: 'Повторить «Осмотр котла»' }));
    expect(await screen.findByText(/База данных не отвечает/)).toBeTruthy();
    expect(address()).toBe('/campaigns');
});

test('what has not begun is taken back from the list', async () => {
    const server = await serve();
    const { user } = await visit('/campaigns');
    await user.click(await screen.findByRole('button', { name: `Отменить «${HELD.campaignName}»` }));
    await waitFor(async () => expect((await row(HELD.campaignName)).getByText('Черновик')).toBeTruthy());
    expect(server.runs.get(HELD.id)?.status).toBe('cancelled');
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

test('an analyst reads the list and is offered nothing to press', async () => {
    await serve({ session: { ...ANNA, role: 'analyst' as const } });
    await visit('/campaigns');
    await row('Осмотр котла');
    expect(screen.queryByRole('link', { name: 'Новая рассылка' })).toBeNull();
    expect(screen.queryByRole('button', { name: /Повторить|Отменить/ })).toBeNull();
});

test('no campaigns: says what will stand here, and offers the first', async () => {
    await serve({ campaigns: [] });
    await visit('/campaigns');
    expect(await screen.findByRole('heading', { name: 'Рассылок пока нет' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Новая рассылка' }).getAttribute('href')).toBe('/campaigns/new');
});

test('loading keeps the shape of the list', async () => {
    const server = await serve();
    server.faults.campaigns = 'never';
    await visit('/campaigns');
    expect((await screen.findByRole('table')).getAttribute('aria-busy')).toBe('true');
    expect(screen.getAllByRole('status').map(({ textContent }) => textContent)).toContain('Загружаем');
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

test('reports are of what is over, with its outcome', async () => {
    await serve();
    await visit('/reports');
    const finished = await row('Осмотр котла');
    expect(finished.getByText('2 306 из 2 320')).toBeTruthy();
    expect(finished.getByRole('link').getAttribute('href')).toBe('/runs/504/report');
    expect(screen.queryByText('Бонусы сгорают 30 ноября')).toBeNull();
});

test('no reports yet', async () => {
    await serve({ campaigns: [DRAFT] });
    await visit('/reports');
    expect(await screen.findByRole('heading', { name: 'Отчётов пока нет' })).toBeTruthy();
});

test('a draft is deleted from the list after a question, and that is said', async () => {
    const server = await serve({ campaigns: structuredClone([DRAFT, ...CAMPAIGNS.filter(({ id }) => id !== DRAFT.id)]) });
    const { user } = await visit('/campaigns');
    await user.click((await row(DRAFT.name)).getByRole('button', { name: `Удалить «${DRAFT.name}»` }));
    const question = within(await screen.findByRole('dialog', { name: `Удалить «${DRAFT.name}»?` }));
    await user.click(question.getByRole('button', { name: 'Не удалять' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(server.asked.some(({ method }) => method === 'DELETE')).toBe(false);
    await user.click((await row(DRAFT.name)).getByRole('button', { name: `Удалить «${DRAFT.name}»` }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Удалить черновик' }));
    expect(await screen.findByText(`Черновик «${DRAFT.name}» удалён.`)).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole('link', { name: DRAFT.name })).toBeNull());
    expect(server.asked.filter(({ method }) => method === 'DELETE').map(({ path }) => path)).toEqual([`/campaigns/${DRAFT.id}`]);
});

test('a draft that cannot be deleted any more stays, with the reason', async () => {
    await serve({ handlers: { 'DELETE /campaigns/:id': () => new Status(409, { code: 'campaign-wrong-state', detail: 'Рассылку уже запустили.' }) } });
    const { user } = await visit('/campaigns');
    await user.click((await row(DRAFT.name)).getByRole('button', { name: `Удалить «${DRAFT.name}»` }));
    const question = within(await screen.findByRole('dialog'));
    await user.click(question.getByRole('button', { name: 'Удалить черновик' }));
    expect(await question.findByText('Рассылку уже запустили.')).toBeTruthy();
});

test('who only reads campaigns is not offered to delete a draft', async () => {
    await serve({ session: { ...ANNA, role: 'analyst' } });
    await visit('/campaigns');
    expect((await row(DRAFT.name)).queryByRole('button')).toBeNull();
});
