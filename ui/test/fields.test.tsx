import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { keyOf } from '@/fields/keyOf';
import { accessFake, SERGEY } from './access/fake';
import { CATALOGUE, fieldsFake } from './fields/fake';
import { homeFake } from './home/fake';
import { operatorsFake } from './operators/fake';
import { serve } from './reach';
import { Status } from './server/fakeServer';
import { visit } from './visit';

async function start(fields = CATALOGUE, handlers = {}): Promise<unknown[]> {
    const sent: unknown[] = [];
    await serve({ session: SERGEY, handlers: { ...homeFake(), ...operatorsFake(), ...accessFake(SERGEY), ...fieldsFake(fields, sent), ...handlers } });
    return sent;
}

test('a key is made of a title', () => {
    expect(keyOf('Дата покупки')).toBe('data_pokupki');
    expect(keyOf('  Next visit! ')).toBe('next_visit');
    expect(keyOf('2-й адрес')).toBe('y_adres');
    expect(keyOf('№')).toBe('');
    expect(keyOf('щ'.repeat(40))).toHaveLength(40);
});

test('own fields, standard ones and the archive: what each holds, who sees it, how full it is', async () => {
    await start();
    const { user } = await visit('/fields');
    const own = await screen.findByRole('table', { name: 'Свои поля' });
    const hobbies = within(own).getByRole('row', { name: /Увлечения/ });
    expect(hobbies.textContent).toContain('Несколько из');
    expect(hobbies.textContent).toContain('≈\u00a034\u00a0%');
    expect(within(own).getByRole('row', { name: /Диагноз/ }).textContent).toContain('Оператор контакт-центра');
    const standard = screen.getByRole('table', { name: 'Стандартные поля' });
    expect(within(standard).getByRole('row', { name: /Имя/ }).textContent).toContain('тем, кто работает с людьми');
    expect(within(screen.getByRole('table', { name: 'В архиве' })).getByRole('row', { name: /Старый код/ })).toBeTruthy();
    await user.type(screen.getByLabelText('Название, ключ или другое имя'), 'город прожив');
    expect(screen.getAllByRole('row')).toHaveLength(2);
    await user.clear(screen.getByLabelText('Название, ключ или другое имя'));
    await user.type(screen.getByLabelText('Название, ключ или другое имя'), 'рост');
    expect(screen.getByText(/Такого поля нет/)).toBeTruthy();
});

test('without fields of one’s own the page says what they are for', async () => {
    await start(CATALOGUE.filter(({ standard }) => standard));
    await visit('/fields');
    expect(await screen.findByText(/Своих полей пока нет/)).toBeTruthy();
});

test('a field with options is added; its key and codes follow the titles', async () => {
    const sent = await start();
    const { user } = await visit('/fields');
    await user.click(await screen.findByRole('button', { name: 'Добавить поле' }));
    const dialog = await screen.findByRole('dialog', { name: 'Новое поле' });
    await user.click(within(dialog).getByRole('button', { name: 'Добавить поле' }));
    expect(within(dialog).getAllByText('Заполните это поле')).toHaveLength(3);
    await user.type(within(dialog).getByLabelText('Название по-русски'), 'Размер');
    expect(within(dialog).getByLabelText('Ключ')).toHaveProperty('value', 'razmer');
    await user.type(within(dialog).getByLabelText('Название по-английски'), 'Size');
    expect(within(dialog).getByLabelText('Ключ')).toHaveProperty('value', 'size');
    await user.selectOptions(within(dialog).getByLabelText('Тип'), 'Один из');
    await user.click(within(dialog).getByRole('button', { name: 'Ещё значение' }));
    await user.click(within(dialog).getByRole('button', { name: 'Убрать значение 3' }));
    const first = within(dialog).getByRole('group', { name: 'Значение 1' });
    await user.type(within(first).getByLabelText('По-русски'), 'малый');
    await user.type(within(first).getByLabelText('По-английски'), 'small');
    const second = within(dialog).getByRole('group', { name: 'Значение 2' });
    await user.type(within(second).getByLabelText('По-русски'), 'большой');
    await user.type(within(second).getByLabelText('По-английски'), 'large');
    await user.clear(within(second).getByLabelText('Код'));
    await user.type(within(second).getByLabelText('Код'), 'xl');
    await user.selectOptions(within(dialog).getByLabelText('Что оно говорит о человеке'), 'Персональные данные');
    await user.click(within(dialog).getByLabelText(/Выбрать роли самим/));
    await user.click(within(dialog).getByLabelText('Аналитик'));
    await user.type(within(dialog).getByLabelText('Как ещё его называют файлы'), 'габарит, рост одежды');
    await user.click(within(dialog).getByRole('button', { name: 'Добавить поле' }));
    expect(await screen.findByText('Поле «Размер» сохранено')).toBeTruthy();
    expect(sent.at(-1)).toEqual({
        key: 'size',
        type: 'one_of',
        titleRu: 'Размер',
        titleEn: 'Size',
        personalData: 'personal',
        readers: ['analyst'],
        source: '',
        synonyms: ['габарит', 'рост одежды'],
        options: [
            { code: 'small', titleRu: 'малый', titleEn: 'small' },
            { code: 'xl', titleRu: 'большой', titleEn: 'large' },
        ],
        version: 0,
    });
    expect(await screen.findByRole('row', { name: /Размер/ })).toBeTruthy();
});

