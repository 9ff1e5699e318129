const RU = {
    title: 'Сорока: телефоны и операторы',
    brand: 'Симулятор Сороки',
    sections: 'Разделы',
    phones: 'Телефоны',
    operators: 'Операторы',
    other: 'English',
    dark: 'Тёмная тема',
    gone: 'Симулятор не отвечает. Показано то, что было.',
    // phones
    noPhones: 'Телефоны ждут сообщений',
    noPhonesMore: 'Отправьте рассылку или пробное сообщение: здесь появятся телефоны, на которые оно пришло. Они ненастоящие, никому звонить и писать не будут.',
    somePhones: { one: 'Сообщения на {n} телефоне', few: 'Сообщения на {n} телефонах', many: 'Сообщения на {n} телефонах' },
    lastPhones: 'Последние {n} телефонов',
    somePhonesMore: 'Последний сверху. Откройте телефон, чтобы прочитать и ответить.',
    list: 'Список телефонов',
    phone: 'Телефон {n}',
    allPhones: 'Все телефоны',
    choose: 'Выберите телефон слева.',
    forgotten: 'Этот телефон сейчас не помнят: он молчит или молчал слишком долго.',
    wrote: 'Ответ: {t}',
    answer: 'Ответить {p}',
    yours: 'Ваш ответ',
    answerTo: 'Кому ответить',
    notTold: 'Ответ не отправлен: {e}',
    parts: { one: '{n} часть', few: '{n} части', many: '{n} частей' },
    come: 'пришло частей: {c} из {n}',
    waiting: 'отчёта ещё нет',
    delivered: 'доставлено',
    failed: 'не доставлено',
    lost: 'отчёт потерян',
    unasked: 'отчёт не просили',
    own_waiting: 'ждёт, пока заберут',
    own_handed: 'передано',
    own_taken: 'принято',
    // operators
    allWell: 'Все операторы работают как обычно',
    oneIll: 'Сбой у оператора {t}',
    someIll: { one: 'Сбой у {n} оператора', few: 'Сбои у {n} операторов', many: 'Сбои у {n} операторов' },
    allWellMore: 'Операторы ненастоящие. Откройте оператора, чтобы включить сбой или изменить, как он работает.',
    operator: 'Оператор',
    state: 'Состояние',
    sessions: 'Сессий',
    accepted: 'Принято',
    refused: 'Отказано',
    unanswered: 'Без ответа',
    receipts: 'Отчётов принято',
    replies: 'Ответов принято',
    outstanding: 'Ждут приёма',
    of: '{a} из {b}',
    works: 'Работает',
    nobody: 'Никто не подключён',
    allOperators: 'Все операторы',
    address: 'Адрес 127.0.0.1:{p}, system_id {s}',
    faults: 'Сбои',
    faultsMore: 'Включаются сразу и на ходу. Всё, что сбой изменил, есть в журнале симулятора.',
    on: 'Идёт',
    soon: 'Ждёт начала',
    over: 'Прошёл',
    begunAgain: 'Начать снова',
    whom: 'Кого касается',
    byShare: 'доли, наугад',
    byEvery: 'каждого n-го',
    share: 'Доля',
    every: 'Каждый, n',
    fromSecond: 'Начать через, с',
    seconds: 'Длится, с (0 — пока не выключат)',
    minMs: 'От, мс',
    maxMs: 'До, мс',
    fault: {
        errors: ['Отказы наугад', 'Вместо приёма — ошибка 0x45 или 0x0B.'],
        throttled: ['Просит слать реже', 'Отвечает 0x58, «слишком часто».'],
        queueFull: ['Очередь полна', 'Отвечает 0x14, «нет места».'],
        disconnected: ['Обрывает соединение', 'Закрывает его посреди окна; часть принятого остаётся без ответа.'],
        silent: ['Молчит', 'Соединение стоит, но оператор ничего не читает и не пишет.'],
        bindRefused: ['Не пускает', 'На подключение отвечает отказом 0x0D.'],
        receiptLost: ['Теряет отчёты', 'Отчёт о доставке не придёт никогда.'],
        receiptLate: ['Опаздывает с отчётами', 'Отчёт приходит намного позже, мимо очереди.'],
        receiptEarly: ['Отчёт раньше ответа', 'Отчёт приходит сразу, а ответ на отправку — после него.'],
        receiptRepeated: ['Повторяет отчёты', 'Принятый отчёт приходит ещё раз.'],
    },
    habits: 'Как работает',
    latency: 'Отвечает за',
    latencyMore: 'Несколько строк — кривая: с такой-то секунды по столько.',
    pointFrom: 'С секунды',
    addPoint: 'Добавить строку',
    remove: 'Убрать',
    speed: 'Сообщений в секунду (0 — без предела)',
    receiptsHead: 'Отчёты',
    failedShare: 'Не доставлено, %',
    shuffled: 'вперемешку, не по порядку',
    tlvs: 'с номером и состоянием в параметрах, не только в тексте',
    idsHead: 'Номера сообщений',
    idAnswer: 'В ответе',
    idReceipt: 'В отчёте',
    form: {
        hex: '16-ричный',
        hexUpper: '16-ричный, прописными',
        hexPadded: '16-ричный с нулями',
        decimal: 'десятичный',
        decimalPadded: 'десятичный с нулями',
        uuid: 'UUID',
    },
    refusalsHead: 'Отказы по номерам',
    refusalsMore: 'Начало номера и код, который получит каждый такой номер.',
    prefix: 'Номер начинается с',
    status: 'Код',
    addRefusal: 'Добавить номер',
    repliesHead: 'Телефоны отвечают сами',
    replyShare: 'Отвечают, %',
    replyTexts: 'Чем отвечают, по одному в строке',
    save: 'Сохранить',
    saved: 'Сохранено, действует сейчас',
    notSaved: 'Не сохранено: {e}',
    turnedOn: 'Сбой включён: {f}',
    turnedOff: 'Сбой выключен: {f}',
    lostPage: 'Такой страницы нет',
};

