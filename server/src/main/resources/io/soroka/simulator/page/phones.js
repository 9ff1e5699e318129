import { api, h, tell } from '/dom.js';
import { figure, number, t, time } from '/words.js';

const MOST = 200;
const TONES = { delivered: 'ok', failed: 'bad', lost: 'warn' };

/** The list, and one phone as its owner sees it. */
export function phonesPage(chosen) {
    const head = h('div', { class: 'head' });
    const list = h('ul', { class: 'phones', 'aria-label': t('list') });
    const phone = chosen ? onePhone(chosen) : null;
    const node = h(
        'div',
        { class: 'pair', 'data-chosen': chosen !== '' },
        h('div', { class: 'listing' }, head, list),
        phone ? phone.node : h('p', { class: 'muted choose' }, t('choose')),
    );
    let before = '';
    return {
        node,
        async refresh() {
            const [rows] = await Promise.all([api('phones'), phone?.refresh()]);
            const now = JSON.stringify(rows);
            if (now === before) return;
            before = now;
            node.toggleAttribute('data-empty', rows.length === 0);
            const many = rows.length >= MOST ? t('lastPhones', { n: figure(rows.length) }) : t('somePhones', { n: rows.length });
            head.replaceChildren(
                h('h1', {}, rows.length ? many : t('noPhones')),
                h('p', { class: 'sub' }, rows.length ? t('somePhonesMore') : t('noPhonesMore')),
            );
            list.replaceChildren(...rows.map((row) => line(row, chosen)));
        },
    };
}

function line(row, chosen) {
    const text = row.written ? t('wrote', { t: row.text }) : `${row.party}: ${row.text}`;
    return h(
        'li',
        {},
        h(
            'a',
            { href: `#/phones/${row.number}`, 'aria-current': row.number === chosen ? 'true' : null },
            h('b', { class: 'n' }, number(row.number)),
            h('span', { class: 'when n' }, time(row.at)),
            h('span', { class: 'last' }, text),
            fate(row),
        ),
    );
}

function fate({ written, fate: word }) {
    const tone = written ? null : TONES[word];
    return h('span', { class: 'fate', 'data-tone': tone }, t(written ? `own_${word}` : word));
}

function onePhone(digits) {
    const from = h('h2', { class: 'from' }, number(digits));
    const talk = h('ol', { class: 'talk' });
    const log = h('div', { class: 'log', tabindex: '0', role: 'log', 'aria-label': t('phone', { n: number(digits) }) }, talk);
    const to = h('select', { 'aria-label': t('answerTo'), hidden: true, onchange: label });
    const text = h('textarea', { name: 'text', rows: '2', maxlength: '1600', required: true, 'aria-label': t('yours'), placeholder: t('yours'), onkeydown: enter });
    const button = h('button', { type: 'submit', class: 'button filled' });
    const form = h('form', { class: 'answer', hidden: true, onsubmit: send }, to, text, button);
    let before = '';

    function label() {
        button.textContent = t('answer', { p: to.selectedOptions[0]?.textContent ?? '' });
    }
    function enter(event) {
        if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
            event.preventDefault();
            form.requestSubmit();
        }
    }
    async function send(event) {
        event.preventDefault();
        if (button.disabled) return;
        button.disabled = true;
        const [operator, party] = JSON.parse(to.value);
        try {
            show(await api(`phones/${digits}/messages`, 'POST', { text: text.value, operator, party }));
            text.value = '';
        } catch (failure) {
            tell(t('notTold', { e: failure.message }));
        }
        button.disabled = false;
    }

    function show({ messages }) {
        const now = JSON.stringify(messages);
        if (now === before) return;
        before = now;
        form.hidden = messages.length === 0;
        const parties = new Map(messages.map((m) => [JSON.stringify([m.operator, m.party]), m.party]).reverse());
        const kept = parties.has(to.value) ? to.value : [...parties.keys()][0];
        to.replaceChildren(...[...parties].map(([value, party]) => h('option', { value }, party)));
        to.value = kept;
        to.hidden = parties.size < 2;
        label();
        const low = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
        const several = parties.size > 1;
        talk.replaceChildren(...(messages.length ? messages.map((m) => bubble(m, several)) : [h('li', { class: 'muted' }, t('forgotten'))]));
        if (low) log.scrollTop = log.scrollHeight;
    }

    return {
        node: h(
            'section',
            { class: 'one', 'aria-label': t('phone', { n: number(digits) }) },
            h('a', { class: 'back', href: '#/phones' }, t('allPhones')),
            h('div', { class: 'phone' }, from, log, form),
        ),
        async refresh() {
            show(await api(`phones/${digits}`));
        },
    };
}

function bubble(message, several) {
    const facts = [time(message.at)];
    if (message.come < message.parts) facts.push(t('come', { c: message.come, n: message.parts }));
    else if (message.parts > 1) facts.push(t('parts', { n: message.parts }));
    return h(
        'li',
        { 'data-written': message.written, 'data-fate': message.fate },
        several && !message.written ? h('span', { class: 'party' }, message.party) : null,
        h('p', {}, message.text),
        h('small', {}, h('span', { class: 'n' }, `${facts.join(', ')}, `), fate(message)),
    );
}
