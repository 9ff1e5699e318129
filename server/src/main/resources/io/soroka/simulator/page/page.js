import { h } from '/dom.js';
import { operatorPage, operatorsPage } from '/operators.js';
import { phonesPage } from '/phones.js';
import { language, otherLanguage, t } from '/words.js';

const EVERY_MS = 2000;
const main = document.getElementById('main');
const THEME = 'soroka.theme';

let view = null;

/** One page at a time: what it shows, and how it is brought up to date. */
function pageOf(hash) {
    const [, room = 'phones', one = ''] = hash.split('/').map(decodeURIComponent);
    if (room === 'phones') return phonesPage(one);
    if (room === 'operators') return one ? operatorPage(one) : operatorsPage();
    return { node: h('h1', {}, t('lostPage')), refresh: async () => {} };
}

async function refresh() {
    const shown = view;
    try {
        await shown.refresh();
        document.body.removeAttribute('data-gone');
    } catch {
        document.body.setAttribute('data-gone', t('gone'));
    }
}

function show() {
    view = pageOf(location.hash || '#/phones');
    main.replaceChildren(view.node);
    for (const link of document.querySelectorAll('nav a')) {
        if ((location.hash || '#/phones').startsWith(link.getAttribute('href'))) link.setAttribute('aria-current', 'page');
        else link.removeAttribute('aria-current');
    }
    return refresh();
}

const dark = () => document.documentElement.dataset.theme === 'dark';

const system = matchMedia('(prefers-color-scheme: dark)');

function wear(theme) {
    document.documentElement.dataset.theme = theme;
    document.querySelector('.own .switch').setAttribute('aria-checked', String(dark()));
}

/** Follows the system until somebody decides otherwise; going back to the system's theme forgets the decision. */
function turnTheme() {
    const chosen = dark() ? 'light' : 'dark';
    if ((chosen === 'dark') === system.matches) localStorage.removeItem(THEME);
    else localStorage.setItem(THEME, chosen);
    wear(chosen);
}
system.addEventListener('change', () => {
    if (localStorage.getItem(THEME) === null) wear(system.matches ? 'dark' : 'light');
});

document.documentElement.lang = language;
document.title = t('title');
document.getElementById('brand').textContent = t('brand');
const nav = document.getElementById('nav');
nav.setAttribute('aria-label', t('sections'));
nav.append(h('a', { href: '#/phones' }, t('phones')), h('a', { href: '#/operators' }, t('operators')));
document.getElementById('own').append(
    h('button', { type: 'button', lang: language === 'ru' ? 'en' : 'ru', onclick: otherLanguage }, t('other')),
    h('button', { type: 'button', class: 'switch', role: 'switch', 'aria-checked': String(dark()), onclick: turnTheme }, t('dark'), h('i')),
);
addEventListener('hashchange', () => {
    void show();
    main.focus({ preventScroll: true });
    scrollTo(0, 0);
});
await show();
setInterval(() => {
    if (!document.hidden) void refresh();
}, EVERY_MS);