const EN = {
    title: 'Soroka: phones and operators',
    brand: 'Soroka simulator',
    sections: 'Sections',
    phones: 'Phones',
    operators: 'Operators',
    other: 'Русский',
    dark: 'Dark theme',
    gone: 'The simulator does not answer. This is what was there.',
    noPhones: 'The phones wait for messages',
    noPhonesMore: 'Launch a campaign or send a test message: the phones that get it appear here. They are not real, nobody is called or written to.',
    somePhones: { one: 'Messages on {n} phone', other: 'Messages on {n} phones' },
    lastPhones: 'The last {n} phones',
    somePhonesMore: 'The newest first. Open a phone to read and answer.',
    list: 'List of phones',
    phone: 'Phone {n}',
    allPhones: 'All phones',
    choose: 'Choose a phone on the left.',
    forgotten: 'This phone is not remembered: it is silent, or was for too long.',
    wrote: 'Answer: {t}',
    answer: 'Answer {p}',
    yours: 'Your answer',
    answerTo: 'Whom to answer',
    notTold: 'The answer was not sent: {e}',
    parts: { one: '{n} part', other: '{n} parts' },
    come: '{c} of {n} parts came',
    waiting: 'no receipt yet',
    delivered: 'delivered',
    failed: 'not delivered',
    lost: 'receipt lost',
    unasked: 'no receipt asked for',
    own_waiting: 'waits to be fetched',
    own_handed: 'handed over',
    own_taken: 'taken',
    allWell: 'All operators work as usual',
    oneIll: 'A fault at {t}',
    someIll: { one: 'A fault at {n} operator', other: 'Faults at {n} operators' },
    allWellMore: 'The operators are not real. Open one to switch on a fault or to change how it works.',
    operator: 'Operator',
    state: 'State',
    sessions: 'Sessions',
    accepted: 'Accepted',
    refused: 'Refused',
    unanswered: 'Unanswered',
    receipts: 'Receipts taken',
    replies: 'Replies taken',
    outstanding: 'Wait to be taken',
    of: '{a} of {b}',
    works: 'Works',
    nobody: 'Nobody connected',
    allOperators: 'All operators',
    address: 'Address 127.0.0.1:{p}, system_id {s}',
    faults: 'Faults',
    faultsMore: 'They take effect at once, while it runs. Whatever a fault changed is in the simulator’s log.',
    on: 'On',
    soon: 'Waits to begin',
    over: 'Over',
    begunAgain: 'Begin again',
    whom: 'Whom it befalls',
    byShare: 'a share, at random',
    byEvery: 'each n-th',
    share: 'Share',
    every: 'Each, n',
    fromSecond: 'Begins after, s',
    seconds: 'Lasts, s (0: until switched off)',
    minMs: 'From, ms',
    maxMs: 'To, ms',
    fault: {
        errors: ['Refuses at random', 'Error 0x45 or 0x0B instead of acceptance.'],
        throttled: ['Asks to slow down', 'Answers 0x58, “throttled”.'],
        queueFull: ['Queue full', 'Answers 0x14, “no room”.'],
        disconnected: ['Cuts connections', 'Closes them in the middle of a window; some accepted messages stay unanswered.'],
        silent: ['Falls silent', 'Connections stand, but the operator neither reads nor writes.'],
        bindRefused: ['Lets nobody in', 'Answers binds with refusal 0x0D.'],
        receiptLost: ['Loses receipts', 'The delivery receipt never comes.'],
        receiptLate: ['Is late with receipts', 'The receipt comes much later, past all others.'],
        receiptEarly: ['Receipt before response', 'The receipt comes at once, the response to the submit after it.'],
        receiptRepeated: ['Repeats receipts', 'A receipt that was taken comes again.'],
    },
    habits: 'How it works',
    latency: 'Answers within',
    latencyMore: 'Several lines make a curve: from such a second on, so long.',
    pointFrom: 'From second',
    addPoint: 'Add a line',
    remove: 'Remove',
    speed: 'Messages a second (0: no limit)',
    receiptsHead: 'Receipts',
    failedShare: 'Not delivered, %',
    shuffled: 'shuffled, not in order',
    tlvs: 'with id and state in parameters, not in the text alone',
    idsHead: 'Message ids',
    idAnswer: 'In the response',
    idReceipt: 'In the receipt',
    form: {
        hex: 'hexadecimal',
        hexUpper: 'hexadecimal, upper case',
        hexPadded: 'hexadecimal with zeros',
        decimal: 'decimal',
        decimalPadded: 'decimal with zeros',
        uuid: 'UUID',
    },
    refusalsHead: 'Refusals by number',
    refusalsMore: 'The beginning of a number, and the code that every such number gets.',
    prefix: 'Number begins with',
    status: 'Code',
    addRefusal: 'Add a number',
    repliesHead: 'Phones answer of themselves',
    replyShare: 'Answer, %',
    replyTexts: 'What they answer, one a line',
    save: 'Save',
    saved: 'Saved, in effect now',
    notSaved: 'Not saved: {e}',
    turnedOn: 'Fault switched on: {f}',
    turnedOff: 'Fault switched off: {f}',
    lostPage: 'There is no such page',
};

