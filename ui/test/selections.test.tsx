import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Launching, Selection } from '@/selections/api';
import { accessFake, SERGEY } from './access/fake';
import { homeFake } from './home/fake';
import { operatorsFake } from './operators/fake';
import { serve } from './reach';
import { SELECTIONS, selectionsFake, TIED } from './selections/fake';
import { ANNA, Status } from './server/fakeServer';
import { desk } from './texts/desk';
import { textHandlers } from './texts/fake';
import { visit } from './visit';

const MANAGER = { ...ANNA, role: 'campaign_manager' as const };

async function start({ session = SERGEY, selections = SELECTIONS, launching, handlers = {} }: { session?: typeof SERGEY; selections?: Selection[]; launching?: Launching; handlers?: object } = {}): Promise<unknown[]> {
    const sent: unknown[] = [];
    await serve({ session, handlers: { ...homeFake(), ...operatorsFake(), ...accessFake(session), ...selectionsFake(selections, sent, launching), ...handlers } });
    return sent;
}

test('the list says who is in each selection, when it runs, and what is wrong', async () => {
    await start({ session: MANAGER });
    await visit('/selections');
    const table = await screen.findByRole('table', { name: 'Выборки' });
    const debtors = await within(table).findByRole('row', { name: /Должники по заказам/ });
    expect(debtors.textContent).toContain('12\u00a0102');
    expect(debtors.textContent).toContain('ежедневно в 09:00');
    expect(within(table).getByRole('row', { name: /Заказы в пути/ }).textContent).toContain('В ответе нет столбца «due».');
    expect(within(table).getByRole('row', { name: /Новые карты/ }).textContent).toContain('Не запускали');
    expect(screen.queryByRole('button', { name: 'Новая выборка' })).toBeNull();
});

test('a selection is run with other values, and stopped', async () => {
    const sent = await start({ session: MANAGER });
    const { user } = await visit('/selections/5');
    const value = await screen.findByLabelText('min');
    await user.clear(value);
    await user.type(value, '500');
    await user.click(screen.getByRole('button', { name: 'Запустить сейчас' }));
    await user.click(await screen.findByRole('button', { name: 'Остановить' }));
    expect(sent).toEqual([{ values: { min: '500' } }]);
    await waitFor(() => expect(screen.getAllByText('Остановлена').length).toBeGreaterThan(0));
    // What is asked of the other system is no manager's business.
    expect(screen.queryByRole('link', { name: 'Изменить' })).toBeNull();
});

test('a wrong value is told at its field', async () => {
    await start({ handlers: { 'POST /selections/:id/runs': () => new Status(422, { errors: [{ pointer: '/values/min', detail: 'Это не число.' }] }) } });
    const { user } = await visit('/selections/5');
    await user.click(await screen.findByRole('button', { name: 'Запустить сейчас' }));
    expect(await screen.findByText('Это не число.')).toBeTruthy();
});

test('an administrator writes a selection, looks at its rows and keeps it', async () => {
    const sent = await start();
    const { user, address } = await visit('/selections/new');
    await user.type(await screen.findByLabelText('Название'), 'Долги');
    await user.type(screen.getByLabelText('Запрос'), 'select phone, debt from debts where debt > :min;');
    await user.click(screen.getByRole('button', { name: 'Добавить параметр' }));
    const parameter = screen.getByRole('group', { name: 'Параметры, строка 1' });
    await user.type(within(parameter).getByLabelText('Имя'), 'min');
    await user.selectOptions(within(parameter).getByLabelText('Тип'), 'Деньги');
    await user.type(within(parameter).getByLabelText('Значение'), '100');
    await user.click(screen.getByRole('button', { name: 'Посмотреть первые строки' }));
    const rows = await screen.findByRole('table', { name: 'Первые строки ответа' });
    expect(within(rows).getByRole('row', { name: /123-45-68/ }).textContent).toContain('пусто');
    await user.type(screen.getByLabelText('Столбец с номером или кодом'), 'phone');
    await user.click(screen.getByRole('button', { name: 'Добавить данные' }));
    const variable = screen.getByRole('group', { name: 'Данные для текста, строка 1' });
    await user.type(within(variable).getByLabelText('Имя в тексте'), 'долг');
    await user.type(within(variable).getByLabelText('Столбец'), 'debt');
    await user.click(screen.getByRole('button', { name: 'Сохранить' }));
    expect(await screen.findByText('В запросе не может быть точки с запятой.')).toBeTruthy();
    await user.type(screen.getByLabelText('Запрос'), '{Backspace}');
    await user.click(screen.getByRole('button', { name: 'Сохранить' }));
    await waitFor(() => expect(address()).toBe('/selections/8'));
    expect(sent.at(-1)).toMatchObject({
        name: 'Долги',
        sourceId: '3',
        query: 'select phone, debt from debts where debt > :min',
        entity: null,
        parameters: [{ name: 'min', type: 'money', value: '100' }],
        match: 'phone',
        matchColumn: 'phone',
        variables: [{ name: 'долг', type: 'text', column: 'debt' }],
        everyMinutes: 0,
        dailyAt: null,
    });
});

test('a draft that somebody changed is confirmed anew', async () => {
    const draft = { id: '101', name: 'Напоминание о долге', status: 'draft', version: 4 };
    const sent = await start({ session: MANAGER, launching: TIED, handlers: { 'GET /campaigns': () => ({ items: [draft as never], next: null }) } });
    const { user } = await visit('/selections/5');
    expect(await screen.findByText(/Черновик с тех пор изменили/)).toBeTruthy();
    expect(screen.getByText(/Не отправлена\. Рассылку изменили/)).toBeTruthy();
    const again = await screen.findByRole('button', { name: 'Подтвердить ещё раз' });
    await waitFor(() => expect(again.getAttribute('aria-disabled')).not.toBe('true'));
    await user.click(again);
    await waitFor(() => expect(sent).toEqual([{ campaignId: '101', version: 4 }]));
    await waitFor(() => expect(screen.queryByText(/Черновик с тех пор изменили/)).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Больше не отправлять' }));
    expect(await screen.findByText(/сама ничего не отправляется/)).toBeTruthy();
});

test('a selection is deleted only when asked for twice', async () => {
    await start();
    const { user, address } = await visit('/selections/5');
    await user.click(await screen.findByRole('button', { name: 'Удалить' }));
    await user.click(await screen.findByRole('button', { name: 'Да, удалить' }));
    await waitFor(() => expect(address()).toBe('/selections'));
    const table = await screen.findByRole('table', { name: 'Выборки' });
    await waitFor(() => expect(within(table).queryByRole('row', { name: /Должники по заказам/ })).toBeNull());
});

test('a text to people of a selection is offered what it says of them', async () => {
    await serve({ handlers: textHandlers({ selected: [{ name: 'долг по заказу', type: 'money' }] }) });
    const { user, text } = await desk({ text: 'Вы должны ', audience: { kind: 'segment', segmentId: '8' } });
    await user.click(await screen.findByRole('button', { name: /долг по заказу/ }));
    expect(text()).toContain('{долг по заказу}');
});
