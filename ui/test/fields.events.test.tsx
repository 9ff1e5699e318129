import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { accessFake, SERGEY } from './access/fake';
import { fieldsFake, KINDS, kindsFake } from './fields/fake';
import { homeFake } from './home/fake';
import { operatorsFake } from './operators/fake';
import { serve } from './reach';
import { Status } from './server/fakeServer';
import { visit } from './visit';

async function start(kinds = KINDS, handlers = {}): Promise<unknown[]> {
    const sent: unknown[] = [];
    await serve({ session: SERGEY, handlers: { ...homeFake(), ...operatorsFake(), ...accessFake(SERGEY), ...fieldsFake(), ...kindsFake(kinds, sent), ...handlers } });
    return sent;
}

test('the kinds of events are a place beside the fields, with what is told of each', async () => {
    await start();
    const { user, address } = await visit('/fields');
    await user.click(await screen.findByRole('link', { name: 'События' }));
    expect(address()).toBe('/fields/events');
    const offered = await screen.findByRole('table', { name: 'Виды событий' });
    expect(within(offered).getByRole('row', { name: /Покупка/ }).textContent).toContain('Магазин, Товаров');
    expect(within(offered).queryByText('Факс')).toBeNull();
    expect(within(screen.getByRole('table', { name: 'В архиве' })).getByText('fax')).toBeTruthy();
});

test('a kind of one’s own is added with its properties; keys follow the titles', async () => {
    const sent = await start();
    const { user } = await visit('/fields/events');
    await user.click(await screen.findByRole('button', { name: 'Добавить вид' }));
    const dialog = await screen.findByRole('dialog', { name: 'Новый вид событий' });
    await user.click(within(dialog).getByRole('button', { name: 'Ещё свойство' }));
    await user.click(within(dialog).getByRole('button', { name: 'Добавить вид' }));
    expect(within(dialog).getAllByText('Заполните это поле')).toHaveLength(6);
    expect(sent).toEqual([]);
    await user.type(within(dialog).getByLabelText('Название по-русски'), 'Вебинар');
    await user.type(within(dialog).getByLabelText('Название по-английски'), 'Webinar');
    const first = within(within(dialog).getByRole('group', { name: 'Свойство 1' }));
    await user.type(first.getByLabelText('По-русски'), 'Часов');
    expect(first.getByLabelText('Ключ')).toHaveProperty('value', 'chasov');
    await user.type(first.getByLabelText('По-английски'), 'Hours');
    await user.selectOptions(first.getByLabelText('Тип'), 'Число');
    await user.click(within(dialog).getByRole('button', { name: 'Ещё свойство' }));
    await user.click(within(dialog).getByRole('button', { name: 'Убрать свойство 2' }));
    await user.click(within(dialog).getByRole('button', { name: 'Добавить вид' }));
    expect(await screen.findByText('Вид «Вебинар» сохранён')).toBeTruthy();
    expect(sent).toEqual([{ key: 'webinar', titleRu: 'Вебинар', titleEn: 'Webinar', attributes: [{ key: 'hours', titleRu: 'Часов', titleEn: 'Hours', type: 'number' }], archived: false, version: 0 }]);
    expect(await screen.findByRole('button', { name: 'Вебинар' })).toBeTruthy();
});

test('a key that is taken is told at the key', async () => {
    await start();
    const { user } = await visit('/fields/events');
    await user.click(await screen.findByRole('button', { name: 'Добавить вид' }));
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByLabelText('Название по-русски'), 'Приход');
    await user.type(within(dialog).getByLabelText('Название по-английски'), 'Visit');
    await user.click(within(dialog).getByRole('button', { name: 'Добавить вид' }));
    expect(await within(dialog).findByText(/уже есть/)).toBeTruthy();
    expect(within(dialog).getByLabelText('Ключ').getAttribute('aria-invalid')).toBe('true');
});

test('what events and conditions name stays; titles change and properties are added', async () => {
    const sent = await start();
    const { user } = await visit('/fields/events');
    await user.click(await screen.findByRole('button', { name: 'Покупка' }));
    const dialog = await screen.findByRole('dialog', { name: 'Покупка' });
    expect(within(dialog).queryByLabelText('Ключ')).toBeNull();
    expect(within(dialog).queryByRole('button', { name: 'Убрать свойство 1' })).toBeNull();
    const shop = within(within(dialog).getByRole('group', { name: 'Свойство 1' }));
    await user.clear(shop.getByLabelText('По-английски'));
    await user.type(shop.getByLabelText('По-английски'), 'Store');
    await user.click(within(dialog).getByRole('button', { name: 'Сохранить' }));
    expect(await screen.findByText('Вид «Покупка» сохранён')).toBeTruthy();
    expect(sent.at(-1)).toMatchObject({ key: 'purchase', version: 1, archived: false, attributes: [{ key: 'shop', titleEn: 'Store', type: 'text' }, { key: 'items' }] });
});

test('into the archive and back', async () => {
    await start();
    const { user } = await visit('/fields/events');
    await user.click(await screen.findByRole('button', { name: 'Визит' }));
    await user.click(await screen.findByRole('button', { name: 'Убрать в архив' }));
    expect(await screen.findByText('Вид «Визит» в архиве')).toBeTruthy();
    await user.click(await screen.findByRole('button', { name: 'Факс' }));
    await user.click(await screen.findByRole('button', { name: 'Вернуть' }));
    expect(await screen.findByText('Вид «Факс» снова предлагается')).toBeTruthy();
});

test('somebody else was quicker', async () => {
    await start(KINDS, { 'PUT /event-kinds/:key': () => new Status(409, { code: 'event-kind-changed', detail: 'Этот вид уже изменил кто-то другой. Откройте его снова.' }) });
    const { user } = await visit('/fields/events');
    await user.click(await screen.findByRole('button', { name: 'Визит' }));
    await user.click(await screen.findByRole('button', { name: 'Сохранить' }));
    expect(await screen.findByText(/кто-то другой/)).toBeTruthy();
});

test('a page that did not load says so and tries again', async () => {
    let fails = true;
    await start(KINDS, { 'GET /event-kinds': () => (fails ? new Status(400) : KINDS) });
    const { user } = await visit('/fields/events');
    expect(await screen.findByText('Виды событий не загрузились')).toBeTruthy();
    fails = false;
    await user.click(screen.getByRole('button', { name: 'Попробовать ещё раз' }));
    expect(await screen.findByRole('table', { name: 'Виды событий' })).toBeTruthy();
});
