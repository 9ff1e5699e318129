import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { type Forecast, reasonsShown } from '@/audience/forecast';
import { ESTIMATE, FORECAST } from './audience/fake';
import { serve } from './reach';
import { Status } from './server/fakeServer';
import { DRAFT, EMPTY } from './server/scenes';
import { visit } from './visit';

const funnel = () => within(screen.getByRole('list', { name: 'Воронка получателей' }));
const numbers = () => funnel().getAllByRole('listitem').map((item) => item.textContent?.replaceAll('\u00a0', ' '));
const who = `/campaigns/${DRAFT.id}/who`;

test('the funnel goes from the found to the recipients, biggest reason first', async () => {
    await serve();
    await visit(who);
    await screen.findByRole('list', { name: 'Воронка получателей' });
    expect(numbers()).toEqual(['14 210 нашли', '−610 отписались', '−320 нет согласия', '−95 нет данных', '−80 повторы', '13 105 получат']);
});

test('an estimate is told as one, and the exact numbers follow by themselves', async () => {
    let asked = 0;
    await serve({
        handlers: {
            'POST /audience/forecast': () => {
                asked += 1;
                return asked < 3 ? ESTIMATE : FORECAST;
            },
        },
    });
    await visit(who);
    await screen.findByText('≈ 13 000');
    expect(screen.getByRole('list', { name: 'Воронка получателей' }).getAttribute('aria-busy')).toBe('true');
    await screen.findByText('13 105');
    expect(asked).toBe(3);
});

test('each number opens the list of who is left out and why', async () => {
    await serve();
    const { user } = await visit(who);
    await user.click(await screen.findByRole('button', { name: /610 отписались/ }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Кто получит, а кто нет' }));
    const marked = document.querySelectorAll('[role=dialog] tr[data-on]');
    expect([...marked].map((one) => one.textContent)).toEqual([expect.stringMatching(/^отписались.*−610$/)]);
    expect(dialog.getByText('Казань, Москва')).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Закрыть' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('a count that failed says why and can be asked for again', async () => {
    let broken = true;
    await serve({ handlers: { 'POST /audience/forecast': () => (broken ? new Status(400) : FORECAST) } });
    const { user } = await visit(who);
    const again = await screen.findByRole('button', { name: 'Посчитать ещё раз' });
    expect(screen.getByText(/База данных не отвечает/)).toBeTruthy();
    broken = false;
    await user.click(again);
    expect(await screen.findByText('13 105')).toBeTruthy();
});

test('nobody chosen: nothing is asked, and the foot says what to do', async () => {
    const server = await serve({ campaigns: [EMPTY] });
    await visit(`/campaigns/${EMPTY.id}/who`);
    expect(await screen.findByText(/Скажите, кому отправить/)).toBeTruthy();
    expect(server.asked.some(({ path }) => path === '/audience/forecast')).toBe(false);
});

test('more reasons than there is room for are told as one', () => {
    const reasons = [5, 40, 0, 30, 20, 10].map((count, index) => ({ reason: `r${index}`, text: `reason ${index}`, count }));
    const shown = reasonsShown({ ...FORECAST, suppressed: reasons } as Forecast);
    expect(shown.map(({ reason, count }) => [reason, count])).toEqual([
        ['r1', 40],
        ['r3', 30],
        ['r4', 20],
        ['other', 15],
    ]);
});

test('a reason this page does not know yet is told in the words of the server', async () => {
    await serve({ handlers: { 'POST /audience/forecast': () => ({ ...FORECAST, suppressed: [{ reason: 'wrote_yesterday', text: 'писали вчера', count: 320 }] }) } });
    await visit(who);
    expect(await screen.findByText('писали вчера')).toBeTruthy();
});
