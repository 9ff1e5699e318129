import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { serve } from './reach';
import { ANNA } from './server/fakeServer';
import { FINISHED, HELD, PAUSED, PLANNING, RUNNING, STOPPED } from './server/scenes';
import { visit } from './visit';

const figure = (meaning: string) => screen.getByText(meaning, { selector: '.fig span' }).parentElement?.querySelector('b')?.textContent;
const sentence = () => screen.getByRole('heading', { level: 1 }).parentElement?.querySelector('p')?.textContent?.replace(/\s+/g, ' ').trim();

test('a running campaign tells how far it is, by operator, by reason, and what came back', async () => {
    await serve();
    await visit(`/runs/${RUNNING.id}`);
    const bar = await screen.findByRole('progressbar');
    expect(bar.getAttribute('aria-valuenow')).toBe('66');
    expect(bar.getAttribute('aria-valuetext')).toBe('Ушло 8\u00a0680 из 12\u00a0990, пройдено 66\u00a0%');
    expect(figure('доставлено')).toBe('7\u00a0412');
    expect(figure('принято, ждём отчёт')).toBe('1\u00a0120');
    expect(figure('в очереди')).toBe('4\u00a0310');
    expect(figure('ошибка')).toBe('148');
    expect(figure('пропущено')).toBe('115');
    expect(screen.queryByText('неизвестно')).toBeNull();
    const operators = within(screen.getByRole('table', { name: 'По операторам' }));
    const rows = operators.getAllByRole('row').map((one) => [...one.children].map((cell) => cell.textContent?.trim()));
    expect(rows[3]).toEqual(['Радуга нет связи', '1\u00a0010', '480', '71', '958', '23']);
    const skipped = within(screen.getByRole('region', { name: '115 пропущено' })).getAllByRole('listitem');
    expect(skipped.map((item) => item.textContent)).toEqual(['отписались 61', 'повтор номера 38', 'пустое поле в тексте 16']);
    expect(screen.getByText('Пришло 73 ответа. 62 человека отписались.')).toBeTruthy();
    expect(screen.getByText('список разобран')).toBeTruthy();
});

test('numbers move with the events, and each tenth of the way is announced', async () => {
    const server = await serve();
    await visit(`/runs/${RUNNING.id}`);
    await screen.findByRole('progressbar');
    await waitFor(() => expect(server.listening(RUNNING.id)).toBe(1));
    const said = document.querySelector('[aria-live=polite]');
    server.change(RUNNING.id, { queued: 4_300, pending: 1_130 });
    await waitFor(() => expect(figure('в очереди')).toBe('4\u00a0300'));
    expect(said?.textContent).toBe('');
    server.change(RUNNING.id, { queued: 2_000, pending: 3_430 });
    await waitFor(() => expect(said?.textContent).toBe('Ушло 10\u00a0990 из 12\u00a0990, пройдено 84\u00a0%'));
});

test('what stands beside the numbers is asked for once more when the last receipt is in', async () => {
    let count = 1;
    const items = () => [{ code: 'absent', connection: 'Радуга', text: 'Телефон выключен', count, forGood: false }];
    const server = await serve({ handlers: { 'GET /runs/:id/failures': () => ({ items: items() }) } });
    await visit(`/runs/${RUNNING.id}`);
    expect((await screen.findByText('Телефон выключен')).closest('li')?.textContent).toBe('Телефон выключен 1');
    await waitFor(() => expect(server.listening(RUNNING.id)).toBe(1));
    count = 3;
    server.change(RUNNING.id, { queued: 0, pending: 0, status: 'finished' });
    await waitFor(() => expect(screen.getByText('Телефон выключен').closest('li')?.textContent).toBe('Телефон выключен 3'));
});

test('pause and resume', async () => {
    const server = await serve();
    const { user } = await visit(`/runs/${RUNNING.id}`);
    await user.click(await screen.findByRole('button', { name: 'Пауза' }));
    expect(await screen.findByText('Пауза вручную')).toBeTruthy();
    expect(sentence()).toMatch(/^Пауза вручную с .*, Анна Соловьёва\. Ушло 8 680 из 12 990\. Ждут 4 310\.$/);
    await user.click(screen.getByRole('button', { name: 'Продолжить' }));
    expect(await screen.findByText('Идёт')).toBeTruthy();
    expect(server.runs.get(RUNNING.id)?.status).toBe('running');
});

