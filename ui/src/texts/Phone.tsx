import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/useFormat';
import css from './Phone.module.css';

/** The message as its reader sees it. An amber tick stands where a part begins. */
export function Phone({ text, breaks, sender, clock }: { text: string; breaks: number[]; sender: string | null; clock: string | null }) {
    const { t } = useTranslation();
    const format = useFormat();
    const [opened] = useState(Date.now);
    const starts = [0, ...breaks];
    return (
        <div className={css.phone}>
            <p className={css.clock}>{clock ?? format.clock(opened)}</p>
            <p className={css.from}>{sender ?? t('editor.phone.unnamed')}</p>
            {text !== '' && (
                <p className={css.bubble}>
                    {starts.map((start, index) => (
                        <span key={start}>
                            {index > 0 && (
                                <i className={css.cut}>
                                    <span className="sr">{t('editor.phone.part')} </span>
                                    {index + 1}
                                </i>
                            )}
                            {text.slice(start, starts[index + 1])}
                        </span>
                    ))}
                </p>
            )}
            <p className={css.answer} aria-hidden="true">
                {t('editor.phone.answer')}
            </p>
        </div>
    );
}
