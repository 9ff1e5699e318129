import { defineConfig } from '@playwright/test';
import { browser } from './browser';

export default defineConfig({
    testDir: '.',
    testMatch: 'screenshots.ts',
    workers: 2,
    timeout: 240_000,
    reporter: 'list',
    use: browser,
});
