/** An answer of another status than 200. */
export class Status {
    constructor(
        readonly status: number,
        readonly body: unknown = undefined,
    ) {}
}
