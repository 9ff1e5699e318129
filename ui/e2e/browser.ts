import type { PlaywrightTestOptions, PlaywrightWorkerOptions } from '@playwright/test';

/** Debian's Chromium, kept from calling anywhere. */
export const browser: Partial<PlaywrightTestOptions & PlaywrightWorkerOptions> = {
    browserName: 'chromium',
    headless: true,
    locale: 'ru-RU',
    timezoneId: 'Europe/Moscow',
    launchOptions: {
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: [
            '--headless',
            '--no-sandbox',
            '--disable-gpu',
            '--disable-quic',
            '--no-first-run',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
        ],
    },
};

export const WIDE = { width: 1440, height: 900 };
export const NARROW = { width: 390, height: 844 };
export const LANGUAGES = ['ru', 'en'] as const;
export const THEMES = ['light', 'dark'] as const;
export const SIZES = { 1440: WIDE, 390: NARROW };
