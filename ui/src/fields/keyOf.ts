const LATIN: Record<string, string> = {
    а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p',
    р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya',
};

const LONGEST = 40;

/** A key made of a title: «Дата покупки» is data_pokupki. Empty when nothing of it can stand in a key. */
export function keyOf(title: string): string {
    const latin = [...title.toLowerCase()].map((letter) => LATIN[letter] ?? letter).join('');
    return latin
        .replace(/[^a-z0-9]+/g, '_')
        .replace(/^[_0-9]+/, '')
        .slice(0, LONGEST)
        .replace(/_+$/, '');
}
