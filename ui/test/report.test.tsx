import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { apart, cumulative, scale } from '@/runs/Chart';
import { byText } from '@/runs/Failures';
import { serve } from './reach';
import { Status } from './server/fakeServer';
import { FINISHED, HELD, RUNNING, SCHEDULED, STOPPED } from './server/scenes';
import { visit } from './visit';

test('the report tells counts, cost, failures and answers', async () => {
    await serve();
    const { user } = await visit(`/runs/${FINISHED.id}/report`);
    expect(await screen.findByRole('heading', { level: 1, name: 'Доставлено 2\u00a0306 из 2\u00a0320 сообщений' })).toBeTruthy();
    // 2 320 messages of two parts at 1.95 rubles.
    expect(screen.getByText('9 048 ₽')).toBeTruthy();
    expect(screen.getByText('7 секунд')).toBeTruthy();
    expect(screen.getByRole('img').getAttribute('aria-label')).toBe('2\u00a0320 ушло, 2\u00a0306 доставлено, 14 с ошибкой');
    const failures = within(screen.getByRole('table', { name: '14 ошибок' }));
    expect(failures.getAllByRole('row')[1]?.textContent).toBe('абонент не в сетиСеверсвязь5');
    await user.click(screen.getByRole('button', { name: 'Таблицей' }));
    expect(within(screen.getByRole('table', { name: /нарастающим итогом/ })).getAllByRole('row')).toHaveLength(11);
    expect(screen.queryByRole('img')).toBeNull();
});

test('a campaign is repeated from its report', async () => {
    await serve();
    const { user, address } = await visit(`/runs/${FINISHED.id}/report`);
    await user.click(await screen.findByRole('button', { name: 'Повторить рассылку' }));
    await waitFor(() => expect(address()).toMatch(/^\/campaigns\/\d+\/check$/));
});

test('a report that failed, and one that is not there', async () => {
    let status = 500;
    await serve({ handlers: { 'GET /runs/:id/report': () => new Status(status) } });
    const { user } = await visit(`/runs/${FINISHED.id}/report`);
    const again = await screen.findByRole('button', { name: 'Попробовать ещё раз' });
    status = 404;
    await user.click(again);
    expect(await screen.findByRole('heading', { name: 'Такой рассылки нет' })).toBeTruthy();
});

