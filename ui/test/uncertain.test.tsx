import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { accessFake, SERGEY } from './access/fake';
import { homeFake } from './home/fake';
import { type Decided, operatorsFake, UNCERTAIN, uncertainFake } from './operators/fake';
import { serve } from './reach';
import { ATTEMPTS } from './server/campaignPart';
import { PAUSED } from './server/scenes';
import { Status } from './server/fakeServer';
import { visit } from './visit';

const around = { ...homeFake(), ...accessFake(SERGEY), ...operatorsFake() };
const as = (handlers: object = {}) => ({ session: SERGEY, handlers: { ...around, ...handlers } });

test('the operators lead to the uncertain ones, with how many and how old', async () => {
    await serve(as());
    const { user, address } = await visit('/operators');
    await user.click(await screen.findByRole('link', { name: /^4 неясных сообщения, самому старому \d+ (ч|дн\.)$/ }));
    await waitFor(() => expect(address()).toBe('/operators/uncertain'));
    const row = await screen.findByRole('row', { name: /Алсу Гарипова/ });
    expect(within(row).getByText(/Связь оборвалась до ответа/)).toBeTruthy();
    expect(within(row).getByText('(1 из 2 частей)')).toBeTruthy();
    expect(within(screen.getByRole('row', { name: /Руслан Хабибуллин/ })).queryByRole('checkbox')).toBeNull();
    expect(screen.getByText(/Выполним, когда «Почтамт» включат/)).toBeTruthy();
});

test('chosen ones are decided about by their ids, and what was left out is told with its reason', async () => {
    const decided: Decided[] = [];
    await serve(as(uncertainFake(UNCERTAIN, decided, { stopped: 1 })));
    const { user } = await visit('/operators/uncertain');
    await user.click(await screen.findByRole('checkbox', { name: 'Выбрать: Алсу Гарипова' }));
    await user.click(screen.getByRole('checkbox', { name: 'Выбрать: Константин Ершов' }));
    await user.click(screen.getByRole('button', { name: 'Решить о 2 выбранных' }));
    const dialog = await screen.findByRole('dialog', { name: 'Что делать с 2 сообщениями?' });
    await user.click(within(dialog).getByRole('button', { name: 'Решить' }));
    expect(within(dialog).getByText('Выберите одно из двух.')).toBeTruthy();
    expect(decided).toEqual([]);
    await user.click(within(dialog).getByRole('radio', { name: /^Считать недоставленными/ }));
    await user.click(within(dialog).getByRole('button', { name: 'Считать 2 недоставленными' }));
    expect(await screen.findByText('Решено: 2 сообщения. 1 не отправим: его рассылку остановили.')).toBeTruthy();
    expect(decided).toEqual([{ what: 'give_up', messages: ['9001', '9002'], which: null, seen: null }]);
    await waitFor(() => expect(screen.getAllByText('Не ждём')).toHaveLength(2));
    // The page is there again when the dialog has gone.
    expect(await screen.findByRole('button', { name: 'Решить обо всех 2' })).toBeTruthy();
});

test('all of a filter are decided about with how many were seen; more than that are refused', async () => {
    const decided: Decided[] = [];
    let more = true;
    const fake = uncertainFake(UNCERTAIN, decided);
    await serve(as({ ...fake, 'POST /uncertain/decisions': (asked: never) => (more ? new Status(409, { code: 'uncertain-more', detail: 'Их стало больше.' }) : fake['POST /uncertain/decisions']?.(asked)) }));
    const { user } = await visit('/operators/uncertain?connection=2&messageClass=advertising');
    await user.click(await screen.findByRole('button', { name: 'Решить обо всех 2' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('radio', { name: /^Отправить ещё раз/ }));
    await user.click(within(dialog).getByRole('button', { name: 'Отправить 2 ещё раз' }));
    expect(await within(dialog).findByText('Их стало больше.')).toBeTruthy();
    more = false;
    await user.click(within(dialog).getByRole('button', { name: 'Отправить 2 ещё раз' }));
    expect(await screen.findByText('Решено: 2 сообщения.')).toBeTruthy();
    expect(decided).toMatchObject([{ what: 'send_again', messages: null, which: { connection: '2', messageClass: 'advertising', run: null }, seen: 2 }]);
});

test('without any the page says what would come here', async () => {
    await serve(as(uncertainFake([])));
    await visit('/operators/uncertain');
    expect(await screen.findByRole('heading', { name: 'Неясных сообщений нет' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Решить/ })).toBeNull();
    await waitFor(() => expect(screen.queryByRole('table')).toBeNull());
});

test('a run leads administrators to its uncertain ones, and others to the people', async () => {
    await serve(as());
    await visit(`/runs/${PAUSED.id}`);
    expect((await screen.findByRole('link', { name: '12 неизвестно' })).getAttribute('href')).toBe(`/operators/uncertain?run=%22${PAUSED.id}%22`);
});

test('every attempt at a message is told on request', async () => {
    await serve(as());
    const { user } = await visit(`/runs/${PAUSED.id}/people`);
    const [show] = await screen.findAllByRole('button', { name: 'Попытки' });
    if (!show) throw new Error('no attempts to show');
    await user.click(show);
    expect(await screen.findByText(/Код 0x58 ESME_RTHROTTLED: Оператор просит слать реже\./)).toBeTruthy();
    expect(screen.getByText(/Отправляем ещё раз: так решили \(Сергей Ветров, /)).toBeTruthy();
    expect(screen.getByText(/Код 027: Телефон выключен или вне сети\./)).toBeTruthy();
    expect(show.getAttribute('aria-expanded')).toBe('true');
});

test('an attempt to come says when, on another day too', async () => {
    const waiting = [{ part: 2, number: 4, dueAt: '2025-03-02T09:15:00Z' }];
    await serve(as({ 'GET /messages/:id/attempts': () => ({ ...ATTEMPTS, waiting }) }));
    const { user } = await visit(`/runs/${PAUSED.id}/people`);
    const [show] = await screen.findAllByRole('button', { name: 'Попытки' });
    if (!show) throw new Error('no attempts to show');
    await user.click(show);
    expect(await screen.findByText(/^Попытка 4 назначена на 2 марта 2025 г\., 12:15\.$/)).toBeTruthy();
});
