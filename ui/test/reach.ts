import { FakeServer, type FakeOptions } from './server/fakeServer';
import { AUDIENCES, CAMPAIGNS } from './server/scenes';

const network = globalThis.fetch;
let server: FakeServer | null = null;
let cookies = new Map<string, string>();

/** The network of a test: relative addresses go to the server of this test, cookies are kept as a browser does. */
export async function reach(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
    if (!server) throw new TypeError('no server');
    const asked = new URL(input.toString(), server.url);
    const address = new URL(asked.pathname + asked.search, server.url);
    const headers = new Headers(init.headers);
    headers.set('Cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const { signal } = init;
    const answer = await network(address, { ...init, headers, signal: signal ?? null });
    for (const set of answer.headers.getSetCookie()) {
        const [pair = ''] = set.split(';');
        const [name = '', value = ''] = pair.split('=', 2);
        if (/Max-Age=0/.test(set)) cookies.delete(name);
        else cookies.set(name, value);
        if (!/HttpOnly/.test(set)) document.cookie = set;
    }
    return answer;
}

/** Starts the server of this test; it is stopped after it. */
export async function serve(options: Partial<FakeOptions> = {}): Promise<FakeServer> {
    server = await FakeServer.start({ campaigns: CAMPAIGNS, audiences: AUDIENCES, loggedIn: true, ...options });
    return server;
}

export async function closeDoor(): Promise<void> {
    await server?.stop();
    server = null;
    for (const name of cookies.keys()) document.cookie = `${name}=; Max-Age=0; Path=/`;
    cookies = new Map();
}
