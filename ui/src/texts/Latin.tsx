import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Forecast } from '@/audience';
import { Dialog } from '@/shared/Dialog';
import { useFormat } from '@/shared/useFormat';
import { priceOf } from './cost';
import { isCyrillic, transliterate } from './latin';
import css from './Latin.module.css';
import { bare, type Piece } from './template';
import { type Example, longestOf, type Preview } from './usePreview';

/** The same words in Latin letters. Values stay as they are: they come from the record. */
export function inLatin(pieces: Piece[]): Piece[] {
    return pieces.map((piece): Piece =>
        piece.kind === 'words'
            ? { ...piece, words: transliterate(piece.words) }
            : { ...piece, fallback: piece.fallback === null ? null : transliterate(piece.fallback) },
    );
}

/** Latin letters are offered side by side with what they save, and never put in unasked. */
export function Latin({ pieces, preview, forecast, onTake }: { pieces: Piece[]; preview: Preview; forecast: Forecast | null; onTake: (pieces: Piece[]) => void }) {
    const { t } = useTranslation();
    const format = useFormat();
    const [comparing, setComparing] = useState(false);
    const text = bare(pieces);
    const cyrillic = [...text].some(isCyrillic);
    const now = longestOf(preview.examples);
    if (!cyrillic || !now || (now.person === null && pieces.some(({ kind }) => kind === 'variable'))) return null;
    const latin = inLatin(pieces);
    const told = preview.retold(latin);
    const then = longestOf(told);
    const parts = then?.size.parts ?? 1;
    const works = told.every(({ size }) => size.alphabet === 'gsm7');
    if (works && parts >= now.size.parts) return null;
    const price = told.every(({ size }) => size.parts === parts) ? priceOf(parts, forecast) : null;
    return (
        <tr role="row">
            <th role="rowheader" scope="row">
                {t('editor.latin.title')}
            </th>
            <td role="cell">
                {works ? (
                    <>
                        {price === null ? t('editor.latin.parts', { count: parts }) : t('editor.latin.price', { count: parts, price: format.about(price) })}{' '}
                        <button type="button" className="act" onClick={() => setComparing(true)}>
                            {t('editor.latin.compare')}
                        </button>
                    </>
                ) : (
                    t('editor.latin.useless')
                )}
                <Dialog opened={comparing} onClose={() => setComparing(false)} width={760} title={t('editor.latin.question')}>
                    <div className={css.sides}>
                        <Side title={t('editor.latin.asIs')} example={now} />
                        {then && <Side title={t('editor.latin.title')} example={then} />}
                    </div>
                    <div className="buttons">
                        <Button data-autofocus onClick={() => setComparing(false)}>
                            {t('editor.latin.keep')}
                        </Button>
                        <Button
                            variant="filled"
                            onClick={() => {
                                setComparing(false);
                                onTake(latin);
                            }}
                        >
                            {t('editor.latin.take')}
                        </Button>
                    </div>
                </Dialog>
            </td>
        </tr>
    );
}

function Side({ title, example }: { title: string; example: Example }) {
    const { t } = useTranslation();
    const { size, parts, capacity } = example.size;
    return (
        <section>
            <h2>{title}</h2>
            <p className={css.bubble}>{example.text}</p>
            <p className="muted s14">
                {t('editor.counter.parts', { count: parts })}, {size}/{capacity}
            </p>
        </section>
    );
}
