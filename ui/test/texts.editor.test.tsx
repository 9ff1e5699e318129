import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { serve } from './reach';
import { desk } from './texts/desk';
import { BONUS, FORECAST, textHandlers } from './texts/fake';

const field = () => screen.findByRole('textbox', { name: 'Текст сообщения' });
/** Puts the caret at a point of the field, counted from its end. */
const caretAtEnd = async () => {
    const paper = await field();
    paper.focus();
    window.getSelection()?.collapse(paper, paper.childNodes.length - 1);
};
const start = async (...[options]: Parameters<typeof desk>) => {
    await serve({ handlers: textHandlers() });
    return desk(options);
};

describe('writing', () => {
    test('what is typed is the text', async () => {
        const { user, text } = await start();
        await user.type(await field(), 'Ждём вас{Enter}завтра');
        expect(text()).toBe('Ждём вас\nзавтра');
    });

    test('a variable is a pill, one character for the caret: Backspace takes it whole', async () => {
        const { user, text } = await start({ text: 'Ах, {Имя}' });
        expect((await field()).textContent).toBe('Ах, Имя');
        await caretAtEnd();
        await user.keyboard('!{Backspace}{Backspace}');
        expect(text()).toBe('Ах, ');
    });

    test('arrows step over a pill, Delete takes it from the front', async () => {
        const { user, text } = await start({ text: 'Ах, {Имя}!' });
        await caretAtEnd();
        window.getSelection()?.collapse(await field(), 2);
        await user.keyboard('{ArrowLeft}{ArrowRight}{ArrowLeft}{Delete}');
        expect(text()).toBe('Ах, !');
    });

    test('undo and redo go through what was done', async () => {
        const { user, text } = await start({ text: 'Ах, {Имя}' });
        await caretAtEnd();
        await user.keyboard('{Backspace}');
        expect(text()).toBe('Ах, ');
        await user.keyboard('{Control>}z{/Control}');
        expect(text()).toBe('Ах, {Имя}');
        await user.keyboard('{Control>}{Shift>}Z{/Shift}{/Control}');
        expect(text()).toBe('Ах, ');
    });

    test('copying keeps the braces, pasting makes pills of them', async () => {
        const { user, text } = await start({ text: '{Имя|друг}' });
        await user.click(await field());
        await user.keyboard('{Control>}a{/Control}');
        const range = document.createRange();
        range.selectNodeContents(await field());
        window.getSelection()?.removeAllRanges();
        window.getSelection()?.addRange(range);
        const copied = await user.copy();
        expect(copied?.getData('text')).toBe('{Имя|друг}');
        window.getSelection()?.collapseToEnd();
        await user.paste(', у вас {Бонусы}');
        expect(text()).toBe('{Имя|друг}, у вас {Бонусы}');
        expect((await field()).querySelectorAll('[data-pill]')).toHaveLength(2);
    });

    test('a variable written out by hand becomes a pill; a brace alone stays a brace', async () => {
        const { user, text } = await start();
        await user.type(await field(), 'a {{Город} b');
        expect(text()).toBe('a {Город} b');
        await user.type(await field(), ' {{');
        await user.keyboard('{Escape} x');
        expect(text()).toBe('a {Город} b {{ x');
    });
});

