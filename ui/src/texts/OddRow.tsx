import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/useFormat';
import css from './OddRow.module.css';
import type { Odd } from './odds';

const IN_WORDS = [1, 2, 3, 4, 5, 6] as const;

type Props = {
    odds: Odd[];
    /** People whom these characters cost a part more, and the price of it. */
    spilt: { people: number; price: number; fits: number } | null;
    /** Parts now and without the characters, for one person. */
    parts: { now: number; without: number };
    onMend: (odds: Odd[]) => void;
    onLeave: (odds: Odd[]) => void;
};

/** The amber line under the field: which character makes the text dear, why, and the one press that mends it. */
export function OddRow({ odds, spilt, parts, onMend, onLeave }: Props) {
    const { t } = useTranslation();
    const format = useFormat();
    const inWords = (parts: number) => {
        const known = IN_WORDS.find((one) => one === parts);
        return known ? t(`editor.into.${known}`) : t('editor.counter.parts', { count: parts });
    };
    const [first, ...others] = odds;
    if (!first) return null;
    const { character, replacement } = first;
    const shown = /^[\p{Z}\p{C}]+$/u.test(character) ? t(/\p{Z}/u.test(character) ? 'editor.odd.blank' : 'editor.odd.invisible') : character;
    const all = odds.filter((one) => one.replacement !== null);
    return (
        <div className={css.odd}>
            <p role="status">
                <b>{first.unicode ? t('editor.odd.unicode', { character: shown }) : t('editor.odd.double', { character: shown, count: character.length })}</b>{' '}
                {first.unicode
                    ? parts.without < parts.now
                        ? t('editor.odd.cheaper', { count: parts.without, now: parts.now })
                        : t('editor.odd.room')
                    : spilt
                      ? t('editor.odd.spilt', { count: spilt.people, fits: inWords(spilt.fits), price: format.about(spilt.price) })
                      : t('editor.odd.fitsStill')}
            </p>
            <Button size="compact" onClick={() => onMend([first])}>
                {replacement === '.'
                    ? t('editor.odd.stop')
                    : replacement === ' '
                      ? t('editor.odd.plainBlank')
                      : replacement
                        ? t('editor.odd.replace', { replacement })
                        : t('editor.odd.remove')}
            </Button>
            {others.length > 0 && all.length > 1 && (
                <button type="button" className={css.act} onClick={() => onMend(all)}>
                    {t('editor.odd.all', { count: all.reduce((sum, { at }) => sum + at.length, 0) })}
                </button>
            )}
            <button type="button" className={css.act} onClick={() => onLeave([first])}>
                {t('editor.odd.leave')}
            </button>
        </div>
    );
}