const KEPT = 'soroka.language';

function first() {
    const kept = localStorage.getItem(KEPT);
    const wished = kept === null ? navigator.languages.map((tag) => tag.slice(0, 2)) : [kept];
    return wished.find((tag) => tag === 'ru' || tag === 'en') ?? 'ru';
}

export const language = first();
const words = language === 'ru' ? RU : EN;
const plural = new Intl.PluralRules(language);
const figures = new Intl.NumberFormat(language);
/** Hours to 24 in both. */
const HOURS = language === 'ru' ? 'ru' : 'en-GB';

export function otherLanguage() {
    localStorage.setItem(KEPT, language === 'ru' ? 'en' : 'ru');
    location.reload();
}

function filled(text, values) {
    return text.replace(/\{(\w)}/g, (_, name) => values[name]);
}

/** The words of a key, with values filled in; with forms of number by n. */
export function t(key, values = {}) {
    const word = words[key];
    if (typeof word === 'string') return filled(word, values);
    const n = Number(values.n);
    return filled(word[plural.select(n)] ?? word.many ?? word.other, { ...values, n: figure(n) });
}

/** Name and explanation of a fault, or the name of a form of ids. */
export const fault = (kind) => words.fault[kind];
export const FAULTS = Object.keys(RU.fault);
export const form = (id) => words.form[id];
export const FORMS = Object.keys(RU.form);

/** Thousands apart; narrow spaces are none of Golos. */
export const figure = (n) => figures.format(n).replace(/\u202f/g, '\u00a0');

export function time(at) {
    const date = new Date(at);
    const today = date.toDateString() === new Date().toDateString();
    return date.toLocaleString(HOURS, today ? { hour: '2-digit', minute: '2-digit' } : { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
}

/** A number as people write it. */
export function number(digits) {
    const parts = /^7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(digits);
    return parts ? `+7\u00a0${parts[1]}\u00a0${parts[2]}-${parts[3]}-${parts[4]}` : `+${digits}`;
}
