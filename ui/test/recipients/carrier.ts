import { reach } from '../reach';

/** What carries files in a test: an XMLHttpRequest over the network of this test, which tells its progress and can be given up. */
export class Carrier extends EventTarget {
    readonly upload = new EventTarget();
    responseText = '';
    status = 0;
    private address = '';
    private answer: Response | null = null;
    private readonly headers = new Headers();
    private readonly giving = new AbortController();
    /** Holds every file at the door until it is let in. */
    static held: Promise<void> | null = null;

    open(_method: string, address: string): void {
        this.address = address;
    }
    setRequestHeader(name: string, value: string): void {
        this.headers.set(name, value);
    }
    getResponseHeader(name: string): string | null {
        return this.answer?.headers.get(name) ?? null;
    }
    abort(): void {
        this.giving.abort();
        this.dispatchEvent(new Event('abort'));
    }
    send(form: FormData): void {
        void this.carry(form);
    }
    private async carry(form: FormData): Promise<void> {
        const file = form.get('file') as File;
        this.upload.dispatchEvent(new ProgressEvent('progress', { lengthComputable: true, loaded: 50, total: 100 }));
        try {
            await Carrier.held;
            this.headers.set('Content-Type', 'text/plain');
            // The test's server reads the form as text: its name is all it looks at.
            this.answer = await reach(this.address, { method: 'POST', headers: this.headers, body: `filename="${file.name}"`, signal: this.giving.signal });
            this.status = this.answer.status;
            this.responseText = await this.answer.text();
            this.dispatchEvent(new Event('load'));
        } catch {
            if (!this.giving.signal.aborted) this.dispatchEvent(new Event('error'));
        }
    }
}