test('people by state, page by page, with the reason in words and the same as a file', async () => {
    await serve();
    const { user, address } = await visit(`/runs/${RUNNING.id}/people`);
    expect(await screen.findByText('Ия Ким')).toBeTruthy();
    expect(screen.queryByText('данные клиента удалены')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Показать ещё' }));
    expect(await screen.findByText('данные клиента удалены')).toBeTruthy();
    expect(await screen.findByRole('link', { name: /не доставлено 148/ })).toBeTruthy();
    await user.click(screen.getByRole('link', { name: /не доставлено 148/ }));
    expect(await screen.findByRole('heading', { name: 'Кому не доставлено' })).toBeTruthy();
    expect(await screen.findByText('не доставлено: номер не существует')).toBeTruthy();
    expect(address()).toBe(`/runs/${RUNNING.id}/people?state=failed`);
    expect(screen.getByRole('link', { name: 'Скачать таблицей CSV' }).getAttribute('href')).toBe(`/api/v1/runs/${RUNNING.id}/people.csv?state=failed`);
});

test('nobody in a state, and a list that failed', async () => {
    let broken = false;
    await serve({ handlers: { 'GET /runs/:id/people': () => (broken ? new Status(400) : { items: [], next: null }) } });
    const { router, user } = await visit(`/runs/${RUNNING.id}/people?state=cancelled`);
    expect(await screen.findByText('Таких людей здесь нет.')).toBeTruthy();
    broken = true;
    await router.navigate({ to: '/runs/$id/people', params: { id: RUNNING.id }, search: { state: 'queued' } });
    await user.click(await screen.findByRole('button', { name: 'Попробовать ещё раз' }));
    expect(await screen.findByRole('heading', { name: 'Список не загрузился' })).toBeTruthy();
});

test('the figures of a run lead to their people', async () => {
    await serve();
    await visit(`/runs/${RUNNING.id}`);
    expect((await screen.findByRole('link', { name: '148 ошибка' })).getAttribute('href')).toBe(`/runs/${RUNNING.id}/people?state=failed`);
    expect(screen.getByRole('link', { name: '115 пропущено' }).getAttribute('href')).toBe(`/runs/${RUNNING.id}/people?state=suppressed`);
});

test('failures are told by cause and sent again', async () => {
    await serve();
    const { user, address } = await visit(`/runs/${RUNNING.id}`);
    const failures = within(await screen.findByRole('region', { name: '148 ошибок' }));
    await waitFor(() => expect(failures.getAllByRole('listitem').map((one) => one.textContent)).toEqual(['абонент не в сети 97', 'номер не существует 34', 'запретил рассылки у оператора 17']));
    // Of the 148 those out of service are left out, and that is said.
    expect(failures.getByText('34 номера больше не обслуживаются: на них не дошлём.')).toBeTruthy();
    await user.click(failures.getByRole('button', { name: 'Дослать 114' }));
    await waitFor(() => expect(address()).toMatch(/^\/campaigns\/\d+\/check$/));
});

test('answers are read in place', async () => {
    await serve();
    const { user } = await visit(`/runs/${RUNNING.id}`);
    await user.click(await screen.findByRole('button', { name: 'Прочитать ответы' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Ответы' }));
    expect(await dialog.findByText('кто это?')).toBeTruthy();
    expect(dialog.getAllByText('отписка')).toHaveLength(2);
    await user.click(dialog.getByRole('button', { name: 'Закрыть' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('zones, and a part that did not load leaves the rest', async () => {
    let broken = true;
    await serve({ handlers: { 'GET /runs/:id/zones': () => (broken ? new Status(400) : { items: [{ zone: 'Asia/Omsk', title: 'Омск', localTime: '19:12', messages: 10, submitted: 4 }] }) } });
    const { user } = await visit(`/runs/${RUNNING.id}`);
    const again = await screen.findByRole('button', { name: 'Попробовать ещё раз' });
    expect(screen.getByRole('progressbar')).toBeTruthy();
    broken = false;
    await user.click(again);
    expect(await screen.findByText('4 из 10')).toBeTruthy();
});

test('planned for tomorrow: says when, and is taken back', async () => {
    const server = await serve();
    const { user, address } = await visit(`/runs/${SCHEDULED.id}`);
    expect(await screen.findByText('Запланирована')).toBeTruthy();
    expect(screen.getByText(/В списке/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Отменить' }));
    await waitFor(() => expect(address()).toBe(`/campaigns/${SCHEDULED.campaignId}/check`));
    expect(server.runs.get(SCHEDULED.id)?.status).toBe('cancelled');
    expect(await screen.findByText('Отправку отменили, никто ничего не получил. Рассылка снова черновик.')).toBeTruthy();
});

test('taking back too late is told', async () => {
    await serve({ handlers: { 'POST /runs/:id/cancel': () => new Status(409, { code: 'run-started', detail: 'Отправка уже началась.' }) } });
    const { user } = await visit(`/runs/${HELD.id}`);
    await user.click(await screen.findByRole('button', { name: /^Отменить/ }));
    expect(await screen.findByText('Отправка уже началась.')).toBeTruthy();
});

test('a cancelled run says that nothing went out, and opens the draft', async () => {
    const server = await serve();
    server.change(SCHEDULED.id, { status: 'cancelled' });
    await visit(`/runs/${SCHEDULED.id}`);
    expect(await screen.findByText(/Ничего не ушло/)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Открыть черновик' }).getAttribute('href')).toBe(`/campaigns/${SCHEDULED.campaignId}`);
});

test('after a stop a correction is written to those reached', async () => {
    await serve();
    const { user, address } = await visit(`/runs/${STOPPED.id}`);
    expect(await screen.findByText(/получат 636 человек/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Написать поправку' }));
    await waitFor(() => expect(address()).toMatch(/^\/campaigns\/\d+\/what$/));
});

test('the chart: sums so far, a round axis, labels that do not cover each other', () => {
    const timeline = [
        { at: 'a', submitted: 3, delivered: 1, failed: 0 },
        { at: 'b', submitted: 2, delivered: 2, failed: 1 },
    ];
    expect(cumulative(timeline).map(({ kind, points }) => [kind, points])).toEqual([
        ['submitted', [3, 5]],
        ['delivered', [1, 3]],
        ['failed', [0, 1]],
    ]);
    expect(scale(2_320)).toEqual([0, 1_000, 2_000, 3_000]);
    expect(scale(3)).toEqual([0, 1, 2, 3]);
    expect(scale(0)).toEqual([0, 1]);
    expect(scale(13_105)).toEqual([0, 5_000, 10_000, 15_000]);
    expect(apart([100, 104, 102])).toEqual([100, 136, 118]);
    expect(apart([266, 268])).toEqual([250, 268]);
    expect(apart([100, 104, 210], 34, 220)).toEqual([100, 134, 210]);
});

test('one cause from two operators is one cause', () => {
    const of = (text: string, connection: string, count: number) => ({ code: text, text, connection, count, forGood: false });
    expect(byText([of('a', 'x', 1), of('b', 'x', 4), of('a', 'y', 5)])).toEqual([
        { text: 'a', count: 6 },
        { text: 'b', count: 4 },
    ]);
});
