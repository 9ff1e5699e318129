/** The GSM 7-bit default alphabet and its extension table, 3GPP TS 23.038 section 6.2.1; the escape has no place in a text. */
const TABLE = new Set([
    ...'@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?',
    ...'¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
]);
const EXTENSION = new Set('\f^{}\\[~]|€');

/** Septets of one UTF-16 unit: 1, 2 for the extension table, 0 when GSM-7 does not have it. */
export function septetsOf(unit: string): 0 | 1 | 2 {
    return TABLE.has(unit) ? 1 : EXTENSION.has(unit) ? 2 : 0;
}

/** The text's septets, or null as soon as GSM-7 lacks a character. */
export function septets(text: string): number | null {
    let sum = 0;
    for (let at = 0; at < text.length; at += 1) {
        const width = septetsOf(text.charAt(at));
        if (width === 0) return null;
        sum += width;
    }
    return sum;
}
