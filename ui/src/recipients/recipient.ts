import type { Schemas } from '@/shared/api';

export type Client = Schemas['ClientLine'];
/** All that is known of one client. */
export type Card = Schemas['ClientCard'];
export type History = Schemas['HistoryView'];
/** A file of clients on its way in. */
export type Import = Schemas['ImportView'];
export type ImportNote = Import['rejections'][number];

/** The consent that advertising needs: the last word counts. */
export function advertisingConsent(card: Card): Card['consents'][number] | null {
    return card.consents
        .filter(({ purpose }) => purpose === 'advertising')
        .reduce<Card['consents'][number] | null>((last, one) => (last === null || Date.parse(one.at) >= Date.parse(last.at) ? one : last), null);
}

/** When, and by what, somebody opted out or came back last. */
export function lastOptOut(card: Card): Card['optOuts'][number] | null {
    return card.optOuts.reduce<Card['optOuts'][number] | null>((last, one) => (last === null || Date.parse(one.at) >= Date.parse(last.at) ? one : last), null);
}

export const PHONE = 'phone';
/** Columns that name nobody by a number make a file that cannot be loaded. */
export const hasPhone = (columns: Import['columns']) => columns.some(({ field }) => field === PHONE);
