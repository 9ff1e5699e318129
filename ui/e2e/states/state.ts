import { expect, type Page } from '@playwright/test';
import { FakeServer, type FakeOptions } from '../../test/server/fakeServer';
import { AUDIENCES, CAMPAIGNS, NOW } from '../../test/server/scenes';

/** One page in one state: how the server stands, where to go, and what to do there. */
export type State = {
    name: string;
    options?: Partial<FakeOptions>;
    before?: (server: FakeServer) => void;
    path: string;
    act?: (page: Page, server: FakeServer) => Promise<void>;
};

export const open = (page: Page, ru: RegExp, en: RegExp) => page.getByRole('button', { name: new RegExp(`${ru.source}|${en.source}`) }).first().click();
export const dialog = async (page: Page) => {
    await expect(page.getByRole('dialog')).toBeVisible();
    // Fades in; half-way its colours are no one's.
    await expect(page.getByRole('dialog')).toHaveCSS('opacity', '1');
};

/** Puts one page into one state; the caller stops the server. */
export async function show(page: Page, state: State, language: 'ru' | 'en', theme: 'light' | 'dark', port = 0): Promise<FakeServer> {
    const server = await FakeServer.start({
        port,
        campaigns: CAMPAIGNS,
        audiences: AUDIENCES,
        loggedIn: true,
        dist: 'dist',
        now: () => NOW,
        ...state.options,
    });
    state.before?.(server);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.addInitScript((chosen) => localStorage.setItem('soroka.language', chosen), language);
    await page.clock.setFixedTime(NOW);
    await page.goto(server.url + state.path);
    // Loaded is not drawn: the page first asks who is there, and fetches its own part.
    await page.locator('h1').first().waitFor({ state: 'attached' });
    await state.act?.(page, server);
    await page.evaluate(() => document.fonts.ready);
    return server;
}