test('a refusal stands at the name it is about', async () => {
    await start();
    const { user } = await visit('/fields');
    await user.click(await screen.findByRole('button', { name: 'Добавить поле' }));
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByLabelText('Название по-русски'), 'Город');
    await user.type(within(dialog).getByLabelText('Название по-английски'), 'Town');
    await user.click(within(dialog).getByRole('button', { name: 'Добавить поле' }));
    expect(await within(dialog).findByText(/уже значит поле/)).toBeTruthy();
    expect(within(dialog).getByLabelText('Название по-русски').getAttribute('aria-invalid')).toBe('true');
});

test('a standard field keeps its title and gets other names', async () => {
    const sent = await start();
    const { user } = await visit('/fields');
    await user.click(await screen.findByRole('button', { name: 'Город' }));
    const dialog = await screen.findByRole('dialog', { name: 'Город' });
    expect(within(dialog).queryByLabelText('Название по-русски')).toBeNull();
    await user.type(within(dialog).getByLabelText('Откуда берётся'), 'CRM');
    await user.click(within(dialog).getByRole('button', { name: 'Сохранить' }));
    await waitFor(() => expect(sent.at(-1)).toMatchObject({ source: 'CRM', synonyms: ['город проживания'], version: 0 }));
});

test('into the archive, and from there away for good when asked twice', async () => {
    await start();
    const { user } = await visit('/fields');
    await user.click(await screen.findByRole('button', { name: 'Диагноз' }));
    await user.click(await screen.findByRole('button', { name: 'Убрать в архив' }));
    expect(await screen.findByText('Поле «Диагноз» в архиве')).toBeTruthy();
    await user.click(await screen.findByRole('button', { name: 'Старый код' }));
    await user.click(await screen.findByRole('button', { name: 'Удалить со значениями' }));
    expect(await screen.findByText(/исчезнут навсегда/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Да, удалить' }));
    expect(await screen.findByText('Поле «Старый код» удалено')).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole('row', { name: /Старый код/ })).toBeNull());
});

test('what is still needed is not removed, and what needs it is named', async () => {
    await start(CATALOGUE.map((one) => (one.key === 'hobbies' ? { ...one, archived: true } : one)));
    const { user } = await visit('/fields');
    await user.click(await screen.findByRole('button', { name: 'Увлечения' }));
    await user.click(await screen.findByRole('button', { name: 'Удалить со значениями' }));
    await user.click(await screen.findByRole('button', { name: 'Да, удалить' }));
    expect(await screen.findByText(/Лыжники/)).toBeTruthy();
});

test('the telephone number and the id of the other system can’t go', async () => {
    await start();
    const { user } = await visit('/fields');
    await user.click(await screen.findByRole('button', { name: 'Телефон' }));
    await screen.findByRole('dialog');
    expect(screen.queryByRole('button', { name: 'Убрать в архив' })).toBeNull();
});

test('a page that did not load says so and tries again', async () => {
    let fails = true;
    await start(CATALOGUE, { 'GET /field-catalogue': () => (fails ? new Status(400) : { items: CATALOGUE }) });
    const { user } = await visit('/fields');
    expect(await screen.findByText('Поля не загрузились')).toBeTruthy();
    fails = false;
    await user.click(screen.getByRole('button', { name: 'Попробовать ещё раз' }));
    expect(await screen.findByRole('table', { name: 'Свои поля' })).toBeTruthy();
});
