import { queryOptions } from '@tanstack/react-query';
import { type AnswerOf, type BodyOf, call, type Schemas } from '@/shared/api';
import { upload } from '@/shared/upload';

/** One answer in the ledger. */
export type ConsentRecord = Schemas['ConsentAnswersConsentRecord'];
export type Channel = ConsentRecord['channel'];
export type Purpose = Schemas['ConsentPurposeView'];
export type Proof = AnswerOf<'GET /consents/proof'>;
export type Imported = AnswerOf<'POST /consents/import'>;
export type Answer = BodyOf<'POST /clients/:id/consent'>;

/** How a purpose is called in a language. */
export const titleIn = (language: string, { titleRu, titleEn }: Purpose): string => (language === 'en' ? titleEn : titleRu);

export const CHANNELS = ['sms', 'call', 'email', 'messenger'] as const satisfies readonly Channel[];

/** What the ledger has of a client, the answers given last first; sources and purposes come in the user's language. */
export const ledgerQuery = (id: string, language: string) =>
    queryOptions({
        queryKey: ['clients', 'consents', id, language],
        queryFn: ({ signal }) => call('GET /clients/:id/consents', { path: { id }, signal }),
    });

export const purposesQuery = queryOptions({
    queryKey: ['consents', 'purposes'],
    queryFn: ({ signal }) => call('GET /consents/purposes', { signal }),
});

/** Each proof is written into the journal: the server is asked when somebody asks, and not again by itself. */
export const proofQuery = (phone: string, on: string, language: string, time: number) =>
    queryOptions({
        queryKey: ['consents', 'proof', phone, on, language, time],
        staleTime: Infinity,
        retry: false,
        queryFn: ({ signal }) => call('GET /consents/proof', { query: { phone, on }, signal }),
    });

export function record(id: string, answer: Answer): Promise<AnswerOf<'POST /clients/:id/consent'>> {
    return call('POST /clients/:id/consent', { path: { id }, body: answer });
}

export function savePurpose(key: string | null, wanted: BodyOf<'POST /consents/purposes'>): Promise<Purpose> {
    return key === null ? call('POST /consents/purposes', { body: wanted }) : call('PUT /consents/purposes/:key', { path: { key }, body: wanted });
}

export function importBase(file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<Imported> {
    return upload('POST /consents/import', { file, onProgress, signal });
}
