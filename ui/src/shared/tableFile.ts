/** The largest file the server takes. */
export const MOST_BYTES = 500_000_000;
/** Endings of names of files that hold a table. */
export const FILE_KINDS = ['.csv', '.txt', '.tsv', '.xlsx'];

/** Why a file need not even be sent; null when it may be. */
export function refusal(file: { name: string; size: number }): 'kind' | 'size' | 'empty' | null {
    if (!FILE_KINDS.some((kind) => file.name.toLowerCase().endsWith(kind))) return 'kind';
    if (file.size === 0) return 'empty';
    return file.size > MOST_BYTES ? 'size' : null;
}
