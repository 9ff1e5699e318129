import type * as z from 'zod';
import { language } from '@/i18n';
import { BASE, csrf, problemOf } from './api';

type Upload<T> = {
    file: File;
    schema: z.ZodType<T>;
    /** A share of one; 1 when all bytes are out and the server is at work. */
    onProgress: (share: number) => void;
    signal: AbortSignal;
};

/** Sends a file as a form does, telling how far it has come; `fetch` cannot. Fails as `call` does, with an AbortError when given up. */
export async function upload<T>(path: string, { file, schema, onProgress, signal }: Upload<T>): Promise<T> {
    const token = await csrf();
    const answer = await new Promise<Response>((arrived, failed) => {
        const asked = new XMLHttpRequest();
        asked.open('POST', BASE + path);
        asked.setRequestHeader('Accept', 'application/json');
        asked.setRequestHeader('Accept-Language', language());
        asked.setRequestHeader('X-XSRF-TOKEN', token);
        asked.upload.addEventListener('progress', ({ loaded, total, lengthComputable }) => {
            if (lengthComputable) onProgress(loaded / total);
        });
        asked.addEventListener('load', () => {
            const retryAfter = asked.getResponseHeader('Retry-After');
            arrived(new Response(asked.responseText, { status: asked.status, headers: retryAfter === null ? {} : { 'Retry-After': retryAfter } }));
        });
        asked.addEventListener('error', () => failed(new TypeError('no answer')));
        asked.addEventListener('abort', () => failed(new DOMException('given up', 'AbortError')));
        signal.addEventListener('abort', () => asked.abort());
        const form = new FormData();
        form.append('file', file);
        if (signal.aborted) asked.abort();
        else asked.send(form);
    });
    if (!answer.ok) throw await problemOf(answer);
    return schema.parse(await answer.json());
}