describe('variables', () => {
    test('a brace opens the list, letters narrow it, Enter takes', async () => {
        const { user, text } = await start();
        await waitFor(() => expect(screen.queryByRole('button', { name: /ещё \d+ пол/ })).toBeTruthy());
        await user.type(await field(), 'У вас {{бон');
        const options = await screen.findAllByRole('option');
        expect(options.map((option) => option.textContent)).toEqual(['Бонусы']);
        expect((await field()).getAttribute('aria-activedescendant')).toBe(options[0]?.id);
        await user.keyboard('{Enter}');
        expect(text()).toBe('У вас {Бонусы}');
        expect(screen.queryByRole('listbox')).toBeNull();
        await user.keyboard(' бонусов');
        expect(text()).toBe('У вас {Бонусы} бонусов');
    });

    test('the usual ones are at hand, all the others behind a search', async () => {
        const { user, text } = await start({ text: 'Город: ' });
        await user.click(await screen.findByRole('button', { name: 'Вставить поле «Город»' }));
        expect(text()).toBe('Город: {Город}');
        await user.click(screen.getByRole('button', { name: 'ещё 12 полей' }));
        const search = screen.getByRole('combobox', { name: 'Найти поле' });
        await waitFor(() => expect(document.activeElement).toBe(search));
        await user.type(search, 'дата');
        await user.keyboard('{ArrowDown}{ArrowUp}{Enter}');
        expect(text()).toBe('Город: {Город}{Дата рождения}');
    });

    test('whoever lacks a value is counted, and asked about', async () => {
        const { user, text } = await start({ text: '{Имя}, {Бонусы} бонусов', forecast: null });
        expect(await screen.findByText(/у 212 человек его нет, и без слова на замену/)).toBeTruthy();
        expect(screen.getByText('есть у всех')).toBeTruthy();
        await user.click(screen.getByRole('button', { name: 'Что писать тем, у кого нет поля «Имя»' }));
        const question = screen.getByRole('dialog', { name: 'Чем заменить поле «Имя»' });
        await user.type(within(question).getByLabelText('Слово на замену'), 'клиент');
        await user.click(within(question).getByRole('button', { name: 'Готово' }));
        expect(text()).toBe('{Имя|клиент}, {Бонусы} бонусов');
        expect(await screen.findByText(/им напишем «/)).toBeTruthy();
    });

    test("a pill opens its question; Escape closes it; 'nothing' is an answer, too", async () => {
        const { user, text } = await start({ text: 'Ах, {Имя}!' });
        await screen.findByText(/у 212 человек/);
        const pill = within(await field()).getByText('Имя');
        await user.click(pill);
        await user.keyboard('{Escape}');
        expect(screen.queryByRole('dialog')).toBeNull();
        await user.click(pill);
        await user.click(screen.getByRole('button', { name: 'Ничего не писать' }));
        expect(text()).toBe('Ах, {Имя|}!');
        await user.click(within(await field()).getByText('Имя'));
        await user.click(screen.getByRole('button', { name: 'Убрать поле' }));
        expect(text()).toBe('Ах, !');
    });

    test('a field that is gone says so', async () => {
        await start({ text: 'Привет, {Кличка}' });
        expect(await screen.findByText(/Поля «Кличка» нет/)).toBeTruthy();
        expect(within(await field()).getByText('Кличка').hasAttribute('data-gone')).toBe(true);
    });
});

describe('what it costs', () => {
    test('is counted over the people who will get it', async () => {
        await start({ text: BONUS, forecast: FORECAST });
        expect(await screen.findByText('2–3 части')).toBeTruthy();
        expect(screen.getByText('у 9 860 две, у 3 245 три')).toBeTruthy();
        expect(screen.getByText('136/134').parentElement?.className).toContain('over');
        expect(screen.getByText('≈ 4,61 ₽')).toBeTruthy();
        expect(screen.getByText('≈ 60 400 ₽')).toBeTruthy();
        expect(screen.getByText('всего, по 13 105 людям')).toBeTruthy();
    });

    test('without people the text itself is counted', async () => {
        await start({ text: 'ж'.repeat(71), audience: null });
        expect(await screen.findByText('2 части')).toBeTruthy();
        expect(screen.getByText('71/134')).toBeTruthy();
        expect(screen.queryByText(/₽/)).toBeNull();
    });

    test('while one types, the length follows at once and the money says that it does not', async () => {
        const { user } = await start({ text: BONUS, forecast: FORECAST });
        await caretAtEnd();
        await user.keyboard('!');
        expect(await screen.findByText('137/134')).toBeTruthy();
        expect(screen.getByText('пересчитываем')).toBeTruthy();
    });
});

describe('characters that make it dear', () => {
    test('an emoji counts double; what it costs is told, one press mends it', async () => {
        const { user, text } = await start({ text: BONUS.replace('Ближайший к вам магазин', 'Магазин рядом'), forecast: null });
        expect(await screen.findByText('🎁 считается за 2 знака.')).toBeTruthy();
        await user.click(screen.getByRole('button', { name: 'Заменить точкой' }));
        expect(text()).toContain('они сгорят. Магазин рядом');
        expect(screen.queryByText(/считается за/)).toBeNull();
    });

    test('or it is left', async () => {
        const { user } = await start({ text: 'Ура 🎁' });
        await user.click(await screen.findByRole('button', { name: 'Оставить' }));
        expect(screen.queryByText(/считается за/)).toBeNull();
    });

    test('in a Latin text it is what forces Unicode', async () => {
        const { user, text } = await start({ text: `Order №5501 – ${'a'.repeat(80)}` });
        expect(await screen.findByText('№ не входит в латинский набор.')).toBeTruthy();
        expect(screen.getByText('Без него вышла бы 1 часть вместо 2.')).toBeTruthy();
        await user.click(screen.getByRole('button', { name: 'Исправить все 2 знака' }));
        expect(text()).toBe(`Order No5501 - ${'a'.repeat(80)}`);
    });
});

describe('Latin letters', () => {
    test('are offered side by side and taken only when asked', async () => {
        const { user, text } = await start({ text: 'Осмотр котла завтра с 9 до 12. Если неудобно, ответьте 2 на это сообщение.' });
        expect(await screen.findByText(/вышла бы 1 часть\./)).toBeTruthy();
        await user.click(screen.getByRole('button', { name: 'Сравнить рядом' }));
        const dialog = await screen.findByRole('dialog');
        expect(within(dialog).getByText(/Osmotr kotla zavtra/)).toBeTruthy();
        await user.click(within(dialog).getByRole('button', { name: 'Взять латиницу' }));
        expect(text()).toBe('Osmotr kotla zavtra s 9 do 12. Esli neudobno, otvette 2 na eto soobshchenie.');
    });

    test('do not help when the values are Russian', async () => {
        await start({ text: BONUS, forecast: FORECAST });
        expect(await screen.findByText(/значения полей останутся русскими/)).toBeTruthy();
    });
});

