/** An answer of another status than 200. */
export class Status<Body = undefined> {
    constructor(
        readonly status: number,
        readonly body: Body = undefined as Body,
    ) {}
}
