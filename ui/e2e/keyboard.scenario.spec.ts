import { expect, type Locator, type Page, test } from '@playwright/test';

/** Six tasks of a working day without a mouse, against the server of SOROKA_URL with the sample company. */
const real = process.env.SOROKA_URL;
const login = process.env.SOROKA_LOGIN ?? '';
const password = process.env.SOROKA_PASSWORD ?? '';

test.skip(real === undefined, 'needs a real server with its sample company');
test.describe.configure({ timeout: 120_000 });

const at = (path: string) => (real ?? '').replace(/\/$/, '') + path;
const heading = (page: Page, name: RegExp) => expect(page.getByRole('heading', { level: 1, name })).toBeVisible();

/** Goes on with Tab until the wanted thing has the focus. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
    await expect(wanted).toBeVisible({ timeout: 30_000 });
    for (let presses = 0; presses < 120 && !(await wanted.evaluate((one) => one === document.activeElement)); presses += 1) {
        await page.keyboard.press('Tab');
    }
    await expect(wanted).toBeFocused();
}

async function press(page: Page, role: 'button' | 'link', name: RegExp): Promise<void> {
    await tabTo(page, page.getByRole(role, { name }).first());
    await page.keyboard.press('Enter');
}

test.beforeEach(async ({ page }) => {
    // From here on a press of the mouse is a fault of the test itself.
    await page.addInitScript(() => document.addEventListener('pointerdown', () => document.documentElement.setAttribute('data-mouse', ''), true));
    await page.goto(at('/login'));
    await tabTo(page, page.locator('[name=login]'));
    await page.keyboard.type(login);
    await page.keyboard.press('Tab');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await heading(page, /Анна/);
});

test.afterEach(async ({ page }) => {
    await expect(page.locator('html[data-mouse]')).toHaveCount(0);
});

/** To the check of a campaign to a kept segment with a kept text. */
async function prepare(page: Page, segment: RegExp): Promise<void> {
    await press(page, 'link', /^Новая рассылка/);
    await heading(page, /Кому отправим/);
    await tabTo(page, page.getByRole('region', { name: /готовый сегмент/ }).getByRole('button', { name: segment }));
    await page.keyboard.press('Enter');
    await heading(page, /Что напишем/);
    await tabTo(page, page.getByRole('region', { name: /шаблон/ }).getByRole('button').first());
    await page.keyboard.press('Enter');
    await heading(page, /Когда отправим/);
    await press(page, 'button', /^Дальше/);
    await heading(page, /Что произойдёт/);
}

async function send(page: Page): Promise<void> {
    const sending = page.getByRole('button', { name: /^Отправить \d/ });
    await expect(sending).toBeVisible({ timeout: 60_000 });
    for (const box of await page.getByRole('checkbox').all()) {
        await tabTo(page, box);
        await page.keyboard.press('Space');
        await expect(box).toBeChecked();
    }
    await tabTo(page, sending);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/runs\//);
}

test('a campaign is launched and taken back', async ({ page }) => {
    await prepare(page, /Казань и Пермь/);
    await send(page);
    await press(page, 'button', /^Отменить/);
    await heading(page, /Что произойдёт/);
});

test('a run is paused, resumed and stopped', async ({ page }) => {
    await prepare(page, /Казань и Пермь/);
    // Slowly, so that there is something to stop.
    await page.goBack();
    await heading(page, /Когда отправим/);
    await tabTo(page, page.getByRole('radio', { name: /^Так быстро/ }));
    await page.keyboard.press('ArrowDown');
    await press(page, 'button', /^Дальше/);
    await heading(page, /Что произойдёт/);
    await send(page);
    // After the seconds in which it can be taken back.
    await expect(page.getByRole('button', { name: /^Пауза$/ })).toBeVisible({ timeout: 60_000 });
    await press(page, 'button', /^Пауза$/);
    await press(page, 'button', /^Продолжить$/);
    await press(page, 'button', /^Остановить$/);
    const dialog = page.getByRole('dialog');
    await expect(dialog).toBeVisible();
    await tabTo(page, dialog.getByRole('button', { name: /^Остановить/ }));
    await page.keyboard.press('Enter');
    await expect(page.getByText(/^Остановлена$/)).toBeVisible({ timeout: 30_000 });
});

test('a segment is made and kept', async ({ page }) => {
    await page.goto(at('/segments/new'));
    await expect(page.getByRole('button', { name: 'Добавить условие' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('combobox', { name: /Найти условие/ })).toBeFocused();
    await page.keyboard.type('город');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: /Найти: город/ })).toBeFocused();
    await page.keyboard.type('каза');
    const kazan = page.getByRole('checkbox', { name: /Казань/ });
    await expect(kazan).toBeVisible();
    await expect(page.getByRole('checkbox', { name: /Самара/ })).toBeHidden();
    await page.keyboard.press('Enter');
    await expect(kazan).toBeChecked();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Добавить условие' })).toBeFocused();
    await press(page, 'button', /^Сохранить$/);
    await expect(page).toHaveURL(/\/segments\/\d+/);
    await expect(page.getByText(/посчитано точно/)).toBeVisible({ timeout: 30_000 });
});

test('a text with a field of the client is written and kept', async ({ page }) => {
    await page.goto(at('/texts/new'));
    await tabTo(page, page.getByRole('textbox', { name: 'Название' }));
    await page.keyboard.type(`С клавиатуры ${Date.now()}`);
    await tabTo(page, page.getByRole('textbox', { name: 'Текст сообщения' }));
    await page.keyboard.type('{им');
    await expect(page.getByRole('option', { name: /^Имя/ }).first()).toBeVisible();
    await page.keyboard.press('Enter');
    await page.keyboard.type(', мы открыты до 22. Отказ: ответьте СТОП');
    await expect(page.locator('[data-pill]').first()).toBeVisible();
    await press(page, 'button', /^Сохранить/);
    await expect(page).toHaveURL(/\/texts\/\d+/);
});

test('a file of clients is imported', async ({ page }) => {
    await page.goto(at('/imports'));
    const choosing = page.waitForEvent('filechooser');
    await press(page, 'button', /^Выбрать файл$/);
    await (await choosing).setFiles({
        name: 'c-klaviatury.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('Телефон;Имя;Город\n+7 900 000-00-01;Анна;Казань\n12;Пётр;Пермь\n'),
    });
    await heading(page, /Что в каком столбце/);
    await expect(page.getByText(/Не подходит 1 номер из 2/)).toBeVisible();
    await press(page, 'button', /^Загрузить$/);
    await heading(page, /Загрузили|обновили|клиент/i);
    await expect(page.getByRole('heading', { name: /^1 строку не приняли/ })).toBeVisible();
});

test('a client is found and opened', async ({ page }) => {
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('combobox')).toBeFocused();
    await page.keyboard.type('Сорокина');
    const client = page.getByRole('option', { name: /Сорокина/ }).first();
    await expect(client).toBeVisible({ timeout: 30_000 });
    while ((await client.getAttribute('aria-selected')) !== 'true') await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/recipients\/\d+/);
    await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty();
});