describe('the phone', () => {
    test('steps through the shortest, the longest and an incomplete recipient', async () => {
        const { user } = await start({ text: BONUS, forecast: FORECAST });
        expect(await screen.findByText(/Константин Ермолов, Пермь/)).toBeTruthy();
        const phone = screen.getByRole('complementary', { name: 'Как увидит получатель' });
        expect(within(phone).getByText('2')).toBeTruthy();
        expect(within(phone).getByText('3')).toBeTruthy();
        await user.click(screen.getByRole('button', { name: 'Следующий получатель' }));
        expect(screen.getByText(/Без имени, Казань/)).toBeTruthy();
        await user.click(screen.getByRole('button', { name: 'Короткое' }));
        expect(screen.getByText(/Ия Ли, Казань/)).toBeTruthy();
        await user.click(screen.getByRole('button', { name: 'Предыдущий получатель' }));
        expect(screen.getByText(/Без имени, Казань/)).toBeTruthy();
    });

    test('sends to oneself, and tells how it went', async () => {
        const { user } = await start({ text: 'Привет' });
        await user.click(await screen.findByRole('button', { name: 'Отправить себе' }));
        expect(await screen.findByText('Дошло. Посмотрите на телефон.')).toBeTruthy();
    });

    test('without a number of one’s own it leads to the profile', async () => {
        await serve({ handlers: textHandlers({ ownPhone: false }) });
        const { user } = await desk({ text: 'Привет' });
        await user.click(await screen.findByRole('button', { name: 'Отправить себе' }));
        expect((await screen.findByRole('link', { name: 'Впишите его в профиле' })).getAttribute('href')).toBe('/profile');
    });

    test('a message that does not arrive says why', async () => {
        await serve({ handlers: textHandlers({ test: ['failed'] }) });
        const { user } = await desk({ text: 'Привет' });
        await user.click(await screen.findByRole('button', { name: 'Отправить себе' }));
        expect(await screen.findByText('Не дошло: Абонент вне сети.')).toBeTruthy();
    });
});

describe('as what and in whose name', () => {
    test('the class is a part of the sentence, with its rules', async () => {
        const { user, wording } = await start({ text: 'Скидка' });
        expect(await screen.findByText(/В тексте не сказано, как отказаться/)).toBeTruthy();
        await user.click(screen.getByRole('button', { name: 'Дописать' }));
        expect(wording().text).toBe('Скидка. Отказ: ответьте СТОП');
        await user.click(screen.getByRole('button', { name: 'Рекламное' }));
        await user.click(screen.getByRole('button', { name: /^Сервисное/ }));
        expect(wording().messageClass).toBe('service');
        expect(screen.queryByText(/как отказаться/)).toBeNull();
    });

    test('the sender is one that operators take', async () => {
        const { user, wording } = await start();
        await user.click(await screen.findByRole('button', { name: 'POLYANKA' }));
        const name = screen.getByLabelText('От чьего имени');
        await user.clear(name);
        await user.type(name, 'Полянка{Enter}');
        expect(screen.getByText(/Можно до 11 латинских букв/)).toBeTruthy();
        await user.clear(name);
        await user.type(name, 'POL{Enter}');
        expect(wording().sender).toBe('POL');
        await user.click(screen.getByRole('button', { name: 'POL' }));
        await user.clear(screen.getByLabelText('От чьего имени'));
        await user.click(screen.getByRole('button', { name: 'Готово' }));
        expect(wording().sender).toBeNull();
        expect(screen.getByRole('button', { name: 'без имени отправителя' })).toBeTruthy();
    });
});

describe('kept texts', () => {
    test('one is taken with its sender and class', async () => {
        const { user, wording } = await start();
        await user.click(await screen.findByRole('button', { name: 'Взять шаблон' }));
        await user.click(await screen.findByRole('button', { name: /^Осмотр котла/ }));
        expect(wording()).toEqual({ text: 'Осмотр котла состоится завтра с 9 до 12. Если неудобно, ответьте 2.', sender: 'POLYANKA', messageClass: 'service' });
        expect((await field()).textContent).toContain('Осмотр котла состоится');
    });

    test('this one is kept under a name', async () => {
        const { user } = await start({ text: 'Ждём вас' });
        await user.click(await screen.findByRole('button', { name: 'Сохранить как шаблон' }));
        await user.type(await screen.findByLabelText('Название'), 'Приглашение{Enter}');
        expect(await screen.findByText('Сохранили: «Приглашение»')).toBeTruthy();
    });
});
