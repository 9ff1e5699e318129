/** The guide's topics, in the order one meets them. */
export const TOPICS = ['first', 'practice', 'import', 'audience', 'lists', 'consents', 'text', 'launch', 'report', 'operators', 'sources', 'events', 'fields', 'users', 'journal'] as const;

export type Topic = (typeof TOPICS)[number];

export function isTopic(word: string): word is Topic {
    return (TOPICS as readonly string[]).includes(word);
}

const FILES = import.meta.glob<string>('./topics/*/*.md', { query: '?raw', import: 'default' });

/** A topic's text in one language; the browser fetches only what is read. */
export function textOf(topic: Topic, language: 'ru' | 'en'): Promise<string> {
    const file = FILES[`./topics/${language}/${topic}.md`];
    return file ? file() : Promise.reject(new Error(`no text of ${topic} in ${language}`));
}