test('stop says what is out, what is on its way and what will not go; then it is final', async () => {
    await serve();
    const { user } = await visit(`/runs/${RUNNING.id}`);
    await user.click(await screen.findByRole('button', { name: 'Остановить' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Остановить рассылку?' }));
    const told = dialog.getAllByRole('listitem').map((item) => item.textContent);
    expect(told).toEqual(['7\u00a0412уже доставлено', '1\u00a0120в пути: у оператора, отозвать нельзя', '4\u00a0310не уйдёт']);
    await user.click(dialog.getByRole('button', { name: 'Остановить, 4\u00a0310 не уйдут' }));
    expect(await screen.findByText('Остановлена')).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.queryByRole('button', { name: 'Остановить' })).toBeNull();
    expect(screen.getByText('не ушло из-за остановки').parentElement?.textContent).toBe('не ушло из-за остановки 4\u00a0310');
    expect(screen.getByText(/Сообщение уже получили или получат 8.532 человека/)).toBeTruthy();
});

test('changing one’s mind stops nothing', async () => {
    const server = await serve();
    const { user } = await visit(`/runs/${RUNNING.id}`);
    await user.click(await screen.findByRole('button', { name: 'Остановить' }));
    await user.click(await screen.findByRole('button', { name: 'Не останавливать' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(server.runs.get(RUNNING.id)?.status).toBe('running');
});

test('a command that comes too late is refused in the words of the server', async () => {
    const server = await serve();
    server.faults.command = 409;
    const { user } = await visit(`/runs/${RUNNING.id}`);
    await user.click(await screen.findByRole('button', { name: 'Пауза' }));
    expect(await screen.findByText('Рассылка уже закончена.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Остановить' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.queryByText('Рассылка уже закончена.')).toBeNull();
    await user.click(dialog.getByRole('button', { name: /Остановить, / }));
    expect(await dialog.findByText('Рассылка уже закончена.')).toBeTruthy();
});

test('a lost connection is told, and forgotten when it is back', async () => {
    const server = await serve();
    await visit(`/runs/${RUNNING.id}`);
    await waitFor(() => expect(server.listening(RUNNING.id)).toBe(1));
    server.faults.events = true;
    server.cut();
    expect(await screen.findByText(/Связь с сервером потеряна, отправка идёт дальше/)).toBeTruthy();
    delete server.faults.events;
    await waitFor(() => expect(screen.queryByText(/Связь с сервером потеряна/)).toBeNull());
    server.change(RUNNING.id, { queued: 4_000, pending: 1_430 });
    await waitFor(() => expect(figure('в очереди')).toBe('4\u00a0000'));
});

test('messages nobody is sure of get a figure, a column and an explanation of their own', async () => {
    await serve();
    await visit(`/runs/${PAUSED.id}`);
    await screen.findByRole('progressbar');
    expect(figure('неизвестно')).toBe('12');
    expect(screen.getByRole('heading', { name: 'Неизвестно: 12 сообщений' })).toBeTruthy();
    expect(screen.getByText(/Сами повторять не будем/)).toBeTruthy();
    expect(screen.getByRole('columnheader', { name: 'Неизвестно' })).toBeTruthy();
    expect(screen.getByText('нет связи')).toBeTruthy();
});

test('an alarm says that it repeats what is uncertain', async () => {
    const server = await serve();
    server.change(PAUSED.id, { messageClass: 'alarm' });
    await visit(`/runs/${PAUSED.id}`);
    expect(await screen.findByText(/Тревожные сообщения отправим ещё раз/)).toBeTruthy();
});

test('a run whose list is still gone through runs', async () => {
    await serve();
    await visit(`/runs/${PLANNING.id}`);
    await screen.findByRole('progressbar');
    expect(sentence()).toMatch(/^Идёт с .*\. Ушло 813 из 12 900\.$/);
});

test('a finished and a stopped run stand still and are not listened to', async () => {
    const server = await serve();
    await visit(`/runs/${FINISHED.id}`);
    await screen.findByRole('progressbar');
    expect(sentence()).toMatch(/^Закончена 20 ноября.*\. Ушло 2 320 из 2 320\.$/);
    expect(screen.queryByRole('button', { name: 'Пауза' })).toBeNull();
    expect(server.listening(FINISHED.id)).toBe(0);
});

test('a stopped run says who stopped it', async () => {
    await serve();
    await visit(`/runs/${STOPPED.id}`);
    await screen.findByRole('progressbar');
    expect(sentence()).toMatch(/^Остановлена 16 ноября.*, Анна Соловьёва\. Ушло 640 из 6 020\.$/);
    expect(figure('пропущено')).toBe('5\u00a0424');
});

test('a long log shows its newest part first, then all', async () => {
    const server = await serve();
    const happened = Array.from({ length: 9 }, (_, index) => ({
        at: `2026-11-23T12:0${index}:00Z`,
        kind: index % 2 ? ('resumed' as const) : ('paused' as const),
        by: 'Денис Рябов',
        connection: null,
    }));
    server.change(RUNNING.id, { happened });
    const { user } = await visit(`/runs/${RUNNING.id}`);
    expect(await screen.findAllByText(/, Денис Рябов/)).toHaveLength(6);
    await user.click(screen.getByRole('button', { name: 'Показать все 9 событий' }));
    expect(screen.getAllByText(/, Денис Рябов/)).toHaveLength(9);
});

test('what a newer server tells and we do not know breaks nothing', async () => {
    const server = await serve();
    await visit(`/runs/${RUNNING.id}`);
    await waitFor(() => expect(server.listening(RUNNING.id)).toBe(1));
    server.change(RUNNING.id, {
        suppressedBy: [{ reason: 'full_moon' as 'no_value', count: 115 }],
        happened: [{ at: '2026-11-23T12:00:00Z', kind: 'eclipse' as 'planned', by: null, connection: null }],
    });
    expect(await screen.findByText('другая причина')).toBeTruthy();
});

test('to numbers out of service nothing is sent again: when there are no others, it is not offered', async () => {
    await serve({
        handlers: { 'GET /runs/:id/failures': () => ({ items: [{ code: 'undelivered-001', connection: 'Тон', text: 'Номер больше не обслуживается.', count: RUNNING.failed, forGood: true }] }) },
    });
    await visit(`/runs/${RUNNING.id}`);
    expect(await screen.findByText('148 номеров больше не обслуживаются: на них не дошлём.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Дослать/ })).toBeNull();
});

test('a run that is not there, and one that failed to load', async () => {
    const server = await serve();
    const { user } = await visit('/runs/77');
    expect(await screen.findByRole('heading', { name: 'Такой рассылки нет' })).toBeTruthy();
    server.faults.run = 500;
    await user.click(screen.getByRole('link', { name: /^Рассылки/ }));
    await user.click(await screen.findByRole('link', { name: RUNNING.campaignName }));
    const again = await screen.findByRole('button', { name: 'Попробовать ещё раз' });
    delete server.faults.run;
    await user.click(again);
    expect(await screen.findByRole('progressbar')).toBeTruthy();
});

test('while it loads the page has its shape', async () => {
    const server = await serve();
    server.faults.run = 'never';
    await visit(`/runs/${RUNNING.id}`);
    expect(await screen.findByText('Загружаем')).toBeTruthy();
    expect(document.querySelector('[aria-busy=true]')).toBeTruthy();
});

test.each(['approver', 'analyst'] as const)('who only reads campaigns sees how one goes, and no button that the server would refuse: %s', async (role) => {
    await serve({ session: { ...ANNA, role } });
    const { router } = await visit(`/runs/${RUNNING.id}`);
    await screen.findByRole('progressbar');
    expect(await screen.findByRole('heading', { name: '148 ошибок' })).toBeTruthy();
    const main = () => within(screen.getByRole('main'));
    expect(main().getAllByRole('button').map((one) => one.textContent)).toEqual(['Прочитать ответы']);
    await router.navigate({ to: '/runs/$id', params: { id: HELD.id } });
    expect(await screen.findByText('Пока ничего не ушло: рассылку ещё можно отменить.')).toBeTruthy();
    expect(main().queryByRole('button')).toBeNull();
    await router.navigate({ to: '/runs/$id', params: { id: STOPPED.id } });
    await screen.findByText('Остановлена');
    expect(main().queryByRole('button', { name: /исправ|написать/i })).toBeNull();
    await router.navigate({ to: '/runs/$id/report', params: { id: FINISHED.id } });
    expect(await screen.findByRole('heading', { name: /Доставлено/ })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Повторить/ })).toBeNull();
});
