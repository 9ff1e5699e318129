import { addressOf, type AnswerOf, answered, headersOf, type Operation, type Query } from './api';

type Upload<O extends Operation> = {
    file: File;
    query?: Query<O>;
    /** A share of one; 1 when all bytes are out and the server is at work. */
    onProgress: (share: number) => void;
    signal: AbortSignal;
};

/** Sends a file as a form does, telling how far it has come; `fetch` cannot. Fails as `call` does, with an AbortError when given up. */
export async function upload<O extends Operation & `POST ${string}`>(operation: O, { file, query, onProgress, signal }: Upload<O>): Promise<AnswerOf<O>> {
    const headers = await headersOf('POST');
    const answer = await new Promise<Response>((arrived, failed) => {
        const asked = new XMLHttpRequest();
        asked.open('POST', addressOf(operation, {} as never, query));
        for (const [name, value] of Object.entries(headers)) asked.setRequestHeader(name, value);
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
    return answered<O>(answer);
}
